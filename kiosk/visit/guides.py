"""An item's guide (办事指南) on A4 paper, rendered by this machine; nobody need say who they are."""

from __future__ import annotations

import asyncio

from kiosk.usable import obstacle
from kiosk.visit.desk import Desk
from kiosk.visit.papers import Papers
from kiosk.visit.ports import World
from kiosk.visit.progress import PRINTER
from services.models import Item


def printable(world: World) -> bool:
    """Whether a paper guide could come out now."""
    return obstacle(PRINTER, world.office.states) is None


async def show_guide(desk: Desk, papers: Papers, item: Item) -> None:
    """Print the guide of an item and let the citizen take it."""
    document = await asyncio.to_thread(desk.world.documents.guide, item, desk.talk.prefs.lang, desk.world.local())
    if await papers.print(document):
        await papers.take(document.pages, card=False)
