"""A serial device that is not there: a pseudo-terminal behind a stable symlink, in a process of its own."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
import tty
from pathlib import Path

from hardware.simulators.faults import Pause, Piece, Unplug

_CHUNK = 64  # bytes that a paced wire carries in one go: 5.6 ms at 115200 baud


class Wire:
    """One end of the cable.  `read`, `write` are the main thread's; plug and unplug anyone's.

    A pseudo-terminal ignores its baud rate, so a paced wire takes its time here: ten bits a byte.
    """

    def __init__(self, path: str, baud: int = 0) -> None:
        """`baud` 0: as fast as it goes."""
        self._path, self.baud = Path(path), baud
        self._master = self._slave = -1
        self._wake_read, self._wake_write = os.pipe()
        self._wanted = threading.Event()
        self._settled = threading.Condition()
        self.unplugs = 0

    def wake_on_signals(self) -> None:
        """A signal ends `read`, also one that comes just before it waits (main thread, once)."""
        os.set_blocking(self._wake_write, False)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)

    @property
    def plugged(self) -> bool:
        return self._master >= 0

    def plug(self) -> None:
        """Ask for the cable to be in; waits until it is."""
        self._want(True)

    def unplug(self) -> None:
        """Ask for the cable to be out.  Only the reading thread may close its end, or nobody notices (§0.5)."""
        self._want(False)

    def _want(self, plugged: bool) -> None:
        (self._wanted.set if plugged else self._wanted.clear)()
        self.wake()
        with self._settled:
            self._settled.wait_for(lambda: self.plugged == plugged, timeout=5)

    def wake(self) -> None:
        """Let `read` come back: there is something to say unasked."""
        os.write(self._wake_write, b"!")

    def settle(self) -> None:
        """Make the cable what is wanted of it (main thread)."""
        if self._wanted.is_set() and not self.plugged:
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)  # the slave stays open here, so that a host may come and go
            fresh = self._path.with_name(self._path.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(self._slave))
            fresh.replace(self._path)
        elif not self._wanted.is_set() and self.plugged:
            self.pull_out()
        with self._settled:
            self._settled.notify_all()

    def pull_out(self) -> None:
        """Out, at once (main thread)."""
        self._wanted.clear()
        self._path.unlink(missing_ok=True)
        if self.plugged:
            self.unplugs += 1
            master, slave, self._master, self._slave = self._master, self._slave, -1, -1
            os.close(slave)
            os.close(master)

    def read(self) -> bytes:
        """What the host has sent; b"" when only the cable changed."""
        self.settle()
        watched = [self._wake_read, *([self._master] if self.plugged else [])]
        ready, _, _ = select.select(watched, [], [])
        if self._wake_read in ready:
            os.read(self._wake_read, 64)
            self.settle()
            return b""
        data = os.read(self._master, 4096)
        self._take_time(len(data))
        return data

    def write(self, pieces: list[Piece]) -> None:
        for piece in pieces:
            match piece:
                case Pause(seconds):
                    time.sleep(seconds)
                case Unplug():
                    self.pull_out()
                case bytes():
                    self._send(piece)

    def _send(self, data: bytes) -> None:
        start = time.monotonic()
        for at in range(0, len(data), _CHUNK):
            if not self.plugged:
                return
            chunk = data[at : at + _CHUNK]
            if self.baud:
                ready = start + (at + len(chunk)) * 10 / self.baud
                time.sleep(max(0.0, ready - time.monotonic()))
            with contextlib.suppress(OSError):
                os.write(self._master, chunk)

    def _take_time(self, size: int) -> None:
        if self.baud:
            time.sleep(size * 10 / self.baud)
