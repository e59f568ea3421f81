"""A signature drawn on the screen, bound to the document's digest."""

from __future__ import annotations

import msgspec

from services.signing import digest


def bound(mark: str, lines: tuple[tuple[int, ...], ...], at: str) -> dict[str, str]:
    """mark: SM3 of the document, hex; lines: x, y, x, y … in thousandths; at: local time with its zone."""
    strokes = msgspec.json.encode(lines)
    return {
        "document": mark, "strokes": strokes.decode(), "strokes_sm3": digest(strokes), "at": at,
        "bound": digest(f"{mark}\n{digest(strokes)}\n{at}".encode()),
    }
