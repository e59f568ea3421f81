"""The picture of a slip: no letter is cut at the edge of the paper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from hardware.simulators.receipt_paper import Strip


def ink(strip: Strip, tmp_path: Path) -> tuple[int, int]:
    """First and last column with ink."""
    strip.save(tmp_path / "slip.png")
    with Image.open(tmp_path / "slip.png") as picture:
        columns = np.flatnonzero((np.asarray(picture) < 128).any(axis=0))
    return int(columns[0]), int(columns[-1])


@pytest.mark.parametrize("letter", ["W", "M", "Q", "@", "水"])
@pytest.mark.parametrize("bold", [False, True])
def test_a_letter_at_the_edge_is_as_whole_as_within(letter: str, bold: bool, tmp_path: Path) -> None:
    edge, within = Strip(576), Strip(576)
    edge.line(letter, 30, 1, bold, centred=False)
    within.line("  " + letter, 30, 1, bold, centred=False)
    first, last = ink(edge, tmp_path)
    assert (first + 24, last + 24) == ink(within, tmp_path)
