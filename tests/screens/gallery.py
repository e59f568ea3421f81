"""Draw every sample in every theme, size and language: `gallery.py FOLDER` writes gallery.json and a contact sheet's
pictures.  A process of its own, because there is one window a process."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from screens.environment import prepare  # noqa: E402

WIDTH, HEIGHT = prepare()
from kivy.base import EventLoop, runTouchApp  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.uix.label import Label  # noqa: E402

from kiosk import messages as m  # noqa: E402
from kiosk.prompts import Preferences, Words  # noqa: E402
from screens import dialogs  # noqa: E402
from screens.frame import Context, Screen  # noqa: E402
from screens.registry import DRAW  # noqa: E402
from screens.texts import Texts  # noqa: E402
from screens.theme import Theme  # noqa: E402
from screens.widgets.base import Gate, Touchable  # noqa: E402
from tests.screens.samples import SHORT, prompts, scenes  # noqa: E402


def nothing(*_: object) -> None:
    """The gallery answers nobody."""


def main(folder: Path) -> None:
    modules = sorted({name.split(".")[0] for name in sys.modules})
    runTouchApp(embedded=True)
    drawn: list[dict[str, Any]] = []
    for lang in ("zh", "en"):
        for contrast in (False, True):
            for size in ("standard", "extra"):
                for number, shown in enumerate((*prompts(), *scenes(), "ease", "help", "review.wrong", "take.missing")):
                    prefs = Preferences(lang, size, contrast)
                    name = f"{number:02d}-{lang}-{size}{'-contrast' if contrast else ''}"
                    drawn.append(one(folder, name, shown, prefs))
    drawn[0]["modules"] = modules
    (folder / "gallery.json").write_text(json.dumps(drawn, ensure_ascii=False), "utf-8")


def one(folder: Path, name: str, shown: Any, prefs: Preferences) -> dict[str, Any]:
    context = Context(
        Texts(), prefs, m.Place(Words("云溪县松林村服务点", "Songlin Village, Yunxi"), "Asia/Shanghai", "demo"),
        lambda: datetime(2026, 11, 24, 14, 41, tzinfo=UTC), nothing, nothing, nothing, nothing, nothing,
    )
    context.texts.lang = prefs.lang
    screen = Screen(Theme(WIDTH, HEIGHT, prefs.size, prefs.contrast), WIDTH, HEIGHT, Gate(), context)
    kind = type(shown).__name__
    if isinstance(shown, str):
        context.dialog, kind = shown, "dialog:" + shown
        dialogs.draw(screen)
        screen.footer()
    else:
        if type(shown).__module__ == "kiosk.prompts":
            context.show = m.Show("V", 1, shown, prefs, item=SHORT, step=3, steps=4)
        DRAW[type(shown)](screen, shown)
    Window.add_widget(screen)
    EventLoop.idle()
    EventLoop.idle()
    screen.export_to_png(str(folder / f"{name}.png"))
    Window.remove_widget(screen)
    mm = screen.theme.mm(1)
    return {
        "name": f"{name} {kind}", "screen": kind,
        "texts": [{"text": label.text, "over": over(label)} for label in screen.walk() if isinstance(label, Label)],
        "targets": [
            {"id": child.ident, "mm": [round(child.width / mm, 1), round(child.height / mm, 1)],
             "box": [child.x, child.y, child.width, child.height]}
            for child in screen.children if isinstance(child, Touchable)
        ],
    }


def over(label: Any) -> float:
    """Pixels by which a text leaves the box it was given."""
    return max(label.texture_size[1] - label.room, label.texture_size[0] - label.width, -label.x, label.right - WIDTH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
