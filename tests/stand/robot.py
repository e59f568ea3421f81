"""A conversation robot as a process: it holds the shell's place, over the real wire, without a window.

$KIOSK_ROBOT is JSON: {"way": "code" | "face", "visits": n, "hold": prompt name to stop at, "lang": …,
"pause": prompt name, or "Attract", to wait at until $KIOSK_HOME/go is there, "mute": a window that draws nothing,
"fates": what becomes of the second robot, the third …, before its first frame: "" | "die" | "hang" | "wait" (for go),
"once": the second robot starts no visit,
"at": {prompt name: what happens in the world when it is shown first; "Sorry#2": for the second time},
  steps of tests.stand.world, "refuses": prompt name that is answered No,
"forms": what the forms are answered one after the other, {"fields": as they are} | {"scan": true}; then as ever,
"codes": what is held before the scanner one after the other, as its `show`, or {"how": of a paycode},
"by_code": the bill is paid by a code, "again": n tries}.
What it saw goes into $KIOSK_HOME/robot.jsonl, one line an event: {"t", "what", …}.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import time
from collections import Counter
from pathlib import Path
from typing import Any

from hardware.channel import Channel, PeerGone
from kiosk import messages as m
from kiosk import prompts as p
from kiosk.processes import link
from sandbox.people import laid
from tests.stand.control import ask
from tests.stand.stand import until
from tests.stand.world import done

HOME = Path(os.environ["KIOSK_HOME"])
MOVES = {"hold": "centre", **{move: move for move in ("centre", "left", "right", "up", "down", "nearer")}}
PLAN: dict[str, Any] = json.loads(os.environ.get("KIOSK_ROBOT", "{}"))


class RobotShell:
    def __init__(self) -> None:
        self._out = (HOME / "robot.jsonl").open("a", buffering=1)
        self._fate, younger = _fate()
        self._left = 0 if younger and PLAN.get("once") else int(PLAN.get("visits", 1))
        self._visit: Channel[m.ToShell] | None = None
        self._core: Channel[m.CoreToShell] | None = None
        self._supervisor: Channel[m.FromSupervisor] | None = None
        self._sms_seen: int = self._sms()["count"]
        self._pulled, self._laid = False, 0
        self._at: dict[str, list[dict[str, Any]]] = dict(PLAN.get("at", {}))
        self._forms: list[dict[str, Any]] = list(PLAN.get("forms", []))
        self._codes: list[dict[str, Any]] = list(PLAN.get("codes", []))
        self._tries = int(PLAN.get("again", 0))
        self._seen, self._times = "", Counter[str]()

    def note(self, what: str, **more: Any) -> None:
        event = {"t": time.monotonic(), "wall": time.time(), "pid": os.getpid(), "what": what, **more}
        self._out.write(json.dumps(event) + "\n")
        self._draw()

    async def run(self, supervisor: Channel[m.FromSupervisor]) -> None:
        tasks: set[asyncio.Task[None]] = set()
        self._supervisor = None if PLAN.get("mute") or self._fate == "hang" else supervisor
        self._tick()
        while True:
            _, fds = await supervisor.next()
            tasks.add(asyncio.ensure_future(self._with_core(fds.pop())))

    def _draw(self) -> None:
        """As a window draws what it hears."""
        if self._supervisor:
            self._supervisor.send(m.Alive())

    def _tick(self) -> None:
        """As a window draws its clock."""
        self._draw()
        asyncio.get_running_loop().call_later(1, self._tick)

    async def _with_core(self, fd: int) -> None:
        core: Channel[m.CoreToShell] = Channel(socket.socket(fileno=fd), m.CoreToShell)
        self._core = core
        talk: asyncio.Task[None] | None = None
        begun = False  # core may show the first screen anew while it prepares the visit
        try:
            await self._meet(self._fate)
            core.send(m.Drawn(os.getpid()))
            while True:
                message, fds = await core.next()
                self.note(type(message).__name__, **_said(message))
                match message:
                    case m.Attract() if self._left > 0 and not begun:
                        self._left, begun = self._left - 1, True
                        await self._pause("Attract")
                        core.send(m.Start(p.Preferences(lang=PLAN.get("lang", "zh"))))
                    case m.Visiting(visit=visit):
                        begun = False
                        if talk:
                            talk.cancel()
                        talk = asyncio.ensure_future(self._with_visit(visit, fds.pop()))
                    case m.OneMoment():
                        begun = False
                    case m.Goodbye() | m.Notice():
                        core.send(m.Dismissed())
                    case m.Retire():
                        os._exit(0)
                    case _:
                        pass
        except PeerGone:
            self.note("core.gone")
        finally:
            if talk:
                talk.cancel()

    async def _meet(self, fate: str) -> None:
        match fate:
            case "die":
                os._exit(1)
            case "hang":
                await asyncio.Event().wait()
            case "wait":
                await self._go()
            case _:
                pass

    async def _pause(self, where: str) -> None:
        if PLAN.get("pause") == where:
            await self._go()

    async def _go(self) -> None:
        await asyncio.to_thread(until, "the word to go on", (HOME / "go").exists, 60)

    async def _with_visit(self, visit: str, fd: int) -> None:
        channel: Channel[m.ToShell] = Channel(socket.socket(fileno=fd), m.ToShell)
        channel.send(m.Again(visit))
        try:
            while True:
                message, _ = await channel.next()
                if isinstance(message, m.Show):
                    self.note("Show", prompt=type(message.prompt).__name__, number=message.number, draft=message.draft,
                              **_said(message.prompt))
                    if PLAN.get("hold") == type(message.prompt).__name__:
                        continue
                    self._seen = type(message.prompt).__name__
                    self._times[self._seen] += 1
                    for step in self._at.get(f"{self._seen}#{self._times[self._seen]}".removesuffix("#1"), []):
                        await asyncio.to_thread(done, HOME, step)
                    await self._pause(self._seen)
                    self._reader(message.prompt)
                    answer = await self._answer(message.prompt)
                    if answer is not None:
                        channel.send(m.Answered(visit, message.number, answer))
                elif isinstance(message, m.Status):
                    self.note("Status", state=message.state, fault=message.fault)
                    if message.state in MOVES:  # a citizen does what the screen says
                        ask(HOME / "camera.sock", "do", move=MOVES[message.state])
                    if self._gives_up(message):
                        channel.send(m.Answered(visit, message.number, p.No()))
                    if message.state == "presented" and not PLAN.get("leaves_card"):
                        ask(HOME / "dispenser.sock", "take")
        except PeerGone:
            self.note("visit.gone")

    async def _answer(self, prompt: p.Prompt) -> p.Answer | None:
        if PLAN.get("leave_at") == type(prompt).__name__:
            return p.Leave()
        if PLAN.get("refuses") == type(prompt).__name__:
            return p.No()
        match prompt:
            case p.ChooseItem(tiles=tiles):
                wanted = PLAN.get("item", tiles[0].key)
                open_now = {tile.key for tile in tiles if not tile.closed}
                return p.Pick(wanted) if wanted in open_now else None
            case p.Consent(purpose="face"):
                return p.Yes() if PLAN.get("way") == "face" else p.No()
            case p.EnterCode():
                return p.Text(await self._code())
            case p.Form() if self._forms:
                form = self._forms.pop(0)
                return p.Pick("scan") if "scan" in form else p.Fields(form["fields"])
            case p.Scan():
                return None if self._hold() else p.No()
            case p.Form(fields=fields):
                return p.Fields({field.key: self._typed(field) for field in fields})
            case p.Sorry(other=other) if other and PLAN.get("other"):
                return p.Pick("other")
            case p.Sorry():
                self._tries -= prompt.again
                return p.Pick("again") if prompt.again and self._tries >= 0 else p.Yes()
            case p.Guide() | p.Consent() | p.Review() | p.TakeDocument() | p.AreYouThere():
                return p.Yes()
            case p.Statement(slip=True) if PLAN.get("slip"):
                return p.Pick("slip")
            case p.CheckBill() | p.Statement() | p.TakeSlip():
                return p.Yes()
            case p.Pay(scan=True) if PLAN.get("by_code") and self._codes:
                return p.Pick("scan")
            case p.Pay():
                await self._pay()
                return None
            case p.Sign():
                return p.Strokes(((100, 100, 500, 300), (200, 400, 700, 200)))
            case p.Rate():
                return p.Rated(5) if PLAN.get("rate") else p.No()
            case p.Resume(documents=documents):
                return p.Pick(documents[0].key) if PLAN.get("resume") else p.No()
            case _:
                return None

    def _reader(self, prompt: p.Prompt) -> None:
        """A card that lies there from before is taken away; the one that is asked for is laid down."""
        if not isinstance(prompt, p.ReadCard):
            return
        if prompt.other:
            ask(HOME / "id_reader.sock", "pull")
        elif self._pulled or prompt.whose:
            cards: list[str] = PLAN.get("cards", ["li", "wang"])
            ask(HOME / "id_reader.sock", "lay", **laid(cards[min(self._laid, len(cards) - 1) if prompt.whose else 0]))
            self._laid += 1
        self._pulled = prompt.other

    def _typed(self, field: p.Field) -> str:
        given: dict[str, str] = PLAN.get("fields", {}) or json.loads(bytes.fromhex(PLAN.get("fields_hex", "7b7d")))
        return given.get(field.key) or field.initial or (field.choices[0].key if field.choices else "")

    async def _pay(self) -> None:
        """As the plan's phone does: "pay" (or nothing)."""
        if (phone := PLAN.get("phone", "pay")) != "nothing":
            await asyncio.to_thread(ask, HOME / "platform.sock", "phone", order="last", do=phone)

    def _gives_up(self, said: m.Status) -> bool:
        """A code was refused, and there is no other to hold; where a phone's is, the screen comes anew."""
        stays = said.state == "refused" and self._seen == "Scan" and not (said.fault or "").startswith("pay.")
        return stays and not self._hold()

    def _hold(self) -> bool:
        """The next code before the scanner; False where there is none."""
        scanner = HOME / "code_scanner.sock"
        ask(scanner, "remove")
        if not self._codes:
            return False
        code = self._codes.pop(0)
        if "how" in code:
            code = {"text": ask(HOME / "platform.sock", "paycode", **code)["code"]}
        ask(scanner, "show", **code)
        return True

    def _sms(self) -> dict[str, Any]:
        return ask(HOME / "platform.sock", "sms")

    def _newer(self) -> dict[str, Any] | None:
        found = self._sms()
        return found if found["count"] > self._sms_seen else None

    async def _code(self) -> str:
        sms = await asyncio.to_thread(
            until, "the phone code", self._newer
        )
        self._sms_seen = sms["count"]
        return str(sms["sms"][-1]["code"])


def _fate() -> tuple[str, int]:
    """What the plan has for this robot, and how many were there before it."""
    with (HOME / "robot.born").open("a+") as born:
        born.write("x")
        before = born.tell() - 1
    return dict(enumerate(PLAN.get("fates", []), 1)).get(before, ""), before


def _said(message: Any) -> dict[str, Any]:
    names = ("fault", "papers", "money", "lines", "reference", "document", "seconds", "tries_left")
    if isinstance(message, p.CheckBill):
        return {"total_fen": message.total_fen}
    if isinstance(message, p.Form):
        return {"wrong": message.wrong}
    said = {name: getattr(message, name) for name in names if hasattr(message, name)}
    if isinstance(message, p.ChooseItem):
        said |= {"closed": message.tiles[0].closed, "tiles": {tile.key: tile.closed for tile in message.tiles}}
    return said


def main() -> None:
    try:
        asyncio.run(RobotShell().run(link(m.FromSupervisor)))
    except PeerGone:
        pass


if __name__ == "__main__":
    main()
