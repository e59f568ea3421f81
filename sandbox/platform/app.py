"""The platform's endpoints.  Who may call is decided at the door (guard.py); what they do is in a file each."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response

from sandbox.platform import applications, documents, proof
from sandbox.platform.desk import Platform, Refusal, read, say
from services.models import Signed, VisitOpened

__all__ = ["Platform", "Refusal", "build"]


def build(platform: Platform) -> FastAPI:
    """The application without its door."""
    app = FastAPI(title="County platform (sandbox)", openapi_url=None)
    register, clock = platform.register, platform.clock

    @app.exception_handler(Refusal)
    async def refused(_: Request, refusal: Refusal) -> Response:
        return say({"code": refusal.code}, refusal.status)

    @app.post("/v1/visits")
    async def open_visit(request: Request) -> Response:
        body = await read(request, "visit")
        key = register.open_visit(body["visit"], request.headers["x-k-device"], platform.entropy(32), clock())
        return say(VisitOpened(body["visit"], key))

    @app.get("/v1/visits/{visit}")
    async def standing(visit: str) -> Response:
        found = platform.visit(visit)
        return say({"visit": visit, "proof": found["proof"] or "none"})

    @app.get("/v1/catalog")
    async def catalog(have: int = 0) -> Response:
        newest = platform.catalog()
        if newest.version <= have:
            return say(None)
        body = msgspec.json.encode(newest)
        return say(Signed(body, platform.signer.sign(body)))

    @app.post("/v1/events")
    async def events(request: Request) -> Response:
        for event in (await read(request, "events"))["events"]:
            if register.keep_event(event["key"], event["body"], clock()):
                _heard(platform, event["body"])
        return say(None)

    for part in (proof, documents, applications):
        part.add(app, platform)
    return app


def _heard(platform: Platform, body: dict[str, Any]) -> None:
    """What an event means to the departments; most mean nothing to them."""
    match body:
        case {"kind": "rating"}:
            platform.offices.ratings.keep(body, platform.catalog(), platform.now())
        case {"kind": "dispense", "effect": str(key), "card": "taken" | "bin" as how}:
            platform.offices.cards.moved(key, how)
        case _:
            pass
