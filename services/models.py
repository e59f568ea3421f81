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
    """A field of an item.  kind: "choice" | "month" | "digits" | "id" (number of an ID card) | "text".

    low, high, initial of a month: "YYYY-MM" or "now", "now-11m", "now-60m" …, taken at the site's clock.
    pattern, longest: of digits and text; scan: the answer may be scanned instead of typed;
    source: a choice's options are asked of the platform ("slots"), none stand in the catalogue."""

    key: str
    label: Named
    kind: str
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    initial: str = ""
    hint: Named | None = None
    pattern: str = ""
    longest: int = 0
    scan: bool = False
    source: str = ""


class Department(msgspec.Struct, frozen=True):
    """A department in plain words, as the home screen shows it; official names are found by search."""

    key: str  # HR
    name: Named
    icon: str


class Item(msgspec.Struct, frozen=True):
    """One service item (服务事项), a row of the catalogue.

    journey: name of a module in kiosk/journeys; auth: L0 | BILL | L1 | L2 | L3 (government-services §2);
    hardware: device names of the configuration that it cannot do without; dept: key of a Department;
    words: what it is found by – pinyin with a space between syllables, plain words, official names;
    roles: who must show a card, in order, where it is more than the one citizen (both parties of a marriage);
    statement: what is signed on the screen (L3); settle: "immediate" (即办件) | "promised" (承诺件).
    """

    key: str  # HR-001
    code: str  # 12-digit 基本编码
    name: Named
    short: Named  # for tiles and titles: at most 12 characters, 20 letters in English
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
    dept: str = ""
    words: tuple[str, ...] = ()
    gives: Named | None = None  # what the citizen gets: "one A4 page with seal"
    roles: tuple[Option, ...] = ()
    statement: Named | None = None
    settle: str = "immediate"
    source: str = "record"  # of a query: "record" | "cases" | "guide"


class Catalog(msgspec.Struct, frozen=True):
    """The items of a county, served signed and versioned."""

    version: int
    issued: str  # RFC 3339, UTC
    items: tuple[Item, ...]
    nearest: Named  # the nearest other open place, said where this machine cannot help
    departments: tuple[Department, ...] = ()
    tags: dict[str, tuple[Option, ...]] = {}  # national evalDetail codes by stars, "5" … "1"


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


# ---------------------------------------------------------------- query
class Row(msgspec.Struct, frozen=True):
    """A line of a record; `value` may be data of the register (a string) or words."""

    label: Named
    value: str | Named


class Section(msgspec.Struct, frozen=True):
    """slip: False where it is for the screen alone: a slip may lie in its tray for anybody to find."""

    title: Named
    rows: tuple[Row, ...]
    slip: bool = True


class Record(msgspec.Struct, frozen=True):
    """What a register says (查询结果), masked.  source: the department whose data it is; as_of: YYYY-MM-DD."""

    title: Named
    source: Named
    as_of: str
    sections: tuple[Section, ...]


# ---------------------------------------------------------------- apply, collect
class Slot(msgspec.Struct, frozen=True):
    """A time of an appointment that is still free."""

    key: str  # 2026-12-01T09:00
    label: Named
    left: int


class Party(msgspec.Struct, frozen=True):
    """One of the people of an application.  role: key of the item's roles, "applicant" where it has none."""

    role: str
    number: str
    name: str


class Filed(msgspec.Struct, frozen=True):
    """An application was accepted (受理回执).  case: number to quote; at: YYYY-MM-DD HH:MM, the county's time, as it is
    shown; due: YYYY-MM-DD, "" for an appointment."""

    case: str
    at: str
    due: str
    rows: tuple[Row, ...]


class CaseStep(msgspec.Struct, frozen=True):
    at: str  # as in Filed
    what: Named


class Case(msgspec.Struct, frozen=True):
    """How far an application is (办件进度).  state: "accepted" | "doing" | "done" | "returned"."""

    number: str
    name: Named
    state: str
    steps: tuple[CaseStep, ...]
    due: str


class FinishedCard(msgspec.Struct, frozen=True):
    """A card that was made and waits in this machine's dispenser for its owner.  chip: its chip's number, hex."""

    case: str
    name: Named
    chip: str
    owner: str  # masked


# ---------------------------------------------------------------- money: fen only
class BillLine(msgspec.Struct, frozen=True):
    name: Named
    fen: int
    overdue_fen: int = 0
    penalty_fen: int = 0


class Bill(msgspec.Struct, frozen=True):
    """What is to be paid (缴款单).  code: 20 digits (缴款识别码); payer: masked; state: "open" | "paid" | "void"."""

    code: str
    unit: Named
    payer: str
    period: str
    lines: tuple[BillLine, ...]
    total_fen: int
    due: str
    state: str = "open"


class EBill(msgspec.Struct, frozen=True):
    """Fiscal e-bill (财政电子票据): code 8, number 10, check 6."""

    code: str
    number: str
    check: str


class Order(msgspec.Struct, frozen=True):
    """A payment order at the public-payment platform, named by the kiosk's effect (the same key is the same order).

    state: "pending" | "paid" | "closed" | "refunding" | "refunded"; link: what the QR says, opened by a phone;
    left_s: until it closes by itself; posted: the bill is settled by it (what a bill's delivery is)."""

    key: str
    bill: str
    fen: int
    state: str
    link: str
    left_s: int
    posted: bool = False
    ebill: EBill | None = None


class Refund(msgspec.Struct, frozen=True):
    """Money on its way back, named by the kiosk's refund effect.  state: "refunding" | "refunded" | "manual"."""

    key: str
    order: str
    fen: int
    state: str


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
