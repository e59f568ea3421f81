"""Messages between the processes of a kiosk.  Every message of a visit carries its id; stale ones are dropped."""

from __future__ import annotations

import msgspec

from kiosk.prompts import Answer, Lookup, Preferences, Prompt, Words


class _Message(msgspec.Struct, frozen=True, tag=True):
    pass


# ================================================================ visit → shell
class Show(_Message, frozen=True):
    """Draw this prompt.  `number` counts up; an answer names it.  `draft`: what was entered before (field → text)."""

    visit: str
    number: int
    prompt: Prompt
    prefs: Preferences
    draft: dict[str, str] = {}
    item: Words | None = None
    step: int = 0  # 0: no step bar
    steps: int = 0
    back: bool = True
    leave: bool = True  # False: a lock is drawn where "start over" is
    holds: tuple[str, ...] = ()  # what this machine holds of the citizen now: text keys "holds.card" …
    lookups: tuple[Lookup, ...] = ()  # every look-up made for the citizen in this visit


class Status(_Message, frozen=True):
    """Live state of the prompt that is shown."""

    visit: str
    number: int
    state: str
    fault: str | None = None
    step: int = 0
    of: int = 0
    hint: str = ""


class Preview(_Message, frozen=True):
    visit: str
    number: int
    jpeg: bytes


ToShell = Show | Status | Preview


# ================================================================ shell → visit
class Answered(_Message, frozen=True):
    visit: str
    number: int
    answer: Answer


class Drafted(_Message, frozen=True):
    """What the citizen has entered so far, so that a new shell can go on from there."""

    visit: str
    number: int
    draft: dict[str, str]


class Preferred(_Message, frozen=True):
    visit: str
    prefs: Preferences


class Touched(_Message, frozen=True):
    """A hand was on the glass (at most one a second)."""

    visit: str


class Again(_Message, frozen=True):
    """A new shell asks for the prompt as it stands."""

    visit: str


FromShell = Answered | Drafted | Preferred | Touched | Again


# ================================================================ core → shell
class Place(_Message, frozen=True):
    """Where this machine stands, first message to a new shell.  `zone`: IANA name, for clock and dates."""

    site: Words
    zone: str
    profile: str  # "demo" | "field"
    debug_socket: str = ""


class Attract(_Message, frozen=True):
    """Nobody is here.  `top`: the most used items, with their keys and icons; `items`: how many can be done now;
    `closed`: how many cannot; `prefs`: None: as the shell has them."""

    top: tuple[Words, ...]
    items: int
    prefs: Preferences | None = Preferences()
    keys: tuple[str, ...] = ()
    icons: tuple[str, ...] = ()
    closed: int = 0


class Visiting(_Message, frozen=True):
    """One descriptor comes along: the channel to the visit.  The shell sends Again on it."""

    visit: str


class OneMoment(_Message, frozen=True):
    """Core is sorting something out (recovery, or the visit is being prepared)."""


class Notice(_Message, frozen=True):
    """Nameless: what became of money and papers.  Stays `seconds`, or until touched.

    lines: text keys; reference: number to quote; prefs: as the cut-off visit had them, None: as the shell has them."""

    lines: tuple[str, ...]
    seconds: int = 60
    reference: str = ""
    slip: bool = False  # the same can be had on a slip, when touched
    prefs: Preferences | None = None


class Goodbye(_Message, frozen=True):
    """The visit's process has ended and all it knew with it.  cleared: text keys ("card", "face", "typed");
    document: what was wanted was done."""

    cleared: tuple[str, ...]
    document: bool
    seconds: int = 10
    reference: str = ""
    prefs: Preferences = Preferences()
    card: bool = False  # the card still lies on the reader


class OutOfService(_Message, frozen=True):
    """fault: row of faults.toml."""

    fault: str
    nearest: Words | None = None


class Retire(_Message, frozen=True):
    """A fresh shell has drawn its first frame: leave."""


CoreToShell = Place | Attract | Visiting | OneMoment | Notice | Goodbye | OutOfService | Retire


# ================================================================ shell → core
class Drawn(_Message, frozen=True):
    """The first frame is on the glass."""

    pid: int


class Start(_Message, frozen=True):
    """A citizen touched the attract screen, or wants another thing behind a goodbye.  item: key of the tile, ""."""

    prefs: Preferences
    item: str = ""


class Dismissed(_Message, frozen=True):
    """Notice or goodbye was touched away."""


class WantSlip(_Message, frozen=True):
    """The notice is wanted on paper."""


ShellToCore = Drawn | Start | Dismissed | WantSlip | Preferred


# ================================================================ supervisor ↔ core, shell
class Peer(_Message, frozen=True):
    """One descriptor comes along: the channel to `role` ("core" | "shell"), fresh after each start."""

    role: str


class Replace(_Message, frozen=True):
    """core → supervisor: start a fresh process of `role` beside the present one."""

    role: str


class Alive(_Message, frozen=True):
    """shell → supervisor: a frame was drawn (the minute clock draws one a minute).  Feeds the watchdog."""


class Stuck(_Message, frozen=True):
    """shell → supervisor: a touch brought no frame, so the picture is dead although the loop runs."""


FromSupervisor = Peer
ToSupervisor = Replace | Alive | Stuck
