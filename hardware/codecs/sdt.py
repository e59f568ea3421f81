"""SDT frames of second-generation ID card readers (SAM_V), both directions, no I/O.

host→reader  AA AA AA 96 69 | LEN(2) | CMD PARA | DATA… | CHK    LEN counts the bytes after it, at least 3
reader→host  AA AA AA 96 69 | LEN(2) | SW1 SW2 SW3 | DATA… | CHK at least 4
CHK is the XOR of everything between preamble and CHK (hardware-protocols §1.1, three sources agree).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import xor
from typing import Generic, TypeVar

import msgspec

from hardware.codecs import Garbled

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
TIMED_OUT = b"\x00\x05\x05\x05\x05"  # after the preamble: what BLE stacks say for an answer; shorter than it says
LONGEST = 0x090A  # text, photo and fingerprints
TEXT, PHOTO, ADDRESS = 256, 1024, 70  # bytes
BAUD = 115200

T = TypeVar("T")


class Command(msgspec.Struct, frozen=True):
    code: int  # CMD << 8 | PARA
    data: bytes = b""

    def frame(self) -> bytes:
        return frame(self.code.to_bytes(2, "big") + self.data)


class Reply(msgspec.Struct, frozen=True):
    """`sw` is SW3; `card` is SW1 SW2, the card's own status word."""

    sw: int
    data: bytes = b""
    card: int = 0

    def frame(self) -> bytes:
        return frame(self.card.to_bytes(2, "big") + bytes((self.sw,)) + self.data)


RESET, STATUS, SAM_ID = Command(0x10FF), Command(0x11FF), Command(0x12FF)
FIND, SELECT = Command(0x2001), Command(0x2002)
READ, NEW_ADDRESS = Command(0x3001), Command(0x3003)


def frame(body: bytes) -> bytes:
    """Preamble, length, body, checksum."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes((reduce(xor, counted),))


class Decoder(Generic[T]):
    """Bytes in, split anywhere; frames out.  Junk is skipped; after a bad frame the search goes on inside it.

    A corrupted length can make it wait for bytes that never come: call reset() after a time-out.
    """

    def __init__(self, shortest: int, make: Callable[[bytes], T]) -> None:
        self._shortest, self._make = shortest, make
        self._held = bytearray()

    def reset(self) -> None:
        self._held.clear()

    def feed(self, data: bytes) -> list[T | Garbled]:
        held = self._held
        held += data
        found: list[T | Garbled] = []
        while True:
            start = held.find(PREAMBLE)
            if start < 0:
                del held[: max(0, len(held) - len(PREAMBLE) + 1)]
                return found
            del held[:start]
            if len(held) < 7:
                return found
            if held.startswith(TIMED_OUT, 5):
                found.append(self._make(bytes(held[7:10])))
                del held[:10]
                continue
            length = int.from_bytes(held[5:7], "big")
            if not self._shortest <= length <= LONGEST:
                del held[0]
                continue
            if len(held) < 7 + length:
                return found
            counted, check = bytes(held[5 : 6 + length]), held[6 + length]
            if reduce(xor, counted) == check:
                found.append(self._make(counted[2:]))
                del held[: 7 + length]
            else:
                found.append(Garbled())
                del held[0]


def replies() -> Decoder[Reply]:
    """What the host hears."""
    return Decoder(4, lambda body: Reply(body[2], body[3:], int.from_bytes(body[:2], "big")))


def commands() -> Decoder[Command]:
    """What the reader hears."""
    return Decoder(3, lambda body: Command(int.from_bytes(body[:2], "big"), body[2:]))


def pack_record(text: bytes, photo: bytes) -> bytes:
    """Data of the answer to READ."""
    return len(text).to_bytes(2, "big") + len(photo).to_bytes(2, "big") + text + photo


def unpack_record(data: bytes) -> tuple[bytes, bytes] | None:
    """(text, photo) of the answer to READ; None if the lengths are not those of a card."""
    whole = 4 + TEXT + PHOTO
    if len(data) != whole or data[:4] != TEXT.to_bytes(2, "big") + PHOTO.to_bytes(2, "big"):
        return None
    return data[4 : 4 + TEXT], data[4 + TEXT :]


def sam_text(data: bytes) -> str | None:
    """The reader's own number as printed on it: 05.01-20191231-0000000001-0000000002."""
    if len(data) != 16:
        return None
    date, serial, check = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
    return f"{data[0]:02x}.{data[2]:02x}-{date}-{serial:010d}-{check:010d}"
