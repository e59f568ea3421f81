"""The kept pictures: small, one sheet for each language, size and theme; and how a new drawing is held against them.

A sheet keeps 16 levels of each colour, without loss beyond that, so that it is small.  What lies within a level is the
same: an unchanged drawing differs by nothing, another build of Mesa by a hair, while a moved label, another word or
another colour stands out in one tile of 8×8 pixels.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from kiosk.prompts import Preferences

KEPT = Path(__file__).parent / "kept"
SHEETS = ("zh-standard", "en-standard", "zh-extra", "en-extra", "zh-standard-contrast", "zh-standard-reach",
          "zh-standard-landscape", "en-standard-landscape", "zh-extra-contrast-landscape")
"""What is kept: each screen in portrait, and the most telling of the rest.  The rules hold on all that is drawn."""
WIDE, HIGH, ACROSS = 180, 320, 8
"""Of a small picture in portrait; landscape has them the other way round.  ACROSS: in a row of a sheet."""
LEVEL = 16
MEAN, WORST, TILE = 0.3, 3.0, 8
"""How far a small picture may differ from the kept one: on the whole, and in its worst tile (of 255)."""


def name(prefs: Preferences, landscape: bool) -> str:
    """Of a sheet: language, size, and what else is chosen."""
    more = (("contrast", prefs.contrast), ("reach", prefs.reach), ("landscape", landscape))
    return "-".join((prefs.lang, prefs.size, *(word for word, on in more if on)))


def small(pixels: Any) -> Any:
    """The picture at 180×320 or 320×180."""
    landscape = pixels.shape[1] > pixels.shape[0]
    size = (HIGH, WIDE) if landscape else (WIDE, HIGH)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX))


def rounded(picture: Any) -> Any:
    """As it is kept: each value in the middle of its level."""
    return picture // LEVEL * LEVEL + LEVEL // 2


def write(pictures: list[Any], path: Path) -> None:
    """All pictures of a sheet, row by row, as one file."""
    sheet = side_by_side([rounded(picture) for picture in pictures], ACROSS)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path, "WEBP", lossless=True, quality=90, method=6)


def side_by_side(pictures: list[Any], across: int) -> Any:
    """Pictures of one size as one, row by row; empty places are grey."""
    high, wide, _ = pictures[0].shape
    sheet = np.full((-(-len(pictures) // across) * high, across * wide, 3), 88, np.uint8)
    for number, picture in enumerate(pictures):
        y, x = number // across * high, number % across * wide
        sheet[y:y + high, x:x + wide] = picture
    return sheet


def read(path: Path) -> list[Any]:
    """The small pictures of a sheet, with the empty places at its end."""
    pixels = np.asarray(Image.open(path).convert("RGB"))
    wide = pixels.shape[1] // ACROSS
    high = WIDE if wide == HIGH else HIGH
    return [pixels[y:y + high, x:x + wide] for y in range(0, pixels.shape[0], high)
            for x in range(0, pixels.shape[1], wide)]


def difference(new: Any, old: Any) -> tuple[float, float]:
    """Mean, and mean of the worst tile, of how far a new small picture lies outside the levels of a kept one."""
    apart = np.maximum(np.abs(new.astype(int) - old.astype(int)).max(axis=2) - LEVEL // 2, 0)
    rows, columns = apart.shape[0] // TILE, apart.shape[1] // TILE
    cut = apart[:rows * TILE, :columns * TILE].reshape(rows, TILE, columns, TILE)
    return float(apart.mean()), float(cut.mean(axis=(1, 3)).max())


def same(new: Any, old: Any) -> bool:
    mean, worst = difference(new, old)
    return mean <= MEAN and worst <= WORST


def show(new: Any, old: Any, path: Path) -> Path:
    """New, kept and difference side by side, three times as large."""
    apart = 255 - np.minimum(np.abs(new.astype(int) - old.astype(int)) * 4, 255).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    side = Image.fromarray(np.concatenate([new, old, apart], axis=1))
    side.resize((side.width * 3, side.height * 3), Image.Resampling.NEAREST).save(path)
    return path


def ratio(first: list[int], second: list[int]) -> float:
    """Contrast of two colours by WCAG."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: list[int]) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
