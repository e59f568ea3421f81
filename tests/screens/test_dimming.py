"""At night, two minutes after the last touch, the attract screen goes dark; the touch that wakes does nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from screens.dimming import AFTER_S, Dimming

ROOT = Path(__file__).resolve().parent.parent.parent


class Glass:
    def __init__(self, scene: str = "night") -> None:
        self.time, self.dark = scene, False

    def scene(self) -> str:
        return self.time

    def dim(self, dark: bool) -> None:
        self.dark = dark


class Time:
    """A clock with its timers, both turned by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[tuple[float, Callable[[], None]]] = []

    def later(self, callback: Callable[[], None], seconds: float) -> Callable[[], None]:
        timer = (self.now + seconds, callback)
        self.timers.append(timer)
        return lambda: self.timers.remove(timer) if timer in self.timers else None

    def turn(self, seconds: float) -> None:
        self.now += seconds
        for timer in [timer for timer in self.timers if timer[0] <= self.now]:
            self.timers.remove(timer)
            timer[1]()


def test_it_goes_dark_once_and_the_waking_touch_is_swallowed() -> None:
    time, glass = Time(), Glass()
    dimming = Dimming(time.later, lambda: time.now)
    dimming.shown(glass)
    time.turn(AFTER_S - 1)
    assert not glass.dark
    assert not dimming.touched()  # awake: this one acts
    time.turn(AFTER_S - 1)
    assert not glass.dark
    time.turn(1)
    assert glass.dark
    assert dimming.touched()  # this one only wakes
    assert not glass.dark
    assert not dimming.touched()


def test_there_is_one_timer_at_most_and_none_while_dark_or_by_day() -> None:
    time, glass = Time(), Glass()
    dimming = Dimming(time.later, lambda: time.now)
    for _ in range(5):
        dimming.shown(glass)
        dimming.touched()
    assert len(time.timers) == 1
    time.turn(AFTER_S)
    assert glass.dark
    assert time.timers == []
    dimming.shown(Glass("day"))
    assert time.timers == []


def test_a_new_attract_screen_stays_dark_and_any_other_is_lit() -> None:
    time, glass, other = Time(), Glass(), Glass()
    dimming = Dimming(time.later, lambda: time.now)
    dimming.shown(glass)
    time.turn(AFTER_S)
    dimming.shown(other)
    assert other.dark
    dimming.shown(None)
    assert not dimming.touched()
    dimming.shown(glass := Glass())
    assert not glass.dark


def test_the_minute_clock_lights_it_at_dawn_and_dims_it_when_night_begins() -> None:
    time, glass = Time(), Glass("day")
    dimming = Dimming(time.later, lambda: time.now)
    dimming.shown(glass)
    time.turn(1000)
    assert not glass.dark
    glass.time = "night"
    dimming.minute()
    assert glass.dark
    glass.time = "dawn"
    dimming.minute()
    assert not glass.dark


def test_in_the_window_a_touch_on_start_while_dark_starts_nothing() -> None:
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIOSK_GEOMETRY": "540x960"}
    environment.pop("DISPLAY", None)
    done = subprocess.run([sys.executable, str(ROOT / "tests/screens/touching.py")], cwd=ROOT, env=environment,
                          capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["lit"] == ["Start"]
    assert told["dark"] == []
    assert told["woken"] == ["Start"]
    assert told["frame under the finger"] is True
    assert told["frame after it"] is False
