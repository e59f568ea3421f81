"""What a visit needs of the world.  Any front end can hold the other end: the shell, or a robot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from hardware.model import DeviceState
from hardware.senses.messages import Card, Code
from kiosk.backstage import Dispense, Facts, Interrupted, OpenEffect, PrintSlip, Used
from kiosk.effects import Adapter, Outcome
from kiosk.messages import FromShell, ToShell
from kiosk.prompts import Preferences
from services.models import (
    Bill,
    Case,
    Catalog,
    CodeChecked,
    CodeSent,
    Failure,
    Filed,
    FinishedCard,
    IssuedDocument,
    Item,
    Named,
    Order,
    Party,
    Record,
    Refund,
    Slot,
)

JOURNEYS = ("certificate", "query", "pay", "apply", "collect")
"""A newer catalogue may name one that this software does not know: its items are grey."""


class Front(Protocol):
    """The shell's end.  `send` never raises: a dead shell is replaced and asks again."""

    def send(self, message: ToShell) -> None: ...
    async def next(self) -> FromShell: ...


class Senses(Protocol):
    """Requests to the senses; each call goes on over a restart of senses (and says so)."""

    async def read_card(self, say: Callable[..., None]) -> Card: ...
    async def card_gone(self) -> None: ...
    async def card_left(self) -> bool: ...
    async def scan(self, say: Callable[..., None]) -> Code:
        """The next QR or Code 128; a refused one is said and waited on.  Raises Stopped when nothing can read codes."""
        ...
    async def check_face(self, photo: bytes, say: Callable[..., None], picture: Callable[[bytes], None]) -> str | None:
        """None when passed, else a fault."""
        ...


class PlatformPort(Protocol):
    """The platform's calls that a visit makes; blocking, made in a thread."""

    def send_code(self, number: str) -> CodeSent | Failure: ...
    def check_code(self, code: str) -> CodeChecked | Failure: ...
    def report_face(self, number: str) -> None | Failure: ...
    def issue(self, item: str, number: str, name: str, fields: dict[str, str]) -> IssuedDocument | Failure: ...
    def document(self, serial: str, number: str) -> IssuedDocument | Failure: ...
    def record(self, item: str, number: str, fields: dict[str, str]) -> Record | Failure: ...
    def slots(self, item: str) -> list[Slot] | Failure: ...
    def file(
        self, key: str, item: str, people: list[Party], fields: dict[str, str], signature: dict[str, str]
    ) -> Filed | Failure: ...
    def filed(self, key: str) -> Filed | None | Failure: ...
    def cases(self, number: str, case: str = "") -> list[Case] | Failure: ...
    def cards(self, item: str, number: str) -> list[FinishedCard] | Failure: ...
    def bill(self, item: str, fields: dict[str, str]) -> Bill | Failure: ...
    def fee(self, item: str, serial: str) -> Bill | Failure: ...
    def order(self, key: str, bill: str, fen: int) -> Order | Failure: ...
    def order_of(self, key: str) -> Order | None | Failure: ...
    def charge(self, key: str, code: str) -> Order | Failure: ...
    def close(self, key: str) -> Order | Failure: ...
    def refund(self, key: str, order: str, fen: int) -> Refund | Failure: ...


class Office(Protocol):
    """Core's end: journal, consents, events."""

    @property
    def states(self) -> dict[str, DeviceState]: ...
    async def states_changed(self, since: dict[str, DeviceState]) -> None:
        """Returns once the states are others than `since`, at once where they are already."""
        ...

    def identified(self) -> None: ...
    def consented(self, purpose: str, version: str, agreed: bool) -> None: ...
    def happened(self, code: str, fields: Facts | None = None) -> None: ...
    def report(self, key: str, body: Facts) -> None: ...
    async def perform(self, adapter: Adapter, item: str, person: str) -> Outcome: ...
    @property
    def effects(self) -> list[OpenEffect]:
        """Those of this visit, oldest first, as they stand."""
        ...

    async def use(self, effect: str, device: str, order: PrintSlip | Dispense) -> Used:
        """A device of core's."""
        ...

    async def interrupted(self, person: str) -> tuple[Interrupted, ...]: ...


class Documents(Protocol):
    """Proof and picture of a sealed page, and the guides of this machine's own; blocking, made in a thread."""

    def verify(self, document: IssuedDocument) -> Failure | None: ...
    def picture(self, pdf: bytes) -> bytes: ...
    def guide(self, item: Item, lang: str, at: datetime) -> IssuedDocument: ...


class Printers(Protocol):
    """Makes the effect that prints a page; `say(permille)` as it goes."""

    def page(
        self, document: IssuedDocument, copies: int, say: Callable[[str, int], None], facts: Facts | None = None
    ) -> Adapter: ...


class World(Protocol):
    """Everything together, as the process root (or a test) has wired it."""

    @property
    def front(self) -> Front: ...
    @property
    def senses(self) -> Senses: ...
    @property
    def platform(self) -> PlatformPort: ...
    @property
    def office(self) -> Office: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def printers(self) -> Printers: ...
    @property
    def catalog(self) -> Catalog: ...
    @property
    def visit(self) -> str: ...
    @property
    def prefs(self) -> Preferences: ...
    @property
    def ask_after_s(self) -> float: ...
    @property
    def leave_after_s(self) -> int: ...
    @property
    def today(self) -> Callable[[], date]: ...
    @property
    def local(self) -> Callable[[], datetime]:
        """The site's clock."""
        ...

    @property
    def clock(self) -> Callable[[], float]:
        """Monotonic seconds."""
        ...

    @property
    def point(self) -> Callable[[str], None]:
        """Called at each named instant; tests stop the process there."""
        ...

    @property
    def site(self) -> Named: ...
    @property
    def kiosk(self) -> str: ...


def closed_by(item: Item, states: dict[str, DeviceState]) -> str | None:
    """The fault that prevents an item now, or None.  Checked before the start, and before each effect."""
    if item.journey not in JOURNEYS:
        return "item.newer"
    return next((fault for name in (*item.hardware, "platform") if (fault := obstacle(name, states))), None)


def obstacle(name: str, states: dict[str, DeviceState]) -> str | None:
    """The fault that keeps a device from being used now, or None."""
    state = states.get(name)
    if state is None:
        return "device.missing"
    if state.fault or state.status not in ("online", "busy"):
        return state.fault or "device.not_ready"
    return None
