"""Codes in pictures: the bytes to the letter, and of bytes only a plain text."""

from __future__ import annotations

from functools import cache
from typing import Any
from unicodedata import category

import cv2
import numpy as np
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.spoilt import WAYS, Frame, frames
from hardware.senses import codes
from hardware.senses.codes import ENGINES, text
from hardware.senses.messages import Code
from hardware.simulators.codes import drawn

FRAME = np.full((720, 1280, 3), 150, np.uint8)


def framed(code: Any) -> Any:
    """In the middle of a frame, blue-green-red."""
    frame = FRAME.copy()
    y, x = (720 - code.shape[0]) // 2, (1280 - code.shape[1]) // 2
    frame[y : y + code.shape[0], x : x + code.shape[1]] = code[:, :, None]
    return frame


@cache
def spoilt() -> list[Frame]:
    return list(frames(7, 4))


def written(said: str, encoding: str, eci: bool) -> Any:
    code: Any = segno.make_qr(said, encoding=encoding, eci=eci, mode="byte")
    return np.array([[255 * (1 - dark) for dark in row] for row in code.matrix_iter(scale=6, border=4)], np.uint8)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("symbology", ["qr", "code128"])
def test_each_engine_reads_both_quickly_and_wholly_and_nothing_in_an_empty_frame(engine: str, symbology: str) -> None:
    look = ENGINES[engine]
    for see in (look.quick, look.whole):
        assert see(framed(drawn(b"134650291872736488", symbology, 500))) == Code(
            b"134650291872736488", symbology, "camera")
        assert see(FRAME) is None


@pytest.mark.parametrize("said", ["云溪县政务服务中心", "龘靐齉爩", "办件编号：〔2026〕17号"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("eci", [False, True])
def test_chinese_comes_out_to_the_byte_and_as_it_was_meant(said: str, encoding: str, eci: bool) -> None:
    found = codes.chain(framed(written(said, encoding, eci)))
    assert found and found.data == said.encode(encoding) and text(found.data) == said


def test_zbar_is_believed_only_where_it_cannot_have_recoded() -> None:
    assert codes.zbar(framed(written("云溪县", "gb18030", False))) is None


@pytest.mark.parametrize("way", WAYS)
def test_the_chain_reads_more_of_what_is_spoilt_than_its_first_look_and_nothing_wrong(way: str) -> None:
    mine = [frame for frame in spoilt() if frame.way == way]
    found = [(codes.chain(frame.image), codes.zxing(frame.image), frame.data) for frame in mine]
    assert all(code is None or code.data == data for code, _, data in found)
    assert sum(code is not None for code, _, _ in found) >= max(1, sum(first is not None for _, first, _ in found))


@pytest.mark.parametrize("spoil", [
    lambda code: 255 - code, lambda code: cv2.resize(code, None, fx=0.55, fy=0.55, interpolation=cv2.INTER_AREA),
    lambda code: (code * 0.06 + 180).astype(np.uint8),
], ids=["white on black", "small", "pale"])
def test_bars_that_the_first_look_does_not_see_are_helped(spoil: Any) -> None:
    code = drawn(b"134650291872736488", "code128", 420)
    noise = np.random.default_rng(5).normal(0, 3, (720, 1280, 1))
    picture = np.clip(framed(spoil(code)) + noise, 0, 255).astype(np.uint8)
    found = codes.chain(picture)
    assert found and found.data == b"134650291872736488"


# ---------------------------------------------------------------- what the bytes may say
@pytest.mark.parametrize("said", [
    "1", "x'; DROP TABLE visit; --", "<script>", "云溪县 · 12 元", "a" * 4096, "𠮷", "é ß Ω",
])
def test_whatever_is_plain_text_is_data(said: str) -> None:
    assert text(said.encode()) == said


def test_gb18030_is_tried_where_it_is_no_utf_8() -> None:
    assert text("云溪县".encode("gb18030")) == "云溪县" and text("𠮷".encode("gb18030")) == "𠮷"


@pytest.mark.parametrize("hostile", [
    b"", b"a" * 4097, b"a\x00b", b"\x1b[31m", b"a\nb", b"a\tb", b"\xff", b"\x80\x80", "a\u202eb".encode(),
    "\u2066a\u2069".encode(), "\u200fa".encode(), "\u200b".encode(), "\u2028".encode(), "\ue000".encode(),
    "\u202e".encode("gb18030"), "\ufeffa".encode(), b"\xed\xa0\x80",
])
def test_controls_marks_of_direction_and_too_much_are_no_text(hostile: bytes) -> None:
    assert text(hostile) is None


def plain(said: str) -> bool:
    """Letters, digits, signs and spaces of any script."""
    return 0 < len(said) and all(letter.isprintable() or category(letter) == "Zs" for letter in said)


@given(st.binary(max_size=5000))
def test_no_bytes_stop_it_and_what_it_gives_can_be_shown(data: bytes) -> None:
    said = text(data)
    assert said is None or plain(said) and len(data) <= 4096


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_text_is_itself_where_it_is_plain_and_none_elsewhere(said: str) -> None:
    assert text(said.encode()) == (said if plain(said) else None)
