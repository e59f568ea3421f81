"""What a driver is: data and generators.  It yields exchanges and gets replies; the runner does the rest."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from hardware.codecs import Garbled
from hardware.link import Link, LinkGarbled, LinkTimeout
from hardware.model import Fault

R = TypeVar("R")
T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)


class Exchange(msgspec.Struct, frozen=True):
    """Send, then wait for one reply, at most `timeout` seconds in all.  `quiet`: silence is an answer as well, None."""

    send: bytes
    timeout: float
    quiet: bool = False


Script = Generator[Exchange, R, T]


class Decoder(Protocol[R_co]):
    def feed(self, data: bytes) -> Sequence[R_co | Garbled]: ...

    def reset(self) -> None: ...


@dataclass(frozen=True)
class DriverSpec(Generic[R]):
    """A kind of device.  `identify` gives its serial number; `ping` asks for its health; both may give a fault.

    `redact` makes what was heard in one turn fit to be kept, `redact_said` what is said: nothing of a citizen remains.
    """

    name: str
    baud: int
    decoder: Callable[[], Decoder[R]]
    identify: Callable[[], Script[R, str | Fault]]
    ping: Callable[[], Script[R, Fault | None]]
    redact: Callable[[bytes], bytes]
    redact_said: Callable[[bytes], bytes] = bytes


def perform(link: Link, decoder: Decoder[R], script: Script[R, T], clock: Callable[[], float]) -> T:
    """Run a script over a link.  Raises LinkLost, LinkTimeout, LinkGarbled."""
    try:
        step = next(script)
        while True:
            step = script.send(_exchange(link, decoder, step, clock))
    except StopIteration as done:
        result: Any = done.value
        return result


def _exchange(link: Link, decoder: Decoder[R], step: Exchange, clock: Callable[[], float]) -> R:
    for _ in range(16):  # a late reply to an earlier command is not ours; a decoder may remember what it told
        late = link.read(0)
        if not late:
            break
        decoder.feed(late)
    decoder.reset()
    if step.send:
        link.write(step.send)
    deadline = clock() + step.timeout
    while (left := deadline - clock()) > 0:
        heard = decoder.feed(link.read(left))
        for reply in heard:
            if not isinstance(reply, Garbled):
                return reply
        if heard:
            raise LinkGarbled
    if step.quiet:
        silence: Any = None
        return silence
    raise LinkTimeout
