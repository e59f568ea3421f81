"""A real shell on a display, a visit's real conversation before it: what is asked is touched, killed, asked again."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from hardware.channel import Channel
from kiosk import messages as m
from kiosk.processes import MODULES, DeskLauncher
from kiosk.prompts import Answer, Preferences, Prompt, Words
from kiosk.visit.conversation import Conversation
from kiosk.visit.front import ShellFront
from sandbox.visits.hand import Hand
from sandbox.visits.report import Report


class Desk:
    """`home`: where the shell keeps its files; `hand` touches the glass."""

    def __init__(self, display: str, home: Path, module: str = "screens") -> None:
        self.home, self.display = home, display
        self.hand = Hand(home, display, Report(home / "report"))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._launcher = DeskLauncher({**MODULES, "shell": module}, {
            **os.environ, "DISPLAY": display, "KIOSK_HOME": str(home), "TMPDIR": str(home), "HOME": str(home)})
        self._open: list[Channel[Any]] = []
        self._shell: Any = None
        self._front = ShellFront()
        self._talk = self._run(self._began())
        self.start_shell()

    async def _began(self) -> Conversation:
        talk = Conversation(self._front, "V1", Preferences(), 600, 30)
        self._listening = asyncio.ensure_future(talk.listen())
        return talk

    def start_shell(self) -> None:
        """A (new) window, as supervisor and core start one."""
        self._shell, sock = self._launcher.start("shell")
        supervisor = Channel[Any](sock, m.ToSupervisor)
        here, there = Channel.pair()
        core = Channel[Any](here, m.ShellToCore)
        ours, theirs = Channel.pair()
        core.send(m.Place(Words("松林村", "Songlin"), "Asia/Shanghai", "demo", str(self.home / "shell.debug")))
        core.send(m.Visiting("V1"), [theirs.fileno()])
        supervisor.send(m.Peer("core"), [there.fileno()])
        self._open += [supervisor, core]
        self._loop.call_soon_threadsafe(self._front.attach, ours.detach())
        for end in (there, theirs):
            end.close()

    def kill_shell(self) -> None:
        self._shell.kill()
        self._shell.wait()

    def ask(self, prompt: Prompt) -> Future[Answer]:
        return asyncio.run_coroutine_threadsafe(self._talk.ask_now(prompt, back=True), self._loop)

    def draft(self) -> dict[str, str]:
        return self.hand.state().get("draft", {})

    def close(self) -> None:
        self.kill_shell()
        for channel in self._open:
            channel.close()
        self._run(self._ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _ended(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)
