"""What every screen shares: header, step bar, title, action bar, footer and dialogs.  Places never move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from kivy.graphics import Color, Rectangle
from kivy.uix.label import Label

from kiosk.prompts import Answer, Back, Preferences
from kiosk.wire import messages as m
from screens import footer
from screens.texts import Texts
from screens.theme import Theme
from screens.widgets import zones
from screens.widgets.base import Gate, Sheet

NIGHT_DIM = 0.35
"""How dark the night veil is ([motion] night_dim_alpha)."""
ART = {"home": 600, "goodbye": 860, "attract": 1130}
"""How high a scene's picture is, 1080 wide."""


@dataclass
class Context:
    """What a screen is drawn from.  `answer` goes to the visit, `core` to core; `redraw` draws it again."""

    texts: Texts
    prefs: Preferences
    place: m.Place
    now: Callable[[], datetime]
    answer: Callable[[Answer], None]
    core: Callable[[m.Start | m.Dismissed | m.WantSlip], None]
    prefer: Callable[[Preferences], None]
    redraw: Callable[[], None]
    set_draft: Callable[[dict[str, str]], None]
    show: m.Show | None = None
    status: m.Status | None = None
    draft: dict[str, str] = field(default_factory=dict[str, str])
    dialog: str = ""
    heard: float | None = None  # Kivy's clock as the prompt or its status came
    before: m.Show | None = None  # what stood there before the idle dialog
    keep: Callable[[dict[str, str]], None] = lambda _: None  # as set_draft, but what stands on the glass stays


class Screen(Sheet):
    """A sheet with the frame's parts; a screen's module draws into it."""

    def __init__(self, theme: Theme, width: float, height: float, gate: Gate, context: Context) -> None:
        super().__init__(theme, width, height, gate)
        self.c = context
        self.say = context.texts.say
        self.preview: object = None
        self._said = 0.0  # where the title's sentence ends
        self.preview_place = (0.0, 0.0, 0.0, 0.0)
        self.clock: Label | None = None
        self.go_back: Callable[[], None] = lambda: context.answer(Back())  # or to the screen before within one prompt
        self.drawn_scene = self.scene()
        with self.canvas.before:
            Color(*theme.colour("paper"))
            Rectangle(pos=(0, 0), size=(width, height))
        if theme.landscape:
            with self.canvas.before:
                self._ground("cel")

    # ---------------------------------------------------------------- header and title
    def local(self) -> datetime:
        return self.c.now().astimezone(ZoneInfo(self.c.place.zone))

    def scene(self) -> str:
        """dawn 05–08, day 08–18, night 18–05."""
        hour = self.local().hour
        return "dawn" if 5 <= hour < 8 else "day" if 8 <= hour < 18 else "night"

    def backdrop(self, name: str, height: float) -> tuple[str, str]:
        """The scene above, `height` high at y 0, and the header on it; the two text colours that stand on it.

        In landscape it fills the left column, in reach mode it goes down to half height; the sky takes the rest."""
        theme = self.theme
        kind, _, light = name.partition("-")
        if theme.landscape:
            height = zones.BAND[True]
        elif theme.reach and height < zones.REACH - 40:
            height = zones.REACH - 40 if kind == "home" else height
        high = 600 if theme.contrast else ART[kind]
        with self.canvas:
            Color(*(theme.colour("paper") if theme.contrast else theme.sky(light)))
            left, bottom, width, tall = self.box(0, 0, 1080, height)
            if theme.landscape:
                self._ground("")
            else:
                Rectangle(pos=(left, bottom), size=(width, tall))
        art = self.picture(theme.art("home-hc" if theme.contrast else name), 0, max(0, height - high), 1080,
                           min(high, height))
        art.fit_mode = "cover"
        night = light == "night" and not theme.contrast
        self.header(night, clock=kind != "attract")
        return ("white", "white") if night else ("ink", "ink")

    def _ground(self, colour: str) -> None:
        """Landscape's left column, in a colour or in the one that is set, with an edge in high contrast."""
        left, bottom, width, height = self.box(0, 0, 1080, zones.BAND[True])
        if colour:
            Color(*self.theme.colour(colour))
        Rectangle(pos=(0, bottom), size=(left + width, height))
        if self.theme.contrast:
            Color(*self.theme.colour("edge"))
            Rectangle(pos=(left + width, bottom), size=(self.theme.px(3), height))

    def on_art(self, label: Label) -> Label:
        """Keep the lines of a high-contrast scene away from a text on it."""
        if self.theme.contrast:
            self.remove_widget(label)
            with self.canvas:
                Color(*self.theme.colour("paper"))
                Rectangle(pos=label.pos, size=label.size)
            self.add_widget(label)
        return label

    def header(self, night: bool = False, clock: bool = True) -> None:
        self.picture(self.theme.art("mark-night" if night or self.theme.contrast else "mark"), 60, 40, 64, 64)
        colour, second = ("white", "moon") if night else ("ink", "ink2")
        end = 1020.0
        if clock:
            self.clock = self.text(f"{self.local():%H:%M}", 800, 28, 220, 88, "lead", colour, bold=True, align="right",
                                   valign="middle")
            end = self.right_of(self.clock) - self.wide(self.clock) - 32
        role = "body" if self.wide_text() and self.c.texts.lang == "en" else "lead"
        name = self.text(self.say("name"), 140, 28, 400, 88, role, colour, bold=True, valign="middle")
        left = self.right_of(name) + 28
        self.text(self.say(self.c.place.site), left, 44, end - left, 56, "note", second, valign="middle")

    def steps(self) -> None:
        show = self.c.show
        if not show or not show.steps or not show.step:
            return
        of = self.text(self.say("steps.of", step=show.step, of=show.steps), 560, 126, 460, 58, "note", "ink2",
                       align="right", valign="middle")
        if show.item:
            room = 960 - self.wide(of) - 24
            self.text(self.say(show.item), 60, 126, room, 58, "note", "ink", bold=True, valign="middle")
        width = (960 - 12 * (show.steps - 1)) / show.steps
        for number in range(show.steps):
            self.progress(60 + number * (width + 12), 188, width, 1000 if number < show.step else 0, 12)

    def title(self, title: str, say: str = "", x: float = 60) -> float:
        """The sentence of the screen and what is said below it; where they end."""
        large = self.theme.landscape
        role = "display" if large and self.theme.size != "extra" else "title"
        heading = self.text(title, x, 240, 1020 - x, 300 if large else 204, role, "ink", bold=True)
        y = self.under(heading)
        if say:
            end = 800 if large else 620
            y = self.under(self.text(say, 60, y + 8, 960, end - y, "lead" if large else "body", "ink2"))
        self._said = y
        return y

    def below(self, title: float, least: float) -> float:
        """Where what follows a title begins, that ends at `title`; beside it in landscape, so nothing gives way."""
        return least if self.theme.landscape else max(least, title)

    # ---------------------------------------------------------------- parts that several screens have
    def where(self, art: str, said: str, y: float, h: float) -> None:
        """The whole machine with its lit place, and in words where that is: at the right of a panel from y, h high.

        In landscape it stands where things are said, so that the act has its panel for itself."""
        if self.theme.landscape:
            before, self.zone = self.zone, zones.SAID
            y = max(self._said + 48, 640)
            high = 1044 - y
            self.art(art, 60, y, high / 2, high)
            self.text(said, 110 + high / 2, y, 910 - high / 2, high, "lead", "ink", bold=True, valign="middle")
            self.zone = before
            return
        words = self.text(said, 772, y, 240, 130, "note", "ink", bold=True, align="center")
        below = self.high(words) + 12
        high = min(320, h - below - 40)
        top = y + (h - high - below) / 2
        self.art(art, 772, top, 240, high)
        words.y = self.box(0, top + high + below, 0, 0)[1]

    def beside(self, wide: float) -> float:
        """How wide a picture is that `where` stands beside."""
        return 900.0 if self.theme.landscape else wide

    def point(self, icon: str, said: str, y: float, h: float, x: float = 60, w: float = 960, fill: str = "cel",
              bold: bool = False, role: str = "body") -> None:
        """A panel with an icon and a sentence."""
        self.panel(x, y, w, h, fill)
        self.icon(icon, x + 40, y + (h - 64) / 2, 64, "pine" if fill == "cel" else "ink")
        self.text(said, x + 140, y + 8, w - 176, h - 16, role, "ink", bold=bold, valign="middle")

    def pair(self, first: str, second: str, x: float, y: float, w: float, h: float,
             roles: tuple[str, str] = ("note", "lead"), lead: int = 1) -> None:
        """Two texts that belong together, one above the other, in the middle of a box; `lead` is the bold one."""
        colours = ("ink2", "ink") if lead else ("ink", "ink2")
        one = self.text(first, x, y, w, h * 0.6, roles[0], colours[0], bold=lead == 0)
        below = self.under(one) - 4
        two = self.text(second, x, below, w, y + h - below, roles[1], colours[1], bold=lead == 1)
        shift = self.theme.px((y + h - self.under(two)) / 2 * self.zone.factor)
        one.y, two.y = one.y - shift, two.y - shift

    def wide_text(self) -> bool:
        """Whether texts are so large that pictures beside them give way."""
        return self.theme.size in ("large", "extra")

    # ---------------------------------------------------------------- action bar
    def bar(
        self, way_on: str = "", act: Callable[[], None] | None = None, icon: str = "", waiting: str = "",
        off: str = "", ident: str = "yes",
    ) -> None:
        """Back at the left, the way on at the right – ready, off with its reason, or waiting by itself."""
        with self.placed(1584):
            self._bar(way_on, act, icon, waiting, off, ident)

    def _bar(
        self, way_on: str, act: Callable[[], None] | None, icon: str, waiting: str, off: str, ident: str
    ) -> None:
        show = self.c.show
        if show and show.back:
            self.button("back", self.say("back"), 60, 1584, 300, 120, self.go_back, icon="back")
            x, w = 384, 636
        else:
            x, w = 60, 960
        if waiting:
            self.panel(x, 1584, w, 120, "cel")
            label = self.text(waiting, x + 96, 1590, w - 124, 108, "lead", "pine", bold=True, valign="middle")
            spare = w - self.wide(label) - 60
            label.x = self.box(x + spare / 2 + 60, 0, 0, 0)[0]
            self.dot(x + spare / 2, 1628, 32, "lamp", "ink")
        elif off:
            self.button(ident, way_on, x, 1584, w, 120, lambda: None, "off", note=off)
        elif act:
            self.button(ident, way_on, x, 1584, w, 120, act, "primary", icon)

    # ---------------------------------------------------------------- footer
    def footer(self, state: str = "well") -> None:
        """`state`, where there is nothing to start over: well | some | closed | moment."""
        footer.draw(self, state)

    def prefer(self, **change: object) -> None:
        """Another language, size, theme or reach, at once."""
        self.c.prefer(msgspec.structs.replace(self.c.prefs, **change))

    # ---------------------------------------------------------------- dialogs
    def open(self, name: str) -> None:
        self.c.dialog = name
        self.c.redraw()

    def close(self) -> None:
        self.open("")

    def veil(self) -> None:
        """Everything above the footer goes dark and dead; a dialog is drawn on it."""
        for thing in list(self.walk(restrict=True)):
            thing.live = False
        self.zone = zones.SAID
        bottom = self.box(0, zones.BAND[self.theme.landscape], 0, 0)[1]
        with self.canvas:
            red, green, blue, _ = self.theme.colour("night")
            Color(red, green, blue, 0.88 if self.theme.contrast else 0.78)
            Rectangle(pos=(0, bottom), size=(self.width, self.height - bottom))

    def dim(self, dark: bool) -> None:
        """The night veil over a screen that nobody looks at."""
        self.canvas.after.clear()
        if dark:
            with self.canvas.after:
                red, green, blue, _ = self.theme.colour("night")
                Color(red, green, blue, NIGHT_DIM)
                Rectangle(pos=(0, 0), size=self.size)

    def sheet(self, height: float, title: str) -> float:
        """A dialog's paper, standing on the footer; where its texts begin."""
        top = 1728 - height
        self.zone = zones.over(self.theme, top)
        self.panel(44, top, 992, height, "paper", radius=32, outline="edge" if self.theme.contrast else "")
        return self.under(self.text(title, 108, top + 48, 864, 200, "title", "ink", bold=True)) + 16

    def way_out(self, said: str) -> None:
        """A dialog's button, at the foot of its paper."""
        self.button("close", said, 108, 1560, 864, 120, self.close, "primary", "check")

    def money(self, fen: int) -> str:
        whole, rest = divmod(fen, 100)
        return f"{whole}" if not rest else f"{whole}.{rest:02d}"

    def fee(self, fen: int) -> str:
        return self.say("guide.fee_value", yuan=self.money(fen)) if fen else self.say("guide.fee_free")
