"""What senses says and hears.  Senses keeps nothing of a citizen between requests."""

from __future__ import annotations

import msgspec

from hardware.model import DeviceState


class Card(msgspec.Struct, frozen=True):
    """An identity document read from its chip and checked (GA/T 490 layouts ' ', J, I, Y).

    kind: "resident" | "hkmt" | "foreigner2017" | "foreigner2023"; sex "1"/"2"; dates YYYYMMDD,
    valid_to "99991231" for 长期; photo: the decoded portrait as an image file (WebP, JPEG or BMP), b"" if none.
    """

    kind: str
    name: str
    number: str
    sex: str
    birth: str
    valid_from: str
    valid_to: str
    nation: str = ""
    address: str = ""
    issuer: str = ""
    english_name: str = ""
    photo: bytes = b""


class Code(msgspec.Struct, frozen=True):
    """A QR or Code 128 as its bytes.  symbology: "qr" | "code128" | "" where a scanner does not say; by: "scanner" |
    "camera".
    """

    data: bytes
    symbology: str
    by: str


# core → senses, on the link it was started with
class Configure(msgspec.Struct, frozen=True, tag=True):
    """First message.  `devices`: name → its table of the configuration; `face`, `codes`: those tables."""

    devices: dict[str, dict[str, str | int | float | bool]]
    face: dict[str, str | int | float | bool]
    codes: dict[str, str | int | float | bool] = {}
    left: bool = False  # a card that lies there already is one that somebody has left


class Attach(msgspec.Struct, frozen=True, tag=True):
    """One descriptor comes along: the channel to the visit.  Replaces an earlier one."""

    visit: str


# senses → core
class Ready(msgspec.Struct, frozen=True, tag=True):
    pass


class Devices(msgspec.Struct, frozen=True, tag=True):
    states: tuple[DeviceState, ...]


class CardLies(msgspec.Struct, frozen=True, tag=True):
    """Whether a card that somebody has left lies on the reader.  request: 0 to core, on each change."""

    request: int
    left: bool


# visit → senses
class AnyCardLeft(msgspec.Struct, frozen=True, tag=True):
    """Whether the card on the reader was there before this visit (→ CardLies)."""

    request: int


class ReadCard(msgspec.Struct, frozen=True, tag=True):
    """Wait for a card, read it.  Answers: CardStep …, then CardRead; CardRefused leaves the request open."""

    request: int


class WatchCard(msgspec.Struct, frozen=True, tag=True):
    """Tell when the card has been taken away (CardGone)."""

    request: int


class CheckFace(msgspec.Struct, frozen=True, tag=True):
    """Challenge and 1:1 comparison with `photo` (the card's).  Answers: FaceStep …, Picture …, one FaceVerdict."""

    request: int
    photo: bytes


class ScanCode(msgspec.Struct, frozen=True, tag=True):
    """Wait for a QR or Code 128 at scanner or camera.

    Answers: CodeStep …, then CodeRead; CodeRefused leaves the request open.
    """

    request: int


class Cancel(msgspec.Struct, frozen=True, tag=True):
    request: int


# senses → visit
class CardStep(msgspec.Struct, frozen=True, tag=True):
    """state: "waiting" | "found" | "reading" | "checked"."""

    request: int
    state: str


class CardRead(msgspec.Struct, frozen=True, tag=True):
    request: int
    card: Card


class CardRefused(msgspec.Struct, frozen=True, tag=True):
    """A card that cannot be used now; senses goes on waiting for another try."""

    request: int
    fault: str


class CardGone(msgspec.Struct, frozen=True, tag=True):
    request: int


class FaceStep(msgspec.Struct, frozen=True, tag=True):
    """What the citizen should do now: "centre" | "left" | "right" | "up" | "down" | "nearer" | "hold".

    left and right are the citizen's own.  `hint`: "" | "no_face" | "two_faces" | "too_far" | "too_dark".
    """

    request: int
    step: str
    number: int
    of: int
    hint: str = ""


class Picture(msgspec.Struct, frozen=True, tag=True):
    """A mirrored preview frame, JPEG, at most 5 a second; dropped when the reader is slow."""

    request: int
    jpeg: bytes


class FaceVerdict(msgspec.Struct, frozen=True, tag=True):
    """Passed only when `fault` is None."""

    request: int
    fault: str | None = None


class CodeStep(msgspec.Struct, frozen=True, tag=True):
    """state: "waiting" | "seen"."""

    request: int
    state: str


class CodeRead(msgspec.Struct, frozen=True, tag=True):
    request: int
    code: Code


class CodeRefused(msgspec.Struct, frozen=True, tag=True):
    """A code that cannot be used; senses goes on waiting for another."""

    request: int
    fault: str


class DeviceFault(msgspec.Struct, frozen=True, tag=True):
    """The device behind a request has failed; the request is over."""

    request: int
    fault: str


FromCore = Configure | Attach
ToCore = Ready | Devices | CardLies
FromVisit = AnyCardLeft | ReadCard | WatchCard | CheckFace | ScanCode | Cancel
ToVisit = (
    CardLies | CardStep | CardRead | CardRefused | CardGone | FaceStep | Picture | FaceVerdict
    | CodeStep | CodeRead | CodeRefused | DeviceFault
)
