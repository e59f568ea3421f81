"""Newland's unified protocol (hardware-protocols §3): commands to a code reader, its echoes, and the codes it reads.

host → reader   ~ SOH 0000 | # or @ | NAME [data] | ; ETX             # until the power goes, @ for ever
reader → host   STX SOH 0000 | # or @ | NAME [data] | STATUS ; ETX    06 done, 15 not allowed, 05 no such command
                and every code that is read, as its bytes and a suffix (CR), without length or checksum
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from hardware.codecs import Garbled

BAUD = 9600
ACK, NAK, ENQ = 0x06, 0x15, 0x05
SUFFIX = b"\r"
LONGEST_FRAME, LONGEST_CODE = 96, 4096  # bytes; the largest QR code holds 2953

_NAME = 6
_COMMAND_HEAD, _ECHO_HEAD, _END = b"~\x010000", b"\x02\x010000", b";\x03"
_COMMAND = re.compile(rb"([#@])([A-Z0-9]{6})([ -:<-~]*)")
_ECHO = re.compile(rb"([#@])([A-Z0-9]{6})([ -:<-~]*)([\x05\x06\x15])")
T = TypeVar("T")


class Command(msgspec.Struct, frozen=True):
    """name: tag and sub-tag, six letters; data: the setting, or "*" to ask for it."""

    name: str
    data: str = ""
    mark: str = "#"

    def frame(self) -> bytes:
        return _COMMAND_HEAD + (self.mark + self.name + self.data).encode() + _END


class Echo(msgspec.Struct, frozen=True):
    """A command that comes back with what became of it; to a question `data` is the answer."""

    name: str
    data: str = ""
    status: int = ACK
    mark: str = "#"

    def frame(self) -> bytes:
        return _ECHO_HEAD + (self.mark + self.name + self.data).encode() + bytes((self.status,)) + _END


class Read(msgspec.Struct, frozen=True):
    """A code as it was read, without its suffix."""

    data: bytes

    def frame(self) -> bytes:
        return self.data + SUFFIX


SERIAL = Command("QRYPSN")
LEVEL_MODE = Command("SCNMOD", "0")
MODE = Command("SCNMOD", "*")
ON, OFF = Command("SCNTRG", "1"), Command("SCNTRG", "0")


class Decoder(Generic[T]):
    """Bytes, in any pieces, to frames of one direction.

    Between frames the reader's codes may come: a line up to its suffix is one.  What stands before a frame's
    head without a suffix is noise, and dropped.
    """

    def __init__(self, head: bytes, body: re.Pattern[bytes], make: Callable[[re.Match[bytes]], T],
                 line: Callable[[bytes], T] | None) -> None:
        self._head, self._body, self._make, self._line = head, body, make, line
        self._held = bytearray()

    def reset(self) -> None:
        self._held.clear()

    def feed(self, data: bytes) -> list[T | Garbled]:
        self._held += data
        found: list[T | Garbled] = []
        while (frame := self._next()) is not None:
            found += frame
        return found

    def _next(self) -> list[T | Garbled] | None:
        """What the next piece means, nothing for noise; None when more must come."""
        held = self._held
        start, end = held.find(self._head), held.find(SUFFIX)
        if start >= 0 and (end < 0 or start < end or self._line is None):
            del held[:start]
            return self._framed()
        if self._line is None:
            del held[: -len(self._head)]
            return None
        if end >= 0:
            line = bytes(held[:end]).lstrip(b"\n")
            del held[: end + len(SUFFIX)]
            return [self._line(line)] if 0 < len(line) <= LONGEST_CODE else [Garbled()] if line else []
        if len(held) > LONGEST_CODE:
            held.clear()
            return [Garbled()]
        return None

    def _framed(self) -> list[T | Garbled] | None:
        held = self._held
        end = held.find(_END)
        again = held.find(self._head, 1)
        if 0 <= again and (end < 0 or again < end):  # half a head, or half a frame, before a whole one
            del held[:again]
            return []
        if 0 <= end <= LONGEST_FRAME:
            body = self._body.fullmatch(held, len(self._head), end)
            made: list[T | Garbled] = [self._make(body) if body else Garbled()]
            del held[: end + len(_END)]
            return made
        if len(held) > LONGEST_FRAME:
            del held[: len(self._head)]
            return [Garbled()]
        return None


def replies() -> Decoder[Echo | Read]:
    """What the host hears."""

    def echo(body: re.Match[bytes]) -> Echo | Read:
        mark, name, data, status = body.groups()
        return Echo(name.decode(), data.decode(), status[0], mark.decode())

    return Decoder(_ECHO_HEAD, _ECHO, echo, Read)


def commands() -> Decoder[Command]:
    """What the reader hears."""

    def command(body: re.Match[bytes]) -> Command:
        mark, name, data = body.groups()
        return Command(name.decode(), data.decode(), mark.decode())

    return Decoder(_COMMAND_HEAD, _COMMAND, command, None)
