"""Messages between core, a visit and a recovery process.  Core never hears a citizen's clear data here."""

from __future__ import annotations

import msgspec

from hardware.model import DeviceState
from hardware.slip import Slip
from kiosk.prompts import Preferences
from services.models import Catalog, Named

Facts = dict[str, str | int]
"""What an effect has left behind at its device: job id, uuid, counts.  Nothing of a person."""


class _Message(msgspec.Struct, frozen=True, tag=True):
    pass


class PlatformAccess(msgspec.Struct, frozen=True):
    """How a visit reaches the platform.  The TLS key opens the line only: it signs nothing."""

    url: str
    device: str
    ca: bytes
    cert: bytes
    key: bytes
    signing_public: bytes


class OpenEffect(msgspec.Struct, frozen=True):
    """An effect as the journal knows it.  body: ciphertext under the visit's data key."""

    id: str
    visit: str
    kind: str
    item: str
    state: str
    facts: Facts
    body: bytes
    opened: str
    evidence: Facts = {}


class Interrupted(msgspec.Struct, frozen=True):
    """A print effect of this citizen that brought no page, and the data key of its visit."""

    effect: OpenEffect
    data_key: bytes


# ---------------------------------------------------------------- devices that core owns (masked data only)
class PrintSlip(_Message, frozen=True):
    """For the receipt printer."""

    slip: Slip


class Dispense(_Message, frozen=True):
    """For the dispenser.  act: "feed" | "chip" | "present" | "taken" (waits `patience_s`) | "capture" | "state"."""

    act: str
    patience_s: float = 0

    @property
    def asks(self) -> bool:
        """It moves nothing: what is answered is not noted in the journal."""
        return self.act in ("chip", "state")


class Use(_Message, frozen=True):
    """Ask a device of core's.  effect: whose it is; core notes in the journal what became of it, also where the one
    who asked is gone; "" for a mere question."""

    request: int
    effect: str
    device: str
    order: PrintSlip | Dispense


class Used(_Message, frozen=True):
    """state: "done" | "not_done" | "unknown"; facts: what the device told (chip number, where the card is)."""

    request: int
    state: str
    fault: str | None = None
    facts: Facts = {}


# ---------------------------------------------------------------- core → visit
class Begin(_Message, frozen=True):
    """A citizen has come.  Two descriptors follow in ShellHere and SensesHere.

    item: the key of what they touched first, ""; data_key: AEAD key of this visit's effect bodies;
    person_key: HMAC key of the citizen's pseudonym."""

    visit: str
    prefs: Preferences
    item: str
    kiosk: str
    site: Named
    zone: str
    catalog: Catalog
    states: dict[str, DeviceState]
    platform: PlatformAccess
    visit_key: bytes
    person_key: bytes
    data_key: bytes
    printer: dict[str, str | int | float | bool]
    ask_after_s: float
    leave_after_s: int


class ShellHere(_Message, frozen=True):
    """One descriptor: the channel to a (new) shell."""


class SensesHere(_Message, frozen=True):
    """One descriptor: the channel to a (new) senses."""


class States(_Message, frozen=True):
    states: dict[str, DeviceState]


class VisitKey(_Message, frozen=True):
    """The platform has opened this visit late: its key for reads."""

    key: bytes


class Permit(_Message, frozen=True):
    """The intent is on the disk: act."""

    effect: str


class Denied(_Message, frozen=True):
    effect: str
    fault: str


class Noted(_Message, frozen=True):
    """The facts of a step are on the disk."""

    effect: str


class Closed(_Message, frozen=True):
    """The outcome is on the disk."""

    effect: str


class Signature(_Message, frozen=True):
    """`value` is "" where core refuses to sign."""

    request: int
    value: str


class Waits(_Message, frozen=True):
    """The answer to WhatWaits."""

    request: int
    effects: tuple[Interrupted, ...]


CoreToVisit = (
    Begin | ShellHere | SensesHere | States | VisitKey | Permit | Denied | Noted | Closed | Signature | Used | Waits
)


# ---------------------------------------------------------------- visit → core
class Warm(_Message, frozen=True):
    pass


class Identified(_Message, frozen=True):
    """A person is known to this visit: shell and senses are replaced after it."""


class Consented(_Message, frozen=True):
    purpose: str
    version: str
    agreed: bool


class Intend(_Message, frozen=True):
    """person: HMAC of the number under the person key; body: ciphertext."""

    effect: str
    kind: str
    item: str
    person: str
    body: bytes
    facts: Facts = {}


class Progress(_Message, frozen=True):
    effect: str
    facts: Facts


class Settle(_Message, frozen=True):
    """state: "done" | "not_done" | "unknown"; evidence names the witness."""

    effect: str
    state: str
    evidence: Facts


class Sign(_Message, frozen=True):
    """The parts of a request that changes something (profile K1); no personal data is in them."""

    request: int
    method: str
    path: str
    query: str
    ts: int
    nonce: str
    digest: str


class Happened(_Message, frozen=True):
    """An event of the catalogue (config/events.toml), to be logged."""

    code: str
    fields: Facts = {}


class WhatWaits(_Message, frozen=True):
    """What was begun for this citizen (pseudonym) at this machine within seven days and brought no page."""

    request: int
    person: str


class Report(_Message, frozen=True):
    """For the platform, by way of the outbox: a rating.  Nothing of a person is in it; `key` makes it once only."""

    key: str
    body: Facts


class Ended(_Message, frozen=True):
    """The visit is over; the process ends behind this.  cleared: text keys; document: a page came out."""

    reason: str
    cleared: tuple[str, ...]
    document: bool
    reference: str
    prefs: Preferences


VisitToCore = (
    Warm | Identified | Consented | Intend | Progress | Settle | Sign | Happened | Use | WhatWaits | Report | Ended
)


# ---------------------------------------------------------------- core ↔ recovery
class Resolve(_Message, frozen=True):
    """Find out what became of these."""

    effects: tuple[OpenEffect, ...]
    printer: dict[str, str | int | float | bool]
    platform: PlatformAccess


CoreToRecovery = Resolve | Noted | Closed | Signature | Used
RecoveryToCore = Progress | Settle | Happened | Sign | Use
