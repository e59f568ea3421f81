"""Who stands there: the code to the registered phone, and the kiosk's word for a face."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from sandbox.platform.desk import Platform, Refusal, read, say
from services.models import CodeChecked, CodeSent

CODE_S = 300
RESEND_S = 60


def add(app: FastAPI, platform: Platform) -> None:
    register, clock = platform.register, platform.clock

    @app.post("/v1/visits/{visit}/code")
    async def send_code(visit: str, request: Request) -> Response:
        person = platform.person(visit, (await read(request, "number"))["number"])
        if not person.phone:
            raise Refusal(409, "code.no_phone")
        left = register.tries_left(person.number, clock())
        if not left:
            raise Refusal(423, "code.locked")
        code = platform.digits()
        register.keep_code(visit, code, clock() + CODE_S)
        platform.sms.append({"to": person.key, "phone": person.phone, "code": code, "visit": visit})
        return say(CodeSent(person.phone[:3] + "****" + person.phone[-4:], left, RESEND_S))

    @app.post("/v1/visits/{visit}/code/check")
    async def check_code(visit: str, request: Request) -> Response:
        code = (await read(request, "code"))["code"]
        number = platform.visit(visit)["person"]
        if not number:
            raise Refusal(409, "platform.refused")
        good, left = register.check_code(visit, number, code, clock())
        if good:
            register.prove(visit, "code")
        return say(CodeChecked(good, left))

    @app.post("/v1/visits/{visit}/face")
    async def face(visit: str, request: Request) -> Response:
        platform.person(visit, (await read(request, "number"))["number"])
        register.prove(visit, "face")
        return say(None)
