"""Where a text is broken: into as few lines as fit, of like length, after a comma rather than inside a word, never
inside a number with its unit and never before a full stop.  Knows no widget; `measure` says how wide a piece is."""

from __future__ import annotations

import re
from collections.abc import Callable

Measure = Callable[[str], float]

CLOSING = "，。、：；？！）」』”’》…·,.;:?!)"
OPENING = "（「『“‘《("
_TOKEN = re.compile(r"\s|[^\s⺀-鿿＀-￯“”‘’…·]+|.")
_QUOTED = re.compile(r"[「『“《（(][^」』”》）)]*$")
_MANY = 1e9


def broken(said: str, width: float, measure: Measure) -> list[str]:
    """The lines of one paragraph; a single piece wider than `width` stays as it is."""
    if measure(said) <= width:
        return [said]
    atoms = _atoms(said)
    wide = [measure(atom) for atom in atoms]
    least = _least(atoms, wide, width, measure)
    return _balanced(atoms, wide, width, least, measure)


def _atoms(said: str) -> list[str]:
    """Pieces between which a line may end; a space belongs to the piece before it."""
    atoms: list[str] = []
    for token in _TOKEN.findall(said):
        held = bool(atoms) and (token.isspace() or token[0] in CLOSING or atoms[-1].rstrip()[-1:] in OPENING)
        if held:
            atoms[-1] += token
        else:
            atoms.append(token)
    return atoms


def _least(atoms: list[str], wide: list[float], width: float, measure: Measure) -> int:
    """How many lines there are at the least."""
    count, used = 1, 0.0
    for atom, w in zip(atoms, wide, strict=True):
        if used and used + measure(atom.rstrip()) > width:
            count, used = count + 1, 0.0
        used += w
    return count


def _balanced(atoms: list[str], wide: list[float], width: float, lines: int, measure: Measure) -> list[str]:
    """The `lines` lines that differ least in length and end at the best places."""
    goal = sum(wide) / lines
    bare = [measure(atom.rstrip()) for atom in atoms]
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(_MANY, 0)] * len(atoms)]
    for _ in range(lines):
        row = [(_MANY, 0)] * (len(atoms) + 1)
        for end in range(1, len(atoms) + 1):
            used = bare[end - 1]
            for start in range(end - 1, -1, -1):
                if start < end - 1:
                    used += wide[start]
                if used > width and start < end - 1:
                    break
                price = _price(atoms, end) if end < len(atoms) else 0.0
                cost = best[-1][start][0] + 0.5 * (used / goal - 1) ** 2 + price
                if cost < row[end][0]:
                    row[end] = (cost, start)
        best.append(row)
    found: list[str] = []
    end = len(atoms)
    for row in reversed(best[1:]):
        start = row[end][1]
        found.insert(0, "".join(atoms[start:end]).rstrip())
        end = start
    return [line for line in found if line]


def _price(atoms: list[str], end: int) -> float:
    """How much a line's end before atoms[end] hurts."""
    before, after = atoms[end - 1], atoms[end]
    last = before.rstrip()[-1:]
    if last in CLOSING:
        return 0.0
    if _QUOTED.search("".join(atoms[:end])):
        return 1.2
    if before.endswith(" "):
        number = last.isdigit() or after[0].isdigit()
        plain = last.isascii() and after[0].isascii()
        return 0.06 if plain and not last.isdigit() else 0.9 if number else 0.2
    return 0.4
