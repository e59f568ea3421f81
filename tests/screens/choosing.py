"""A window of its own: find an item by touch, turn pages, rate, watch the seconds of a payment; JSON to stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from screens.environment import prepare  # noqa: E402

prepare()
from kivy.base import EventLoop, runTouchApp  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402

from kiosk import messages as m  # noqa: E402
from kiosk.prompts import Preferences, Prompt, Words  # noqa: E402
from screens.bridge import Bridge  # noqa: E402
from tests.screens import data  # noqa: E402
from tests.screens.touching import Finger, Still  # noqa: E402

FOR_S = 10.0


class Visit(Still):
    """Keeps what the screen says to the visit."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: list[dict[str, str]] = []
        self.answers: list[object] = []

    def send(self, message: object) -> None:
        if isinstance(message, m.Drafted):
            self.drafts.append(message.draft)
        elif isinstance(message, m.Answered):
            self.answers.append(message.answer)


def touch(bridge: Any, *idents: str) -> None:
    for ident in idents:
        button = next(child for child in bridge.screen.children if getattr(child, "ident", "") == ident)
        finger = Finger("test", 1, (button.center_x / Window.width, button.center_y / Window.height))
        EventLoop.post_dispatch_input("begin", finger)
        EventLoop.post_dispatch_input("end", finger)


def show(bridge: Any, prompt: Prompt) -> None:
    bridge._gate.open = True
    bridge.context.show, bridge.context.draft = m.Show("V", 1, prompt, Preferences()), {}
    bridge.draw()


def left(bridge: Any) -> str:
    return next(child.text for child in bridge.screen.children if getattr(child, "text", "").startswith("还有"))


def main() -> None:
    runTouchApp(embedded=True)
    still, visit = Still(), Visit()
    bridge: Any = Bridge(Window, still, still, lambda: None)  # pyright: ignore[reportArgumentType]
    bridge._visit, bridge._visit_id = visit, "V"
    bridge.context.place = m.Place(Words("村", "Village"), "Asia/Shanghai", "demo")
    show(bridge, data.home())
    touch(bridge, "search", "key:s", "key:b", "key:k", "item:HR-011")
    searched = list(visit.drafts)
    show(bridge, data.home())
    touch(bridge, "department:HR", "page:next", "page:before", "home", "item:HR-001")
    turned = visit.drafts[len(searched):]
    show(bridge, data.RATE)
    touch(bridge, "stars:5", "tag:50", "tag:53", "tag:50", "yes")
    show(bridge, data.PAY)
    bridge.context.heard = Clock.get_time() - 65
    bridge.draw()
    seen, begun = [left(bridge)], Clock.get_time()
    while left(bridge) == seen[0] and Clock.get_time() < begun + FOR_S:
        EventLoop.idle()
    seen.append(left(bridge))
    bridge._prefer(Preferences(size="extra"))
    seen.append(left(bridge))
    print(json.dumps({"searched": searched, "turned": turned, "seen": seen,
                      "answers": [type(answer).__name__ + str(getattr(answer, "key", getattr(answer, "tags", "")))
                                  for answer in visit.answers]}, ensure_ascii=False))


if __name__ == "__main__":
    main()
