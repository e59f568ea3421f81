"""Who is here: consent, the card, then the face – or the code that the platform sends to the phone.

Face is never the only way (rules in force since 2025-06-01), and counts only with a passed challenge.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from hardware.codecs.idcard import in_force
from hardware.senses.messages import Card
from kiosk.prompts import Answer, Consent, EnterCode, LookAtCamera, Pick, ReadCard, Sorry, Text, Words, Yes
from kiosk.usable import obstacle
from kiosk.visit.conversation import Conversation, Left, Stopped
from kiosk.visit.ports import World
from services.models import CodeSent, Failure

DATA_CONSENT = "data-2"
FACE_CONSENT = "face-1"
FACE_TRIES = 3


class Person(msgspec.Struct, frozen=True):
    """A citizen of this visit.  by: "card" (nothing but the card was asked for) | "face" | "code"."""

    card: Card
    by: str


async def identify(
    talk: Conversation, world: World, noted: Callable[[str], None], step: Callable[[str], None], proof: bool = True,
    whose: Words | None = None, others: tuple[Card, ...] = (),
) -> Person:
    """Consent, card, and where the item asks for it one of the two proofs; `noted("card" | "face")` as each is seen.

    whose: which of several people is asked; others: the cards that were shown before.  Raises Left, Stopped."""
    if not await _agreed(talk, world, "data", DATA_CONSENT, whose):
        raise Left("declined")
    step("step.card")
    card = await talk.once(lambda: _card(talk, world, noted, whose, others))
    if not proof:
        return Person(card, "card")
    step("step.proof")
    by_face = card.photo and obstacle("camera", world.office.states) is None
    if by_face and await _agreed(talk, world, "face", FACE_CONSENT):
        noted("face")
        if await talk.once(lambda: _face(talk, world, card)):
            return Person(card, "face")
    await _code(talk, world, card)
    return Person(card, "code")


async def _agreed(
    talk: Conversation, world: World, purpose: str, version: str, whose: Words | None = None
) -> bool:
    """Asked and recorded once, however often the journey is replayed."""

    async def asked() -> bool:
        answer = await talk.ask_now(Consent(purpose, version, whose), back=True)
        world.office.consented(purpose, version, isinstance(answer, Yes))
        return isinstance(answer, Yes)

    return await talk.once(asked, stop=True)


async def _card(
    talk: Conversation, world: World, noted: Callable[[str], None], whose: Words | None, others: tuple[Card, ...]
) -> Card:
    def say(state: str, fault: str | None = None) -> None:
        if fault:
            world.office.happened("card.refused", {"fault": fault})
        talk.say(state, fault)

    if await world.senses.card_left():
        await talk.ask_or(ReadCard(whose, other=True), world.senses.card_gone())
    while True:
        result = await talk.ask_or(ReadCard(whose), world.senses.read_card(say))
        if not isinstance(result, Card):
            raise Left("left")
        noted("card")
        world.office.identified()  # also by a card that is refused now: shell and senses have seen it
        if result.number not in {other.number for other in others}:
            break
        await talk.ask_or(ReadCard(whose, other=True), world.senses.card_gone())
    if fault := in_force(result, world.today()):
        raise Stopped(fault.code, again=True)
    return result


async def _face(talk: Conversation, world: World, card: Card) -> bool:
    """True when the face is proven and the platform knows; False for the way by phone."""
    for left in range(FACE_TRIES - 1, -1, -1):
        result: Answer | str | None = await talk.ask_or(
            LookAtCamera(), world.senses.check_face(card.photo, talk.say, talk.preview)
        )
        if isinstance(result, Pick):
            return False
        if result is None:
            failure = await talk.busy("wait.reporting_face", world.platform.report_face, card.number)
            if isinstance(failure, Failure):
                raise Stopped(failure.code, again=True)
            world.office.happened("face.passed")
            return True
        assert isinstance(result, str)
        world.office.happened("face.refused", {"fault": result})
        wish = await talk.ask_now(
            Sorry(result, "money.nothing_charged", "papers.card_on_reader", again=left > 0, other="sorry.use_code")
        )
        if isinstance(wish, Pick) and wish.key == "other":
            return False
        if not (isinstance(wish, Pick) and wish.key == "again"):
            raise Left("left")
    return False


async def _code(talk: Conversation, world: World, card: Card) -> None:
    """Six digits, three tries, locked at the platform.  Returns when they were right."""
    sent = await _sent(talk, world, card)
    wrong, tries = False, sent.tries_left
    while True:
        prompt = EnterCode(sent.phone, tries_left=tries, wrong=wrong, resend_s=sent.resend_s)
        answer = await talk.ask_now(prompt, back=True)
        if isinstance(answer, Pick):
            sent = await _sent(talk, world, card)
            wrong, tries = False, sent.tries_left
            continue
        if not isinstance(answer, Text):
            continue
        checked = await talk.busy("wait.checking_code", world.platform.check_code, answer.value)
        if isinstance(checked, Failure):
            raise Stopped(checked.code, again=checked.code.startswith("platform."))
        if checked.ok:
            world.office.happened("code.passed")
            return
        wrong, tries = True, checked.tries_left
        world.office.happened("code.wrong", {"left": tries})
        if not tries:
            raise Stopped("code.locked")


async def _sent(talk: Conversation, world: World, card: Card) -> CodeSent:
    sent = await talk.busy("wait.sending_code", world.platform.send_code, card.number)
    if isinstance(sent, Failure):
        raise Stopped(sent.code, again=sent.code.startswith("platform."))
    return sent
