"""A citizen's hand: touches by XTest at what the eyes see, keys, a signature, and what the screen asks to be done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from sandbox.visits.eyes import Eyes
from sandbox.visits.report import Report
from sandbox.visits.world import World


class Hand(Eyes, World):
    def __init__(self, home: Path, display: str, report: Report) -> None:
        self.home = home
        self.report = report
        self.display = display
        self._display: Any = Display(display)

    def touch(self, ident: str, times: int = 1) -> None:
        """Press and release in the middle of a target, `times` faster than any answer; a dark screen is woken first."""
        if self.state().get("dark"):
            self.press(540, 300)
            self.until("the lit screen", lambda: self.state().get("dark") is False)
        x, y, w, h = self.until(f"{ident} to touch", lambda: self.target(ident))["box"]
        self.press(int(x + w / 2), int(y + h / 2), times)

    def press(self, x: int, y: int, times: int = 1) -> None:
        """A finger at this pixel of the glass, whatever is there."""
        self._finger(X.MotionNotify, x=x, y=y)
        for _ in range(times):
            self._finger(X.ButtonPress, 1)
            self._finger(X.ButtonRelease, 1)
        self._display.sync()

    def draws(self, ident: str, *lines: Sequence[tuple[float, float]]) -> None:
        """A finger that moves over a target; points as parts of its width and height."""
        for line in lines:
            x, y, w, h = self.until(f"{ident} to draw on", lambda: self.target(ident))["box"]
            before = self.draft("@lines")
            for number, (across, down) in enumerate(line):
                self._finger(X.MotionNotify, x=int(x + across * w), y=int(y + down * h))
                if number == 0:
                    self._finger(X.ButtonPress, 1)
            self._finger(X.ButtonRelease, 1)
            self._display.sync()
            self.until("the line", lambda before=before: len(self.draft("@lines")) > len(before))

    # ---------------------------------------------------------------- keys
    def types(self, said: str, into: str = "code") -> None:
        """Keys, one after the other, each seen to arrive; `into`: key of the draft."""
        already = self.draft(into)
        for count, key in enumerate(said, 1):
            self.touch("key:space" if key == " " else f"key:{key}")
            self.until(f"the key {key}", lambda count=count: self.draft(into) == already + said[:count])

    def writes(self, field: str, letters: str, word: str) -> None:
        """Pinyin letters, and the word that is offered for them."""
        self.types(letters, f"@letters:{field}")
        state = self.state()
        found = [one["id"] for one in state["targets"] if one["id"].startswith("word:") and one["text"] == word]
        assert found, f"{word} is not offered for {letters}"
        before = self.draft(field)
        self.touch(found[0])
        self.until(f"the word {word}", lambda: self.draft(field) == before + word)

    def draft(self, key: str) -> str:
        return str(self.state().get("draft", {}).get(key, ""))

    # ---------------------------------------------------------------- what the screen asks
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

    def home_again(self) -> None:
        """After a missed step: put the world in order and wait for the attract screen."""
        self.order_again()

        def free() -> bool:
            state = self.state()
            for ident in ("leave", "close", "no", "yes"):
                if state.get("screen") != "Attract" and self.target(ident):
                    self.touch(ident)
                    break
            return state.get("screen") == "Attract"

        self.until("the attract screen", free, 60)

    def _finger(self, kind: int, detail: int = 0, **place: int) -> None:
        xtest.fake_input(self._display, kind, detail, **place)
