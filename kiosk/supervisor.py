"""`kiosk run`: supervises spooler, core and shell on a desk, as systemd does on a provisioned machine.

It hands core and shell the ends of a fresh channel whenever one of them has been started, over the
links they inherited: no process can be reached by a name.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Coroutine
from typing import Any

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from kiosk.log import Log
from kiosk.messages import Peer, Replace, Stuck, ToSupervisor
from kiosk.processes import DeskLauncher, Process
from kiosk.settings import Settings

BACKOFF_S = (0.0, 0.2, 1.0, 5.0)
"""Waits before a restart, by how often a role has died within its first two seconds."""
FIRST_FRAME_S = 30.0
"""A shell that has not drawn by then never will; the one before it is shown meanwhile."""


class _Child:
    def __init__(self, role: str, process: Process, sock: socket.socket) -> None:
        self.role = role
        self.process = process
        self.link: Channel[ToSupervisor] = Channel(sock, ToSupervisor)
        self.gone = asyncio.Event()


class Supervisor:
    def __init__(self, settings: Settings, launcher: DeskLauncher, log: Log) -> None:
        self._settings = settings
        self._launcher = launcher
        self._log = log
        self._children: list[_Child] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._end: asyncio.Future[None]

    async def run(self) -> None:
        """Until SIGTERM or SIGINT, or a mistake of its own, which it raises; everything started ends with it."""
        loop = asyncio.get_running_loop()
        self._end = loop.create_future()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: self._end.done() or self._end.set_result(None))
        self._keep(self._spooler())
        self._keep(self._role("core"))
        self._keep(self._role("shell"))
        try:
            await self._end
        finally:
            for child in self._children:
                child.process.kill()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """A task that falls takes the supervisor along: whoever started it starts it again, whole."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) and not self._end.done():
            self._log("supervisor.failed", {"why": type(error).__name__})
            self._end.set_exception(error)

    async def _role(self, role: str) -> None:
        """Keep at least one process of a role alive."""
        loop = asyncio.get_running_loop()
        quick = 0
        while True:
            started = loop.time()
            self._start(role)
            while living := self._living(role):
                await living[-1].gone.wait()  # one that was fresh beside it may go on
            quick = quick + 1 if loop.time() - started < 2 else 0
            self._log("process.ended", {"role": role})
            await asyncio.sleep(BACKOFF_S[min(quick, len(BACKOFF_S) - 1)])

    async def _beside(self, role: str) -> None:
        """A fresh process beside the present one, which leaves when the fresh one has drawn; tried a few times."""
        for pause in BACKOFF_S:
            await asyncio.sleep(pause)
            if not (living := self._living(role)):
                return  # the next one is fresh anyway
            fresh = self._start(role)
            await fresh.gone.wait()
            if living[0].gone.is_set():
                return
            self._log("process.ended", {"role": role})

    def _living(self, role: str) -> list[_Child]:
        """Oldest first."""
        return [child for child in self._children if child.role == role]

    def _start(self, role: str) -> _Child:
        process, sock = self._launcher.start(role)
        child = _Child(role, process, sock)
        self._children.append(child)
        self._introduce(child)
        self._keep(self._listen(child))
        return child

    async def _listen(self, child: _Child) -> None:
        """Serve a child until it is gone, or is a window that draws no more."""
        watchdog_s = self._settings.display.watchdog_s if child.role == "shell" else None
        limit = min(FIRST_FRAME_S, watchdog_s) if watchdog_s else None
        try:
            while True:
                async with asyncio.timeout(limit):
                    message, _ = await child.link.next()
                limit = watchdog_s
                if isinstance(message, Replace):
                    self._keep(self._beside(message.role))
                elif isinstance(message, Stuck):
                    self._log("shell.stuck", {"why": "touch"})
                    break
        except TimeoutError:
            self._log("shell.stuck", {"why": "no_frame"})
        except (PeerGone, Garbled):
            pass
        finally:
            self._children.remove(child)
            child.link.close()
            child.process.kill()
            await asyncio.to_thread(child.process.wait)
            child.gone.set()

    def _introduce(self, child: _Child) -> None:
        """Give core and a shell, or every shell that stands, the ends of a fresh channel."""
        cores, shells = self._living("core"), self._living("shell")
        for shell in [child] if child.role == "shell" else shells:
            for core in cores[-1:]:
                ends = Channel.pair()
                for other, role, end in ((core, "shell", ends[0]), (shell, "core", ends[1])):
                    try:
                        other.link.send(Peer(role), [end.fileno()])
                    except (PeerGone, PeerStuck):
                        pass  # it is dead or will be: it is introduced again when it is back
                    end.close()

    async def _spooler(self) -> None:
        """The private CUPS of this machine; it ends with this process, however that ends."""
        printer = self._settings.devices.get("a4_printer")
        if not printer or "spool" not in printer:
            return
        home = self._settings.home / str(printer["spool"])
        while True:
            process = await asyncio.create_subprocess_exec(
                "setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "hardware.printing.spooler",
                "--home", str(home), "--port", str(printer["cups_port"]), "--queue", str(printer["queue"]),
                "--printer", str(printer["printer_uri"]), stdin=subprocess.DEVNULL,
            )
            try:
                await process.wait()
            finally:
                if process.returncode is None:
                    process.terminate()
            self._log("process.ended", {"role": "spooler"})
            await asyncio.sleep(1)
