"""The conversation: what a visit asks, and what can be answered.  Knows no screen, no wire, no pixel.

Texts are keys of assets/texts/ or `Words` (data of the catalogue in both languages).
A prompt that a device answers (ReadCard, LookAtCamera) is answered by that device alone; a front end
may only go back, choose another way, or leave.
"""

from __future__ import annotations

import msgspec


class _Part(msgspec.Struct, frozen=True):
    pass


class _Prompt(msgspec.Struct, frozen=True, tag=True):
    pass


class Words(_Part, frozen=True):
    """A text that is data: the same sentence in each language."""

    zh: str
    en: str


class Preferences(_Part, frozen=True):
    """How this citizen wants to be spoken to.  lang: "zh" | "en"; size: "small" | "standard" | "large" | "extra"."""

    lang: str = "zh"
    size: str = "standard"
    contrast: bool = False


# ---------------------------------------------------------------- parts
class Tile(_Part, frozen=True):
    """One service item (服务事项) on the home screen; greyed where `closed` names the fault that prevents it."""

    key: str
    name: Words
    icon: str
    note: Words
    closed: str | None = None
    needs: Words | None = None  # what it needs, how long it takes and what it costs: said where there is room
    minutes: int = 0
    fee_fen: int = 0


class Choice(_Part, frozen=True):
    key: str
    label: Words


class Field(_Part, frozen=True):
    """One question of a form.  kind: "choice" (one of choices) | "month" (YYYY-MM between low and high)."""

    key: str
    label: Words
    kind: str
    choices: tuple[Choice, ...] = ()
    low: str = ""
    high: str = ""
    initial: str = ""


class Fact(_Part, frozen=True):
    """A row of the review: `label` is a text key or Words, `value` is shown as it is (already masked)."""

    label: str | Words
    value: str | Words


class Job(_Part, frozen=True):
    """A row of the working screen.  state: "done" | "now" | "next"."""

    label: str
    state: str


# ---------------------------------------------------------------- prompts
class ChooseItem(_Prompt, frozen=True):
    """Home: which item (→ Pick)."""

    tiles: tuple[Tile, ...]
    nearest: Words | None = None  # the nearest other open place, said where a tile is closed


class Guide(_Prompt, frozen=True):
    """What the item needs, costs, gives and takes (→ Yes, Back)."""

    name: Words
    department: Words
    needs: Words
    minutes: int
    fee_fen: int
    pages: int
    closed: str | None = None
    nearest: Words | None = None


class Consent(_Prompt, frozen=True):
    """A separate consent (→ Yes, No).  purpose: "data" (card and record) | "face" (camera, 1:1)."""

    purpose: str
    version: str


class ReadCard(_Prompt, frozen=True):
    """Lay the card on the reader.  Status.state: waiting, found, reading, checked, refused (with fault)."""


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
    """Answers of the citizen (→ Fields, Back).  Draft: values so far."""

    fields: tuple[Field, ...]


class Review(_Prompt, frozen=True):
    """The page as it will be printed (→ Yes, Pick("wrong"), Back)."""

    picture: bytes  # PNG of page one
    facts: tuple[Fact, ...]
    pages: int
    fee_fen: int


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


class AreYouThere(_Prompt, frozen=True):
    """The idle dialog over the prompt before it: leave after `seconds` (→ Yes = I am here, No = leave)."""

    seconds: int


Prompt = (
    ChooseItem | Guide | Consent | ReadCard | LookAtCamera | EnterCode | Form | Review | Wait | Working
    | TakeDocument | Sorry | AreYouThere
)


# ---------------------------------------------------------------- answers
class Yes(_Prompt, frozen=True):
    pass


class No(_Prompt, frozen=True):
    pass


class Back(_Prompt, frozen=True):
    pass


class Leave(_Prompt, frozen=True):
    """Start over: the citizen ends the visit."""


class Pick(_Prompt, frozen=True):
    key: str


class Text(_Prompt, frozen=True):
    value: str


class Fields(_Prompt, frozen=True):
    values: dict[str, str]


Answer = Yes | No | Back | Leave | Pick | Text | Fields
