"""What the platform and the kiosk say to each other, as structs.  Money is integer fen; times are UTC."""

from __future__ import annotations

import msgspec


class Named(msgspec.Struct, frozen=True):
    """One text in each language."""

    zh: str
    en: str


class Option(msgspec.Struct, frozen=True):
    key: str
    label: Named


class Question(msgspec.Struct, frozen=True):
    """A field of an item.  kind: "choice" | "month".

    low, high, initial of a month: "YYYY-MM" or "now", "now-11m", "now-60m" …, taken at the site's clock."""

    key: str
    label: Named
    kind: str
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    initial: str = ""


class Item(msgspec.Struct, frozen=True):
    """One service item (服务事项), a row of the catalogue.

    journey: name of a module in kiosk/journeys; auth: L0 | BILL | L1 | L2 | L3 (government-services §2);
    hardware: device names of the configuration that it cannot do without.
    """

    key: str  # HR-001
    code: str  # 12-digit 基本编码
    name: Named
    short: Named  # at most 12 characters, for tiles and titles
    note: Named  # under the tile: "print · free"
    department: Named
    icon: str
    journey: str
    auth: str
    needs: Named
    minutes: int
    fee_fen: int
    pages: int
    hardware: tuple[str, ...]
    fields: tuple[Question, ...] = ()
    rank: int = 0  # the smaller, the more used


class Catalog(msgspec.Struct, frozen=True):
    """The items of a county, served signed and versioned."""

    version: int
    issued: str  # RFC 3339, UTC
    items: tuple[Item, ...]
    nearest: Named  # the nearest other open place, said where this machine cannot help


class Signed(msgspec.Struct, frozen=True):
    """Bytes with an SM2 signature over exactly these bytes (base64 DER)."""

    body: bytes
    signature: str


class IssuedDocument(msgspec.Struct, frozen=True):
    """A sealed certificate (电子证明).  `pdf` is what is sealed, printed, and nothing else.

    seal: SM2 signature (base64 DER) over pdf with the seal key; facts: masked rows for the review screen."""

    serial: str
    pdf: bytes
    seal: str
    pages: int
    facts: tuple[tuple[Named, str], ...]
    verify_url: str = ""


class CodeSent(msgspec.Struct, frozen=True):
    """A phone code was sent.  phone: masked; tries_left counts down at the platform, 0 = locked."""

    phone: str
    tries_left: int
    resend_s: int


class CodeChecked(msgspec.Struct, frozen=True):
    ok: bool
    tries_left: int


class VisitOpened(msgspec.Struct, frozen=True):
    """The platform's answer to a new visit: its key for HMAC-SM3 reads (32 bytes)."""

    visit: str
    key: bytes


class Event(msgspec.Struct, frozen=True):
    """A row of the outbox: what became of an effect.  Nothing of a person in it."""

    key: str
    body: dict[str, str | int | None]


class Failure(msgspec.Struct, frozen=True):
    """An expected failure of a service.  code: row of config/faults.toml (platform.*, document.*, code.*)."""

    code: str
    detail: str = ""
