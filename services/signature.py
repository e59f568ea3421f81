"""A signature by finger under a document (电子签名): bound to the document by digests, and as a picture for papers.

It proves what was signed and when, not who signed: that is said by the identification before it.  Digests are SM3
(GB/T 32905) in hex.  Lines are x, y, x, y … in thousandths of the field's width.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

import msgspec

from services.signing import digest

Lines = Sequence[Sequence[int]]
PARTS = {"document", "strokes", "strokes_sm3", "at", "bound"}


def bound(mark: str, lines: Lines, at: str) -> dict[str, str]:
    """mark: SM3 of the document, hex; at: when, ISO 8601 with its zone.  PARTS; `bound` is over the other digests."""
    strokes = msgspec.json.encode(lines)
    return {
        "document": mark, "strokes": strokes.decode(), "strokes_sm3": digest(strokes), "at": at,
        "bound": _over(mark, digest(strokes), at),
    }


def holds(document: bytes, signature: Mapping[str, str]) -> bool:
    """Whether it is this document's, and neither its lines nor its time were changed."""
    if set(signature) != PARTS:
        return False
    strokes = digest(signature["strokes"].encode())
    wanted = (digest(document), strokes, _over(digest(document), strokes, signature["at"]))
    found = (signature["document"], signature["strokes_sm3"], signature["bound"])
    return all(hmac.compare_digest(one.encode(), other.encode()) for one, other in zip(wanted, found, strict=True))


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
    return digest(f"{document}\n{strokes}\n{at}".encode())
