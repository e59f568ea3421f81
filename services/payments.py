"""A payment as the kiosk knows it, whatever the channel (government-services §4.3).  No I/O.

Only a signed answer – an Order, a Refund, or the platform's own "never heard of it" – moves it towards an end; a
Failure never does.  Nothing is given up before it is closed.  The state is safe to lose: a payment whose process died
is `recovered(key)`, and asking tells the rest.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from services.models import Failure, Order, Refund


class State(StrEnum):
    CREATED = "created"  # nothing was sent
    REQUESTED = "requested"  # the order may have reached the platform
    PENDING = "pending"  # a code is shown, or a password is being typed
    UNKNOWN = "unknown"  # no word that can be believed
    FAILED = "failed"  # refused; closed next, so that no request on its way can open it
    CANCELLING = "cancelling"
    CLOSED = "closed"
    PAID = "paid"  # and the bill is posted
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    MANUAL = "manual"  # a person looks after it


class Step(StrEnum):
    OPEN = "open"  # send the order, with the same key
    ASK = "ask"
    CLOSE = "close"
    REFUND = "refund"  # with the refund's own key
    NOTHING = "nothing"


class Word(StrEnum):
    """What can be heard or decided."""

    SENT = "sent"  # the order goes out now
    PENDING = "pending"
    POSTED = "posted"
    UNPOSTED = "unposted"  # paid, but another payment settled the bill
    CLOSED = "closed"
    REFUNDING = "refunding"
    REFUNDED = "refunded"
    MANUAL = "manual"
    ABSENT = "absent"  # the platform has never heard of the key
    REFUSED = "refused"  # of the bill or the payment itself
    UNHEARD = "unheard"  # no answer, or none that can be believed
    WITHDRAW = "withdraw"  # the citizen does not pay, or has left
    EXPIRED = "expired"  # the patience with this state is over
    UNDELIVERED = "undelivered"  # what was paid for could not be given


To = dict[Word, tuple[State, Step]]
_MONEY: To = {
    Word.POSTED: (State.PAID, Step.NOTHING),
    Word.UNPOSTED: (State.REFUNDING, Step.REFUND),
    Word.REFUNDING: (State.REFUNDING, Step.ASK),
    Word.REFUNDED: (State.REFUNDED, Step.NOTHING),
    Word.MANUAL: (State.MANUAL, Step.ASK),
}
"""What money has done is believed in every state, also behind a close."""
_OPEN: To = {
    **_MONEY,
    Word.PENDING: (State.PENDING, Step.ASK),
    Word.CLOSED: (State.CLOSED, Step.NOTHING),
    Word.ABSENT: (State.CREATED, Step.OPEN),
    Word.UNHEARD: (State.UNKNOWN, Step.ASK),
    Word.WITHDRAW: (State.CANCELLING, Step.CLOSE),
    Word.EXPIRED: (State.CANCELLING, Step.CLOSE),
}
_ENDING: To = {
    **_MONEY,
    Word.CLOSED: (State.CLOSED, Step.NOTHING),
    Word.PENDING: (State.CANCELLING, Step.CLOSE),
    Word.ABSENT: (State.CANCELLING, Step.CLOSE),
    Word.UNHEARD: (State.CANCELLING, Step.CLOSE),
    Word.EXPIRED: (State.MANUAL, Step.ASK),
}
_TABLE: dict[State, To] = {
    State.CREATED: {
        Word.SENT: (State.REQUESTED, Step.ASK),
        Word.WITHDRAW: (State.CANCELLING, Step.CLOSE),  # an earlier sending may still be on its way
        Word.EXPIRED: (State.CANCELLING, Step.CLOSE),
    },
    State.REQUESTED: {**_OPEN, Word.REFUSED: (State.FAILED, Step.CLOSE)},
    State.PENDING: {**_OPEN, Word.ABSENT: (State.UNKNOWN, Step.ASK)},
    State.UNKNOWN: _OPEN,
    State.FAILED: {**_ENDING, Word.UNHEARD: (State.FAILED, Step.CLOSE), Word.ABSENT: (State.FAILED, Step.CLOSE)},
    State.CANCELLING: _ENDING,
    State.CLOSED: _MONEY,
    State.PAID: {
        Word.REFUNDING: (State.REFUNDING, Step.ASK),
        Word.REFUNDED: (State.REFUNDED, Step.NOTHING),
        Word.UNDELIVERED: (State.REFUNDING, Step.REFUND),
    },
    State.REFUNDING: {
        **_MONEY,
        Word.POSTED: (State.REFUNDING, Step.REFUND),  # undelivered: the refund has not arrived yet
        Word.UNHEARD: (State.REFUNDING, Step.ASK),
        Word.REFUSED: (State.REFUNDING, Step.ASK),  # the platform may have given it back by itself
        Word.EXPIRED: (State.MANUAL, Step.ASK),
    },
    State.REFUNDED: {},
    State.MANUAL: {**_MONEY, Word.CLOSED: (State.CLOSED, Step.NOTHING)},
}
FINAL = {State.CLOSED, State.PAID, State.REFUNDED}


class Payment(msgspec.Struct, frozen=True):
    """One order from the kiosk's side.  key: its effect; step: what to do next; order: as last heard, signed."""

    key: str
    state: State = State.CREATED
    step: Step = Step.OPEN
    order: Order | None = None

    @classmethod
    def recovered(cls, key: str) -> Payment:
        """A payment of which only the key is left."""
        return cls(key, State.UNKNOWN, Step.ASK)

    @property
    def final(self) -> bool:
        return self.state in FINAL

    def sent(self) -> Payment:
        """To be committed before the order goes out."""
        return self._to(Word.SENT)

    def heard(self, said: Order | Refund | Failure | None) -> Payment:
        """The answer to any step; None: the platform has never heard of the key."""
        if isinstance(said, Order):
            return msgspec.structs.replace(self, order=said)._to(_word(said))
        if isinstance(said, Refund):
            return self._to(Word(said.state))
        if said is None:
            return self._to(Word.ABSENT)
        return self._to(Word.REFUSED if said.code.startswith(("bill.", "pay.")) else Word.UNHEARD)

    def withdraw(self) -> Payment:
        return self._to(Word.WITHDRAW)

    def expired(self) -> Payment:
        return self._to(Word.EXPIRED)

    def undelivered(self) -> Payment:
        return self._to(Word.UNDELIVERED)

    def _to(self, word: Word) -> Payment:
        state, step = _TABLE[self.state].get(word, (self.state, self.step))
        return msgspec.structs.replace(self, state=state, step=step)


def _word(order: Order) -> Word:
    if order.state == "paid":
        return Word.POSTED if order.posted else Word.UNPOSTED
    return Word(order.state)
