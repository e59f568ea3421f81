"""The county's platform over mutual TLS: every request signed, only a signed answer believed.

Expected failures are values (services.models.Failure with a code of config/faults.toml).
"""

from __future__ import annotations

import os
import secrets
import ssl
import time
from collections.abc import Callable
from typing import Any

import msgspec
import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ReadTimeoutError

from services.faults import FaultCode
from services.models import (
    Bill,
    Case,
    CodeChecked,
    CodeSent,
    Event,
    Failure,
    Filed,
    FinishedCard,
    IssuedDocument,
    Order,
    Party,
    Record,
    Refund,
    Signed,
    Slot,
    VisitOpened,
)
from services.signing import RequestSigner, canonical_answer, digest, sorted_query
from services.sm2 import Verifier

CONNECT_S = 3.0
READ_S = 8.0
WHOLE_S = 20.0
"""An answer that drips in is given up after this, however alive its line is."""
_KNOWN = {code.value for code in FaultCode}
LARGEST = 16_000_000  # bytes; a sealed page has 0.1–2 MB


class Problem(msgspec.Struct, frozen=True):
    """A refusal of the platform, signed like any answer.  code: row of faults.toml."""

    code: str
    detail: str = ""


class PlatformClient:
    """One process's line to the platform.  ca, cert, key: PEM; signing_public: the pinned SM2 key, PEM."""

    def __init__(
        self, url: str, device: str, ca: bytes, cert: bytes, key: bytes, signing_public: bytes, signer: RequestSigner,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        nonce: Callable[[], str] = lambda: secrets.token_hex(16), read_s: float = READ_S, whole_s: float = WHOLE_S,
    ) -> None:
        self._url = url.rstrip("/")
        self._device = device
        self._verifier = Verifier(signing_public)
        self._signer = signer
        self._now_ms = now_ms
        self._nonce = nonce
        self._read_s = read_s
        self._whole_s = whole_s
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("https://", _MutualTls(_context(ca, cert, key)))

    # ---------------------------------------------------------------- core's calls
    def open_visit(self, visit: str) -> VisitOpened | Failure:
        return self._call("POST", "/v1/visits", VisitOpened, {"visit": visit})

    def catalog(self, have_version: int) -> Signed | None | Failure:
        """None where `have_version` is the newest."""
        return self._call("GET", "/v1/catalog", Signed | None, query=f"have={have_version}")

    def post_events(self, events: list[Event]) -> None | Failure:
        """Idempotent by each event's key."""
        return self._call("POST", "/v1/events", type(None), {"events": events})

    def of_visit(self, visit: str) -> VisitCalls:
        return VisitCalls(self, visit)

    # ---------------------------------------------------------------- within
    def call(self, method: str, path: str, answer: Any, body: dict[str, Any] | None = None) -> Any:
        return self._call(method, path, answer, body)

    def _call(
        self, method: str, path: str, answer: Any, body: dict[str, Any] | None = None, query: str = ""
    ) -> Any:
        data = msgspec.json.encode(body) if body is not None else b""
        ts, nonce, body_digest = self._now_ms(), self._nonce(), digest(data)
        algorithm, signature = self._signer.sign(method, path, query, ts, nonce, body_digest)
        headers = {
            "Content-Type": "application/json", "X-K-Device": self._device, "X-K-Visit": self._signer.visit,
            "X-K-Ts": str(ts), "X-K-Nonce": nonce, "X-K-Body-SM3": body_digest, "X-K-Alg": algorithm,
            "X-K-Sign": signature,
        }
        target = self._url + path + (f"?{sorted_query(query)}" if query else "")
        try:
            with self._session.request(
                method, target, data=data, headers=headers, timeout=(CONNECT_S, self._read_s), allow_redirects=False,
                stream=True,
            ) as got:
                content = self._content(got)
        except requests.exceptions.Timeout:
            return Failure("platform.slow")
        except ReadTimeoutError:
            return Failure("platform.slow")
        except (requests.exceptions.RequestException, HTTPError, OSError):
            return Failure("platform.down")
        if isinstance(content, Failure):
            return content
        proof = canonical_answer(got.status_code, path, nonce, digest(content))
        if not self._verifier.holds(proof, got.headers.get("X-K-Sign", "")):
            return Failure("platform.down" if got.status_code >= 500 else "platform.unsigned")
        try:
            if got.status_code >= 400:
                problem = msgspec.json.decode(content, type=Problem)
                return Failure(problem.code if problem.code in _KNOWN else "platform.refused")
            return msgspec.json.decode(content, type=answer)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return Failure("platform.schema")

    def _content(self, got: requests.Response) -> bytes | Failure:
        """The whole body, unless it takes too long or has no end."""
        end, content = time.monotonic() + self._whole_s, bytearray()
        while piece := got.raw.read1(65536):  # what has come, however little
            content += piece
            if time.monotonic() > end:
                return Failure("platform.slow")
            if len(content) > LARGEST:
                return Failure("platform.schema")
        return bytes(content)


class VisitCalls:
    """The calls of one visit; bodies carry the person, paths and queries the visit's id only."""

    def __init__(self, client: PlatformClient, visit: str) -> None:
        self._client = client
        self._root = f"/v1/visits/{visit}"

    def send_code(self, number: str) -> CodeSent | Failure:
        """Send six digits to the phone that is registered for `number`."""
        return self._client.call("POST", self._root + "/code", CodeSent, {"number": number})

    def check_code(self, code: str) -> CodeChecked | Failure:
        return self._client.call("POST", self._root + "/code/check", CodeChecked, {"code": code})

    def report_face(self, number: str) -> None | Failure:
        """The kiosk vouches that the face before it passed; nothing of the face is sent."""
        return self._client.call("POST", self._root + "/face", type(None), {"number": number})

    def issue(self, item: str, number: str, name: str, fields: dict[str, str]) -> IssuedDocument | Failure:
        body = {"item": item, "number": number, "name": name, "fields": fields}
        return self._client.call("POST", self._root + "/issue", IssuedDocument, body)

    # ---------------------------------------------------------------- documents, records, applications
    def document(self, serial: str, number: str) -> IssuedDocument | Failure:
        """A document that was issued to this person before, the same bytes again (platform.no_record, .refused)."""
        return self._post("/documents", IssuedDocument, serial=serial, number=number)

    def record(self, item: str, number: str, fields: dict[str, str]) -> Record | Failure:
        """What the register of an item says of this person."""
        return self._post("/record", Record, item=item, number=number, fields=fields)

    def slots(self, item: str) -> list[Slot] | Failure:
        """The free times of an appointment, soonest first."""
        return self._post("/slots", list[Slot], item=item)

    def file(
        self, key: str, item: str, people: list[Party], fields: dict[str, str], signature: dict[str, str]
    ) -> Filed | Failure:
        """File an application; the same key is the same case.  signature: {} or what services.signature made of it."""
        return self._post("/cases", Filed, key=key, item=item, people=people, fields=fields, signature=signature)

    def filed(self, key: str) -> Filed | None | Failure:
        """What became of `file`: None where the platform has never heard of it."""
        return self._get(f"/cases/{key}", Filed | None)

    def cases(self, number: str, case: str = "") -> list[Case] | Failure:
        """How far this person's applications are, newest first; `case` names one."""
        return self._post("/progress", list[Case], number=number, case=case)

    def cards(self, item: str, number: str) -> list[FinishedCard] | Failure:
        """Finished cards that wait for this person in this machine."""
        return self._post("/cards", list[FinishedCard], item=item, number=number)

    def hand_over(self, key: str, item: str, number: str, case: str) -> None | Failure:
        """The kiosk's effect `key` gives out the card of `case`; what becomes of it follows as that effect's event."""
        return self._post("/handover", type(None), key=key, item=item, number=number, case=case)

    # ---------------------------------------------------------------- money
    def bill(self, item: str, fields: dict[str, str]) -> Bill | Failure:
        """The bill a number names (bill.unknown, bill.paid, bill.void); nobody need say who they are."""
        return self._post("/bills", Bill, item=item, fields=fields)

    def fee(self, item: str, serial: str) -> Bill | Failure:
        """The bill of an item's own fee, for the document `serial` of this visit."""
        return self._post("/fees", Bill, item=item, serial=serial)

    def order(self, key: str, bill: str, fen: int) -> Order | Failure:
        """Open a payment order; the same key is the same order, another amount is refused (pay.amount)."""
        return self._post("/orders", Order, key=key, bill=bill, fen=fen)

    def order_of(self, key: str) -> Order | None | Failure:
        """The order as it stands; None where the platform has never heard of it."""
        return self._get(f"/orders/{key}", Order | None)

    def charge(self, key: str, code: str) -> Order | Failure:
        """Charge the code that a phone showed (付款码); "pending" while its owner types a password (pay.bad_code)."""
        return self._post(f"/orders/{key}/code", Order, code=code)

    def close(self, key: str) -> Order | Failure:
        """Withdraw the offer; the answer is "closed", or "paid" where the money was faster."""
        return self._post(f"/orders/{key}/close", Order)

    def refund(self, key: str, order: str, fen: int) -> Refund | Failure:
        """Give the money of an order back; the same key is the same refund."""
        return self._post("/refunds", Refund, key=key, order=order, fen=fen)

    def refund_of(self, key: str) -> Refund | None | Failure:
        return self._get(f"/refunds/{key}", Refund | None)

    def _post(self, path: str, answer: Any, **body: Any) -> Any:
        return self._client.call("POST", self._root + path, answer, body)

    def _get(self, path: str, answer: Any) -> Any:
        return self._client.call("GET", self._root + path, answer)


class _MutualTls(HTTPAdapter):
    """requests with an SSL context of our own (our CA only, our certificate)."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(max_retries=0, pool_maxsize=2)

    def init_poolmanager(self, *args: Any, **keywords: Any) -> None:
        super().init_poolmanager(*args, **keywords, ssl_context=self._context)

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """requests would put its own bundle of authorities in place of our one CA."""


def _context(ca: bytes, cert: bytes, key: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cadata=ca.decode())
    memory = os.memfd_create("tls", os.MFD_CLOEXEC)  # the ssl module reads keys from files only
    try:
        os.write(memory, cert + b"\n" + key)
        context.load_cert_chain(f"/proc/self/fd/{memory}")
    finally:
        os.close(memory)
    return context
