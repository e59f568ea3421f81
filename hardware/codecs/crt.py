"""Creator's card dispensers (CRT-571, CRT-591; STX F2 family), both directions, no I/O.

host→unit  F2 ADDR LEN(2) 'C' CM PM DATA… 03 BCC              LEN counts 'C' to the end of DATA
unit→host  F2 ADDR LEN(2) 'P' CM PM st0 st1 st2 DATA… 03 BCC  done
           F2 ADDR LEN(2) 'N' CM PM e1 e0 DATA… 03 BCC        refused; the document prints 'E', units say 'N'
Between frames single bytes: ACK, NAK, EOT.  BCC is the XOR from F2 to 03 (printing-and-documents §6.1).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import reduce
from operator import xor
from typing import Generic, TypeVar

import msgspec

STX, ETX, ADDRESS = 0xF2, 0x03, 0x00
LONGEST = 6 + 512  # of what LEN counts
BAUD = 9600  # as delivered; the R02 unit speaks 115200

T = TypeVar("T")


class Control(IntEnum):
    EOT = 0x04  # clear the line; a unit echoes it
    ACK = 0x06
    NAK = 0x15

    @property
    def byte(self) -> bytes:
        return bytes((self.value,))


class Spoiled(msgspec.Struct, frozen=True):
    """A whole frame with a wrong end: to be answered with NAK."""


class Command(msgspec.Struct, frozen=True):
    cm: int
    pm: int
    data: bytes = b""

    def frame(self) -> bytes:
        return frame(b"C" + bytes((self.cm, self.pm)) + self.data)


class Done(msgspec.Struct, frozen=True):
    """status: st0 st1 st2 as the unit says them, three digits."""

    cm: int
    pm: int
    status: bytes
    data: bytes = b""

    def frame(self) -> bytes:
        return frame(b"P" + bytes((self.cm, self.pm)) + self.status + self.data)


class Refused(msgspec.Struct, frozen=True):
    """error: e1 e0, two characters."""

    cm: int
    pm: int
    error: bytes
    data: bytes = b""

    def frame(self) -> bytes:
        return frame(b"N" + bytes((self.cm, self.pm)) + self.error + self.data)


Reply = Done | Refused

INIT_LEAVE = Command(0x30, 0x33)  # moves no card
STATUS, SENSORS = Command(0x31, 0x30), Command(0x31, 0x31)
MOVE_30, MOVE_31, MOVE_33, MOVE_39 = (Command(0x32, pm) for pm in (0x30, 0x31, 0x33, 0x39))
RF_ON = Command(0x60, 0x30)
SERIAL, BIN_COUNT = Command(0xA2, 0x30), Command(0xA5, 0x30)


def frame(text: bytes) -> bytes:
    body = bytes((STX, ADDRESS)) + len(text).to_bytes(2, "big") + text + bytes((ETX,))
    return body + bytes((reduce(xor, body),))


class Decoder(Generic[T]):
    """Bytes in, split anywhere; frames and control bytes out.  Junk is skipped.

    `make` gives None for a good frame of the other direction.  A corrupted length can make it wait for bytes that
    never come: call reset() after a time-out.
    """

    def __init__(self, make: Callable[[bytes], T | None]) -> None:
        self._make = make
        self._held = bytearray()

    def reset(self) -> None:
        self._held.clear()

    def feed(self, data: bytes) -> list[T | Control | Spoiled]:
        held = self._held
        held += data
        found: list[T | Control | Spoiled] = []
        while held:
            if held[0] != STX:
                if held[0] in list(Control):
                    found.append(Control(held[0]))
                del held[0]
                continue
            if len(held) < 4:
                break
            length = int.from_bytes(held[2:4], "big")
            if held[1] != ADDRESS or not 3 <= length <= LONGEST:
                del held[0]
                continue
            whole = 4 + length + 2
            if len(held) < whole:
                break
            if held[whole - 2] != ETX or reduce(xor, held[: whole - 1]) != held[whole - 1]:
                found.append(Spoiled())
                del held[0]
                continue
            made = self._make(bytes(held[4 : 4 + length]))
            if made is not None:
                found.append(made)
            del held[:whole]
        return found


def replies() -> Decoder[Reply]:
    """What the host hears."""
    return Decoder(_reply)


def commands() -> Decoder[Command]:
    """What the unit hears."""
    return Decoder(lambda text: Command(text[1], text[2], text[3:]) if text[:1] == b"C" else None)


def _reply(text: bytes) -> Reply | None:
    match text[:1]:
        case b"P" if len(text) >= 6:
            return Done(text[1], text[2], text[3:6], text[6:])
        case b"N" | b"E" if len(text) >= 5:
            return Refused(text[1], text[2], text[3:5], text[5:])
        case _:
            return None


def pack_chip(uid: bytes) -> bytes:
    """Data of the answer to RF_ON of a type A card: 'A', ATQA, length of the UID, UID, SAK."""
    return b"A\x04\x00" + bytes((len(uid),)) + uid + b"\x20"


def unpack_chip(data: bytes) -> str | None:
    """The chip's number in hex (4, 7 or 10 bytes); None where there is none."""
    size = data[3] if len(data) > 3 else 0
    if data[:1] not in (b"A", b"M") or size not in (4, 7, 10) or len(data) < 4 + size:
        return None
    return data[4 : 4 + size].hex().upper()
