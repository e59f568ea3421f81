"""A shell that stalls in mid-visit is shown the prompt again, and the visit goes on."""

from __future__ import annotations

import asyncio

from hardware.channel import Channel
from kiosk.messages import Preview, Show, Status, ToShell
from kiosk.prompts import LookAtCamera, Preferences
from kiosk.visit.front import ShellFront

SHOW = Show("V1", 1, LookAtCamera(), Preferences())


def test_what_a_stalled_shell_missed_is_repeated_once_it_reads_again() -> None:
    async def run() -> list[str]:
        here, there = Channel.pair()
        front, shell = ShellFront(), Channel[ToShell](there, ToShell)
        front.attach(here.detach())
        front.repeat = lambda: front.send(SHOW)
        for _ in range(64):
            front.send(Preview("V1", 1, b"-" * 25_000))
            front.send(Status("V1", 1, "left"))
        seen: list[str] = []
        async with asyncio.timeout(10):
            while "Show" not in seen:
                seen.append(type((await shell.next())[0]).__name__)
        front.send(Status("V1", 1, "right"))
        seen.append(type((await shell.next())[0]).__name__)
        return seen

    seen = asyncio.run(run())
    assert seen[-2:] == ["Show", "Status"] and len(seen) < 128
