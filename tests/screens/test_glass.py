"""A minute, a press and a second of the goodbye are drawn in their own box: nothing else changes on the glass."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image, ImageChops
from Xlib import X
from Xlib.display import Display

from benchmarks.eye import Eye
from benchmarks.window import DOWN, START, UP, Window
from kiosk import messages as m
from sandbox.demo import virtual_screen
from tests.stand.stand import until

BUTTON = (60, 1100, 1020, 1268)
CLOCK = (60, 190, 760, 366)
END = (504, 1584, 1020, 1704)
LIST = (0, 130, 1080, 1580)
FOOT = (540, 1600)
"""The goodbye's button, all above it but the clock, and a place on it left of its text."""


@pytest.fixture(scope="module")
def display() -> Generator[str]:
    with virtual_screen() as name:
        yield name


def seen(screen: Any) -> Image.Image:
    got = screen.screen().root.get_image(0, 0, 1080, 1920, X.ZPixmap, 0xFFFFFFFF)
    return Image.frombytes("RGB", (1080, 1920), got.data, "raw", "BGRX")


def inside(box: tuple[int, int, int, int], changed: tuple[int, int, int, int]) -> bool:
    return box[0] <= changed[0] and box[1] <= changed[1] and changed[2] <= box[2] and changed[3] <= box[3]


def test_a_press_changes_the_whole_button_and_nothing_else(display: str) -> None:
    eye, screen = Eye(display), Display(display)
    with closing(Window(display)) as window:
        eye.until(START, UP)
        before = seen(screen)
        eye.press(*START)
        eye.until(START, DOWN)
        until("the whole button", lambda: _changed(before, seen(screen), BUTTON) == BUTTON)
        eye.release()
        window.next(m.Start)
        window.attract()
        eye.until(START, UP)


def test_a_minute_changes_the_clock_and_nothing_else(display: str) -> None:
    eye, screen = Eye(display), Display(display)
    with closing(Window(display, "tests.screens.minute")) as window:
        eye.until(START, UP)
        whole = seen(screen)
        for _ in range(3):
            last = seen(screen)
            until("the next minute", lambda last=last: _changed(last, seen(screen), CLOCK))
        assert ImageChops.difference(whole.crop(BUTTON), seen(screen).crop(BUTTON)).getbbox() is None
        window.attract()
        assert until("another minute", lambda: _changed(whole, seen(screen), CLOCK))


def test_the_goodbye_counts_to_nought_in_its_own_box(display: str) -> None:
    eye, screen = Eye(display), Display(display)
    with closing(Window(display)) as window:
        eye.until(START, UP)
        window.show(m.Goodbye(("cleared.card",), True, 4))
        eye.until(FOOT, UP)
        whole = seen(screen)
        numbers = [whole.crop(END)]
        for _ in range(3):
            last = numbers[-1]
            until("the next second", lambda last=last: ImageChops.difference(last, seen(screen).crop(END)).getbbox())
            numbers.append(seen(screen).crop(END))
        for before, after in pairwise(numbers):
            left, top, right, bottom = ImageChops.difference(before, after).getbbox() or (0, 0, 0, 0)
            assert right - left < 400 and bottom - top < 60
        assert ImageChops.difference(whole.crop(LIST), seen(screen).crop(LIST)).getbbox() is None


def _changed(before: Image.Image, after: Image.Image, allowed: tuple[int, int, int, int]) -> tuple[int, ...] | None:
    box = ImageChops.difference(before, after).getbbox()
    if box is not None:
        assert inside(allowed, box), f"{box} changed"
    return box
