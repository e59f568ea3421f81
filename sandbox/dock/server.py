"""The dock: one page with the kiosk's live screen and a hand on everything around it.  Demo only, loopback only."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import tomllib
from collections.abc import AsyncIterator, Generator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

from hardware.simulators.control import Refused, ask
from hardware.simulators.scene import KINDS as STANDING
from hardware.simulators.scene import MOVES
from sandbox.county import County
from sandbox.dock.live import PARTS, ROLES, kill, now
from sandbox.dock.screen import NOVNC, shared_screen
from sandbox.people import PEOPLE, laid
from sandbox.platform.faults import ENDPOINTS, KINDS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WIRE = ("pull", "silent", "late", "noise", "checksum", "bit", "truncated", "unplug_mid")


@contextmanager
def dock(county: County, port: int, display: str | None) -> Generator[str]:
    """Serve the page on 127.0.0.1; `display`: the virtual screen to show in it, None where a window is open."""
    with ExitStack() as stack:
        screen = stack.enter_context(shared_screen(display)) if display else 0
        config = uvicorn.Config(build(county, screen), host="127.0.0.1", port=port, log_level="critical")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.should_exit = server.force_exit = True
            thread.join(5)


def build(county: County, screen: int) -> FastAPI:
    """The page and its few calls.  screen: port of the virtual screen's WebSocket, 0 where there is none."""
    app = FastAPI(title="dock", openapi_url=None)
    on_reader = [""]

    @app.get("/")
    async def page() -> HTMLResponse:
        text = (HERE / "dock.html").read_text("utf-8")
        facts = json.dumps(_facts(screen), ensure_ascii=False).replace("</", "<\\/")
        return HTMLResponse(text.replace("/*FACTS*/", "const facts = " + facts))

    @app.get("/font")
    async def font() -> FileResponse:
        return FileResponse(ROOT / "assets" / "fonts" / "NotoSansSC-Regular.ttf")

    @app.post("/do/{part}/{op}")
    async def do(part: str, op: str, request: Request) -> dict[str, Any]:
        fields = await request.json()
        if part == "process" and op in ROLES:
            return {"killed": kill(county.home, op)}
        if part not in PARTS:
            raise HTTPException(404, f"parts: {', '.join(PARTS)}, process")
        if part == "id_reader" and op == "lay":
            on_reader[0] = str(fields["person"])
            fields = laid(on_reader[0])
        if part == "camera" and op == "stand":
            fields = _standing(fields)
        try:
            return await asyncio.to_thread(lambda: ask(county.control(part), op, **fields))
        except (Refused, OSError) as error:
            raise HTTPException(409, str(error)) from None

    @app.get("/page/{number}.png")
    async def printed(number: int, scale: float = 0.6) -> Response:
        jobs = ask(county.control("a4_printer"), "pages")["jobs"]
        if not 0 <= number < len(jobs):
            raise HTTPException(404)
        return Response(await asyncio.to_thread(_picture, jobs[number]["file"], scale), media_type="image/png")

    @app.get("/live")
    async def live() -> StreamingResponse:
        async def rows() -> AsyncIterator[str]:
            while True:
                shown = {**await asyncio.to_thread(now, county), "laid": on_reader[0]}
                yield f"data: {json.dumps(shown, ensure_ascii=False)}\n\n"
                await asyncio.sleep(0.5)

        return StreamingResponse(rows(), media_type="text/event-stream")

    @app.get("/{name}.{kind}")
    async def file(name: str, kind: str) -> FileResponse:
        path = HERE / f"{name}.{kind}"
        if kind not in ("css", "js", "svg") or not path.exists() or path.parent != HERE:
            raise HTTPException(404)
        return FileResponse(path)

    if screen:
        app.mount("/novnc", StaticFiles(directory=NOVNC))
    return app


def _facts(screen: int) -> dict[str, Any]:
    """What does not change while the page is open."""
    today = date.today().strftime("%Y%m%d")
    people = [{"key": key, "name": one.name, "card": one.card, "portrait": one.portrait,
               "expired": one.valid_to.isdigit() and one.valid_to < today} for key, one in PEOPLE.items()]
    return {
        "screen": screen, "endpoints": ENDPOINTS, "faults": KINDS, "kinds": STANDING, "moves": list(MOVES),
        "wire": WIRE, "zone": "Asia/Shanghai", "people": people,
        "events": _catalogue("events.toml", "text_zh", "text_en"), "faultWords": _catalogue("faults.toml", "zh", "en"),
    }


def _catalogue(file: str, zh: str, en: str) -> dict[str, dict[str, str]]:
    tables = tomllib.loads((ROOT / "config" / file).read_text("utf-8"))
    return {f"{area}.{name}": {"zh": row[zh], "en": row[en]}
            for area, table in tables.items() for name, row in table.items()}


def _standing(fields: dict[str, Any]) -> dict[str, Any]:
    """A person by key as the camera's portrait; `beside`: somebody else stands there too."""
    who = PEOPLE[str(fields["person"])].portrait
    other = next(one.portrait for one in PEOPLE.values() if one.portrait != who)
    return {"who": who, "as": fields.get("as", "person"), "beside": other if fields.get("beside") else ""}


def _picture(file: str, scale: float) -> bytes:
    sheet: Any = pdfium.PdfDocument(file)[0]
    out = io.BytesIO()
    sheet.render(scale=min(max(scale, 0.2), 4.0)).to_pil().save(out, "PNG")
    return out.getvalue()
