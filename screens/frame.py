"""What every screen shares: header, step bar, title, action bar, footer and dialogs.  Places never move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from kivy.graphics import Color, Rectangle
from kivy.uix.label import Label

from kiosk.prompts import Answer, Back, Leave, Preferences
from kiosk.wire import messages as m
from screens.texts import Texts
from screens.theme import Theme
from screens.widgets.base import Gate, Sheet


@dataclass
class Context:
    """What a screen is drawn from.  `answer` goes to the visit, `core` to core; `redraw` draws it again."""

    texts: Texts
    prefs: Preferences
    place: m.Place
    now: Callable[[], datetime]
    answer: Callable[[Answer], None]
    core: Callable[[m.Start | m.Dismissed], None]
    prefer: Callable[[Preferences], None]
    redraw: Callable[[], None]
    set_draft: Callable[[dict[str, str]], None]
    show: m.Show | None = None
    status: m.Status | None = None
    draft: dict[str, str] = field(default_factory=dict[str, str])
    dialog: str = ""


class Screen(Sheet):
    """A sheet with the frame's parts; a screen's module draws into it."""

    def __init__(self, theme: Theme, width: float, height: float, gate: Gate, context: Context) -> None:
        super().__init__(theme, width, height, gate)
        self.c = context
        self.say = context.texts.say
        self.preview: object = None
        self.clock: Label | None = None
        with self.canvas.before:
            Color(*theme.colour("paper"))
            Rectangle(pos=(0, 0), size=(width, height))

    # ---------------------------------------------------------------- header and title
    def local(self) -> datetime:
        return self.c.now().astimezone(ZoneInfo(self.c.place.zone))

    def scene(self) -> str:
        """dawn 05–08, day 08–18, night 18–05; hc in high contrast."""
        hour = self.local().hour
        return "dawn" if 5 <= hour < 8 else "day" if 8 <= hour < 18 else "night"

    def header(self, night: bool = False, clock: bool = True) -> None:
        self.picture(self.theme.art("mark-night" if night or self.theme.contrast else "mark"), 60, 40, 64, 64)
        colour, second = ("white", "moon") if night and not self.theme.contrast else ("ink", "ink2")
        self.text(self.say("name"), 140, 46, 300, 56, "lead", colour, bold=True, valign="middle")
        left = 290 if self.c.texts.lang == "zh" else 372
        self.text(self.say(self.c.place.site), left, 46, 460, 56, "note", second, valign="middle")
        if clock:
            self.clock = self.text(f"{self.local():%H:%M}", 800, 40, 220, 64, "lead", colour, bold=True, align="right",
                                   valign="middle")

    def steps(self) -> None:
        show = self.c.show
        if not show or not show.steps or not show.step:
            return
        if show.item:
            self.text(self.say(show.item), 60, 138, 640, 42, "note", "ink", bold=True, valign="middle")
        self.text(self.say("steps.of", step=show.step, of=show.steps), 660, 138, 360, 42, "note", "ink2", align="right",
                  valign="middle")
        width = (960 - 12 * (show.steps - 1)) / show.steps
        for number in range(show.steps):
            fill = "pine" if number < show.step else ("cel2" if not self.theme.contrast else "edge")
            self.panel(60 + number * (width + 12), 190, width, 12, fill, radius=6)

    def title(self, title: str, say: str = "") -> None:
        heading = self.text(title, 60, 246, 960, 150, "title", "ink", bold=True)
        if say:
            y = 256 + heading.height / self.theme.scale
            self.text(say, 60, y, 960, 462 - y, "body", "ink2")

    # ---------------------------------------------------------------- action bar
    def bar(
        self, way_on: str = "", act: Callable[[], None] | None = None, icon: str = "", waiting: str = "",
        off: str = "", ident: str = "yes",
    ) -> None:
        """Back at the left, the way on at the right – ready, off with its reason, or waiting by itself."""
        show = self.c.show
        if show and show.back:
            self.button("back", self.say("back"), 60, 1584, 300, 120, lambda: self.c.answer(Back()), icon="back")
            x, w = 384, 636
        else:
            x, w = 60, 960
        if waiting:
            self.panel(x, 1584, w, 120, "cel", outline="edge" if self.theme.contrast else "")
            self.dot(x + 40, 1628, 32, "lamp", "ink")
            self.text(waiting, x + 92, 1590, w - 112, 108, "body", "pine", bold=True, valign="middle")
        elif off:
            self.button(ident, way_on + "\n" + off, x, 1584, w, 120, lambda: None, "off", role="note")
        elif act:
            self.button(ident, way_on, x, 1584, w, 120, act, "primary", icon)

    # ---------------------------------------------------------------- footer
    def footer(self) -> None:
        self.panel(-200, 1752, 1480, 400, "band", radius=0)
        show, lang, prefs = self.c.show, self.c.texts.lang, self.c.prefs
        if show and show.leave:
            self.button("leave", self.say("footer.leave"), 60, 1770, 162, 132, lambda: self.c.answer(Leave()), "footer",
                        "restart", "footer", stacked=True, bold=False)
        else:
            icon = "lock" if show else "check"
            self.icon(icon, 113, 1790, 56, "ink")
            self.text(self.say("footer.locked" if show else "footer.well"), 60, 1846, 162, 50, "footer", "ink2",
                      align="center", valign="middle")
        other = "en" if lang == "zh" else "zh"
        self.button("lang", self.say("footer.lang"), 234, 1770, 162, 132, lambda: self._prefer(lang=other), "footer",
                    "globe", "footer", stacked=True, bold=False)
        big = prefs.size in ("large", "extra")
        self.button("large", self.say("footer.standard" if big else "footer.large"), 408, 1770, 162, 132,
                    lambda: self._prefer(size="standard" if big else "extra"), "chosen" if big else "footer", "text",
                    "footer", stacked=True, bold=False)
        self.button("ease", self.say("footer.ease"), 582, 1770, 162, 132, lambda: self.open("ease"), "footer", "ease",
                    "footer", stacked=True, bold=False)
        self.button("help", self.say("footer.help"), 756, 1770, 264, 132, lambda: self.open("help"), "secondary",
                    "call", "footer")

    def _prefer(self, **change: object) -> None:
        prefs = self.c.prefs
        self.c.prefer(Preferences(
            str(change.get("lang", prefs.lang)), str(change.get("size", prefs.size)),
            bool(change.get("contrast", prefs.contrast)),
        ))

    # ---------------------------------------------------------------- dialogs
    def open(self, name: str) -> None:
        self.c.dialog = name
        self.c.redraw()

    def close(self) -> None:
        self.open("")

    def veil(self) -> None:
        """Everything above the footer goes dark; a dialog is drawn on it."""
        with self.canvas:
            red, green, blue, _ = self.theme.colour("night") if not self.theme.contrast else (0.0, 0.0, 0.0, 1.0)
            Color(red, green, blue, 0.86)
            left, bottom, width, height = self.box(-200, 0, 1480, 1752)
            Rectangle(pos=(left, bottom), size=(width, height))

    def money(self, fen: int) -> str:
        whole, rest = divmod(fen, 100)
        return f"{whole}" if not rest else f"{whole}.{rest:02d}"
