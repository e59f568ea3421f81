"""A citizen types and signs on a real window; a window that dies meanwhile loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from kiosk.prompts import Field, Fields, Form, Pick, Strokes, Words
from sandbox.demo import virtual_screen
from screens.ink import unpacked
from tests.screens.desk import Desk
from tests.screens.samples import NUMBER, SIGN


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with virtual_screen() as name:
        yield name


@pytest.fixture
def desk(display: str, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(display, tmp_path)
    try:
        yield desk
    finally:
        desk.close()


ADDRESS = Field("address", Words("住址", "Address"), "text", longest=40)
FLAT = Field("flat", Words("门牌号", "Number"), "digits", pattern="[0-9]{3}", longest=3)
FORM = Form((ADDRESS, FLAT))


def types(desk: Desk, key: str, keys: str) -> None:
    """Letter by letter, each seen in the draft before the next."""
    for letter in keys:
        before = desk.draft().get(key, "")
        desk.hand.touch(f"key:{letter}")
        desk.hand.until(letter, lambda before=before: len(desk.draft().get(key, "")) > len(before))


def test_a_place_is_typed_by_pinyin_and_comes_back_as_an_answer(desk: Desk) -> None:
    answer = desk.ask(FORM)
    desk.hand.sees("Form")
    types(desk, "@letters:address", "yunxixian")
    assert "请先从上面选一个词" in desk.hand.state()["texts"]
    desk.hand.touch("word:0")
    desk.hand.until("the word", lambda: desk.draft().get("address") == "云溪县")
    types(desk, "address", "12")
    desk.hand.touch("yes")
    desk.hand.until("the next question", lambda: "key:clear" in {each["id"] for each in desk.hand.state()["targets"]})
    types(desk, "flat", "508")
    desk.hand.touch("back")  # to the question before, not out of the form
    desk.hand.until("the address", lambda: "key:q" in {each["id"] for each in desk.hand.state()["targets"]})
    assert not answer.done()
    desk.hand.touch("yes")
    desk.hand.until("the number", lambda: "key:clear" in {each["id"] for each in desk.hand.state()["targets"]})
    desk.hand.touch("yes")
    assert answer.result(20) == Fields({"address": "云溪县12", "flat": "508"})
    kept = [path for path in desk.home.rglob("*") if path.is_file() and path.suffix != ".png"]
    assert [path for path in kept if "云溪县".encode() in path.read_bytes() or b"yunxi" in path.read_bytes()] == []


def test_a_window_that_dies_in_the_middle_of_a_word_loses_no_letter(desk: Desk) -> None:
    answer = desk.ask(FORM)
    desk.hand.sees("Form")
    types(desk, "@letters:address", "yxx")
    desk.hand.touch("word:0")
    desk.hand.until("the word", lambda: desk.draft().get("address") == "云溪县")
    types(desk, "@letters:address", "songl")
    before = desk.draft()
    desk.kill_shell()
    desk.start_shell()
    after = desk.hand.sees("Form")
    assert after["draft"] == before
    assert "song l" in " ".join(after["texts"])
    types(desk, "@letters:address", "in")
    desk.hand.touch("word:0")
    desk.hand.until("both words", lambda: desk.draft().get("address", "").startswith("云溪县松林"))
    assert not answer.done()


def test_without_the_pinyin_library_there_are_latin_keys(display: str, tmp_path: Path) -> None:
    desk = Desk(display, tmp_path, "tests.screens.latin_only")
    try:
        answer = desk.ask(Form((ADDRESS,)))
        state = desk.hand.sees("Form")
        assert next(each["kind"] for each in state["targets"] if each["id"] == "key:mode") == "off"
        types(desk, "address", "a1")
        desk.hand.touch("yes")
        assert answer.result(20) == Fields({"address": "a1"})
    finally:
        desk.close()


def test_what_can_be_scanned_says_so(desk: Desk) -> None:
    answer = desk.ask(Form((NUMBER,)))
    desk.hand.sees("Form")
    desk.hand.touch("pick:scan")
    assert answer.result(20) == Pick("scan")


def strokes(desk: Desk, *points: tuple[int, int]) -> None:
    """A finger along these pixels of the glass, each drawn before the next; up at the last, and the line is kept."""
    kept = len(unpacked(desk.draft().get("@lines", "")))
    screen: Any = Display(desk.display)
    for number, (x, y) in enumerate(points):
        frames = desk.hand.state()["frames"]
        xtest.fake_input(screen, X.MotionNotify, x=x, y=y)
        if number == 0:
            xtest.fake_input(screen, X.ButtonPress, 1)
        screen.sync()
        desk.hand.until("the ink", lambda frames=frames: desk.hand.state()["frames"] > frames)
    xtest.fake_input(screen, X.ButtonRelease, 1)
    screen.sync()
    desk.hand.until("the line", lambda: len(unpacked(desk.draft().get("@lines", ""))) > kept)
    screen.close()


def test_a_name_is_written_survives_a_dead_window_and_comes_back_as_strokes(desk: Desk) -> None:
    answer = desk.ask(SIGN)
    desk.hand.sees("Sign")
    assert "文件校验码 3F9A 01C4" in desk.hand.state()["texts"]
    strokes(desk, (300, 900), (305, 900), (400, 1000))
    assert way_on(desk) == "off"
    strokes(desk, (300, 1100), (500, 1100), (700, 1100))
    before = desk.draft()["@lines"]
    assert before.count(".") == 1
    desk.kill_shell()
    desk.start_shell()
    assert desk.hand.sees("Sign")["draft"]["@lines"] == before
    strokes(desk, (700, 900), (700, 1200))
    desk.hand.until("three lines", lambda: desk.draft()["@lines"].count(".") == 2)
    desk.hand.touch("yes")
    got = answer.result(20)
    assert isinstance(got, Strokes)
    first, second, third = got.lines
    near = (300 - 72) / 936 * 1000, (900 - 748) / 936 * 1000
    assert abs(first[0] - near[0]) <= 2 and abs(first[1] - near[1]) <= 2
    assert second[0] < second[-2] and abs(second[1] - second[-1]) <= 2
    assert third[0] == third[-2] and third[-1] > third[1]


def test_the_way_on_opens_with_enough_ink_and_clear_takes_all(desk: Desk) -> None:
    answer = desk.ask(SIGN)
    desk.hand.sees("Sign")
    assert way_on(desk) == "off"
    strokes(desk, (200, 900), (900, 900))
    desk.hand.until("the way on", lambda: way_on(desk) == "primary")
    desk.hand.touch("clear")
    desk.hand.until("nothing", lambda: desk.draft().get("@lines") == "" and way_on(desk) == "off")
    assert not answer.done()


def test_a_quick_finger_leaves_no_corner_out(desk: Desk) -> None:
    """All of a zigzag comes before the window has looked once; a finger's last place alone would be a dot."""
    desk.ask(SIGN)
    desk.hand.sees("Sign")
    screen: Any = Display(desk.display)
    zigzag = [(200 + 100 * number, 900 + 200 * (number % 2)) for number in range(7)]
    for number, (x, y) in enumerate(zigzag):
        xtest.fake_input(screen, X.MotionNotify, x=x, y=y)
        if number == 0:
            xtest.fake_input(screen, X.ButtonPress, 1)
    xtest.fake_input(screen, X.ButtonRelease, 1)
    screen.sync()
    (line,) = unpacked(desk.hand.until("the line", lambda: desk.draft().get("@lines")))
    assert len(line) == 2 * len(zigzag)
    for (x, y), across, down in zip(zigzag, line[::2], line[1::2], strict=True):
        assert abs(across - (x - 72) / 0.936) <= 2 and abs(down - (y - 748) / 0.936) <= 3
    screen.close()


def way_on(desk: Desk) -> str:
    targets = desk.hand.state().get("targets", [])
    return next((each["kind"] for each in targets if each["id"] == "yes"), "")
