"""ESC/POS byte for byte, both ways; the other side is the simulator's own parser."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import segno
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hardware.codecs import escpos, slip_raster
from hardware.codecs.escpos import Asked, Heard
from hardware.codecs.escpos_slip import CAPACITY, render
from hardware.codecs.slip_lines import Line, has, lines, plain, width
from hardware.codecs.slip_raster import raster
from hardware.drivers import escpos as driver
from hardware.drivers.base import perform
from hardware.link import LinkTimeout
from hardware.simulators.receipt_head import Head
from hardware.slip import MM58, MM80, Code, Pair, Paper, Rule, Slip, Text
from tests.hardware.lines import ScriptedLink

GB2312 = Paper(48, "gb2312")
START, CUT = "1b40 1b331e", "1d564200"
ASKED = {number: bytes((0x10, 4, number)) for number in Asked}


def sent(*parts: Text | Pair | Rule | Code, paper: Paper = MM80) -> bytes:
    return b"".join(render(Slip(parts), paper))


def hexed(*parts: str) -> bytes:
    return bytes.fromhex(" ".join(parts))


# ---------------------------------------------------------------- what is said
def test_chinese_goes_as_gb18030_in_chinese_mode_and_ascii_as_it_is() -> None:
    assert sent(Text("自助终端收据")) == hexed(START, "1c26 d7d4d6fad6d5b6cbcad5bedd 1c2e 0a", CUT)
    assert sent(Text("No. 42")) == hexed(START, b"No. 42".hex(), "0a", CUT)


def test_size_weight_and_place_are_set_and_taken_back() -> None:
    told = sent(Text("A", large=True, bold=True, align="center"), Text("B"))
    assert told == hexed(START, "1b6101 1b4501 1d2111 41 0a 1d2100 1b4500 1b6100 42 0a", CUT)


def test_a_code_is_drawn_by_the_printer() -> None:
    told = sent(Code("https://e.cn/1"))
    assert told == hexed(
        START, "1b6101 1d286b0400 31413200 1d286b0300 314308 1d286b0300 314531 1d286b1100 315030",
        b"https://e.cn/1".hex(), "1d286b0300 315130 1b6100", CUT,
    )  # fmt: skip


@pytest.mark.parametrize("version", range(1, 21))
def test_a_code_is_as_large_as_the_standard_says_and_fits_both_papers(version: int) -> None:
    capacity = CAPACITY[version - 1]
    assert segno.make_qr("x" * capacity, error="m", mode="byte", boost_error=False).version == version
    assert segno.make_qr("x" * (capacity + 1), error="m", mode="byte", boost_error=False).version == version + 1
    for paper in (MM80, MM58):
        module = sent(Code("x" * capacity), paper=paper).split(b"\x1d(k\x03\x001C")[1][0]
        assert 3 <= module <= 8 and module * (17 + 4 * version + 8) <= paper.dots


@pytest.mark.parametrize("data", ["", "x" * 667, "a\nb", "\x1b@"])
def test_a_code_that_cannot_be_read_is_refused(data: str) -> None:
    with pytest.raises(ValueError):
        Code(data)


def test_questions_and_marks() -> None:
    assert [escpos.ask(what) for what in Asked] == [hexed(f"1004{n:02}") for n in (1, 2, 3, 4)]
    assert escpos.mark(0) == hexed("1d28480600 3030 20202020") and escpos.mark(95 + 2) == hexed(
        "1d28480600 3030 20202122"
    )
    assert escpos.mark(95**4 + 5) == escpos.mark(escpos.same_mark(95**4 + 5)) == escpos.mark(5)


@pytest.mark.parametrize(("char", "paper", "there"), [
    ("龘", MM80, True), ("龘", GB2312, False), ("·", GB2312, True), ("镕", GB2312, False), ("镕", MM80, True),
    ("𠮷", MM80, False), ("㐂", MM80, False), ("䶮", MM80, False), ("€", MM80, False), ("é", MM80, True),
])
def test_which_characters_a_font_has(char: str, paper: Paper, there: bool) -> None:
    assert has(char, paper) is there
    told = sent(Text("王" + char), paper=paper)
    assert (b"\x1dv0\x00" in told) is not there, "a line with a character that is lacking goes as dots"


def test_a_pair_stands_at_both_edges_and_a_long_value_goes_on_below() -> None:
    pairs = (Pair("事项", "缴费"), Pair("项目", "很" * 30), Pair("长" * 15, "值" * 20))
    told = [line.text for line in lines(Slip(pairs), MM80) if isinstance(line, Line)]
    assert told == [
        "事项" + " " * 40 + "缴费", "项目  " + "很" * 21, " " * 30 + "很" * 9, "长" * 15, " " * 8 + "值" * 20,
    ]  # fmt: skip


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket() -> None:
    told = [line.text for line in lines(Slip((Text("很" * 16 + "。" + "很" * 14 + "（完）"),)), MM58)
            if isinstance(line, Line)]
    assert told == ["很" * 15, "很。" + "很" * 14, "（完）"]


def test_a_word_stays_whole() -> None:
    told = [line.text for line in lines(Slip((Text("Please keep this slip until the certificate is here"),)), MM58)
            if isinstance(line, Line)]
    assert told == ["Please keep this slip until the", "certificate is here"]


@pytest.mark.parametrize("char", "\u3689\u3698\u3716\u38b2")
def test_dots_never_hold_a_command_that_is_obeyed_on_arrival(char: str, monkeypatch: pytest.MonkeyPatch) -> None:
    obeyed = re.compile(rb"\x10[\x04\x05\x14]")
    kept = raster(Line("王" + char), MM80)
    monkeypatch.setattr(slip_raster, "_REAL_TIME", re.compile(rb"(?!)"))
    drawn = raster(Line("王" + char), MM80)
    assert obeyed.search(drawn) and not obeyed.search(kept), "these characters hold one as the font draws them"
    assert sum(a != b for a, b in zip(drawn, kept, strict=True)) <= 3


# ---------------------------------------------------------------- through the wire to the paper
def paper_of(data: bytes, paper: Paper) -> tuple[list[str], Head]:
    with tempfile.TemporaryDirectory() as folder:
        head = Head(paper.dots, Path(folder), "X")
        head.buffer += data
        assert list(head.go_on()) == [] and not head.buffer and head.hanging() is None
        return [line for slip in head.tray for line in slip["text"].split("\n")], head


anything = st.text(max_size=60) | st.text(st.sampled_from("王龘𠮷㐂abc 12·，\x1b\x10\x04\n\x1d"), max_size=80)


@settings(deadline=None)
@given(anything, st.booleans(), st.booleans(), st.sampled_from([MM80, MM58, GB2312]))
@example("\x1b@\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08\x1dV\x42\x00", False, False, MM80)
@example("\x10\x04\x01\x1c&\x1c.\r\n\t\x00\x7f\x9b", True, True, MM58)
def test_any_text_is_printed_as_it_is_or_as_dots_and_none_of_it_is_a_command(
    text: str, large: bool, bold: bool, paper: Paper
) -> None:
    slip = Slip((Rule(), Text(text, large, bold), Rule()))
    asked = [line for line in lines(slip, paper) if isinstance(line, Line)]
    told, head = paper_of(b"".join(render(slip, paper)), paper)
    assert head.unknown == 0 and head.slips == 1 and len(told) == len(asked)
    for line, came in zip(asked, told, strict=True):
        assert width(line.text, paper) * (2 if line.large else 1) <= paper.columns
        whole = all(has(char, paper) for char in line.text)
        assert came == line.text if whole else came == f"[raster {paper.dots}x{60 if line.large else 30}]"
    assert "".join(line.text for line in asked[1:-1]).replace(" ", "") == plain(text).replace(" ", "")


@settings(deadline=None)
@given(anything, anything)
def test_any_pair_fits_and_loses_nothing(left: str, right: str) -> None:
    asked = [line.text for line in lines(Slip((Pair(left, right),)), MM58) if isinstance(line, Line)]
    assert all(width(line, MM58) <= 32 for line in asked)
    assert "".join(asked).replace(" ", "") == (plain(left) + plain(right)).replace(" ", "")


# ---------------------------------------------------------------- what is heard
def status(*bytes_: int) -> list[int | None]:
    return [heard.status for heard in escpos.Replies().feed(bytes(bytes_)) if isinstance(heard, Heard)]


@settings(deadline=None)
@given(st.integers(0, 255))
def test_a_status_byte_is_one_with_the_fixed_bits_and_no_other(byte: int) -> None:
    fixed = [(byte >> bit) & 1 for bit in (0, 1, 4, 7)] == [0, 1, 1, 0]
    assert status(byte) == ([byte] if fixed else [])


def test_a_mark_a_clearing_and_a_serial_number_are_remembered() -> None:
    decoder = escpos.Replies()
    decoder.feed(hexed("3722 20202122 00"))
    decoder.feed(hexed("3725 00"))
    decoder.reset()
    (heard,) = decoder.feed(b"\x5fRP-1\x00")
    assert heard == Heard(None, frozenset([97]), True, "RP-1")
    assert decoder.feed(b"\x12") == [Heard(0x12, frozenset([97]), True, "RP-1")]


pieces = st.lists(st.sampled_from([b"\x12", b"\x1a", b"\x7e", b"\x37\x22    \x00", b"\x37\x22 !!!\x00", b"\x37\x25\x00",
                                   b"\x5fRP-1\x00"]), max_size=12)  # fmt: skip


@settings(deadline=None)
@given(pieces, st.lists(st.integers(0, 80), max_size=8))
def test_answers_cut_anywhere_are_the_same_answers(answers: list[bytes], where: list[int]) -> None:
    stream, decoder, heard = b"".join(answers), escpos.Replies(), list[Any]()
    edges = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in where)})
    for start, end in zip(edges, edges[1:], strict=False):
        heard += decoder.feed(stream[start:end])
    assert [h.status for h in heard if h.status is not None] == [a[0] for a in answers if len(a) == 1]
    assert len(heard) == len(answers)
    if heard:
        assert len(heard[-1].marks) == len({a for a in answers if a.startswith(b"\x37\x22")})


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=6))
@example([b"\x37\x22 \x12"])
def test_no_bytes_whatever_crash_the_decoder_or_become_a_mark(chunks: list[bytes]) -> None:
    decoder = escpos.Replies()
    for chunk in chunks:
        for heard in decoder.feed(chunk):
            assert isinstance(heard, Heard) and (heard.status is None or heard.status & 0x93 == 0x12)
            assert not heard.marks or re.search(rb"\x37\x22[ -~]{4}\x00", b"".join(chunks))


# ---------------------------------------------------------------- what the driver makes of it
def run(script: Any, *turns: tuple[bytes, Sequence[bytes]]) -> Any:
    now, link = iter(range(10_000)), ScriptedLink(turns)
    result = perform(link, escpos.Replies(), script, lambda: next(now) / 100)
    assert link.left == []
    return result


BYTES = {
    (2, 0x04): "receipt.cover_open", (3, 0x20): "receipt.broken", (3, 0x08): "receipt.cutter", (3, 0x04): "receipt.jam",
    (3, 0x40): "receipt.hot", (4, 0x60): "receipt.paper_out", (4, 0x20): "receipt.paper_out",
    (1, 0x08): "receipt.offline",
}


@pytest.mark.parametrize(("number", "bit"), BYTES)
def test_a_fault_is_believed_when_it_is_said_twice(number: int, bit: int) -> None:
    order = [2, 3, 4, 1]
    turns = [(ASKED[Asked(n)], [b"\x12"]) for n in order[: order.index(number)]]
    bad, again = (ASKED[Asked(number)], [bytes((0x12 | bit,))]), (ASKED[Asked(number)], [b"\x12"])
    rest = [(ASKED[Asked(n)], [b"\x12"]) for n in order[order.index(number) + 1 :]]
    assert run(driver.obstacle(), *turns, bad, bad).code == BYTES[(number, bit)]
    assert run(driver.obstacle(), *turns, bad, again, *rest) is None


def test_a_near_end_is_no_fault() -> None:
    turns = [(ASKED[n], [b"\x1e" if n == 4 else b"\x12"]) for n in (Asked(2), Asked(3), Asked(4), Asked(1))]
    assert run(driver.ping(), *turns) is None


def test_silence_is_a_fault() -> None:
    with pytest.raises(LinkTimeout):
        run(driver.ping(), *[(ASKED[Asked(2)], [])] * 3)
