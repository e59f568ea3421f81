"""The blocking main loop: one wait for X, the sockets of core and visit, and the next timer.

Stock Kivy polls 60 times a second (1.6 % of a core, 19 ms to a touch); this one idles at 0.04 % and hands a
touch over in 0.8 ms (kivy-loop.md, technique A).  Without X the stock loop runs and polls the sockets.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

from kivy.base import EventLoop, ExceptionManager, stopTouchApp
from kivy.cache import Cache
from kivy.clock import Clock
from kivy.lang import Builder

FRAME_S = 1 / 60
CAP_S = 20.0
"""SDL re-arms the screen saver from its pump only: never sleep longer."""
NEVER = 1e9


class Loop:
    """`add(fd, callback)`: the callback runs in the loop whenever fd is readable."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._readers: dict[int, Callable[[], None]] = {}
        self._last_draw = 0.0
        self.frames = 0
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._clock: Any = object.__getattribute__(Clock, "_obj")
        self._main = threading.get_ident()
        self._x11: Any = None
        Clock.unschedule(Cache._purge_by_timeout)
        Clock.schedule_interval(Cache._purge_by_timeout, 30)
        window.bind(on_draw=self._drawn)
        signal.signal(signal.SIGTERM, self._quit)

    def add(self, fd: int, callback: Callable[[], None]) -> None:
        self._readers[fd] = callback

    def remove(self, fd: int) -> None:
        self._readers.pop(fd, None)

    def run(self) -> None:
        """Until the application stops."""
        info = self._window.get_window_info()
        if type(info).__name__ != "WindowInfoX11":
            self.poll()
            return
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._x11.XConnectionNumber.argtypes = self._x11.XPending.argtypes = [ctypes.c_void_p]
        self._display = ctypes.c_void_p(info.display)
        self._x_fd = self._x11.XConnectionNumber(self._display)
        self._clock.idle = self._stamp
        self._clock.on_schedule = self._scheduled
        while not EventLoop.quit and EventLoop.status == "started":
            try:
                self._pass()
            except Exception as error:  # noqa: BLE001 – as Kivy's own loop does
                if ExceptionManager.handle_exception(error) == ExceptionManager.RAISE:
                    stopTouchApp()
                    raise

    def _pass(self) -> None:
        ready = self._wait()
        self._clock.tick()
        self.hear(ready)
        self._window.mainloop()
        EventLoop.dispatch_input()
        Builder.sync()
        self._clock.tick_draw()
        Builder.sync()
        now = self._clock.time()
        if self._window.canvas.needs_redraw and now - self._last_draw >= 0.95 * FRAME_S:
            self._last_draw = now
            self._window.dispatch("on_draw")
            self._window.dispatch("on_flip")

    def hear(self, ready: Iterable[int] = ()) -> None:
        """What lies in the sockets now, also in those that come by them (core's, the visit's): one frame for all."""
        for _ in range(4):
            for fd in ready:
                if callback := self._readers.get(fd):
                    callback()
            ready, _, _ = select.select(list(self._readers), [], [], 0)
            if not ready:
                return

    def _wait(self) -> list[int]:
        now, due = self._clock.time(), self._clock.get_min_timeout()
        if due == 0:
            due = self._clock._last_tick + FRAME_S
        if self._window.canvas.needs_redraw:
            due = min(due, self._last_draw + FRAME_S)
        pause = min(max(due - now, 0.0), CAP_S) if due < NEVER or due > now else CAP_S
        if pause and self._x11.XPending(self._display):
            pause = 0.0  # read into Xlib's queue already: its descriptor stays silent
        ready, _, _ = select.select([self._x_fd, self._wake, *self._readers], [], [], pause)
        if self._wake in ready:
            try:
                os.eventfd_read(self._wake)
            except BlockingIOError:
                pass
        return ready

    def poll(self) -> None:
        """Kivy's own loop, which asks the sockets in each of its frames."""
        Clock.schedule_interval(lambda _: self.hear(), FRAME_S)
        EventLoop.mainloop()

    def _stamp(self) -> float:
        now = self._clock.time()
        self._clock._dt = now - self._clock._last_tick
        self._clock._last_tick = now
        return now

    def _scheduled(self, event: Any) -> None:
        if threading.get_ident() != self._main:
            event._last_dt = self._clock.time()
            os.eventfd_write(self._wake, 1)

    def _drawn(self, *_: object) -> None:
        self.frames += 1

    def _quit(self, *_: object) -> None:
        EventLoop.quit = True
        os.eventfd_write(self._wake, 1)
