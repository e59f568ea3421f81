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

from hardware.channel import Channel, Garbled, PeerGone
from kiosk.log import Log
from kiosk.messages import Peer, Replace, Stuck, ToSupervisor
from kiosk.processes import DeskLauncher, Process
from kiosk.settings import Settings

BACKOFF_S = (0.0, 0.2, 1.0, 5.0)
"""Waits before a restart, by how often a role has died within its first two seconds."""


class _Child:
    def __init__(self, role: str, process: Process, sock: socket.socket) -> None:
        self.role = role
        self.process = process
        self.link: Channel[ToSupervisor] = Channel(sock, ToSupervisor)


class Supervisor:
    def __init__(self, settings: Settings, launcher: DeskLauncher, log: Log) -> None:
        self._settings = settings
        self._launcher = launcher
        self._log = log
        self._children: list[_Child] = []
        self._stopping = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until SIGTERM or SIGINT; everything started ends with it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stopping.set)
        self._keep(self._spooler())
        self._keep(self._role("core"))
        self._keep(self._role("shell"))
        await self._stopping.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for child in self._children:
            child.process.kill()

    def _keep(self, coroutine: object) -> None:
        task = asyncio.ensure_future(coroutine)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _role(self, role: str) -> None:
        """Keep at least one process of a role alive."""
        loop = asyncio.get_running_loop()
        quick = 0
        while True:
            started = loop.time()
            await self._one(role)
            while any(child.role == role for child in self._children):
                await self._changed(role)
            quick = quick + 1 if loop.time() - started < 2 else 0
            self._log("process.ended", {"role": role})
            await asyncio.sleep(BACKOFF_S[min(quick, len(BACKOFF_S) - 1)])

    async def _changed(self, role: str) -> None:
        """A fresh one may have taken over from the one that ended."""
        other = next(child for child in self._children if child.role == role)
        await self._listen(other)

    async def _one(self, role: str) -> None:
        process, sock = self._launcher.start(role)
        child = _Child(role, process, sock)
        self._children.append(child)
        self._introduce(child)
        await self._listen(child)

    async def _listen(self, child: _Child) -> None:
        """Serve a child until it is gone, or is a window that draws no more."""
        limit = self._settings.display.watchdog_s if child.role == "shell" else None
        try:
            while True:
                async with asyncio.timeout(limit):
                    message, _ = await child.link.next()
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
            if child in self._children:
                self._children.remove(child)
            child.link.close()
            child.process.kill()
            await asyncio.to_thread(child.process.wait)

    async def _beside(self, role: str) -> None:
        """A fresh process beside the present one, which leaves when the fresh one has drawn."""
        process, sock = self._launcher.start(role)
        child = _Child(role, process, sock)
        self._children.append(child)
        self._introduce(child)

    def _introduce(self, child: _Child) -> None:
        """Give core and a shell the ends of a fresh channel."""
        cores = [other for other in self._children if other.role == "core"]
        shells = [other for other in self._children if other.role == "shell"]
        if child.role == "core":
            shells = shells[-1:]
        elif child.role == "shell":
            shells = [child]
        if not cores or not shells:
            return
        ends = Channel.pair()
        for other, role, end in ((cores[-1], "shell", ends[0]), (shells[-1], "core", ends[1])):
            try:
                other.link.send(Peer(role), [end.fileno()])
            except PeerGone:
                pass  # it has just died: it is introduced again when it is back
            end.close()

    async def _spooler(self) -> None:
        """The private CUPS of this machine."""
        printer = self._settings.devices.get("a4_printer")
        if not printer or "spool" not in printer:
            return
        home = self._settings.home / str(printer["spool"])
        while True:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "hardware.printing.spooler", "--home", str(home), "--port",
                str(printer["cups_port"]), "--queue", str(printer["queue"]), "--printer", str(printer["printer_uri"]),
                stdin=subprocess.DEVNULL,
            )
            try:
                await process.wait()
            finally:
                if process.returncode is None:
                    process.terminate()
            self._log("process.ended", {"role": "spooler"})
            await asyncio.sleep(1)
