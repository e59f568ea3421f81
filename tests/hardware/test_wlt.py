"""The portrait's 1024 bytes: ours are known by their mark, a vendor's are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.codecs import wlt

PORTRAITS = sorted((Path(__file__).resolve().parents[2] / "assets" / "portraits").glob("*/card.webp"))
WEBP = b"RIFF\x04\0\0\0WEBP" + bytes(200)


@pytest.mark.parametrize("path", PORTRAITS, ids=[path.parent.name for path in PORTRAITS])
def test_a_portrait_on_a_card_comes_back_as_it_was(path: Path) -> None:
    block = wlt.mark(path.read_bytes())
    assert len(block) == 1024 and wlt.marked(block) == path.read_bytes()


def test_the_portraits_that_ship_are_there_to_be_tested() -> None:
    assert len(PORTRAITS) >= 3


def test_a_card_without_portrait_has_none() -> None:
    assert wlt.mark(b"") == bytes(1024) and wlt.marked(bytes(1024)) == b""


def test_the_largest_picture_fits_and_one_byte_more_is_refused() -> None:
    picture = WEBP.ljust(wlt.ROOM, b"\1")
    assert wlt.marked(wlt.mark(picture)) == picture and wlt.ROOM == 1010
    with pytest.raises(ValueError, match="over 1010 bytes"):
        wlt.mark(picture + b"\1")


def test_a_real_cards_portrait_is_not_guessed_at() -> None:
    """WLT proper begins with other bytes, and no open decoder of it exists."""
    for block in (b"WLf\0" + bytes(1020), bytes(range(256)) * 4, b"\xff" * 1024):
        assert wlt.marked(block) == b""


@pytest.mark.parametrize("spoil", [
    lambda block: block[:-1], lambda block: block + b"\0", lambda block: b"V" + block[1:],
    lambda block: block[:12] + b"\xff\xff" + block[14:], lambda block: block[:14] + b"RIFX" + block[18:],
    lambda block: block[:22] + b"WAVE" + block[26:], lambda block: block[:12] + b"\0\0" + block[14:],
], ids=["short", "long", "mark", "length", "no RIFF", "no WebP", "empty"])
def test_a_spoiled_block_has_no_portrait(spoil: object) -> None:
    assert callable(spoil) and wlt.marked(spoil(wlt.mark(WEBP))) == b""


@given(st.binary(max_size=1030), st.integers(0, 0xFFFF))
def test_no_bytes_whatever_crash_the_decoder(data: bytes, length: int) -> None:
    assert wlt.marked(data) == b""
    block = (b"WebP-in-WLT\n" + length.to_bytes(2, "big") + data)[:1024].ljust(1024, b"\0")
    picture = wlt.marked(block)
    assert picture == b"" or picture.startswith(b"RIFF") and len(picture) == length
