"""How was it (好差评): asked once at the end, sent by way of the outbox; no name and no number goes with it."""

from __future__ import annotations

from kiosk.parts import Choice
from kiosk.prompts import Rate, Rated
from kiosk.visit.desk import Desk, words


async def rate(desk: Desk) -> None:
    tags = {
        stars: tuple(Choice(option.key, words(option.label)) for option in options)
        for stars, options in desk.world.catalog.tags.items()
    }
    answer = await desk.talk.ask_now(Rate(words(desk.item.short), tags))
    if isinstance(answer, Rated) and 1 <= answer.stars <= 5:
        known = {choice.key for choice in tags.get(str(answer.stars), ())}
        chosen = ",".join(tag for tag in answer.tags if tag in known)
        desk.world.office.report("rating", {
            "kind": "rating", "item": desk.item.key, "stars": answer.stars, "tags": chosen,
            "at": f"{desk.world.local():%Y-%m-%dT%H:%M:%S%z}",
        })
