"""What a citizen meets who holds up a code: either eye reads it, a hostile one is refused, and one eye is enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.senses.messages import Cancel, Code
from tests.hardware.places import CodePlace
from tests.stand.stand import until

BILL = "https://example.gov.cn/b/1700000000000000000000000001"


@pytest.fixture(scope="module")
def one_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CodePlace]:
    place = CodePlace(tmp_path_factory.mktemp("place"))
    yield place
    place.close()


@pytest.fixture
def place(one_place: CodePlace) -> CodePlace:
    """Nothing is held up, nobody asks, and both are well."""
    one_place.cancel_all()
    for op in ("heal", "remove", "replug"):
        one_place.scanner(op)
    for op in ("heal", "code"):
        one_place.camera(op)
    for name in ("code_scanner", "camera"):
        one_place.becomes(name, "online")
    until("the light out", lambda: not one_place.scanner("state")["lit"])
    until("the lens closed", lambda: one_place.camera("state")["watched"] == 0)
    return one_place


@pytest.mark.parametrize("text", [BILL + "1", "办件：云溪县 17", "x'; DROP TABLE visit; --", "a" * 2900])
def test_the_scanner_reads_a_code_and_goes_dark(text: str, place: CodePlace) -> None:
    request = place.waits(place.ask())
    until("the light", lambda: place.scanner("state")["lit"])
    place.scanner("show", text=text)
    assert place.read(request) == Code(text.encode(), "", "scanner")
    assert place.steps(request) == ["waiting", "seen", "CodeRead"]
    until("the light out", lambda: not place.scanner("state")["lit"])


@pytest.mark.parametrize(("data", "symbology"), [
    (BILL.encode() + b"2", "qr"), ("办件 18".encode("gb18030"), "qr"), (b"134650291872736489", "code128"),
])
def test_the_camera_reads_a_code_and_its_lens_closes(data: bytes, symbology: str, place: CodePlace) -> None:
    request = place.waits(place.ask())
    place.camera("code", hex=data.hex(), symbology=symbology)
    assert place.read(request) == Code(data, symbology, "camera")
    until("the lens closed", lambda: place.camera("state")["watched"] == 0)


@pytest.mark.parametrize("hostile", [
    b"\x1b[2J\x00", "safe\u202e3.txt".encode(), "\u2066x".encode(), b"\x81\xff\xfe", b"y" * 4000 + "\u200f".encode(),
])
def test_a_hostile_code_is_refused_and_the_next_one_is_read(hostile: bytes, place: CodePlace) -> None:
    request = place.waits(place.ask())
    place.scanner("show", hex=hostile.hex())
    place.refused(request)
    place.scanner("show", text=BILL + "3" + hostile.hex()[:8])
    assert place.read(request).data.startswith(BILL.encode())
    assert place.steps(request) == ["waiting", "seen", "scan.unreadable", "seen", "CodeRead"]


def test_a_hostile_code_before_the_camera_is_refused_once_and_the_next_one_is_read(place: CodePlace) -> None:
    request = place.waits(place.ask())
    place.camera("code", text="safe\u202e4.txt")
    place.refused(request)
    place.camera("code", text=BILL + "4")
    assert place.read(request).data == BILL.encode() + b"4"


def test_the_same_code_counts_once_within_two_seconds(place: CodePlace) -> None:
    place.scanner("show", text=BILL + "5")
    assert place.read(place.ask()).data.endswith(b"5")
    reads = place.scanner("state")["reads"]
    again = place.waits(place.ask())
    until("that it is read again", lambda: place.scanner("state")["reads"] > reads)
    assert place.steps(again) == ["waiting"], "within the two seconds"
    assert place.read(again).data.endswith(b"5"), "and behind them it is a code like another"


def test_a_cancelled_request_puts_the_light_out_and_hears_nothing_more(place: CodePlace) -> None:
    request = place.waits(place.ask())
    until("the light", lambda: place.scanner("state")["lit"])
    place.visit.send(Cancel(request))
    until("the light out", lambda: not place.scanner("state")["lit"])
    until("the lens closed", lambda: place.camera("state")["watched"] == 0)
    place.scanner("show", text=BILL + "6")
    assert place.read(place.ask()).data.endswith(b"6")
    assert place.steps(request) == ["waiting"]


@pytest.mark.parametrize("kind", ["truncated", "unplug_mid", "missing_byte", "silent", "noise"])
def test_a_code_that_is_spoilt_on_its_way_is_never_a_beginning_of_itself(kind: str, place: CodePlace) -> None:
    before = place.scanner("state")["happened"].get(kind, 0)
    request = place.waits(place.ask())
    place.scanner("fault", kind=kind, on="code")
    place.scanner("show", text=BILL + "7")
    until("the fault", lambda: place.scanner("state")["happened"].get(kind, 0) == before + 1)
    place.scanner("replug")
    place.camera("code", text=BILL + "7")
    until("a code", lambda: "CodeRead" in place.steps(request), 20)
    whole = BILL.encode() + b"7"
    read = place.read(request)
    assert read.data == whole or kind == "missing_byte" and read.by == "scanner", "the wire has no checksum"


def test_without_its_scanner_the_camera_goes_on_and_the_other_way_round(place: CodePlace) -> None:
    request = place.waits(place.ask())
    place.scanner("unplug")
    place.becomes("code_scanner", "offline")
    place.camera("code", text=BILL + "8")
    assert place.read(request) == Code(BILL.encode() + b"8", "qr", "camera")
    place.scanner("replug")
    place.becomes("code_scanner", "online")
    place.camera("code")
    request = place.waits(place.ask())
    place.camera("unplug")
    place.scanner("show", text=BILL + "9")
    assert place.read(request) == Code(BILL.encode() + b"9", "", "scanner")


def test_a_scanner_that_comes_back_is_lit_again(place: CodePlace) -> None:
    request = place.waits(place.ask())
    until("the light", lambda: place.scanner("state")["lit"])
    place.scanner("unplug")
    place.becomes("code_scanner", "offline")
    place.scanner("replug")
    until("the light", lambda: place.scanner("state")["lit"], 15)
    place.scanner("show", text=BILL + "10")
    assert place.read(request).by == "scanner"


def test_without_both_the_request_is_over_and_says_so(place: CodePlace) -> None:
    request = place.waits(place.ask())
    place.scanner("unplug")
    place.camera("unplug")
    place.failed(request)


def test_a_kiosk_with_neither_says_so_at_once(tmp_path: Path) -> None:
    place = CodePlace(tmp_path, ())
    place.failed(place.ask())
    place.close()


@pytest.mark.parametrize("engine", ["zxing", "pyzbar"])
def test_each_engine_can_be_chosen(engine: str, tmp_path: Path) -> None:
    place = CodePlace(tmp_path, ("camera",), engine)
    request = place.waits(place.ask())
    place.camera("code", text=BILL)
    assert place.read(request) == Code(BILL.encode(), "qr", "camera")
    place.close()
