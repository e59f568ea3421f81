"""The platform and the kiosk's client, over the real wire: what is believed, what is refused, what is sealed."""

from __future__ import annotations

import base64
import subprocess
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sandbox.people import PEOPLE
from services import documents
from services.catalog import CatalogStore
from services.models import Event, Failure, IssuedDocument, Signed
from services.signing import DeviceSigner, canonical, canonical_answer, digest
from services.sm2 import Signer, Verifier, new_key, public_of
from tests.platform.conftest import DEVICE, Stand

LI = PEOPLE["li"]
FIELDS = {"from": "2025-12", "to": "2026-11", "kind": "all"}


def issued(platform: Stand) -> Any:
    visit = platform.visit()
    visit.report_face(LI.number)
    return visit.issue("HR-001", LI.number, LI.name, FIELDS)


def test_a_page_is_issued_to_a_proven_visit_and_its_seal_holds(platform: Stand) -> None:
    document = issued(platform)
    assert isinstance(document, IssuedDocument)
    assert documents.verify(document, Verifier(platform.read("platform-sm2.pem"))) is None
    assert documents.picture(document.pdf).startswith(b"\x89PNG")


def test_an_unproven_visit_gets_nothing(platform: Stand) -> None:
    assert platform.visit().issue("HR-001", LI.number, LI.name, FIELDS) == Failure("platform.unproven")


def test_a_visit_belongs_to_the_first_person_it_names(platform: Stand) -> None:
    visit = platform.visit()
    visit.report_face(LI.number)
    other = PEOPLE["rare"]
    assert visit.issue("HR-001", other.number, other.name, FIELDS) == Failure("platform.other_person")


def test_the_third_wrong_code_locks_the_person_and_not_only_the_visit(platform: Stand) -> None:
    number = PEOPLE["chen"].number
    visit = platform.visit()
    visit.send_code(number)
    assert [visit.check_code("x").tries_left for _ in range(3)] == [2, 1, 0]  # type: ignore[union-attr]
    assert platform.visit().send_code(number) == Failure("code.locked")


def test_a_person_without_a_phone_is_told_so(platform: Stand) -> None:
    assert platform.visit().send_code(PEOPLE["wang"].number) == Failure("code.no_phone")


def test_a_right_code_proves_the_visit(platform: Stand) -> None:
    visit = platform.visit()
    visit.send_code(LI.number)
    assert visit.check_code(platform.code()).ok  # type: ignore[union-attr]
    assert isinstance(visit.issue("HR-001", LI.number, LI.name, FIELDS), IssuedDocument)


@pytest.mark.parametrize(
    ("fault", "said"),
    [("500", "platform.down"), ("cut", "platform.down"), ("bad_signature", "platform.unsigned"),
     ("wrong_schema", "platform.schema")],
)
def test_a_platform_that_lies_is_not_believed(platform: Stand, fault: str, said: str) -> None:
    platform.control("fault", endpoint="issue", kind=fault)
    assert issued(platform).code == said


def test_a_slow_platform_is_given_up(platform: Stand) -> None:
    platform.control("fault", endpoint="all", kind="slow", ms=1500)
    assert platform.client(read_s=0.3).catalog(0) == Failure("platform.slow")


def test_an_answer_that_drips_in_is_given_up_although_its_line_is_alive(platform: Stand) -> None:
    platform.control("fault", endpoint="all", kind="drip", ms=50)
    assert platform.client(read_s=5, whole_s=0.5).catalog(0) == Failure("platform.slow")


def test_an_answer_without_an_end_is_not_read_for_ever(platform: Stand) -> None:
    platform.control("fault", endpoint="all", kind="endless")
    assert platform.client().catalog(0) == Failure("platform.schema")


def test_a_bad_seal_is_found_on_arrival(platform: Stand) -> None:
    platform.control("fault", endpoint="issue", kind="bad_seal")
    found = documents.verify(issued(platform), Verifier(platform.read("platform-sm2.pem")))
    assert found == Failure("document.bad_seal")


def test_one_flipped_byte_of_a_page_breaks_its_seal(platform: Stand) -> None:
    document = issued(platform)
    seal = Verifier(platform.read("platform-sm2.pem"))
    for at in (0, len(document.pdf) // 2, len(document.pdf) - 1):
        pdf = bytearray(document.pdf)
        pdf[at] ^= 1
        assert documents.verify(msgspec.structs.replace(document, pdf=bytes(pdf)), seal) == Failure("document.bad_seal")


class Bent(DeviceSigner):
    """Signs something else than what is sent."""

    def __init__(self, key: bytes, part: int) -> None:
        super().__init__(DEVICE, key)
        self._part = part

    def sign(self, *parts: Any) -> tuple[str, str]:
        bent = list(parts)
        bent[self._part] = bent[self._part] + 1 if isinstance(bent[self._part], int) else bent[self._part] + "x"
        return super().sign(*bent)


@pytest.mark.parametrize("part", range(6), ids=["method", "path", "query", "time", "nonce", "body"])
def test_each_part_of_a_request_is_covered_by_its_signature(platform: Stand, part: int) -> None:
    assert platform.client().catalog(0) is not None
    bent = platform.wired(Bent(platform.read("device.key"), part))
    assert bent.catalog(0) == Failure("platform.refused")


def test_a_key_that_is_not_enrolled_is_refused(platform: Stand) -> None:
    assert platform.wired(DeviceSigner(DEVICE, new_key())).catalog(0) == Failure("platform.refused")


def test_a_replayed_request_is_refused(platform: Stand) -> None:
    client = platform.client(nonce=lambda: "a" * 32)
    assert isinstance(client.catalog(0), Signed)
    assert client.catalog(0) == Failure("platform.replay")


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_wrong_clock_is_named(platform: Stand, minutes: int) -> None:
    client = platform.client(now_ms=lambda: time.time_ns() // 1_000_000 + minutes * 60_000)
    assert client.catalog(0) == Failure("platform.clock")


def test_a_line_without_the_kiosks_certificate_is_not_opened(platform: Stand) -> None:
    import requests

    with pytest.raises(requests.exceptions.RequestException):
        requests.get(f"https://localhost:{platform.port}/v1/catalog", verify=str(platform.home / "ca.pem"), timeout=5)


def test_events_sent_twice_are_kept_once(platform: Stand) -> None:
    for _ in range(2):
        assert platform.client().post_events([Event("K:V:done", {"effect": "twice"})]) is None
    assert len([e for e in platform.control("events")["events"] if e.get("effect") == "twice"]) == 1


def test_the_last_good_catalogue_stays(platform: Stand, tmp_path: Path) -> None:
    public = platform.read("platform-sm2.pem")
    store = CatalogStore(tmp_path / "catalog", public)
    signed = platform.client().catalog(0)
    assert isinstance(signed, Signed)
    assert not isinstance(store.accept(signed), Failure)
    forged = Signed(signed.body.replace(b"HR-001", b"HR-666"), signed.signature)
    assert store.accept(forged) == Failure("catalog.bad_signature")
    key = new_key()
    assert store.accept(Signed(signed.body, Signer(key).sign(signed.body))) == Failure("catalog.bad_signature")
    again = CatalogStore(tmp_path / "catalog", public)
    assert again.current and again.current.items[0].key == "HR-001"
    assert CatalogStore(tmp_path / "catalog", public_of(key)).current is None


def test_openssl_agrees_with_both_directions_and_the_seal(platform: Stand, tmp_path: Path) -> None:
    """Three independent checks by OpenSSL's command line: the kiosk's request, the platform's answer, the seal."""

    def openssl(public: str, data: bytes, signature: str) -> bool:
        (tmp_path / "data").write_bytes(data)
        (tmp_path / "sig").write_bytes(base64.b64decode(signature))
        command = ["openssl", "dgst", "-sm3", "-verify", str(platform.home / public), "-sigopt",
                   "distid:1234567812345678", "-signature", str(tmp_path / "sig"), str(tmp_path / "data")]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    caught: dict[str, Any] = {}

    class Spy(DeviceSigner):
        def sign(self, *parts: Any) -> tuple[str, str]:
            caught["request"], caught["nonce"] = canonical(*parts, self.device, self.visit), parts[4]
            caught["signed"] = super().sign(*parts)[1]
            return "SM2-SM3", caught["signed"]

    client = platform.wired(Spy(DEVICE, platform.read("device.key")))

    def wire(answer: Any, **_: Any) -> None:
        caught.update(body=answer.content, sign=answer.headers["X-K-Sign"], status=answer.status_code)

    client._session.hooks["response"].append(wire)
    client.catalog(0)
    assert openssl("device.pem", caught["request"], caught["signed"])
    assert not openssl("device.pem", caught["request"] + b"x", caught["signed"])
    answer = canonical_answer(caught["status"], "/v1/catalog", caught["nonce"], digest(caught["body"]))
    assert openssl("platform-sm2.pem", answer, caught["sign"])
    document = issued(platform)
    assert openssl("platform-sm2.pem", document.pdf, document.seal)
