"""A slip on a real line to the printer's simulator: what comes out, and what is known of it when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from hardware.drivers import escpos
from hardware.simulators.control import Refused
from hardware.slip import Slip, Text
from tests.hardware.printer import LINES, PRINTED, SLIP, Printer, printer
from tests.stand.stand import until


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    with printer(tmp_path_factory.mktemp("receipt"), "--unpaced") as made:
        yield made


@pytest.fixture
def desk(one: Printer) -> Printer:
    """A printer in good order with an empty tray."""
    one.ask("heal")
    one.ask("replug")
    one.becomes("online")
    assert one.device.call(escpos.tidy()) is None
    one.ask("take")
    return one


def well_again(desk: Printer) -> None:
    """The next slip is whole and alone, and what was left of the one before has been cut off as what it is."""
    desk.becomes("online")
    desk.device.call(escpos.tidy())
    before = desk.slips()
    assert all(slip["cut"] for slip in before)
    assert desk.print().state == "done"
    assert [slip["text"] for slip in desk.slips()[len(before) :]] == [PRINTED]


def test_a_slip_is_done_when_it_is_on_paper_and_cut(desk: Printer) -> None:
    outcome = desk.print()
    assert (outcome.state, outcome.fault, outcome.evidence) == ("done", None, "printer_marked")
    (slip,) = desk.slips()
    assert (slip["text"], slip["cut"], slip["partial"]) == (PRINTED, True, False)
    with Image.open(slip["file"]) as picture:
        assert picture.width == 576
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://localhost/990001"]
    assert desk.ask("count")["unknown"] == 0
    assert desk.ask("take") == {"taken": 1} and desk.slips() == []


def test_slips_come_out_one_by_one(desk: Printer) -> None:
    for _ in range(5):
        assert desk.print().state == "done"
    assert desk.texts() == [PRINTED] * 5


@pytest.mark.parametrize(("op", "fields", "fault"), [
    ("paper", {"state": "out"}, "receipt.paper_out"), ("cover", {"open": True}, "receipt.cover_open"),
    ("jam", {"what": "paper"}, "receipt.jam"), ("jam", {"what": "cutter"}, "receipt.cutter"),
    ("jam", {"what": "fatal"}, "receipt.broken"), ("jam", {"what": "hot"}, "receipt.hot"),
])
def test_an_obstacle_before_the_first_byte_is_not_done_and_told_by_name(
    desk: Printer, op: str, fields: dict[str, object], fault: str
) -> None:
    lines = desk.ask("count")["lines"]
    desk.ask(op, **fields)
    outcome = desk.print()
    assert (outcome.state, outcome.fault, outcome.evidence) == ("not_done", fault, "never_left")
    desk.becomes("hardware_error", fault)
    assert desk.print().state == "not_done", "also while it is known to be ill"
    assert desk.ask("count")["lines"] == lines and desk.slips() == []
    desk.ask("heal")
    well_again(desk)


@pytest.mark.parametrize("after", range(1, LINES + 1))
def test_paper_that_ends_after_any_line_leaves_it_unknown_and_nothing_for_the_next_citizen(
    desk: Printer, after: int
) -> None:
    desk.ask("paper", after=after)
    outcome = desk.print()
    assert (outcome.state, outcome.fault) == ("unknown", "receipt.paper_out")
    (strip,) = desk.slips()
    assert strip["text"] == "\n".join(PRINTED.split("\n")[:after]) and not strip["cut"] and strip["partial"]
    desk.becomes("hardware_error", "receipt.paper_out")
    desk.ask("heal")
    well_again(desk)


def test_paper_that_ends_behind_the_cut_is_done_if_the_mark_came_and_else_unknown(desk: Printer) -> None:
    desk.ask("paper", after=LINES + 1)
    assert desk.print().state == "done"
    outcome = desk.print()
    assert (outcome.state, outcome.fault) == ("unknown", "receipt.paper_out"), "one line of the second"
    assert desk.texts() == [PRINTED]


def test_a_cover_opened_in_the_middle_is_unknown(desk: Printer, tmp_path: Path) -> None:
    with printer(tmp_path, "--baud", "9600") as slow, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow.print, Slip(SLIP.parts * 5))
        until("some lines", lambda: slow.ask("count")["lines"] >= 2)
        slow.ask("cover", open=True)
        outcome = waiting.result(30)
        assert (outcome.state, outcome.fault) == ("unknown", "receipt.cover_open")
        assert slow.texts() == []
        slow.ask("cover", open=False)
        well_again(slow)


def test_a_cable_pulled_in_the_middle_is_unknown_and_the_next_slip_stands_alone(tmp_path: Path) -> None:
    with printer(tmp_path, "--baud", "9600") as slow, ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(slow.print, Slip(SLIP.parts * 5))
        until("some lines", lambda: slow.ask("count")["lines"] >= 2)
        slow.ask("unplug")
        outcome = waiting.result(30)
        assert (outcome.state, outcome.fault) == ("unknown", "link.lost")
        slow.becomes("offline", "link.lost")
        assert slow.print().state == "not_done" and slow.texts() == []
        slow.ask("replug")
        well_again(slow)


def test_a_printer_that_says_nothing_has_got_nothing(desk: Printer) -> None:
    lines = desk.ask("count")["lines"]
    desk.ask("fault", kind="silent", times=0)
    outcome = desk.print()
    assert (outcome.state, outcome.fault) == ("not_done", "receipt.silent")
    desk.becomes("hardware_error", "link.timeout")
    assert desk.ask("count")["lines"] == lines
    desk.ask("heal")
    well_again(desk)


def test_a_slip_whose_mark_never_comes_is_unknown_although_it_lies_there(
    desk: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escpos, "PATIENCE_LOOKS", 12)
    desk.ask("fault", kind="silent", on="mark", times=0)
    outcome = desk.print()
    assert (outcome.state, outcome.fault, outcome.evidence) == ("unknown", "receipt.unknown", "no_mark")
    assert desk.texts() == [PRINTED]


@pytest.mark.parametrize("kind", ["silent", "checksum", "truncated", "missing_byte", "noise"])
def test_a_mark_that_was_lost_on_the_way_is_asked_again(desk: Printer, kind: str) -> None:
    desk.ask("fault", kind=kind, on="mark")
    assert desk.print().state == "done" and desk.texts() == [PRINTED]
    assert desk.ask("state")["happened"][kind] >= 1


def test_a_roll_near_its_end_is_a_state_and_no_fault(desk: Printer) -> None:
    assert desk.device.call(escpos.roll()) == "ok"
    desk.ask("paper", state="low")
    assert desk.device.call(escpos.roll()) == "low" and desk.device.call(escpos.ping()) is None
    assert desk.print().state == "done" and desk.states[-1].status == "online"


def test_a_rare_name_comes_out_as_dots(desk: Printer) -> None:
    assert desk.print(Slip((Text("王㐂"), Text("龘", large=True), Text("𠮷田")))).state == "done"
    (slip,) = desk.slips()
    assert slip["text"].split("\n") == ["[raster 576x30]", "龘", "[raster 576x30]"]


def test_a_trace_holds_nothing_of_a_slip(tmp_path: Path) -> None:
    with printer(tmp_path, "--unpaced", trace=str(tmp_path / "trace")) as traced:
        assert traced.print().state == "done"
        assert traced.print(Slip((Text("张三"),))).state == "done"
    trace = (tmp_path / "trace").read_text()
    assert "张三".encode("gb18030").hex() not in trace and "张".encode("gb18030").hex() not in trace
    assert "100401" in trace, "what is asked is kept"


def test_a_simulator_says_what_it_can_do(desk: Printer) -> None:
    with pytest.raises(Refused, match="ok, low, out"):
        desk.ask("paper", state="wet")
