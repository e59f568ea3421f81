"""Certificates and records: what a department says of the citizen of a visit."""

from __future__ import annotations

import hashlib

import msgspec
from fastapi import FastAPI, Request, Response

from sandbox.platform.answers import check
from sandbox.platform.desk import Platform, Refusal, read, say
from services.models import IssuedDocument


def add(app: FastAPI, platform: Platform) -> None:
    register = platform.register

    @app.post("/v1/visits/{visit}/issue")
    async def issue(visit: str, request: Request) -> Response:
        body = await read(request, "item", "number", "name", "fields")
        item = platform.item(body["item"], "certificate")
        person = platform.citizen(visit, body["number"], item)
        if person.name != body["name"]:
            raise Refusal(409, "platform.other_person")
        at = platform.now()
        fields = check(item, body["fields"], at)
        document = platform.mint.issue(item, person, register.fresh_serial(f"YX-{at:%Y-%m%d}"), fields, at)
        if document is None:
            raise Refusal(404, "platform.no_record")
        digest = hashlib.sha256(document.pdf).hexdigest()
        register.keep_document(document.serial, visit, item.key, digest, at.isoformat())
        register.keep_paper(document.serial, person.number, msgspec.json.encode(document))
        return say(_spoilt(document) if platform.faults.of("issue").kind == "bad_seal" else document)

    @app.post("/v1/visits/{visit}/documents")
    async def again(visit: str, request: Request) -> Response:
        body = await read(request, "serial", "number")
        kept = register.paper(body["serial"])
        if kept is None:
            raise Refusal(404, "platform.no_record")
        key, owner, paper = kept
        platform.citizen(visit, body["number"], platform.item(key, "certificate"))
        if owner != body["number"]:
            raise Refusal(403, "platform.refused")
        return say(msgspec.json.decode(paper, type=IssuedDocument))

    @app.post("/v1/visits/{visit}/record")
    async def record(visit: str, request: Request) -> Response:
        body = await read(request, "item", "number", "fields")
        item = platform.item(body["item"], "query")
        if item.key not in platform.offices.records:
            raise Refusal(404, "platform.no_item")
        person, at = platform.citizen(visit, body["number"], item), platform.now()
        found = platform.offices.records[item.key](person, check(item, body["fields"], at), at)
        if found is None:
            raise Refusal(404, "platform.no_record")
        return say(found)


def _spoilt(document: IssuedDocument) -> IssuedDocument:
    return msgspec.structs.replace(document, pdf=document.pdf + b"\n%")
