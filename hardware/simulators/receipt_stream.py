"""What a receipt printer hears, taken apart from its side: commands with their data, and text between them."""

from __future__ import annotations

from typing import NamedTuple

# Command → bytes that follow; None: two bytes say how many (GS v 0 has its own arithmetic)
_SIZES: dict[bytes, int | None] = {
    b"\x0a": 0, b"\x1b\x40": 0, b"\x1b\x33": 1, b"\x1b\x61": 1, b"\x1b\x45": 1, b"\x1c\x26": 0, b"\x1c\x2e": 0,
    b"\x1d\x21": 1, b"\x1d\x28\x6b": None, b"\x1d\x28\x48": None, b"\x1d\x49": 1, b"\x1d\x56\x42": 1,
    b"\x1d\x56\x00": 0, b"\x1d\x56\x01": 0, b"\x10\x04": 1, b"\x10\x05": 1, b"\x10\x14\x08": 7, b"\x1d\x76\x30": 5,
}  # fmt: skip
_RASTER = b"\x1d\x76\x30"
_LONGEST_HEAD = 3


class Op(NamedTuple):
    """A command and its data; `head` b"" is text: one character's bytes."""

    head: bytes
    data: bytes = b""


def first(held: bytes, chinese: bool) -> tuple[Op, int] | None:
    """The first operation and its length; None where it is not whole yet.  An unknown command is one byte of it."""
    if held[:1] and held[0] >= 0x20:
        return _character(held, chinese)
    for length in range(_LONGEST_HEAD, 0, -1):
        head = held[:length]
        if head not in _SIZES:
            continue
        size = _SIZES[head]
        start = length if size is not None else length + 2
        if size is None:
            size = int.from_bytes(held[length:start], "little")
        if len(held) >= start + size and head == _RASTER:
            size += int.from_bytes(held[4:6], "little") * int.from_bytes(held[6:8], "little")
        return (Op(head, held[start : start + size]), start + size) if len(held) >= start + size else None
    if any(known.startswith(held) for known in _SIZES):
        return None
    return Op(b"?", held[:1]), 1


def _character(held: bytes, chinese: bool) -> tuple[Op, int] | None:
    size = 1
    if chinese and held[0] >= 0x81:
        if len(held) < 2:
            return None
        size = 4 if 0x30 <= held[1] <= 0x39 else 2
    return (Op(b"", held[:size]), size) if len(held) >= size else None


class Urgent:
    """Finds what must be obeyed on arrival, among whatever else: DLE EOT n, and DLE DC4 8 that empties the buffer."""

    CLEAR = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))

    def __init__(self) -> None:
        self._last = b""

    def hear(self, byte: int) -> bytes:
        """The urgent command that this byte completes, or b""."""
        self._last = (self._last + bytes((byte,)))[-len(self.CLEAR) :]
        if self._last == self.CLEAR:
            return self.CLEAR
        return self._last[-3:] if self._last[-3:-1] == b"\x10\x04" and 1 <= byte <= 4 else b""
