"""Codes held before a lens as they come: frames of 1280×720 (grey), each spoilt in one way, the same for a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from hardware.simulators.codes import drawn

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]
Chance = np.random.Generator
WIDTH, HEIGHT = 1280, 720


class Frame(msgspec.Struct, frozen=True):
    way: str
    symbology: str
    data: bytes
    image: Image


def _noise(picture: Floats, chance: Chance) -> Floats:
    return picture + chance.normal(0, chance.uniform(12, 45), picture.shape).astype(np.float32)


def _blur(picture: Floats, chance: Chance) -> Floats:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), chance.uniform(1.2, 2.9)), np.float32)


def _motion(picture: Floats, chance: Chance) -> Floats:
    """A hand that moves during the exposure."""
    length = int(chance.integers(5, 12))
    line = np.zeros((length, length), np.float32)
    angle = chance.uniform(0, np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    ends = [tuple(int(v) for v in length / 2 + sign * reach) for sign in (-1, 1)]
    cv2.line(line, ends[0], ends[1], 1.0)
    return np.asarray(cv2.filter2D(picture, -1, line / max(1.0, float(line.sum()))), np.float32)


def _dark(picture: Floats, chance: Chance) -> Floats:
    """A lobby at night: little light, and the sensor's own noise."""
    return picture * chance.uniform(0.07, 0.2) + 8 + chance.normal(0, 2.5, picture.shape).astype(np.float32)


def _glare(picture: Floats, chance: Chance) -> Floats:
    """A lamp on the glass: a bright spot over the code."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    cx, cy, wide = WIDTH / 2 + chance.uniform(-120, 120), HEIGHT / 2 + chance.uniform(-90, 90), chance.uniform(40, 110)
    spot = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * wide**2))
    return picture + (chance.uniform(120, 330) * spot).astype(np.float32)


def _shade(picture: Floats, chance: Chance) -> Floats:
    """Half of it in shadow."""
    x = np.mgrid[0:HEIGHT, 0:WIDTH][1].astype(np.float32)
    edge = 1 / (1 + np.exp(-(x - WIDTH / 2 - chance.uniform(-60, 60)) / chance.uniform(10, 60)))
    light = chance.uniform(0.15, 0.5) + 0.5 * edge
    return picture * light + chance.normal(0, 4, picture.shape).astype(np.float32)


def _screen(picture: Floats, chance: Chance) -> Floats:
    """A phone's screen: stripes of its refresh, and a moiré of its dots."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    bands = 45 * np.sin(y / chance.uniform(6, 30) + chance.uniform(0, 6))
    dots = chance.uniform(30, 55) * np.sin(x * chance.uniform(0.8, 1.6)) * np.sin(y * chance.uniform(0.8, 1.6))
    return picture * 0.7 + 50 + bands + dots


def _jpeg(picture: Floats, chance: Chance) -> Floats:
    quality = int(chance.integers(5, 18))
    packed = cv2.imencode(".jpg", _clipped(picture), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)


def _tilted(picture: Floats, chance: Chance) -> Floats:
    """Held at an angle: a perspective of up to 33 % and any turn."""
    corners = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)
    squeeze = chance.uniform(0.1, 0.33)
    moved = corners.copy()
    moved[1] += [-WIDTH * squeeze * 0.3, HEIGHT * squeeze]
    moved[2] += [-WIDTH * squeeze * 0.3, -HEIGHT * squeeze]
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), chance.uniform(0, 360), 1.0)
    seen = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(corners, moved), (WIDTH, HEIGHT), borderValue=150)
    return np.asarray(cv2.warpAffine(seen, turn, (WIDTH, HEIGHT), borderValue=150), np.float32)


def _far(picture: Floats, chance: Chance) -> Floats:
    """At arm's length: two fifths to three fifths of the size."""
    scale = chance.uniform(0.36, 0.6)
    shift = ((1 - scale) * WIDTH / 2, (1 - scale) * HEIGHT / 2)
    way = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], np.float32)
    seen = cv2.warpAffine(picture, way, (WIDTH, HEIGHT), flags=cv2.INTER_AREA, borderValue=150)
    return np.asarray(seen, np.float32) + chance.normal(0, 6, picture.shape).astype(np.float32)


def _night_mode(picture: Floats, chance: Chance) -> Floats:
    """White on black, as a phone's dark mode shows it."""
    return 255 - picture + chance.normal(0, 8, picture.shape).astype(np.float32)


def _pale(picture: Floats, chance: Chance) -> Floats:
    """Thermal paper that has faded."""
    return 190 + (picture - 190) * chance.uniform(0.04, 0.12) + chance.normal(0, 2, picture.shape).astype(np.float32)


WAYS: dict[str, Callable[[Floats, Chance], Floats]] = {
    "noise": _noise, "blur": _blur, "motion": _motion, "dark": _dark, "glare": _glare, "shade": _shade,
    "screen": _screen, "jpeg": _jpeg, "tilted": _tilted, "far": _far, "night mode": _night_mode, "pale": _pale,
}


def frames(seed: int, each: int) -> Iterator[Frame]:
    """`each` of every way, half QR and half Code 128, all with payloads of their own."""
    chance = np.random.default_rng(seed)
    for way, spoil in WAYS.items():
        for number in range(each):
            symbology = "qr" if number % 2 else "code128"
            digits = "".join(str(digit) for digit in chance.integers(0, 10, 18))
            data = (f"https://example.gov.cn/b/{digits}" if symbology == "qr" else digits).encode()
            wide = int(chance.integers(230, 330)) if symbology == "qr" else int(chance.integers(420, 640))
            code = drawn(data, symbology, wide)
            picture = np.full((HEIGHT, WIDTH), 150, np.float32)
            y, x = (HEIGHT - code.shape[0]) // 2, (WIDTH - wide) // 2
            picture[y : y + code.shape[0], x : x + wide] = 30 + code.astype(np.float32) * 0.8
            yield Frame(way, symbology, data, _clipped(spoil(picture, chance)))


def _clipped(picture: Floats) -> Image:
    return np.clip(picture, 0, 255).astype(np.uint8)
