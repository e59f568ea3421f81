"""The endpoints of money: bills, fees, orders, refunds.  What they do stands in bills.py and ledger.py."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from fastapi import FastAPI, Request, Response

from sandbox.platform.app import Platform, Refusal
from sandbox.platform.bills import Bills
from sandbox.platform.ledger import Ledger
from services.models import Failure

B = TypeVar("B")


class _Find(msgspec.Struct):
    item: str
    fields: dict[str, str]


class _Fee(msgspec.Struct):
    item: str
    serial: str


class _Order(msgspec.Struct):
    key: str
    bill: str
    fen: int


class _Charge(msgspec.Struct):
    code: str


class _Refund(msgspec.Struct):
    key: str
    order: str
    fen: int


def add(app: FastAPI, platform: Platform, bills: Bills, ledger: Ledger) -> None:
    """Put them into the application."""

    @app.post("/v1/visits/{visit}/bills")
    async def find(visit: str, request: Request) -> Response:
        platform.visit(visit)
        asked = await _body(request, _Find)
        return _answer(bills.find(asked.item, asked.fields))

    @app.post("/v1/visits/{visit}/fees")
    async def fee(visit: str, request: Request) -> Response:
        asked, person = await _body(request, _Fee), _proven(platform, visit)
        item = next((item for item in platform.catalog().items if item.key == asked.item), None)
        if item is None:
            raise Refusal(404, "platform.no_item")
        if not platform.register.run(
            "SELECT 1 FROM document d JOIN visit v ON v.id = d.visit"
            " WHERE d.serial = ? AND d.item = ? AND v.person = ?",
            asked.serial, asked.item, person.number,
        ):
            raise Refusal(404, "bill.unknown")
        day = datetime.fromtimestamp(platform.clock(), UTC).astimezone(platform.zone)
        payer = person.name[0] + "*" * (len(person.name) - 1)
        return _answer(bills.fee(item, asked.serial, payer, f"{day:%Y-%m-%d}"))

    @app.post("/v1/visits/{visit}/orders")
    async def order(visit: str, request: Request) -> Response:
        platform.visit(visit)
        asked = await _body(request, _Order)
        return _answer(ledger.order(asked.key, _device(request), visit, asked.bill, asked.fen))

    @app.get("/v1/visits/{visit}/orders/{key}")
    async def order_of(visit: str, key: str, request: Request) -> Response:
        platform.visit(visit)
        return _answer(ledger.order_of(key, _device(request)))

    @app.post("/v1/visits/{visit}/orders/{key}/code")
    async def charge(visit: str, key: str, request: Request) -> Response:
        platform.visit(visit)
        return _answer(ledger.charge(key, _device(request), (await _body(request, _Charge)).code))

    @app.post("/v1/visits/{visit}/orders/{key}/close")
    async def close(visit: str, key: str, request: Request) -> Response:
        platform.visit(visit)
        return _answer(ledger.close(key, _device(request), visit))

    @app.post("/v1/visits/{visit}/refunds")
    async def refund(visit: str, request: Request) -> Response:
        platform.visit(visit)
        asked = await _body(request, _Refund)
        return _answer(ledger.refund(asked.key, _device(request), asked.order, asked.fen))

    @app.get("/v1/visits/{visit}/refunds/{key}")
    async def refund_of(visit: str, key: str, request: Request) -> Response:
        platform.visit(visit)
        return _answer(ledger.refund_of(key, _device(request)))


def _proven(platform: Platform, visit: str) -> Any:
    """The person of a visit that has proved who it is."""
    standing = platform.visit(visit)
    person = platform.register.person(standing["person"] or "")
    if person is None or not standing["proof"]:
        raise Refusal(403, "platform.unproven")
    return person


def _device(request: Request) -> str:
    return request.headers["x-k-device"]


async def _body(request: Request, kind: type[B]) -> B:
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.DecodeError:
        raise Refusal(422, "platform.schema") from None


def _answer(value: object) -> Response:
    if isinstance(value, Failure):
        raise Refusal(404 if value.code.endswith(".unknown") else 409, value.code)
    return Response(msgspec.json.encode(value), media_type="application/json")
