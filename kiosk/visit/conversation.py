"""ask(): one prompt to the front end, one answer back.  Idle time, language, drafts and a shell's
restart are dealt with here, once.

Going back replays: the answers so far are kept in order, Back drops the last one and the journey's
coroutine is run again from its start with the rest.  A journey therefore reads straight down and has no
code for going back.  What it does between prompts goes through `once()`, so that a replay repeats no call.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import msgspec

from kiosk.messages import Again, Answered, Drafted, Preferred, Preview, Show, Status, Touched
from kiosk.prompts import (
    Answer,
    AreYouThere,
    Back,
    Fields,
    Leave,
    Lookup,
    Preferences,
    Prompt,
    Sorry,
    Text,
    Wait,
    Words,
    Working,
    Yes,
)
from kiosk.visit.ports import Front


class Left(Exception):
    """The citizen has ended the visit, or has walked away.  `reason`: "left" | "idle"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Rewind(Exception):
    """Back was pressed: run the journey again without its last answer."""


class Stopped(Exception):
    """An expected failure that ends the journey; the visit says it once, in one place."""

    def __init__(self, fault: str, again: bool = False, reference: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.again = again
        self.reference = reference


class _Entry(msgspec.Struct):
    value: Any
    stop: bool  # Back stops here (a prompt); a call does not


class Conversation:
    """The visit's side of the front end."""

    def __init__(self, front: Front, visit: str, prefs: Preferences, ask_after_s: float, leave_after_s: int) -> None:
        self.prefs = prefs
        self.item: Words | None = None
        self.steps: tuple[int, int] = (0, 0)
        self.locked = False
        self.holds: tuple[str, ...] = ()
        self.lookups: tuple[Lookup, ...] = ()
        self._front = front
        self._visit = visit
        self._ask_after_s = ask_after_s
        self._leave_after_s = leave_after_s
        self._number = 0
        self._shown: Show | None = None
        self._status: Status | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._touched = asyncio.Event()
        self._log: list[_Entry] = []
        self._at = 0
        self._floor = 0
        self._redo: Any = None

    # ---------------------------------------------------------------- the journey's verbs
    async def run(self, journey: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run a journey to its end, again from its start after each Back."""
        while True:
            self._at = 0
            try:
                return await journey()
            except _Rewind:
                continue

    async def ask(self, prompt: Prompt, back: bool = True) -> Answer:
        """Show a prompt and wait for its answer.  Raises Left; Back is dealt with here."""
        if (kept := self._kept()) is not None:
            return kept.value
        draft = _as_draft(self._redo)
        self._redo = None
        return self._keep(await self._put(prompt, back, draft))

    async def ask_or(
        self, prompt: Prompt, device: Awaitable[Any], back: bool = True, idle: bool = True,
        draft: dict[str, str] | None = None,
    ) -> Any:
        """A prompt that a device answers; the front end may choose another way.  The first of both wins.

        idle: False where the citizen's hands are busy elsewhere (a phone), and the device ends it by itself."""
        work = asyncio.ensure_future(device)
        talk = asyncio.ensure_future(self._put(prompt, back, draft or {}, idle))
        try:
            await asyncio.wait((work, talk), return_when=asyncio.FIRST_COMPLETED)
            return talk.result() if talk.done() else work.result()
        finally:
            for task in (work, talk):
                task.cancel()
            await asyncio.gather(work, talk, return_exceptions=True)

    async def once(self, call: Callable[[], Awaitable[Any]], stop: bool = False) -> Any:
        """The result of a call between prompts, kept over a replay; Back stops at it where `stop`."""
        if (kept := self._kept()) is not None:
            return kept.value
        return self._keep(await call(), stop)

    async def ask_now(self, prompt: Prompt, back: bool = False, draft: dict[str, str] | None = None) -> Answer:
        """A prompt outside the replay: within a call, or after a failure."""
        return await self._put(prompt, back, draft or {})

    @property
    def draft(self) -> dict[str, str]:
        """What the citizen has entered so far into the prompt that is shown."""
        return self._shown.draft if self._shown else {}

    async def busy(self, what: str, call: Callable[..., Any], *values: Any) -> Any:
        """Show that something works while `call` runs in a thread; the citizen may still leave."""
        return await self.ask_or(Wait(what), asyncio.to_thread(call, *values), back=False)

    def show(self, prompt: Prompt) -> None:
        """A prompt that nobody answers (Wait, Working)."""
        self._show(prompt, back=False, draft={})

    def say(self, state: str, fault: str | None = None, step: int = 0, of: int = 0, hint: str = "") -> None:
        """Live state of what is shown."""
        self._status = Status(self._visit, self._number, state, fault, step, of, hint)
        self._front.send(self._status)

    def preview(self, jpeg: bytes) -> None:
        self._front.send(Preview(self._visit, self._number, jpeg))

    def forget(self) -> None:
        """No way back behind this point: an effect has begun.  A replay still finds what was answered before it."""
        self._floor = max(self._floor, self._at)

    def mark(self) -> int:
        """The place in the conversation, for `drop`."""
        return self._at

    def drop(self, mark: int) -> None:
        """Forget the answers since `mark`: Back goes to before it."""
        del self._log[mark : self._at]
        self._at = mark
        self._floor = min(self._floor, mark)

    # ---------------------------------------------------------------- the front end's messages
    async def listen(self) -> None:
        """Hear the front end for as long as the visit lives."""
        while True:
            message = await self._front.next()
            if message.visit != self._visit:
                continue
            match message:
                case Answered(number=number, answer=answer):
                    self._touched.set()
                    if number == self._number and self._answer and not self._answer.done():
                        self._answer.set_result(answer)
                case Drafted(number=number, draft=draft):
                    self._touched.set()
                    if self._shown and number == self._number:
                        self._shown = msgspec.structs.replace(self._shown, draft=draft)
                case Preferred(prefs=prefs):
                    self.prefs = prefs
                    if self._shown:
                        self._shown = msgspec.structs.replace(self._shown, prefs=prefs)
                case Touched():
                    self._touched.set()
                case Again():
                    self.repeat()

    def repeat(self) -> None:
        """A new shell: the prompt as it stands, with its draft and its last state."""
        if self._shown:
            self._front.send(self._shown)
            if self._status and self._status.number == self._number:
                self._front.send(self._status)

    # ---------------------------------------------------------------- within
    async def _put(self, prompt: Prompt, back: bool, draft: dict[str, str], idle: bool = True) -> Answer:
        while True:
            self._show(prompt, back, draft)
            self._answer = asyncio.get_running_loop().create_future()
            answer = await self._answered_within(self._ask_after_s if idle else None)
            if answer is None:
                kept = self._shown.draft if self._shown else {}
                self._show(AreYouThere(self._leave_after_s), False, {})
                self._answer = asyncio.get_running_loop().create_future()
                if not isinstance(await self._answered_within(self._leave_after_s, touches=False), Yes):
                    raise Left("idle")
                draft = kept
                continue
            if isinstance(answer, Leave):
                raise Left("left")
            if isinstance(answer, Back):
                if not (back and self._may_go_back()):
                    continue
                self._step_back()
            return answer

    async def _answered_within(self, seconds: float | None, touches: bool = True) -> Answer | None:
        assert self._answer
        while True:
            self._touched.clear()
            touched = asyncio.ensure_future(self._touched.wait())
            waits: set[asyncio.Future[Any]] = {self._answer, touched} if touches else {self._answer}
            done, _ = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            touched.cancel()
            if self._answer in done or self._answer.done():
                return self._answer.result()
            if not done:
                return None

    def _step_back(self) -> None:
        del self._log[self._at :]
        while len(self._log) > self._floor and not self._log[-1].stop:
            self._log.pop()
        self._redo = self._log.pop().value if len(self._log) > self._floor else None
        raise _Rewind

    def _may_go_back(self) -> bool:
        return not self._floor or any(entry.stop for entry in self._log[self._floor : self._at])

    def _show(self, prompt: Prompt, back: bool, draft: dict[str, str]) -> None:
        self._number += 1
        self._status = None
        step, of = self.steps
        may_leave = not (self.locked or isinstance(prompt, Working))
        self._shown = Show(
            self._visit, self._number, prompt, self.prefs, draft, self.item, step, of,
            back and not isinstance(prompt, Sorry) and self._may_go_back(), may_leave, self.holds, self.lookups,
        )
        self._front.send(self._shown)

    def _kept(self) -> _Entry | None:
        if self._at < len(self._log):
            self._at += 1
            return self._log[self._at - 1]
        return None

    def _keep(self, value: Any, stop: bool = True) -> Any:
        self._log.append(_Entry(value, stop))
        self._at = len(self._log)
        return value


def _as_draft(answer: Any) -> dict[str, str]:
    match answer:
        case Fields(values=values):
            return values
        case Text():
            return {}
        case _:
            return {}
