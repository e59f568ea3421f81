"""The wire profile K1: what of a request and of an answer is signed (government-services §5).

Nothing of a citizen is in what is signed: bodies enter as their digest, paths and queries carry ids only.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Protocol

from services.sm2 import Signer

SKEW_MS = 300_000


def digest(body: bytes) -> str:
    """SM3 of a body, hex."""
    return hashlib.new("sm3", body).hexdigest()


def sorted_query(query: str) -> str:
    return "&".join(sorted(part for part in query.split("&") if part))


def canonical(
    method: str, path: str, query: str, ts: int, nonce: str, body_digest: str, device: str, visit: str
) -> bytes:
    """The string a request is signed over.  ts: ms since 1970, UTC; nonce: 128 bits, hex."""
    target = f"{path}?{sorted_query(query)}" if query else path
    return "\n".join((method, target, str(ts), nonce, body_digest, device, visit, "")).encode()


def canonical_answer(status: int, path: str, nonce: str, body_digest: str) -> bytes:
    """The string an answer is signed over: bound to the request by its path and nonce."""
    return "\n".join((str(status), path, nonce, body_digest, "")).encode()


def hmac_sm3(key: bytes, data: bytes) -> str:
    return base64.b64encode(hmac.new(key, data, "sm3").digest()).decode()


class RequestSigner(Protocol):
    """Gives (algorithm, signature) for the parts of a request."""

    device: str
    visit: str

    def sign(self, method: str, path: str, query: str, ts: int, nonce: str, body_digest: str) -> tuple[str, str]: ...


class DeviceSigner:
    """Core's: SM2 with the device key."""

    def __init__(self, device: str, private_pem: bytes) -> None:
        self.device = device
        self.visit = ""
        self._key = Signer(private_pem)

    def sign_text(self, text: bytes) -> str:
        return self._key.sign(text)

    def sign(self, method: str, path: str, query: str, ts: int, nonce: str, body_digest: str) -> tuple[str, str]:
        text = canonical(method, path, query, ts, nonce, body_digest, self.device, self.visit)
        return "SM2-SM3", self.sign_text(text)


class VisitSigner:
    """A visit's: HMAC-SM3 with the visit's key for reads; what changes something is signed by core.

    ask_core(method, path, query, ts, nonce, body_digest) returns core's SM2 signature, "" where it refuses."""

    def __init__(
        self, device: str, visit: str, key: Callable[[], bytes], ask_core: Callable[[str, str, str, int, str, str], str]
    ) -> None:
        self.device = device
        self.visit = visit
        self._key = key
        self._ask_core = ask_core

    def sign(self, method: str, path: str, query: str, ts: int, nonce: str, body_digest: str) -> tuple[str, str]:
        if method != "GET":
            return "SM2-SM3", self._ask_core(method, path, query, ts, nonce, body_digest)
        text = canonical(method, path, query, ts, nonce, body_digest, self.device, self.visit)
        return "HMAC-SM3", hmac_sm3(self._key(), text)
