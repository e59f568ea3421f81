"""The shell alone on a display: the bench plays supervisor and core, over the real wire."""

from __future__ import annotations

import os
import select
import tempfile
from typing import Any

from benchmarks.eye import near
from hardware.channel import Channel
from kiosk import messages as m
from kiosk.processes import MODULES, DeskLauncher
from kiosk.prompts import Words
from screens.theme import Theme

SITE, ZONE = Words("松林村", "Songlin"), "Asia/Shanghai"
SCENE = m.Attract((Words("社保参保证明", "Insurance proof"),) * 3, 129)
START = (100, 1184)
"""In the start button of the attract screen (60–1020, 1100–1268), left of its text."""
_THEME = Theme(1080, 1920)
_HOME = tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True)


def _bytes(name: str) -> tuple[int, int, int]:
    red, green, blue, _ = (round(255 * part) for part in _THEME.colour(name))
    return red, green, blue


UP, DOWN = near(_bytes("pine")), near(_bytes("pine_pressed"))
"""The start button as it waits, and under the finger."""


class Window:
    """`module`: screens, or benchmarks.stock for the same shell on Kivy's own main loop."""

    def __init__(self, display: str, module: str = "screens") -> None:
        kept = {"KIOSK_HOME": _HOME.name}  # as on a kiosk, where a window finds Kivy's files of the one before it
        launcher = DeskLauncher({**MODULES, "shell": module}, {**os.environ, "DISPLAY": display, **kept})
        self._process, sock = launcher.start("shell")
        self._supervisor: Channel[Any] = Channel(sock, m.ToSupervisor)
        here, there = Channel.pair()
        self._core: Channel[Any] = Channel(here, m.ShellToCore)
        self._core.send(m.Place(SITE, ZONE, "field"))
        self.attract()
        self._supervisor.send(m.Peer("core"), [there.fileno()])
        there.close()

    def pids(self) -> list[int]:
        return [self._process.pid]

    def attract(self) -> None:
        """Show the attract screen (again); it takes one touch."""
        self.show(SCENE)

    def show(self, scene: m.CoreToShell) -> None:
        """What core would have shown."""
        self._core.send(scene)

    def next(self, kind: type) -> None:
        """Wait for the shell's next word of this kind."""
        while True:
            assert select.select([self._core.fileno()], [], [], 30)[0], f"the shell never said {kind.__name__}"
            if isinstance(self._core.receive()[0], kind):
                return

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._core.close()
        self._supervisor.close()
