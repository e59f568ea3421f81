"""What all endpoints share: the platform's parts, refusals, bodies and answers, and who stands behind a visit."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from fastapi import Request, Response

from sandbox.platform.certificate import Mint
from sandbox.platform.faults import Faults
from sandbox.platform.offices import Offices
from sandbox.platform.register import Citizen, Register
from services.models import Catalog, Item
from services.sm2 import Signer


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
        clock: Callable[[], float], offices: Offices,
        digits: Callable[[], str] = lambda: f"{secrets.randbelow(10**6):06d}",
        entropy: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.register = register
        self.mint = mint
        self.signer = signer
        self.catalog = catalog
        self.faults = faults
        self.zone = ZoneInfo(zone)
        self.clock = clock
        self.offices = offices
        self.digits = digits
        self.entropy = entropy
        self.sms: list[dict[str, str]] = []

    def now(self) -> datetime:
        """Local time of the site."""
        return datetime.fromtimestamp(self.clock(), UTC).astimezone(self.zone)

    def visit(self, visit: str) -> dict[str, Any]:
        found = self.register.visit(visit)
        if found is None:
            raise Refusal(404, "platform.refused")
        return found

    def item(self, key: str, *journeys: str) -> Item:
        """An item that is offered, of one of these journeys."""
        item = next((item for item in self.catalog().items if item.key == key), None)
        if item is None or item.journey not in journeys:
            raise Refusal(404, "platform.no_item")
        return item

    def person(self, visit: str, number: str) -> Citizen:
        """The one citizen of a visit: whom it names first."""
        self.visit(visit)
        person = self.register.person(number)
        if person is None:
            raise Refusal(404, "platform.no_record")
        if not self.register.bind(visit, number):
            raise Refusal(409, "platform.other_person")
        return person

    def citizen(self, visit: str, number: str, item: Item) -> Citizen:
        """The citizen of a visit, proved to be that one as far as the item's level asks."""
        person = self.person(visit, number)
        if item.auth in ("L2", "L3") and self.visit(visit)["proof"] not in ("face", "code"):
            raise Refusal(403, "platform.unproven")
        return person


async def read(request: Request, *names: str) -> dict[str, Any]:
    """The body, an object that has these names."""
    try:
        body = msgspec.json.decode(await request.body())
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal(422, "platform.schema") from None
    if not isinstance(body, dict) or set(names) - set(body):
        raise Refusal(422, "platform.schema")
    return body


def say(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
