"""A citizen's hand and eyes: touches by XTest at what the debug door says is there, waits until something is seen."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from hardware.simulators.control import Refused, ask
from sandbox.people import PEOPLE, laid
from sandbox.visits.report import Report

T = TypeVar("T")


class Hand:
    def __init__(self, home: Path, display: str, report: Report) -> None:
        self.home = home
        self.report = report
        self.display = display
        self._display: Any = Display(display)

    # ---------------------------------------------------------------- eyes
    def state(self) -> dict[str, Any]:
        """What is on the screen, {} while there is no shell."""
        try:
            return ask(str(self.home / "shell.debug"), "state")
        except (OSError, json.JSONDecodeError):
            return {}

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

    # ---------------------------------------------------------------- hand
    def touch(self, ident: str, times: int = 1) -> None:
        """Press and release in the middle of a target, `times` faster than any answer; a dark screen is woken first."""
        if self.state().get("dark"):
            self.press(540, 300)
            self.until("the lit screen", lambda: self.state().get("dark") is False)

        def target() -> dict[str, Any] | None:
            state = self.state()
            found = [one for one in state.get("targets", []) if one["id"] == ident and one["kind"] != "off"]
            return found[0] if found and state.get("gate") else None

        x, y, w, h = self.until(f"{ident} to touch", target)["box"]
        self.press(int(x + w / 2), int(y + h / 2), times)

    def press(self, x: int, y: int, times: int = 1) -> None:
        """A finger at this pixel of the glass, whatever is there."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        for _ in range(times):
            xtest.fake_input(self._display, X.ButtonPress, 1)
            xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()

    def types(self, digits: str) -> None:
        for number, digit in enumerate(digits, 1):
            self.touch(f"key:{digit}")
            self.until("the digit", lambda number=number: self._typed() == number)

    def _typed(self) -> int:
        return len(self.state().get("draft", {}).get("code", ""))

    # ---------------------------------------------------------------- the world
    def lay(self, who: str) -> None:
        ask(str(self.home / "id_reader.sock"), "lay", **laid(who))

    def pull(self) -> None:
        ask(str(self.home / "id_reader.sock"), "pull")

    def printer(self, op: str) -> dict[str, Any]:
        return ask(str(self.home / "a4_printer.sock"), op)

    def platform(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(str(self.home / "platform.sock"), op, **fields)

    def camera(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(str(self.home / "camera.sock"), op, **fields)

    def stands(self, who: str, kind: str = "person") -> None:
        """Whose face is before the lens."""
        self.camera("stand", who=PEOPLE[who].portrait, **{"as": kind})

    def follows(self) -> list[str]:
        """Do what the screen asks until it asks for something else; the movements that were asked."""
        asked: list[str] = []

        def over() -> bool:
            state = self.state()
            if state.get("screen") != "LookAtCamera":
                return bool(state)
            wish = f"{state['status']} {state['status_step']}"
            if state["status"] and wish not in asked[-1:]:
                asked.append(wish)
                self.camera("do", move={"hold": "centre"}.get(state["status"], state["status"]))
                if len(asked) == 2:
                    self.picture("a movement is asked")
            return False

        self.until("the end of the movements", over, 90)
        return [wish.split()[0] for wish in asked]

    def sms(self) -> str:
        return str(self.platform("sms")["sms"][-1]["code"])

    def events(self) -> list[dict[str, Any]]:
        """The kiosk's own event log."""
        log = self.home / "events.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    def effects(self) -> dict[str, str]:
        """State by effect, from the journal."""
        db = sqlite3.connect(f"file:{self.home / 'journal.db'}?mode=ro", uri=True)
        try:
            return dict(db.execute("SELECT id, state FROM effect").fetchall())
        finally:
            db.close()

    def paper(self, visit: str, who: str) -> str | None:
        """The page of a visit: it came out once, and carries the name; its file is kept."""
        jobs = [job for job in self.printer("pages")["jobs"] if job["name"].startswith(visit)]
        if [job["printed"] for job in jobs] != [1]:
            return None
        said = subprocess.run(["pdftotext", jobs[0]["file"], "-"], capture_output=True, text=True, check=True).stdout
        if PEOPLE[who].name not in said:
            return None
        self.report.keep_page(jobs[0]["file"])
        return jobs[0]["file"]

    def home_again(self) -> None:
        """After a missed step: put the world in order and wait for the attract screen."""
        self.pull()
        self.camera("heal")
        self.printer("refill")
        for endpoint in ("all", "issue"):
            self.platform("fault", endpoint=endpoint, kind="none")

        def free() -> bool:
            state = self.state()
            for ident in ("leave", "close", "yes"):
                if any(one["id"] == ident for one in state.get("targets", [])) and state["screen"] != "Attract":
                    self.touch(ident)
                    break
            return state.get("screen") == "Attract"

        self.until("the attract screen", free, 60)
