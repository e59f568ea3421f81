"""Pinyin to words by Debian's libgooglepinyin, through its C interface (pinyinime.h); it learns nothing.

The engine would keep chosen words in clear in a user dictionary.  So it gets a path that nobody can open and goes on
without one, and no word is ever chosen inside it: what a word uses up is read from where its syllables begin.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LIBRARY = "libgooglepinyin.so.0"
DICTIONARY = "googlepinyin/data/dict_pinyin.dat"
"""Beside the library, in Debian's folder for the machine's kind."""
NO_FILE = b"/dev/null/none"
MOST = 48
"""Words that are offered: five pages or so; nobody turns more."""
LONGEST = 36
"""Letters that may wait; the engine takes 39."""
_PIECE = re.compile(
    r"'?(?:[zcs]h|[b-df-hj-np-tw-z])?(?:uai|iao|i[aeu]|u[aieo]|ve|a[io]|ei|ou|[aeiouv])?(?:ng?|r)?(?![aeiouv])"
    r"|'?(?:[zcs]h|[b-df-hj-np-tw-z])?(?:uai|iao|i[aeu]|u[aieo]|ve|a[io]|ei|ou|[aeiouv])|.")
AT_ONCE = 5
"""Syllables looked up at once: from 7 on ("guanguan…") the engine's pool of 800 matches overflows, and it aborts."""


class Word(NamedTuple):
    """`used`: how many of the letters it stands for."""

    text: str
    used: int


class Found(NamedTuple):
    """The letters as syllables, as they are to be shown, and the words for them, best first."""

    syllables: tuple[str, ...]
    words: tuple[Word, ...]


class Pinyin:
    """One engine a process.  Raises OSError where the library or its dictionary is missing."""

    def __init__(self, library: str = LIBRARY) -> None:
        self._lib: Any = ctypes.CDLL(library)
        dictionary = next((at for at in Path("/usr/lib").glob(f"*/{DICTIONARY}")), None)
        short, size = ctypes.POINTER(ctypes.c_uint16), ctypes.c_size_t
        self._lib.im_open_decoder.argtypes, self._lib.im_open_decoder.restype = [ctypes.c_char_p] * 2, ctypes.c_bool
        self._lib.im_search.argtypes, self._lib.im_search.restype = [ctypes.c_char_p, size], size
        self._lib.im_get_candidate.argtypes = [size, ctypes.c_void_p, size]
        self._lib.im_get_candidate.restype = ctypes.c_void_p
        self._lib.im_get_spl_start_pos.argtypes, self._lib.im_get_spl_start_pos.restype = [ctypes.POINTER(short)], size
        if dictionary is None or not self._lib.im_open_decoder(str(dictionary).encode(), NO_FILE):
            raise FileNotFoundError(DICTIONARY)
        self._word = (ctypes.c_uint16 * (LONGEST + 4))()
        self._starts = short()

    def find(self, letters: str) -> Found:
        """letters: a–z and ' between syllables; what cannot be pinyin stays one piece at the end, without a word."""
        typed = _beginning(letters)
        self._lib.im_reset_search()
        count = self._lib.im_search(typed.encode("ascii"), len(typed))
        syllables = self._lib.im_get_spl_start_pos(ctypes.byref(self._starts))
        starts = [int(self._starts[number]) for number in range(syllables + 1)]
        words = [self._nth(number) for number in range(min(count, MOST))] if typed else []
        whole = syllables - (typed != letters)  # the last syllable of a part may be the half of one
        self._lib.im_reset_search()
        pieces = [letters[one:other] for one, other in zip(starts, [*starts[1:], len(letters)], strict=True)]
        return Found(
            tuple(piece.strip("'") for piece in pieces if piece.strip("'")),
            tuple(Word(word, starts[len(word)]) for word in words if len(word) <= whole),
        )

    def _nth(self, number: int) -> str:
        ctypes.memset(self._word, 0, ctypes.sizeof(self._word))
        self._lib.im_get_candidate(number, self._word, len(self._word) - 1)
        return bytes(self._word).decode("utf-16-le", "replace").partition("\0")[0]


def _beginning(letters: str) -> str:
    """As much as the engine bears at once; the rest waits until words were chosen for this."""
    ends = [piece.end() for piece in _PIECE.finditer(letters[:LONGEST]) if piece[0]][:AT_ONCE]
    return letters[:ends[-1]] if ends else ""


@cache
def engine(load: Callable[[], Pinyin] = Pinyin) -> Pinyin | None:
    """The machine's engine; without its library there is Latin only, and the shell's log says so once."""
    try:
        return load()
    except OSError:
        print("shell: pinyin is off, libgooglepinyin0 is not installed; Latin keys only", file=sys.stderr, flush=True)
        return None
