"""Keys on the glass: digits, the number of an ID card, Latin letters, and pinyin with its words.

Keys are 26 mm wide where ten stand in a row and 33 mm high (the standard asks for 12.7), 3.7 mm apart; a key acts once,
when the finger leaves it: nothing repeats, and nothing is done by holding.
"""

from __future__ import annotations

from collections.abc import Callable

from screens.frame import Screen
from screens.typing import places
from screens.typing.line import Line
from screens.typing.pinyin import Found, Word, engine

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
DIGITS, SYMBOLS = "1234567890", "-#/.,:()@·"
PITCH, HIGH, GAP = 118, 106, 12
KEY = (960 - 9 * GAP) / 10
ENDS = 1550
"""Below the last row; the way on begins at 1584."""
MORE = 108

Typed = Callable[[Line], None]


# ---------------------------------------------------------------- numbers
def number(s: Screen, line: Line, y: float, last: str, typed: Typed) -> None:
    """Twelve keys from y on; `last`: "clear" for digits, "X" for the number of an ID card."""
    keys = (*"123456789", last, "0", "del")
    pitch = (ENDS + GAP - y) / 4
    for at, key in enumerate(keys):
        word = key in ("clear", "del")
        s.button(f"key:{key}", s.say(f"code.{key}") if word else key, 60 + at % 3 * 324, y + at // 3 * pitch, 312,
                 pitch - GAP, lambda key=key: typed(line.press(key)), "plain", "bksp" if key == "del" else "",
                 "body" if word else "title")


# ---------------------------------------------------------------- letters
def found(line: Line) -> Found:
    """The syllables and words of the letters that wait, the county's places first."""
    made = engine()
    return places.before(line.letters, made.find(line.letters)) if made and line.letters else Found((), ())


def text(s: Screen, line: Line, y: float, words: Found, typed: Typed) -> None:
    """From y on: words or digits, three rows of letters, and the row of the space."""
    if line.letters:
        _words(s, line, y, words.words, typed)
    else:
        _keys(s, line, y, SYMBOLS if line.symbols else DIGITS, 60, 96, typed)
    top = ENDS - 4 * PITCH + GAP
    for row, letters in enumerate(ROWS):
        letters = letters.upper() if line.mode == "capitals" else letters
        _keys(s, line, top + row * PITCH, letters, 60 + (0, KEY / 2 + GAP / 2, 1.5 * (KEY + GAP))[row], HIGH, typed)
    wide = 1.5 * KEY + GAP / 2
    if line.mode == "pinyin":
        _key(s, line, "'", "'", 60, top + 2 * PITCH, wide - 1, typed)
    else:
        s.button("key:shift", "", 60, top + 2 * PITCH, wide - 1, HIGH, lambda: typed(line.press("shift")),
                 "chosen" if line.mode == "capitals" else "plain", "shift")
    s.button("key:del", "", 1020 - wide, top + 2 * PITCH, wide, HIGH, lambda: typed(line.press("del")), "plain", "bksp")
    _last(s, line, top + 3 * PITCH, words, typed)


def _last(s: Screen, line: Line, y: float, words: Found, typed: Typed) -> None:
    """Digits or signs, the space – which takes the first word where letters wait – and the other letters."""
    first = words.words[0] if words.words else None
    space: Callable[[], None] = (lambda: typed(line.choose(first))) if first else (lambda: typed(line.press("space")))
    row = "digits" if line.symbols else "symbols"
    for ident, said, x, wide, act, off in (
        ("symbols", row, 60, 240, lambda: typed(line.press("symbols")), bool(line.letters)),
        ("space", "first" if first else "space", 312, 456, space, bool(line.letters) and not first),
        ("mode", "latin" if line.mode == "pinyin" else "pinyin", 780, 240, lambda: typed(line.press("mode")),
         line.mode != "pinyin" and engine() is None),
    ):
        s.button(f"key:{ident}", s.say(f"keys.{said}"), x, y, wide, HIGH, act, "off" if off else "plain", role="body")


def _keys(s: Screen, line: Line, y: float, keys: str, x: float, high: float, typed: Typed) -> None:
    for at, key in enumerate(keys):
        _key(s, line, key, key, x + at * (KEY + GAP), y, KEY, typed, high)


def _key(
    s: Screen, line: Line, key: str, said: str, x: float, y: float, wide: float, typed: Typed, high: float = HIGH
) -> None:
    s.button(f"key:{key}", said, x, y, wide, high, lambda: typed(line.press(key)), "plain", role="head", bold=False)


# ---------------------------------------------------------------- words
def _words(s: Screen, line: Line, y: float, words: tuple[Word, ...], typed: Typed) -> None:
    pages = paged(words, s.theme.design_font("lead"))
    if not pages:
        s.text(s.say("keys.none"), 60, y, 960, 96, "body", "ink", valign="middle")
        return
    x = 60.0
    for at, (word, wide) in enumerate(pages[line.page % len(pages)]):
        s.button(f"word:{at}", word.text, x, y, wide, 96, lambda word=word: typed(line.choose(word)),
                 "plain" if at or line.page % len(pages) else "secondary", role="lead")
        x += wide + GAP
    if len(pages) > 1:
        s.button("words:more", "", 1020 - MORE, y, MORE, 96, lambda: typed(line.press("more")), "plain", "down")


def paged(words: tuple[Word, ...], size: int) -> list[list[tuple[Word, float]]]:
    """Pages of words with their widths, design pixels; `size`: of the font."""
    room = 960 - MORE - GAP
    pages: list[list[tuple[Word, float]]] = []
    left = 0.0
    for word in words:
        wide = min(max(KEY, len(word.text) * size + 40.0), room)
        if not pages or wide > left:
            pages.append([])
            left = room
        pages[-1].append((word, wide))
        left -= wide + GAP
    return pages
