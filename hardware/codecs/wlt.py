"""The 1024-byte portrait of an ID card (WLT).

No open decoder of the format exists (hardware-protocols §1.5): decoders are plug-ins.  The one here knows
only the form that our simulator writes – mark, length, WebP – so a kiosk without a vendor's library
has cards without portrait, and face check is not offered.
"""

from __future__ import annotations

from collections.abc import Callable

SIZE = 1024
WIDTH, HEIGHT = 102, 126  # pixels
_MARK = b"WebP-in-WLT\n"
ROOM = SIZE - len(_MARK) - 2  # bytes left for the picture

PhotoDecoder = Callable[[bytes], bytes]
"""1024 bytes → an image file (WebP, JPEG or BMP); b"" if this decoder does not know the form."""


def marked(block: bytes) -> bytes:
    """The simulator's portraits."""
    if len(block) != SIZE or not block.startswith(_MARK):
        return b""
    start = len(_MARK) + 2
    length = int.from_bytes(block[len(_MARK) : start], "big")
    picture = block[start : start + length]
    return picture if len(picture) == length and picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" else b""


def mark(webp: bytes) -> bytes:
    """The block the simulator puts on a card; zeros without a picture.  Raises ValueError over ROOM bytes."""
    if len(webp) > ROOM:
        raise ValueError(f"portrait over {ROOM} bytes")
    return (_MARK + len(webp).to_bytes(2, "big") + webp).ljust(SIZE, b"\0") if webp else bytes(SIZE)
