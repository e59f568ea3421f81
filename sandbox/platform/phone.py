"""The page that a citizen's phone opens from the QR: plain HTTP, a port of its own, loopback only.

GET /pay/TOKEN · GET /pay/TOKEN/state · POST /pay/TOKEN/{pay|decline|late|twice|wait|close}
"""

from __future__ import annotations

import socket
import threading
import tomllib
from pathlib import Path

import msgspec
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from sandbox.platform.bills import Bills
from sandbox.platform.handset import DEEDS, Handset, Seen

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
SANDBOX = HERE.parent
FONTS = SANDBOX.parent / "assets" / "fonts"
FILES = {"tokens.css": SANDBOX / "dock", "pay.css": TEMPLATES, "pay.js": TEMPLATES}


def listening(port: int) -> socket.socket:
    """The phone's port, taken before the platform says its links; 0 takes any."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    sock.listen()
    return sock


def serve(sock: socket.socket, app: FastAPI) -> None:
    """Answer phones on a thread of its own."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off"))
    threading.Thread(target=server.run, args=([sock],), name="phone", daemon=True).start()


def build(bills: Bills, handset: Handset) -> FastAPI:
    app = FastAPI(title="pay (sandbox)", openapi_url=None)
    words = tomllib.loads((SANDBOX / "data" / "phone.toml").read_text("utf-8"))
    page = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("pay.html")

    def said(request: Request) -> dict[str, str]:
        asked = request.query_params.get("lang") or request.headers.get("accept-language", "zh")
        return words["en" if asked.lower().startswith("en") else "zh"]

    @app.get("/pay/{token}")
    async def show(token: str, request: Request) -> HTMLResponse:
        w, seen = said(request), handset.seen(token)
        bill = bills.of(seen.bill) if seen else None
        if seen is None or bill is None:
            return HTMLResponse(f"<!doctype html><meta charset=utf-8><p>{w['gone']}</p>", 404)
        lang = "en" if w["lang"] == "en" else "zh"
        comma = ", " if lang == "en" else "，"
        what = comma.join([*(getattr(line.name, lang) for line in bill.lines[:2]), period(bill.period, lang)])
        facts = msgspec.json.encode({"state": seen, "words": w}).replace(b"<", b"\\u003c").decode()
        rows = [(w["what"], what), (w["payer"], bill.payer), (w["machine"], seen.device),
                (w["number"], f"{bill.code[:8]}…{bill.code[-4:]}")]
        return HTMLResponse(page.render(
            w=w, yuan=yuan(seen.fen), unit=getattr(bill.unit, lang), rows=rows, match=token[-4:], state=seen,
            facts=Markup(facts),
        ))

    @app.get("/pay/{token}/state")
    async def state(token: str) -> Response:
        return _state(handset.seen(token))

    @app.post("/pay/{token}/{deed}")
    async def do(token: str, deed: str) -> Response:
        seen = handset.seen(token)
        if seen is None or deed not in DEEDS:
            return _state(None)
        handset.do(seen.key, deed)  # what it says stands in the state, too
        return _state(handset.seen(token))

    @app.get("/font/{weight}")
    async def font(weight: str) -> Response:
        return FileResponse(FONTS / f"NotoSansSC-{'Bold' if weight == 'Bold' else 'Regular'}.ttf")

    @app.get("/{name}")
    async def file(name: str) -> Response:
        return FileResponse(FILES[name] / name) if name in FILES else Response(status_code=404)

    return app


def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def period(text: str, lang: str) -> str:
    """A month as it is said: 2026-09 → 2026 年 9 月."""
    year, _, month = text.partition("-")
    return f"{year} 年 {int(month)} 月" if lang == "zh" and len(month) == 2 else text


def _state(seen: Seen | None) -> Response:
    return Response(msgspec.json.encode(seen), 200 if seen else 404, media_type="application/json")
