"""The home screen's choice: every item of the catalogue, grey where it could not be finished now."""

from __future__ import annotations

from kiosk.parts import Department, Tile
from kiosk.prompts import ChooseItem, Pick
from kiosk.usable import closed_by
from kiosk.visit.conversation import Conversation
from kiosk.visit.desk import words
from kiosk.visit.ports import World
from services.models import Item


async def choose(talk: Conversation, world: World, first: str = "") -> Item:
    """What the citizen picked; the screen follows devices and platform while it stands.

    first: what was touched before the visit began; it is opened at once where it can be finished."""
    talk.item, talk.steps = None, (0, 0)
    items = {item.key: item for item in world.catalog.items}

    async def chosen() -> Item:
        if first in items and closed_by(items[first], world.office.states) is None:
            world.office.happened("item.chosen", {"item": first})
            return items[first]
        looked: dict[str, str] = {}  # the open department, or the search: they outlive a device's change
        while True:
            states = world.office.states
            answer = await talk.ask_or(_home(world), world.office.states_changed(states), back=False, draft=looked)
            looked = talk.draft
            if isinstance(answer, Pick) and answer.key in items:
                item = items[answer.key]
                if closed_by(item, world.office.states) is None:
                    world.office.happened("item.chosen", {"item": item.key})
                    return item

    return await talk.once(chosen, stop=True)


def _home(world: World) -> ChooseItem:
    catalog, states = world.catalog, world.office.states
    tiles = tuple(
        Tile(item.key, words(item.short), item.icon, words(item.note), closed_by(item, states), words(item.needs),
             item.minutes, item.fee_fen, item.dept, (item.name.zh, *item.words))
        for item in sorted(catalog.items, key=lambda item: item.rank)
    )
    departments = tuple(Department(one.key, words(one.name), one.icon) for one in catalog.departments)
    return ChooseItem(tiles, words(catalog.nearest), departments)
