"""The dock: one page with the kiosk's live screen and a hand on everything around it.  Demo only, loopback only."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import tomllib
from collections.abc import AsyncIterator, Generator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

from hardware.simulators.control import ask
from hardware.simulators.scene import KINDS as STANDING
from hardware.simulators.scene import MOVES
from sandbox.county import County
from sandbox.dock.hands import Hands
from sandbox.dock.live import now
from sandbox.dock.screen import NOVNC, shared_screen
from sandbox.dock.town import town
from sandbox.people import PEOPLE
from sandbox.platform.faults import ENDPOINTS, KINDS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = HERE.parent / "data"
_PDFIUM = threading.Lock()
"""pdfium knows one thread at a time: two browsers asking for two pages crashed the dock."""
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
    hands = Hands(county)

    @app.get("/")
    async def page() -> HTMLResponse:
        text = (HERE / "dock.html").read_text("utf-8")
        facts = json.dumps(_facts(screen, county.geometry), ensure_ascii=False).replace("</", "<\\/")
        return HTMLResponse(text.replace("/*FACTS*/", "const facts = " + facts))

    @app.get("/font")
    async def font() -> FileResponse:
        return FileResponse(ROOT / "assets" / "fonts" / "NotoSansSC-Regular.ttf")

    @app.post("/do/{part}/{op}")
    async def do(part: str, op: str, request: Request) -> dict[str, Any]:
        return await asyncio.to_thread(hands.do, part, op, await request.json())

    @app.get("/page/{number}.png")
    async def printed(number: int, scale: float = 0.6) -> Response:
        jobs = ask(county.control("a4_printer"), "pages")["jobs"]
        if not 0 <= number < len(jobs):
            raise HTTPException(404)
        return Response(await asyncio.to_thread(_picture, jobs[number]["file"], scale), media_type="image/png")

    @app.get("/slip/{name}.png")
    async def slip(name: str) -> FileResponse:
        path = county.home / "slips" / f"{name}.png"
        if path not in (county.home / "slips").glob("*.png"):
            raise HTTPException(404)
        return FileResponse(path, headers={"cache-control": "no-cache"})

    @app.get("/live")
    async def live() -> StreamingResponse:
        async def rows() -> AsyncIterator[str]:
            while True:
                shown = {**await asyncio.to_thread(lambda: now(county) | town(county)), "held": hands.held}
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


def _facts(screen: int, geometry: str) -> dict[str, Any]:
    """What does not change while the page is open.  geometry: the kiosk's screen, "1080x1920"."""
    today = date.today().strftime("%Y%m%d")
    people = [{"key": key, "name": one.name, "card": one.card, "portrait": one.portrait,
               "expired": one.valid_to.isdigit() and one.valid_to < today} for key, one in PEOPLE.items()]
    return {
        "screen": screen, "geometry": geometry, "items": _items(), "endpoints": ENDPOINTS, "faults": KINDS,
        "kinds": STANDING, "moves": list(MOVES), "wire": WIRE, "zone": "Asia/Shanghai", "people": people,
        "events": _catalogue("events.toml", "text_zh", "text_en"), "faultWords": _catalogue("faults.toml", "zh", "en"),
    }


def _catalogue(file: str, zh: str, en: str) -> dict[str, dict[str, str]]:
    tables = tomllib.loads((ROOT / "config" / file).read_text("utf-8"))
    return {f"{area}.{name}": {"zh": row[zh], "en": row[en]}
            for area, table in tables.items() for name, row in table.items()}


def _items() -> dict[str, dict[str, str]]:
    """Short names by key."""
    tables = [tomllib.loads(file.read_text("utf-8")) for file in (DATA / "items").glob("*.toml")]
    kinds = tomllib.loads((DATA / "cases.toml").read_text("utf-8"))["kinds"]
    known = {key: kind["name"] for key, kind in kinds.items() if "name" in kind}
    return known | {item["key"]: item["short"] for table in tables for item in table["items"]}


def _picture(file: str, scale: float) -> bytes:
    out = io.BytesIO()
    with _PDFIUM, closing(pdfium.PdfDocument(file)) as opened:
        sheet: Any = opened[0]
        sheet.render(scale=min(max(scale, 0.2), 4.0)).to_pil().save(out, "PNG")
    return out.getvalue()
