"""At night, two minutes after the last touch, the attract screen goes darker; the touch that wakes does nothing else.

One timer, and the clock's minute: nothing else wakes the process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Later = Callable[[Callable[[], None], float], Callable[[], None]]

AFTER_S = 120.0


class Dimmable(Protocol):
    """A screen, as far as it goes dark."""

    def scene(self) -> str: ...

    def dim(self, dark: bool) -> None: ...


class Dimming:
    """`later(callback, seconds)` starts a timer and gives back how to cancel it; `now` counts seconds."""

    def __init__(self, later: Later, now: Callable[[], float]) -> None:
        self._later = later
        self._now = now
        self._touched_at = now()
        self._screen: Dimmable | None = None
        self._cancel: Callable[[], None] = lambda: None
        self.dark = False

    def shown(self, screen: Dimmable | None) -> None:
        """A new screen stands there: one that may go dark, or None."""
        self._cancel()
        self._cancel = lambda: None
        if screen is None and self._screen is not None:
            self.dark = False
        if screen is not None and self._screen is None:
            self._touched_at = self._now()
        self._screen = screen
        if screen is None:
            return
        self.dark = self.dark and screen.scene() == "night"
        if self.dark:
            screen.dim(True)
        else:
            self._wait()

    def minute(self) -> None:
        """The clock has moved on: night may have begun, or ended."""
        if self._screen:
            night = self._screen.scene() == "night"
            if self.dark and not night:
                self._turn(False)
            elif night and not self.dark and self._now() - self._touched_at >= AFTER_S:
                self._turn(True)

    def touched(self) -> bool:
        """A hand is on the glass.  True: it only wakes the screen, and nothing under it may act."""
        self._touched_at = self._now()
        if not self._screen:
            return False
        woke = self.dark
        if woke:
            self._turn(False)
        self._wait()
        return woke

    def _wait(self) -> None:
        self._cancel()
        self._cancel = lambda: None
        left = self._touched_at + AFTER_S - self._now()
        if self._screen and self._screen.scene() == "night" and left > 0:
            self._cancel = self._later(self.minute, left)

    def _turn(self, dark: bool) -> None:
        self.dark = dark
        if self._screen:
            self._screen.dim(dark)
