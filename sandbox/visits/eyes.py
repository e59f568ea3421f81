"""A citizen's eyes: what the debug door says is on the screen, waited for, and a picture of each step."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from hardware.simulators.control import Refused, ask
from sandbox.visits.report import Report

T = TypeVar("T")


class Eyes:
    home: Path
    report: Report

    def state(self) -> dict[str, Any]:
        """What is on the screen, {} while there is no shell."""
        try:
            return ask(str(self.home / "shell.debug"), "state")
        except (OSError, json.JSONDecodeError):
            return {}

    def target(self, ident: str) -> dict[str, Any] | None:
        """What can be touched under this name now; None where it is grey, or nothing is taken just now."""
        state = self.state()
        found = [one for one in state.get("targets", []) if one["id"] == ident and one["kind"] != "off"]
        return found[0] if found and state.get("gate") else None

    def until(self, what: str, probe: Callable[[], T | None], seconds: float = 30) -> T:
        end, pause = time.monotonic() + seconds, threading.Event()
        while not (got := probe()):
            if time.monotonic() > end:
                raise AssertionError(f"{what} was not seen within {seconds:g} s")
            pause.wait(0.02)
        return got

    def sees(self, screen: str, where: Callable[[dict[str, Any]], Any] = lambda _: True, seconds: float = 30,
             step: str = "") -> dict[str, Any]:
        """A step: this screen is shown (and `where` holds); a picture is kept."""
        start = time.monotonic()

        def probe() -> dict[str, Any] | None:
            state = self.state()
            return state if state.get("screen") == screen and where(state) else None

        state = self.until(step or screen, probe, seconds)
        self.picture(step or screen)
        self.report.step(step or screen, True, round((time.monotonic() - start) * 1000))
        return state

    def proves(self, step: str, probe: Callable[[], Any], seconds: float = 30) -> Any:
        """A step that is seen elsewhere: in the journal, at the platform, on paper; a picture of the screen is kept."""
        start = time.monotonic()
        got = self.until(step, probe, seconds)
        self.picture(step)
        self.report.step(step, True, round((time.monotonic() - start) * 1000))
        return got

    def picture(self, name: str, seconds: float = 10) -> None:
        """Of the screen as it is now; where one shell goes, the next one's.  A step without a picture is missed."""
        path = self.report.picture_path(name.replace(" ", "-").replace("/", "-"))
        self.until(f"a picture of {name}", lambda: self._export(path), seconds)

    def _export(self, path: Path) -> bool:
        try:
            ask(str(self.home / "shell.debug"), "export", file=str(path))
        except (OSError, Refused, json.JSONDecodeError):
            return False  # no shell just now, or one that has drawn nothing yet
        return path.exists()


def says(*words: str) -> Callable[[dict[str, Any]], bool]:
    """Whether all of this stands somewhere on the screen, however its lines are broken."""
    def where(state: dict[str, Any]) -> bool:
        told = "".join("".join(text.split()) for text in state["texts"])
        return all("".join(word.split()) in told for word in words)

    return where


def offers(ident: str) -> Callable[[dict[str, Any]], bool]:
    """Whether this can be touched."""
    return lambda state: any(one["id"] == ident and one["kind"] != "off" for one in state["targets"])
