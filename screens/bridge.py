"""Messages to screens and back: what is shown, what was answered, and what a lost peer means."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from kivy.clock import Clock

from kiosk import wire
from kiosk.prompts import Answer, AreYouThere, LookAtCamera, Pay, Preferences, Words
from kiosk.wire import messages as m
from screens import camera, glass
from screens.dimming import Dimming
from screens.frame import Context, Screen
from screens.loop import Loop
from screens.registry import LIVE, draw
from screens.texts import Texts
from screens.theme import Theme
from screens.widgets.base import Gate

TOUCH_REPORT_S = 1.0
STUCK_S = 2.0
"""A touch that brings no frame within that time counts as a dead picture."""
ALIVE_S = 10.0


class Bridge:
    """`window` gets one Screen at a time; `leave` ends the process."""

    def __init__(self, window: Any, loop: Loop, supervisor: Any, leave: Callable[[], None]) -> None:
        self._window = window
        self._loop = loop
        self._supervisor = supervisor
        self._leave = leave
        self._core: wire.Channel[m.CoreToShell] | None = None
        self._visit: wire.Channel[m.ToShell] | None = None
        self._visit_id = ""
        self._gate = Gate()
        self._last_touch = 0.0
        self._drawn = False
        self._reported = 0.0
        self._dimming = Dimming(_later, time.monotonic)
        self.screen: Screen | None = None
        self.scene: object = m.OneMoment()
        self.context = Context(
            Texts(), Preferences(), m.Place(Words("", ""), "UTC", "field"), lambda: datetime.now(UTC), self._answer,
            self._to_core, self._prefer, self.draw, self._draft, keep=self._keep,
        )
        loop.add(supervisor.fileno(), self._from_supervisor)
        window.bind(on_touch_down=self._touched, on_flip=self._flipped, on_draw=self._drew)
        self._next_minute()

    @property
    def gate_open(self) -> bool:
        """Whether a touch would be taken now."""
        return self._gate.open

    @property
    def dark(self) -> bool:
        """Whether the next touch would only wake the screen."""
        return self._dimming.dark

    # ---------------------------------------------------------------- drawing
    def draw(self) -> None:
        """Build the screen anew: prompt or scene, theme, language, draft, status, dialog."""
        context = self.context
        context.texts.lang = context.prefs.lang
        width, height = self._window.size
        theme = Theme(width, height, context.prefs.size, context.prefs.contrast, context.prefs.reach)
        screen = Screen(theme, width, height, self._gate, context)
        draw(screen, self.scene)
        if self.screen:
            self._window.remove_widget(self.screen)
        self.screen = screen
        idle = isinstance(self.scene, m.Attract) and not context.show and not context.dialog
        self._dimming.shown(screen if idle else None)
        self._window.add_widget(screen)

    def _minute(self, _: float) -> None:
        screen = self.screen
        if screen and screen.drawn_scene != screen.scene():
            self.draw()  # dawn, day or night has come
        elif screen and screen.clock:
            with glass.within(screen.clock):
                screen.clock.text = f"{screen.local():%H:%M}"
        else:
            self._window.canvas.ask_update()
        self._dimming.minute()
        self._next_minute()

    def _next_minute(self) -> None:
        """The clock changes on the full minute, and with it a frame is drawn."""
        Clock.schedule_once(self._minute, 60 - datetime.now(UTC).second + 0.05)

    # ---------------------------------------------------------------- supervisor and core
    def _from_supervisor(self) -> None:
        for _, fds in self._all(self._supervisor, self._leave):
            if self._core:
                self._lost_core()
            core = wire.core_link(fds.pop())
            self._core = core
            self._loop.add(core.fileno(), self._from_core)
            if self.context.prefs != Preferences():
                self._to_core(m.Preferred(self._visit_id, self.context.prefs))  # a new core knows none
            if self._drawn:
                self._to_core(m.Drawn(os.getpid()))

    def _from_core(self) -> None:
        core = self._core
        if core is None:
            return
        for message, fds in self._all(core, self._lost_core):
            match message:
                case m.Place():
                    self.context.place = message
                case m.Visiting(visit=visit):
                    self._attach(visit, fds.pop())
                case m.Retire():
                    self._leave()
                case _:
                    self._show_scene(message)

    def _lost_core(self) -> None:
        if self._core:
            self._loop.remove(self._core.fileno())
            self._core.close()
        self._core = None
        self._drop_visit()
        self._show_scene(m.OneMoment())

    def _show_scene(self, scene: object) -> None:
        if isinstance(scene, m.Attract | m.Goodbye | m.Notice) and scene.prefs:
            self.context.prefs = scene.prefs
        self._drop_visit()  # core shows a scene only when nobody is served
        if not (isinstance(scene, m.Attract) and isinstance(self.scene, m.Attract)):
            self.context.dialog = ""  # help stays open while a device comes or goes
        self.scene = scene
        self.context.show, self.context.status, self.context.before = None, None, None
        self._gate.open = True
        self.draw()

    # ---------------------------------------------------------------- visit
    def _attach(self, visit: str, fd: int) -> None:
        self._drop_visit()
        self._visit_id = visit
        channel = wire.visit_link(fd)
        self._visit = channel
        self._loop.add(channel.fileno(), self._from_visit)
        channel.send(m.Again(visit))

    def _drop_visit(self) -> None:
        if self._visit:
            self._loop.remove(self._visit.fileno())
            self._visit.close()
        self._visit = None
        self.context.show = None

    def _from_visit(self) -> None:
        visit = self._visit
        if visit is None:
            return
        for message, _ in self._all(visit, self._lost_visit):
            if message.visit != self._visit_id:
                continue
            self._gate.open = True
            match message:
                case m.Show():
                    asks = isinstance(message.prompt, AreYouThere)
                    self.context.before = self.context.show if asks else None
                    self.context.show, self.context.status, self.context.dialog = message, None, ""
                    self.context.prefs, self.context.draft = message.prefs, dict(message.draft)
                    self.context.heard = Clock.get_time()
                    self.draw()
                case m.Status() if self._current(message.number):
                    before, self.context.status = self.context.status, message
                    self.context.heard = Clock.get_time()
                    prompt = self.context.show and self.context.show.prompt
                    counts = isinstance(prompt, Pay) and before and before.state == message.state  # by itself
                    if isinstance(prompt, LIVE) and not counts:
                        self.draw()
                case m.Preview() if self._current(message.number) and self.screen:
                    if isinstance(self.context.show and self.context.show.prompt, LookAtCamera):
                        camera.show_preview(self.screen, message.jpeg)
                case _:
                    pass

    def _current(self, number: int) -> bool:
        return self.context.show is not None and self.context.show.number == number

    def _lost_visit(self) -> None:
        """Core will say what became of it."""
        self._drop_visit()
        self._show_scene(m.OneMoment())

    def _all(self, channel: Any, lost: Callable[[], None]) -> list[tuple[Any, list[int]]]:
        got: list[tuple[Any, list[int]]] = []
        while True:
            try:
                got.append(channel.receive())
            except BlockingIOError:
                return got
            except (wire.PeerGone, wire.Garbled):
                lost()
                return got

    # ---------------------------------------------------------------- the citizen
    def _answer(self, answer: Answer) -> None:
        show = self.context.show
        if show and self._visit:
            self._gate.open = False
            self._send(m.Answered(show.visit, show.number, answer))

    def _to_core(self, message: Any) -> None:
        if isinstance(message, m.Start):
            self._gate.open = False
        try:
            if self._core:
                self._core.send(message)
        except (wire.PeerGone, wire.PeerStuck):
            pass  # its end is seen by the reader

    def _prefer(self, prefs: Preferences) -> None:
        self.context.prefs = prefs
        if self._visit:
            self._send(m.Preferred(self._visit_id, prefs))
        self._to_core(m.Preferred(self._visit_id, prefs))
        self.draw()

    def _draft(self, draft: dict[str, str]) -> None:
        self._keep(draft)
        self.draw()

    def _keep(self, draft: dict[str, str]) -> None:
        self.context.draft = draft
        if self.context.show:
            self._send(m.Drafted(self.context.show.visit, self.context.show.number, draft))

    def _send(self, message: m.FromShell) -> None:
        try:
            if self._visit:
                self._visit.send(message)
        except (wire.PeerGone, wire.PeerStuck):
            pass  # its end is seen by the reader

    def _touched(self, *_: object) -> bool:
        now = time.monotonic()
        frames = self._loop.frames
        Clock.schedule_once(lambda _: self._expect_frame(frames), STUCK_S)
        if self._visit and now - self._last_touch >= TOUCH_REPORT_S:
            self._last_touch = now
            self._send(m.Touched(self._visit_id))
        return self._dimming.touched()  # True: nothing below hears of this touch

    def _expect_frame(self, before: int, asked: bool = False) -> None:
        """A touch beside every button changes nothing by itself, so a frame is asked for before it is missed."""
        if self._loop.frames != before:
            return
        if asked:
            self._to_supervisor(m.Stuck())
            return
        self._window.canvas.ask_update()
        Clock.schedule_once(lambda _: self._expect_frame(before, asked=True), STUCK_S)

    def _to_supervisor(self, message: m.Alive | m.Stuck) -> None:
        try:
            self._supervisor.send(message)
        except (wire.PeerGone, wire.PeerStuck):
            pass  # its end is seen by the reader

    def _flipped(self, *_: object) -> None:
        if not self._drawn:
            self._drawn = True
            self._to_core(m.Drawn(os.getpid()))

    def _drew(self, *_: object) -> None:
        if (now := time.monotonic()) - self._reported >= ALIVE_S:
            self._reported = now
            self._to_supervisor(m.Alive())


def _later(callback: Callable[[], None], seconds: float) -> Callable[[], None]:
    event: Any = Clock.schedule_once(lambda _: callback(), seconds)
    return event.cancel
