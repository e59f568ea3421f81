"""The platform's endpoints.  Who may call is decided at the door (guard.py); here is what they do."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from fastapi import FastAPI, Request, Response

from sandbox.platform.certificate import Mint
from sandbox.platform.faults import Faults
from sandbox.platform.register import Register
from services.models import Catalog, CodeChecked, CodeSent, Signed, VisitOpened
from services.sm2 import Signer

CODE_S = 300
RESEND_S = 60


class Refusal(Exception):
    """An expected refusal: HTTP status and a code of config/faults.toml."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Platform:
    """What the endpoints share.  `clock`: seconds since 1970; `digits()`: six digits."""

    def __init__(
        self, register: Register, mint: Mint, signer: Signer, catalog: Callable[[], Catalog], faults: Faults, zone: str,
        clock: Callable[[], float], digits: Callable[[], str] = lambda: f"{secrets.randbelow(10**6):06d}",
        entropy: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.register = register
        self.mint = mint
        self.signer = signer
        self.catalog = catalog
        self.faults = faults
        self.zone = ZoneInfo(zone)
        self.clock = clock
        self.digits = digits
        self.entropy = entropy
        self.sms: list[dict[str, str]] = []

    def visit(self, visit: str) -> dict[str, Any]:
        found = self.register.visit(visit)
        if found is None:
            raise Refusal(404, "platform.refused")
        return found


def build(platform: Platform) -> FastAPI:
    """The application without its door."""
    app = FastAPI(title="County platform (sandbox)", openapi_url=None)
    register, clock = platform.register, platform.clock

    @app.exception_handler(Refusal)
    async def refused(_: Request, refusal: Refusal) -> Response:
        return _json({"code": refusal.code}, refusal.status)

    @app.post("/v1/visits")
    async def open_visit(request: Request) -> Response:
        body = await _body(request, "visit")
        key = register.open_visit(body["visit"], request.headers["x-k-device"], platform.entropy(32), clock())
        return _json(VisitOpened(body["visit"], key))

    @app.get("/v1/visits/{visit}")
    async def standing(visit: str) -> Response:
        found = platform.visit(visit)
        return _json({"visit": visit, "proof": found["proof"] or "none"})

    @app.get("/v1/catalog")
    async def catalog(have: int = 0) -> Response:
        newest = platform.catalog()
        if newest.version <= have:
            return _json(None)
        body = msgspec.json.encode(newest)
        return _json(Signed(body, platform.signer.sign(body)))

    @app.post("/v1/events")
    async def events(request: Request) -> Response:
        for event in (await _body(request, "events"))["events"]:
            register.keep_event(event["key"], event["body"], clock())
        return _json(None)

    @app.post("/v1/visits/{visit}/code")
    async def send_code(visit: str, request: Request) -> Response:
        person = _person(platform, visit, (await _body(request, "number"))["number"])
        if not person.phone:
            raise Refusal(409, "code.no_phone")
        left = register.tries_left(person.number, clock())
        if not left:
            raise Refusal(423, "code.locked")
        code = platform.digits()
        register.keep_code(visit, code, clock() + CODE_S)
        platform.sms.append({"to": person.key, "phone": person.phone, "code": code, "visit": visit})
        return _json(CodeSent(person.phone[:3] + "****" + person.phone[-4:], left, RESEND_S))

    @app.post("/v1/visits/{visit}/code/check")
    async def check_code(visit: str, request: Request) -> Response:
        code = (await _body(request, "code"))["code"]
        number = platform.visit(visit)["person"]
        if not number:
            raise Refusal(409, "platform.refused")
        good, left = register.check_code(visit, number, code, clock())
        if good:
            register.prove(visit, "code")
        return _json(CodeChecked(good, left))

    @app.post("/v1/visits/{visit}/face")
    async def face(visit: str, request: Request) -> Response:
        _person(platform, visit, (await _body(request, "number"))["number"])
        register.prove(visit, "face")
        return _json(None)

    @app.post("/v1/visits/{visit}/issue")
    async def issue(visit: str, request: Request) -> Response:
        body = await _body(request, "item", "number", "name", "fields")
        person = _person(platform, visit, body["number"])
        if platform.visit(visit)["proof"] not in ("face", "code"):
            raise Refusal(403, "platform.unproven")
        if person.name != body["name"]:
            raise Refusal(409, "platform.other_person")
        if body["item"] not in {item.key for item in platform.catalog().items}:
            raise Refusal(404, "platform.no_item")
        fields = body["fields"]
        if not (isinstance(fields, dict) and fields.get("from", "9") <= fields.get("to", "")):
            raise Refusal(422, "document.period")
        at = datetime.fromtimestamp(clock(), UTC).astimezone(platform.zone)
        serial = f"YX-{at:%Y-%m%d}-{secrets.randbelow(10**6):06d}"
        document = platform.mint.issue(person, serial, fields, at)
        register.keep_document(serial, visit, body["item"], hashlib.sha256(document.pdf).hexdigest(), at.isoformat())
        if platform.faults.of("issue").kind == "bad_seal":
            document = msgspec.structs.replace(document, pdf=document.pdf + b"\n%")
        return _json(document)

    return app


def _person(platform: Platform, visit: str, number: str) -> Any:
    platform.visit(visit)
    person = platform.register.person(number)
    if person is None:
        raise Refusal(404, "platform.no_record")
    if not platform.register.bind(visit, number):
        raise Refusal(409, "platform.other_person")
    return person


async def _body(request: Request, *names: str) -> dict[str, Any]:
    try:
        body = msgspec.json.decode(await request.body())
    except msgspec.DecodeError:
        raise Refusal(422, "platform.schema") from None
    if not isinstance(body, dict) or set(names) - set(body):
        raise Refusal(422, "platform.schema")
    return body


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
