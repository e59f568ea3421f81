"""Codes in a picture: QR and Code 128, as the bytes that they carry.

Engines by their name in the configuration: "chain" (zxing-cpp, again on pictures that were helped, then pyzbar),
"zxing", "pyzbar".  Shares read and times: benchmarks/codes.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

import cv2
import msgspec
import numpy as np
import zxingcpp
from pyzbar import pyzbar

from hardware.senses.face.engine import Image
from hardware.senses.messages import Code

LONGEST = 4096
"""Bytes; the largest QR code holds 2953, Code 128 fewer."""

_FORMATS = zxingcpp.BarcodeFormat.QRCode | zxingcpp.BarcodeFormat.Code128
_SYMBOLS = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128]
_NO_TEXT = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode's controls, formats (bidi marks among them), surrogates, private, unassigned and line breaks."""


class Engine(msgspec.Struct, frozen=True):
    """quick: a look at each frame; whole: with every help that it has."""

    quick: Callable[[Image], Code | None]
    whole: Callable[[Image], Code | None]



def text(data: bytes) -> str | None:
    """What the bytes say in UTF-8, else GB18030; None for what is no plain text of at most 4 kB."""
    if not 0 < len(data) <= LONGEST:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            said = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(unicodedata.category(letter) in _NO_TEXT for letter in said) else said
    return None


def zxing(image: Image) -> Code | None:
    """The largest code that zxing-cpp finds; its bytes, never its text."""
    found = zxingcpp.read_barcodes(image, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    if not found:
        return None
    best = max(found, key=_extent)
    return Code(bytes(best.bytes), "qr" if best.format == zxingcpp.BarcodeFormat.QRCode else "code128", "camera")


def zbar(image: Image) -> Code | None:
    """The largest code that zbar finds.  It recodes what it takes for text, so that only ASCII is as it was."""
    found = [code for code in pyzbar.decode(image, _SYMBOLS) if code.data.isascii()]
    if not found:
        return None
    best = max(found, key=lambda code: code.rect.width * code.rect.height)
    return Code(best.data, "qr" if best.type == "QRCODE" else "code128", "camera")


def chain(image: Image) -> Code | None:
    """zxing-cpp at once; then on pictures that were helped, then zbar: what costs more comes later."""
    grey = image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    for picture in _helped(grey):
        if code := zxing(picture):
            return code
    return zbar(grey)


def _helped(grey: Image) -> Iterator[Image]:
    yield grey
    flat = cv2.createCLAHE(3.0, (8, 8)).apply(cv2.medianBlur(grey, 3))
    yield np.asarray(flat, np.uint8)
    yield np.asarray(cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 3), -1.5, 0), np.uint8)
    yield np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def _extent(found: zxingcpp.Barcode) -> float:
    """The square of its diagonal: bars have no area to speak of."""
    at = found.position
    return (at.bottom_right.x - at.top_left.x) ** 2 + (at.bottom_right.y - at.top_left.y) ** 2


ENGINES = {"chain": Engine(zxing, chain), "zxing": Engine(zxing, zxing), "pyzbar": Engine(zbar, zbar)}
