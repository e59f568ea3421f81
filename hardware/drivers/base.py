"""What a driver is: data and generators.  It yields exchanges and gets replies; the runner does the rest."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Protocol, TypeVar

import msgspec

from hardware.codecs import Garbled
from hardware.link import Link, LinkGarbled, LinkTimeout
from hardware.model import Fault

R = TypeVar("R")
T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)


def _any(_: Any) -> bool:
    return True


class Exchange(msgspec.Struct, frozen=True):
    """Send, then wait for one reply that is `mine`, at most `timeout` seconds in all.

    quiet: silence is an answer as well."""

    send: bytes
    timeout: float
    mine: Callable[[Any], bool] = _any
    quiet: bool = False


class Listen(msgspec.Struct, frozen=True):
    """Wait for what a device says unasked, also while it was not listened to; Silence after `timeout` seconds."""

    timeout: float
    mine: Callable[[Any], bool] = _any


class Silence(msgspec.Struct, frozen=True):
    """Nothing was said."""

    def __bool__(self) -> Literal[False]:
        return False


TAIL_S = 0.1
"""So long what has begun to come may pause; 9600 baud bring 96 bytes in it."""

Script = Generator[Exchange | Listen, R, T]


class Decoder(Protocol[R_co]):
    def feed(self, data: bytes) -> Sequence[R_co | Garbled]: ...

    def reset(self) -> None: ...


@dataclass(frozen=True)
class DriverSpec(Generic[R]):
    """A kind of device.  `identify` gives its serial number; `ping` asks for its health; both may give a fault.

    `redact` makes what was heard in one turn fit to be kept, `redact_said` what is said: nothing of a citizen remains.
    `profiles`: models of the kind that deviate, by the word `profile` of the configuration.
    """

    name: str
    baud: int
    decoder: Callable[[], Decoder[R]]
    identify: Callable[[], Script[R, str | Fault]]
    ping: Callable[[], Script[R, Fault | None]]
    redact: Callable[[bytes], bytes]
    redact_said: Callable[[bytes], bytes] = bytes
    profiles: Mapping[str, DriverSpec[R]] = field(default_factory=dict[str, "DriverSpec[R]"])


def perform(link: Link, decoder: Decoder[R], script: Script[R, T], clock: Callable[[], float]) -> T:
    """Run a script over a link.  Raises LinkLost, LinkTimeout, LinkGarbled."""
    wire = _Wire(link, decoder, clock)
    try:
        step = next(script)
        while True:
            heard: Any = wire.exchange(step) if isinstance(step, Exchange) else wire.listen(step)
            step = script.send(heard)
    except StopIteration as done:
        result: Any = done.value
        return result


class _Wire(Generic[R]):
    """One script's ear: what came behind a reply is kept for a Listen."""

    def __init__(self, link: Link, decoder: Decoder[R], clock: Callable[[], float]) -> None:
        self._link, self._decoder, self._clock = link, decoder, clock
        self._held: list[R] = []

    def exchange(self, step: Exchange) -> R | Silence:
        for _ in range(16):  # a late reply to an earlier command is not ours; a decoder may remember what it told
            late = self._link.read(0)
            if not late:
                break
            self._decoder.feed(late)
        self._decoder.reset()
        self._held.clear()
        if step.send:
            self._link.write(step.send)
        deadline = self._clock() + step.timeout
        while (left := deadline - self._clock()) > 0:
            self._hear(self._link.read(left))
            for reply in self._taken(step.mine):
                return reply
        if step.quiet:
            return Silence()
        raise LinkTimeout

    def listen(self, step: Listen) -> R | Silence:
        deadline = self._clock() + step.timeout
        while True:
            for reply in self._taken(step.mine):
                return reply
            came = self._link.read(max(0.0, deadline - self._clock()))
            if not came and self._clock() >= deadline:
                return Silence()
            self._hear(came)
            deadline = max(deadline, self._clock() + TAIL_S)

    def _taken(self, mine: Callable[[Any], bool]) -> Iterator[R]:
        """What has come, in its order; what is not `mine` is dropped."""
        while self._held:
            reply = self._held.pop(0)
            if mine(reply):
                yield reply

    def _hear(self, data: bytes) -> None:
        heard = self._decoder.feed(data) if data else ()
        self._held += [reply for reply in heard if not isinstance(reply, Garbled)]
        if heard and not self._held:
            raise LinkGarbled
