"""A signature is bound to its document, its lines and its time; its picture shows the lines."""

from __future__ import annotations

import io
import subprocess

import numpy as np
import pytest
from PIL import Image

from services.signature import bound, holds, path, picture
from services.signing import digest

LINES = ((100, 100, 500, 100, 500, 600), (300, 300))
DOCUMENT = b"%PDF-1.7 declaration"
AT = "2026-11-24T14:41:00Z"


def test_digests_are_those_of_the_standard() -> None:
    """GB/T 32905 A.1."""
    assert digest(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_a_signature_holds_for_its_own_document_only() -> None:
    made = bound(digest(DOCUMENT), LINES, AT)
    assert holds(DOCUMENT, made)
    assert not holds(DOCUMENT + b" ", made)
    assert not holds(DOCUMENT, {**made, "document": digest(DOCUMENT + b" ")})


@pytest.mark.parametrize("part", ["document", "strokes", "strokes_sm3", "at", "bound"])
def test_nothing_of_it_can_be_changed_or_left_out(part: str) -> None:
    made = bound(digest(DOCUMENT), LINES, AT)
    assert not holds(DOCUMENT, {**made, part: made[part][:-1] + ("0" if made[part][-1] != "0" else "1")})
    assert not holds(DOCUMENT, {key: value for key, value in made.items() if key != part})


def test_other_splits_of_the_same_points_are_other_strokes() -> None:
    assert bound("d", ((1, 2, 3, 4),), AT)["strokes"] != bound("d", ((1, 2), (3, 4)), AT)["strokes"]


def test_the_picture_shows_the_lines_where_they_were_drawn() -> None:
    assert path(LINES) == "M100 100 L500 100 L500 600 M300 300 L300 300"
    svg = picture(LINES).encode()
    drawn = subprocess.run(["rsvg-convert", "-w", "500"], input=svg, capture_output=True, check=True)
    ink = np.asarray(Image.open(io.BytesIO(drawn.stdout)).convert("RGBA"))[:, :, 3] > 128
    assert ink.shape == (340, 500)
    assert ink[50, 150] and ink[200, 250] and ink[150, 150]
    assert not ink[200, 400] and ink.sum() < 3500
