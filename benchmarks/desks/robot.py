"""A citizen at the other end of a visit's prompts, over the shell's own wire: answers at once, hands included."""

from __future__ import annotations

import asyncio
import socket

from benchmarks.desks.machines import Machines
from benchmarks.desks.town import Errand, Town
from hardware.channel import Channel, PeerGone
from kiosk import messages as m
from kiosk import prompts as p

ADDRESS = "云溪县松林镇松林村1号"


class Robot:
    """`taken`: the chip of the card that it has in hand."""

    def __init__(self, errand: Errand, town: Town, machines: Machines) -> None:
        self.taken = ""
        self._errand, self._town, self._machines = errand, town, machines
        self._slip = False

    async def talk(self, visit: str, sock: socket.socket) -> None:
        """Until the visit is over."""
        channel: Channel[m.ToShell] = Channel(sock, m.ToShell)
        channel.send(m.Again(visit))
        try:
            while True:
                message, _ = await channel.next()
                if isinstance(message, m.Show):
                    answer = await self._answer(message.prompt, visit)
                    if answer is not None:
                        channel.send(m.Answered(visit, message.number, answer))
                elif isinstance(message, m.Status) and message.state == "presented":
                    self.taken = self._machines.take()
        except PeerGone:
            pass
        finally:
            channel.close()

    async def _answer(self, prompt: p.Prompt, visit: str) -> p.Answer | None:
        match prompt:
            case p.ChooseItem():
                return p.Pick(self._errand.item)
            case p.Consent(purpose="face"):
                return p.No()
            case p.ReadCard():
                self._machines.lay(self._errand.card)
                return None
            case p.EnterCode():
                return p.Text(await asyncio.to_thread(self._code, visit))
            case p.Form(fields=fields):
                return p.Fields({field.key: self._typed(field) for field in fields})
            case p.Pay():
                await asyncio.to_thread(self._town.ask, "phone", order=f"{visit}-1", do="pay")
                return None
            case p.Statement(slip=True) if not self._slip and self._errand.journey == "query":
                self._slip = True
                return p.Pick("slip")
            case p.Sign():
                return p.Strokes(((100, 100, 500, 300), (200, 400, 700, 200)))
            case p.TakeDocument():
                self._machines.pull()
                return p.Yes()
            case p.Rate():
                return p.Rated(5)
            case p.Wait() | p.Working() | p.TakeCard() | p.LookAtCamera() | p.Scan():
                return None
            case _:
                return p.Yes()

    def _code(self, visit: str) -> str:
        return next(str(one["code"]) for one in self._town.ask("sms")["sms"] if one["visit"] == visit)

    def _typed(self, field: p.Field) -> str:
        own = {"code": self._errand.bill, "address": ADDRESS}.get(field.key, "")
        return own or field.initial or (field.choices[0].key if field.choices else "松林村")
