"""Messages between the processes of a kiosk.  Every message of a visit carries its id; stale ones are dropped."""

from __future__ import annotations

import msgspec

from kiosk.prompts import Answer, Preferences, Prompt, Words


class _Message(msgspec.Struct, frozen=True, tag=True):
    pass


# ================================================================ visit → shell
class Show(_Message):
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


class Status(_Message):
    """Live state of the prompt that is shown."""

    visit: str
    number: int
    state: str
    fault: str | None = None
    step: int = 0
    of: int = 0
    hint: str = ""


class Preview(_Message):
    visit: str
    number: int
    jpeg: bytes


ToShell = Show | Status | Preview


# ================================================================ shell → visit
class Answered(_Message):
    visit: str
    number: int
    answer: Answer


class Drafted(_Message):
    """What the citizen has entered so far, so that a new shell can go on from there."""

    visit: str
    number: int
    draft: dict[str, str]


class Preferred(_Message):
    visit: str
    prefs: Preferences


class Touched(_Message):
    """A hand was on the glass (at most one a second)."""

    visit: str


class Again(_Message):
    """A new shell asks for the prompt as it stands."""

    visit: str


FromShell = Answered | Drafted | Preferred | Touched | Again


# ================================================================ core → shell
class Place(_Message):
    """Where this machine stands, first message to a new shell.  `zone`: IANA name, for clock and dates."""

    site: Words
    zone: str
    profile: str  # "demo" | "field"
    debug_socket: str = ""


class Attract(_Message):
    """Nobody is here.  `top`: the most used items; `items`: how many in all."""

    top: tuple[Words, ...]
    items: int
    prefs: Preferences = Preferences()


class Visiting(_Message):
    """One descriptor comes along: the channel to the visit.  The shell sends Again on it."""

    visit: str


class OneMoment(_Message):
    """Core is sorting something out (recovery, or the visit is being prepared)."""


class Notice(_Message):
    """Nameless: what became of money and papers.  Stays `seconds`, or until touched.

    lines: text keys; reference: number to quote."""

    lines: tuple[str, ...]
    seconds: int = 60
    reference: str = ""


class Goodbye(_Message):
    """The visit's process has ended and all it knew with it.  cleared: text keys ("card", "face", "typed")."""

    cleared: tuple[str, ...]
    document: bool
    seconds: int = 10
    reference: str = ""
    prefs: Preferences = Preferences()


class OutOfService(_Message):
    """fault: row of faults.toml."""

    fault: str
    nearest: Words | None = None


class Retire(_Message):
    """A fresh shell has drawn its first frame: leave."""


CoreToShell = Place | Attract | Visiting | OneMoment | Notice | Goodbye | OutOfService | Retire


# ================================================================ shell → core
class Drawn(_Message):
    """The first frame is on the glass."""

    pid: int


class Start(_Message):
    """A citizen touched the attract screen."""

    prefs: Preferences


class Dismissed(_Message):
    """Notice or goodbye was touched away."""


class Frames(_Message):
    """Frames drawn so far; at least one a minute.  Feeds the watchdog."""

    count: int
    stuck_touches: int = 0


ShellToCore = Drawn | Start | Dismissed | Frames


# ================================================================ supervisor → core, shell
class Peer(_Message):
    """One descriptor comes along: the channel to `role` ("core" | "shell"), fresh after each start."""

    role: str


class Replace(_Message):
    """core → supervisor: start a fresh process of `role` beside the present one."""

    role: str


FromSupervisor = Peer
ToSupervisor = Replace
