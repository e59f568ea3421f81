"""Who is here: the citizen, or each of several people in their roles; and what is still waiting for them."""

from __future__ import annotations

import msgspec

from kiosk.backstage import Interrupted
from kiosk.identity import Person, identify
from kiosk.parts import Waiting
from kiosk.prompts import Pick, Resume
from kiosk.vault import unseal
from kiosk.visit.desk import Desk, words
from kiosk.visit.papers import Papers
from services.models import Failure, IssuedDocument, Item, Named, Party

PROVEN = ("L2", "L3")
"""Auth levels that want a face or a code besides the card (government-services §2)."""


class People:
    def __init__(self, desk: Desk, papers: Papers) -> None:
        self._desk = desk
        self._papers = papers
        self._asked = False
        self.parties: tuple[tuple[str, Person], ...] = ()

    async def identify(self, item: Item) -> Person:
        """The citizen, as the item's auth level asks; once a visit."""
        desk = self._desk
        if desk.person is None:
            mark = desk.talk.mark()
            desk.person = await identify(
                desk.talk, desk.world, desk.note, desk.step, item.auth in PROVEN,
                words(item.roles[0].label) if item.roles else None,
            )
            if desk.person.by == "code":
                desk.looked_up(desk.texts.words("source.phones"))
            await self._resume()
            desk.talk.drop(mark)
        return desk.person

    async def everyone(self, item: Item) -> list[Party]:
        """All people of an application by role, one card after the other; the first is the citizen of the visit."""
        first = await self.identify(item)
        if not self.parties:
            roles = item.roles or ()
            found = [(roles[0].key if roles else "applicant", first)]
            desk = self._desk
            for role in roles[1:]:
                mark = desk.talk.mark()
                person = await identify(
                    desk.talk, desk.world, desk.note, desk.step, item.auth in PROVEN, words(role.label),
                    tuple(known.card for _, known in found),
                )
                desk.talk.drop(mark)
                found.append((role.key, person))
            self.parties = tuple(found)
        return [Party(role, person.card.number, person.card.name) for role, person in self.parties]

    # ---------------------------------------------------------------- what was begun here and did not come out
    async def _resume(self) -> None:
        """An interrupted document of the last seven days is brought now, if the citizen wants it."""
        desk, world = self._desk, self._desk.world
        assert desk.person
        if desk.person.by == "card" or self._asked:
            return  # somebody with a found card gets nobody's papers
        self._asked = True
        waiting = await world.office.interrupted(desk.pseudonym)
        offered = tuple(
            Waiting(one.effect.id, words(_name(world.catalog.items, one.effect.item)), one.effect.opened[:10])
            for one in waiting
        )
        while offered:
            answer = await desk.talk.ask_now(Resume(offered))
            found = next((one for one in waiting if isinstance(answer, Pick) and one.effect.id == answer.key), None)
            if found is None:
                return
            await self._bring(found)
            offered = tuple(one for one in offered if one.key != found.effect.id)

    async def _bring(self, one: Interrupted) -> None:
        desk = self._desk
        assert desk.person
        body = msgspec.json.decode(unseal(one.data_key, one.effect.id, one.effect.body), type=dict[str, str | int])
        serial = str(body["serial"])
        document = await desk.talk.busy(
            "wait.fetching", desk.world.platform.document, serial, desk.person.card.number
        )
        if isinstance(document, Failure):
            await desk.failed(document.code, again=False, within=False)
            return
        assert isinstance(document, IssuedDocument)
        refused = await desk.talk.busy("wait.checking", desk.world.documents.verify, document)
        if isinstance(refused, Failure):
            await desk.failed(refused.code, again=False, within=False)
            return
        desk.looked_up(words(desk.item.department))
        if await self._papers.print(document, {"again": one.effect.id}):
            await self._papers.take(document.pages, card=False)


def _name(items: tuple[Item, ...], key: str) -> Named:
    return next((item.short for item in items if item.key == key), Named(key, key))
