"""A window of its own: touch "start" while it is lit, while it is dark, and once it was woken; JSON to stdout."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from screens.environment import prepare  # noqa: E402

prepare()
from kivy.base import EventLoop, runTouchApp  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.input.motionevent import MotionEvent  # noqa: E402

from kiosk import messages as m  # noqa: E402
from kiosk.prompts import Words  # noqa: E402
from screens.bridge import Bridge  # noqa: E402
from tests.screens.samples import SHORT  # noqa: E402


class Finger(MotionEvent):
    def depack(self, args: Any) -> None:
        self.is_touch = True
        self.sx, self.sy = args
        self.profile = ["pos"]
        super().depack(args)


class Still:
    """Stands where the loop, the supervisor and core would."""

    frames = 0

    def __init__(self) -> None:
        self.sent: list[str] = []

    def add(self, *_: object) -> None:
        """Nothing is read."""

    def fileno(self) -> int:
        return -1

    def send(self, message: object) -> None:
        self.sent.append(type(message).__name__)


def touch(bridge: Any, core: Still) -> tuple[list[str], bool, bool]:
    """What a touch in the middle of "start" has sent, and whether it was framed during and after."""
    bridge._gate.open = True
    core.sent.clear()
    button = next(child for child in bridge.screen.children if getattr(child, "ident", "") == "start")
    finger = Finger("test", 1, (button.center_x / Window.width, button.center_y / Window.height))
    EventLoop.post_dispatch_input("begin", finger)
    during = bool(button.canvas.after.children)
    EventLoop.post_dispatch_input("end", finger)
    return [name for name in core.sent if name == "Start"], during, bool(button.canvas.after.children)


def main() -> None:
    runTouchApp(embedded=True)
    core, still = Still(), Still()
    bridge: Any = Bridge(Window, still, still, lambda: None)  # pyright: ignore[reportArgumentType]
    bridge._core = core
    bridge.context.place = m.Place(Words("村", "Village"), "Asia/Shanghai", "demo")
    bridge.context.now = lambda: datetime(2026, 11, 24, 14, 41, tzinfo=UTC)
    bridge._show_scene(m.Attract((SHORT,), 1))
    lit, during, after = touch(bridge, core)
    bridge._dimming._turn(True)
    dark, _, _ = touch(bridge, core)
    woken, _, _ = touch(bridge, core)
    print(json.dumps({"lit": lit, "dark": dark, "woken": woken, "frame under the finger": during,
                      "frame after it": after}))


if __name__ == "__main__":
    main()
