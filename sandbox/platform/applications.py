"""Applications (办件): free times, filing, progress, and the finished cards."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response

from sandbox.platform.answers import check
from sandbox.platform.cases import Application
from sandbox.platform.desk import Platform, Refusal, read, say
from sandbox.platform.records.base import Fields
from services.declaration import document
from services.models import Item, Party
from services.signature import holds


def add(app: FastAPI, platform: Platform) -> None:
    cases, cards = platform.offices.cases, platform.offices.cards

    @app.post("/v1/visits/{visit}/slots")
    async def slots(visit: str, request: Request) -> Response:
        platform.visit(visit)
        item = platform.item((await read(request, "item"))["item"], "apply")
        return say(cases.slots(item.key, platform.now()))

    @app.post("/v1/visits/{visit}/cases")
    async def file(visit: str, request: Request) -> Response:
        body = await read(request, "key", "item", "people", "fields", "signature")
        item = platform.item(body["item"], "apply")
        people = _people(platform, visit, item, body["people"])
        known = cases.filed(body["key"])
        if known is not None:
            if not cases.same(body["key"], item.key, people):
                raise Refusal(409, "platform.refused")
            return say(known)
        at = platform.now()
        fields = check(item, body["fields"], at)
        _signed(item, people, fields, body["signature"])
        slot = next((fields[one.key] for one in item.fields if one.source == "slots"), "")
        if slot and slot not in {free.key for free in cases.slots(item.key, at)}:
            raise Refusal(409, "case.slot_taken")
        return say(cases.file(Application(body["key"], visit, item, people, fields, slot), body["signature"], at))

    @app.get("/v1/visits/{visit}/cases/{key}")
    async def filed(visit: str, key: str) -> Response:
        platform.visit(visit)
        return say(cases.filed(key))

    @app.post("/v1/visits/{visit}/progress")
    async def progress(visit: str, request: Request) -> Response:
        body = await read(request, "number", "case")
        person = platform.person(visit, body["number"])
        return say(cases.of(person.number, platform.now(), body["case"]))

    @app.post("/v1/visits/{visit}/cards")
    async def finished(visit: str, request: Request) -> Response:
        body = await read(request, "item", "number")
        person = platform.citizen(visit, body["number"], platform.item(body["item"], "collect"))
        return say(cards.waiting(person))

    @app.post("/v1/visits/{visit}/handover")
    async def hand_over(visit: str, request: Request) -> Response:
        body = await read(request, "key", "item", "number", "case")
        person = platform.citizen(visit, body["number"], platform.item(body["item"], "collect"))
        if not str(body["key"]).startswith(f"{visit}-") or not cards.hand_over(body["key"], body["case"], person):
            raise Refusal(409, "case.no_card")
        return say(None)


def _people(platform: Platform, visit: str, item: Item, given: Any) -> tuple[Party, ...]:
    """Each role once, in order, each one in the register under that name; the visit is the first one's."""
    try:
        people = msgspec.convert(given, tuple[Party, ...])
    except msgspec.ValidationError:
        raise Refusal(422, "platform.schema") from None
    roles = [role.key for role in item.roles] or ["applicant"]
    if [party.role for party in people] != roles:
        raise Refusal(422, "platform.schema")
    platform.citizen(visit, people[0].number, item)
    for party in people:
        known = platform.register.person(party.number)
        if known is None:
            raise Refusal(404, "platform.no_record")
        if known.name != party.name:
            raise Refusal(409, "platform.other_person")
    if len({party.number for party in people}) < len(people):
        raise Refusal(409, "case.same_person")
    return people


def _signed(item: Item, people: tuple[Party, ...], fields: Fields, signature: Any) -> None:
    """An item with a statement is signed, with ink, over exactly what is filed."""
    if item.statement is None:
        return
    try:
        signed = msgspec.convert(signature, dict[str, str])
        lines = msgspec.json.decode(signed.get("strokes", "[]"), type=list[list[int]])
    except (msgspec.ValidationError, msgspec.DecodeError):
        raise Refusal(422, "case.unsigned") from None
    text = document(item.key, item.statement, list(people), fields)
    if not any(lines) or not holds(text, signed):
        raise Refusal(422, "case.unsigned")
