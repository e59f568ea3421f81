"""At the door: each request's signature, time and nonce are verified; each answer is signed.

An ASGI middleware, because what is signed are the bytes on the wire.  The fault switch of the dock
(slow, down, 500, cut, drip, endless, bad_signature, wrong_schema) sits here too.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sandbox.platform.faults import Fault, Faults
from services.signing import SKEW_MS, canonical, canonical_answer, digest, hmac_sm3
from services.sm2 import Signer, Verifier

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
NONCE_KEEP_MS = 600_000


class Guard:
    """`visit_key(visit)` gives a visit's HMAC key; `devices` are the enrolled kiosks' SM2 keys by id."""

    def __init__(
        self, app: Any, devices: dict[str, Verifier], visit_key: Callable[[str], bytes | None], signer: Signer,
        faults: Faults, now_ms: Callable[[], int],
    ) -> None:
        self._app = app
        self._devices = devices
        self._visit_key = visit_key
        self._signer = signer
        self._faults = faults
        self._now_ms = now_ms
        self._nonces: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        headers = {key.decode(): value.decode("latin-1") for key, value in scope["headers"]}
        path, query = scope["path"], scope["query_string"].decode()
        fault = self._faults.of(path)
        if fault.kind == "slow":
            await asyncio.sleep(fault.ms / 1000)
        if fault.kind == "down":
            await asyncio.sleep(30)
            return
        refusal = self._verify(scope["method"], path, query, body, headers)
        if fault.kind == "500":
            status, answer = 500, b'{"code":"platform.down"}'
        elif refusal:
            status, answer = refusal[0], json.dumps({"code": refusal[1]}).encode()
        else:
            status, answer = await self._inner(scope, body)
        if fault.kind == "wrong_schema":
            answer = b'{"nothing":["expected"]}'
        signature = self._signer.sign(canonical_answer(status, path, headers.get("x-k-nonce", ""), digest(answer)))
        if fault.kind == "bad_signature":
            signature = self._signer.sign(b"something else")
        length = [] if fault.kind == "endless" else [(b"content-length", str(len(answer)).encode())]
        await send({
            "type": "http.response.start", "status": status,
            "headers": [(b"content-type", b"application/json"), (b"x-k-sign", signature.encode()), *length],
        })
        if fault.kind in ("drip", "endless"):
            await _pour(send, answer, fault)
        if fault.kind == "cut":
            await send({"type": "http.response.body", "body": answer[: len(answer) // 2], "more_body": True})
            raise ConnectionAbortedError("cut by the fault switch")
        await send({"type": "http.response.body", "body": b"" if fault.kind == "drip" else answer})

    def _verify(
        self, method: str, path: str, query: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, str] | None:
        device, visit = headers.get("x-k-device", ""), headers.get("x-k-visit", "")
        nonce, ts = headers.get("x-k-nonce", ""), headers.get("x-k-ts", "")
        if device not in self._devices or not ts.isdigit() or len(nonce) != 32:
            return 401, "platform.refused"
        body_digest = digest(body)
        if headers.get("x-k-body-sm3") != body_digest:
            return 401, "platform.refused"
        text = canonical(method, path, query, int(ts), nonce, body_digest, device, visit)
        signature, algorithm = headers.get("x-k-sign", ""), headers.get("x-k-alg", "")
        if algorithm == "SM2-SM3":
            good = self._devices[device].holds(text, signature)
        elif algorithm == "HMAC-SM3" and method == "GET":
            key = self._visit_key(visit)
            good = key is not None and hmac_sm3(key, text) == signature
        else:
            good = False
        if not good:
            return 401, "platform.refused"
        now = self._now_ms()
        if abs(now - int(ts)) > SKEW_MS:
            return 401, "platform.clock"
        self._nonces = {old: at for old, at in self._nonces.items() if now - at < NONCE_KEEP_MS}
        if nonce in self._nonces:
            return 409, "platform.replay"
        self._nonces[nonce] = now
        return None

    async def _inner(self, scope: Scope, body: bytes) -> tuple[int, bytes]:
        status, answer = 500, b""

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal status, answer
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                answer += message.get("body", b"")

        await self._app(scope, receive, send)
        return status, answer


async def _pour(send: Send, answer: bytes, fault: Fault) -> None:
    """An answer a byte at a time, `ms` apart; or 64 MB of nothing, which no kiosk reads to its end."""
    for at in range(len(answer) if fault.kind == "drip" else 1000):
        piece = answer[at : at + 1] if fault.kind == "drip" else b" " * 65536
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.sleep(fault.ms / 1000 if fault.kind == "drip" else 0)
