"""The dock: one page with the kiosk's live screen and a hand on everything around it.  Demo only, loopback only."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from hardware.simulators.control import Refused, ask
from hardware.simulators.scene import KINDS as STANDING
from hardware.simulators.scene import MOVES
from sandbox.county import County
from sandbox.people import PEOPLE, laid
from sandbox.platform.faults import ENDPOINTS, KINDS

HERE = Path(__file__).resolve().parent
NOVNC = Path("/usr/share/novnc")
ROLES = {"core": "kiosk.core", "shell": "screens", "visit": "kiosk.visit", "senses": "hardware.senses"}
PARTS = ("id_reader", "camera", "a4_printer", "platform")


@contextmanager
def dock(county: County, port: int, display: str | None) -> Generator[str]:
    """Serve the page on 127.0.0.1; `display`: the virtual screen to show in it, None where a window is open."""
    screen = _free_port() if display else 0
    helpers = _screen(display, screen) if display else []
    server = uvicorn.Server(uvicorn.Config(build(county, screen), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.should_exit = True
        thread.join(5)
        for helper in helpers:
            helper.terminate()
            helper.wait()


def build(county: County, screen: int) -> FastAPI:
    """The page and its few calls."""
    app = FastAPI(title="dock", openapi_url=None)
    home = county.home

    @app.get("/")
    async def page() -> HTMLResponse:
        facts = {
            "screen": screen, "endpoints": ENDPOINTS, "faults": KINDS, "kinds": STANDING, "moves": list(MOVES),
            "people": [{"key": key, "name": one.name, "card": one.card, "portrait": one.portrait}
                       for key, one in PEOPLE.items()],
        }
        text = (HERE / "dock.html").read_text("utf-8")
        return HTMLResponse(text.replace("/*FACTS*/", "const facts = " + json.dumps(facts, ensure_ascii=False)))

    @app.get("/font")
    async def font() -> FileResponse:
        return FileResponse(HERE.parent.parent / "assets" / "fonts" / "NotoSansSC-Regular.ttf")

    @app.get("/{name}.{kind}")
    async def file(name: str, kind: str) -> FileResponse:
        path = HERE / f"{name}.{kind}"
        if kind not in ("css", "js") or not path.exists() or path.parent != HERE:
            raise HTTPException(404)
        return FileResponse(path)

    @app.post("/do/{part}/{op}")
    async def do(part: str, op: str, request: Request) -> dict[str, Any]:
        fields = await request.json()
        if part == "process" and op in ROLES:
            return {"killed": [_kill(pid) for pid in _pids(home, ROLES[op])]}
        if part not in PARTS:
            raise HTTPException(404, f"parts: {', '.join(PARTS)}, process")
        if part == "id_reader" and op == "lay":
            fields = laid(str(fields["person"]))
        if part == "camera" and op == "stand":
            fields = {**fields, "who": PEOPLE[str(fields["person"])].portrait}
        try:
            return await asyncio.to_thread(lambda: ask(county.control(part), op, **fields))
        except (Refused, OSError) as error:
            raise HTTPException(409, str(error)) from None

    @app.get("/page/{number}.png")
    async def printed(number: int) -> Response:
        jobs = ask(county.control("a4_printer"), "pages")["jobs"]
        if not 0 <= number < len(jobs):
            raise HTTPException(404)
        sheet: Any = pdfium.PdfDocument(jobs[number]["file"])[0]
        out = home / "dock-page.png"
        sheet.render(scale=0.6).to_pil().save(out)
        return Response(out.read_bytes(), media_type="image/png")

    @app.get("/live")
    async def live() -> StreamingResponse:
        async def rows() -> AsyncIterator[str]:
            while True:
                yield f"data: {json.dumps(await asyncio.to_thread(_now, county), ensure_ascii=False)}\n\n"
                await asyncio.sleep(0.7)

        return StreamingResponse(rows(), media_type="text/event-stream")

    return app


def _now(county: County) -> dict[str, Any]:
    """Everything that the page shows and that changes."""
    now: dict[str, Any] = {"roles": {role: len(_pids(county.home, module)) for role, module in ROLES.items()}}
    for part, op in ((part, "state") for part in PARTS):
        try:
            now[part] = ask(county.control(part), op)
        except (OSError, Refused):
            now[part] = None
    try:
        now["sms"] = ask(county.control("platform"), "sms")["sms"][-4:]
        now["pages"] = [{"name": job["name"], "printed": job["printed"]}
                        for job in ask(county.control("a4_printer"), "pages")["jobs"]]
    except OSError:
        pass  # just restarting
    log = county.home / "events.jsonl"
    now["events"] = [json.loads(line) for line in log.read_text("utf-8").splitlines()[-18:]] if log.exists() else []
    now["effects"] = _effects(county.home / "journal.db")
    return now


def _effects(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [list(row) for row in db.execute(
            "SELECT id, kind, state, ifnull(evidence, '') FROM effect ORDER BY opened DESC LIMIT 6")]
    except sqlite3.OperationalError:
        return []
    finally:
        db.close()


def _pids(home: Path, module: str) -> list[int]:
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                mine = f"KIOSK_HOME={home}".encode() in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if mine and module.encode() in words:
                found.append(int(entry.name))
    return found


def _kill(pid: int) -> int:
    os.kill(pid, signal.SIGKILL)
    return pid


def _screen(display: str, port: int) -> list[subprocess.Popen[str]]:
    """x11vnc on loopback, and noVNC in front of it."""
    vnc = _free_port()
    quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    return [
        subprocess.Popen(["x11vnc", "-display", display, "-localhost", "-rfbport", str(vnc), "-shared", "-forever",
                          "-nopw", "-quiet", "-noxdamage", "-cursor", "arrow"], **quiet),
        subprocess.Popen(["websockify", "--web", str(NOVNC), f"127.0.0.1:{port}", f"127.0.0.1:{vnc}"], **quiet),
    ]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])
