"""The conversation: what a visit asks, and what can be answered.  Knows no screen, no wire, no pixel.

Texts are keys of assets/texts/ or `Words` (data of the catalogue in both languages).
A prompt that a device answers (ReadCard, LookAtCamera) is answered by that device alone; a front end
may only go back, choose another way, or leave.
"""

from __future__ import annotations

import msgspec

from kiosk.answers import Answer, Back, Fields, Leave, No, Pick, Rated, Strokes, Text, Yes
from kiosk.parts import Choice, Department, Fact, Field, Job, Lookup, Preferences, Section, Tile, Waiting, Words


class _Prompt(msgspec.Struct, frozen=True, tag=True):
    pass


# ---------------------------------------------------------------- prompts
class ChooseItem(_Prompt, frozen=True):
    """Home: which item (→ Pick)."""

    tiles: tuple[Tile, ...]
    nearest: Words | None = None  # the nearest other open place, said where a tile is closed
    departments: tuple[Department, ...] = ()


class Guide(_Prompt, frozen=True):
    """What the item needs, costs, gives and takes (→ Yes, Pick("guide") = print this guide, Back).

    steps: text keys; they are the step bar's."""

    name: Words
    department: Words
    needs: Words
    minutes: int
    fee_fen: int
    pages: int
    closed: str | None = None
    nearest: Words | None = None
    gives: Words | None = None
    steps: tuple[str, ...] = ()
    guide: bool = False  # a paper guide can be printed now


class Consent(_Prompt, frozen=True):
    """A separate consent (→ Yes, No).  purpose: "data" (card and record) | "face" (camera, 1:1).

    whose: which of several people is asked."""

    purpose: str
    version: str
    whose: Words | None = None


class ReadCard(_Prompt, frozen=True):
    """Lay the card on the reader.  Status.state: waiting, found, reading, checked, refused (with fault).

    whose: of which of several people; other: the card of somebody else still lies there and must go first."""

    whose: Words | None = None
    other: bool = False


class LookAtCamera(_Prompt, frozen=True):
    """Look into the camera and follow the challenge (→ Pick("code"), Back).  Status.state: a FaceStep's step."""


class EnterCode(_Prompt, frozen=True):
    """Six digits sent to the registered phone (→ Text, Pick("resend"), Back).  Draft: the digits so far."""

    phone: str  # masked, 138****6625
    digits: int = 6
    tries_left: int = 3
    wrong: bool = False
    resend_s: int = 60


class Form(_Prompt, frozen=True):
    """Answers of the citizen (→ Fields, Pick("scan"), Back).  Draft: values so far.

    wrong: text key of what was not right with the last answer (said above the fields), e.g. "form.no_bill"."""

    fields: tuple[Field, ...]
    wrong: str = ""


class Review(_Prompt, frozen=True):
    """The page as it will be printed (→ Yes, Pick("wrong"), Back)."""

    picture: bytes  # PNG of page one
    facts: tuple[Fact, ...]
    pages: int
    fee_fen: int


class Scan(_Prompt, frozen=True):
    """Hold a code before the scanner or the camera (→ Pick("type") where typing is another way, Back).

    what: "bill" | "pay" | "case".  Status.state: waiting, seen, refused (with fault)."""

    what: str
    typing: bool = True


class CheckBill(_Prompt, frozen=True):
    """What is to be paid, before anything is (→ Yes, Back).  lines: name and amount; total_fen is the sum."""

    unit: Words
    rows: tuple[Fact, ...]
    lines: tuple[Fact, ...]
    total_fen: int


class Pay(_Prompt, frozen=True):
    """Pay by phone (→ No = not now, Pick("scan") = the machine scans the phone's code, Pick("show") = back to its own).

    code: PNG of the QR, a pixel a module; b"" while the phone's code is being asked for.  digits: the last four of
    what the code says; the phone shows them too.
    Status.state: waiting (step = seconds left, of = of all) | asking (no word from the platform) | closing | paid."""

    fen: int
    what: Words
    rows: tuple[Fact, ...]
    code: bytes
    seconds: int
    scan: bool = False
    digits: str = ""


class Statement(_Prompt, frozen=True):
    """What was found or done, in facts (→ Yes, Pick("slip"), Pick("print"), Back where something was only found).

    title, say: text keys or Words; slip, paper: the result can be taken along; next: text key of the way on."""

    title: str | Words
    sections: tuple[Section, ...]
    say: str | Words = ""
    slip: bool = False
    paper: bool = False
    next: str = "statement.next"


class Sign(_Prompt, frozen=True):
    """Write your name under what you declare (→ Strokes, Back).  digest: SM3 of the document, hex; shown in part."""

    title: Words
    statement: Words
    digest: str


class TakeSlip(_Prompt, frozen=True):
    """A slip has come out (→ Yes, Pick("missing")).  final: False where it names something still pending."""

    final: bool


class TakeCard(_Prompt, frozen=True):
    """The dispenser works and gives a card (a device answers).  Status.state: feeding, checking, presented."""

    name: Words


class Resume(_Prompt, frozen=True):
    """Something begun here did not come out (→ Pick(key) = bring it now, No)."""

    documents: tuple[Waiting, ...]


class Rate(_Prompt, frozen=True):
    """How was it (→ Rated, No = not now).  tags: national evalDetail codes by stars, "5" … "1", with their words."""

    item: Words
    tags: dict[str, tuple[Choice, ...]]


class Wait(_Prompt, frozen=True):
    """Something works for a moment that can still be left.  `what`: text key."""

    what: str


class Working(_Prompt, frozen=True):
    """An effect has begun and cannot be stopped; no way back."""

    title: str
    jobs: tuple[Job, ...]
    permille: int = 0


class TakeDocument(_Prompt, frozen=True):
    """Take the pages and the card (→ Yes, Pick("missing")).  Status.state "card_gone" when the card was taken."""

    pages: int
    card: bool


class Sorry(_Prompt, frozen=True):
    """What happened, the money, the papers, what next (→ Yes; Pick("again") where again; Pick(other) where other).

    fault: row of faults.toml; money, papers: text keys said as fact; reference: number to quote, may be "".
    """

    fault: str
    money: str
    papers: str
    reference: str = ""
    again: bool = False
    other: str = ""  # text key of another way, e.g. "sorry.use_code"
    nearest: Words | None = None
    fen: int = 0  # what the sentence about money is about


class AreYouThere(_Prompt, frozen=True):
    """The idle dialog over the prompt before it: leave after `seconds` (→ Yes = I am here, No = leave)."""

    seconds: int


Prompt = (
    ChooseItem | Guide | Consent | ReadCard | LookAtCamera | EnterCode | Form | Review | Scan | CheckBill | Pay
    | Statement | Sign | TakeSlip | TakeCard | Resume | Rate | Wait | Working | TakeDocument | Sorry | AreYouThere
)


__all__ = [
    "Answer", "AreYouThere", "Back", "CheckBill", "Choice", "ChooseItem", "Consent", "Department", "EnterCode", "Fact",
    "Field", "Fields", "Form", "Guide", "Job", "Leave", "LookAtCamera", "Lookup", "No", "Pay", "Pick", "Preferences",
    "Prompt", "Rate", "Rated", "ReadCard", "Resume", "Review", "Scan", "Section", "Sign", "Sorry", "Statement",
    "Strokes", "TakeCard", "TakeDocument", "TakeSlip", "Text", "Tile", "Wait", "Waiting", "Words", "Working", "Yes",
]
