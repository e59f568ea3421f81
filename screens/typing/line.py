"""A line that is being typed, and what a key does to it.  It lives in the prompt's draft: a crash loses none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screens.typing.pinyin import LONGEST, Word

MODES = ("pinyin", "latin", "capitals")


@dataclass(frozen=True)
class Line:
    """value: what stands; letters: pinyin without a word yet; longest: characters the value may have, 0 for any.

    mode: "pinyin" | "latin" | "capitals"; page: of the words; symbols: signs stand where the digits stood."""

    value: str
    letters: str = ""
    mode: str = "pinyin"
    page: int = 0
    symbols: bool = False
    longest: int = 0

    def press(self, key: str) -> Line:
        """A character, or one of "del", "clear", "space", "more" (words), "symbols", "mode", "shift"."""
        match key:
            case "del" if self.letters:
                return replace(self, letters=self.letters[:-1], page=0)
            case "del":
                return replace(self, value=self.value[:-1])
            case "clear":
                return replace(self, value="", letters="", page=0)
            case "space":
                return self._with(" ") if self.value else self
            case "more":
                return replace(self, page=self.page + 1)
            case "symbols":
                return replace(self, symbols=not self.symbols)
            case "mode":
                other = replace(self, letters="", page=0, mode="latin" if self.mode == "pinyin" else "pinyin")
                return other._with(self.letters)  # what waits for a word stands as it was typed
            case "shift":
                return replace(self, mode="latin" if self.mode == "capitals" else "capitals")
            case _ if self.mode == "pinyin" and key in "abcdefghijklmnopqrstuvwxyz'":
                letter = "" if key == "'" and (not self.letters or self.letters.endswith("'")) else key
                return replace(self, letters=(self.letters + letter)[:LONGEST], page=0)
            case _:
                return self._with(key)

    def choose(self, word: Word) -> Line:
        """The word stands; the letters that it did not use wait for theirs."""
        return replace(self._with(word.text), letters=self.letters[word.used:].lstrip("'"), page=0)

    def _with(self, more: str) -> Line:
        value = self.value + more
        return replace(self, value=value[:self.longest] if self.longest else value)


def of_draft(draft: dict[str, str], key: str, value: str, longest: int, mode: str) -> Line:
    """The line of a field as the draft has it; `mode`: where none was chosen yet."""
    at = draft.get("@mode", mode)
    return Line(value, draft.get(f"@letters:{key}", ""), at if at in MODES else mode, int(draft.get("@page") or 0),
                draft.get("@symbols") == "1", longest)


def in_draft(line: Line, key: str) -> dict[str, str]:
    """What of a line is kept in the draft."""
    return {key: line.value, f"@letters:{key}": line.letters, "@mode": line.mode, "@page": str(line.page),
            "@symbols": "1" if line.symbols else ""}
