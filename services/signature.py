"""A signature by finger under a document (电子签名): bound to the document by digests, and as a picture for papers.

It proves what was signed and when, not who signed: that is said by the identification before it.  Digests are SM3
(GB/T 32905) in hex.  Lines are x, y, x, y … in thousandths of the field's width.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence

from services.signing import digest

Lines = Sequence[Sequence[int]]
PARTS = ("document", "strokes", "at", "bound")


def bound(document: str, lines: Lines, at: str) -> dict[str, str]:
    """document: its SM3, hex; at: when, ISO 8601 in UTC.  What is kept: PARTS, with `bound` over the other three."""
    strokes = digest(json.dumps([list(line) for line in lines], separators=(",", ":")).encode())
    return {"document": document, "strokes": strokes, "at": at, "bound": _over(document, strokes, at)}


def holds(document: bytes, signature: Mapping[str, str], lines: Lines | None = None) -> bool:
    """Whether it is this document's, and nothing of it was changed; `lines`: and these are what was drawn."""
    if set(signature) != set(PARTS):
        return False
    if lines is not None and bound(signature["document"], lines, signature["at"]) != dict(signature):
        return False
    over = _over(signature["document"], signature["strokes"], signature["at"])
    return hmac.compare_digest(signature["document"].encode(), digest(document).encode()) and hmac.compare_digest(
        signature["bound"].encode(), over.encode())


def path(lines: Lines) -> str:
    """The `d` of an SVG path, 1000 wide; drawn with a round line of about 9."""
    return " ".join(
        "M" + " L".join(f"{line[at]} {line[at + 1]}" for at in range(0, len(line), 2))
        + (f" L{line[0]} {line[1]}" if len(line) == 2 else "")
        for line in lines if line
    )


def picture(lines: Lines, ratio: float = 0.68) -> str:
    """An SVG of its own; `ratio`: height by width of the field."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {round(1000 * ratio)}"><path d="{path(lines)}" '
        'fill="none" stroke="#000" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _over(document: str, strokes: str, at: str) -> str:
    return digest("\n".join((document, strokes, at, "")).encode())
