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

_QR = zxingcpp.BarcodeFormat.QRCode
_FORMATS = zxingcpp.BarcodeFormats([_QR, zxingcpp.BarcodeFormat.Code128])
_SYMBOLS = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128]
MARGIN = 30
"""Pixels round a code that are looked at again; bars need ten modules of white beside them."""
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
    """The first code that zxing-cpp finds; its bytes, never its text."""
    found = zxingcpp.read_barcode(image, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    return _code(found, image) if found else None


def zxing_all(image: Image) -> Code | None:
    """The same, with a look at everything in the picture: 4 times as long, and 5 % more are found."""
    for found in zxingcpp.read_barcodes(image, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain):
        if code := _code(found, image):
            return code
    return None


def _code(found: zxingcpp.Barcode, image: Image) -> Code | None:
    if not _is_sure(found, image):
        return None
    return Code(bytes(found.bytes), "qr" if found.format == _QR else "code128", "camera")


def _is_sure(code: zxingcpp.Barcode, image: Image) -> bool:
    """Bars have one check digit of 103 values, and blurred ones pass it by chance: they are read again, enlarged."""
    if code.format == _QR:
        return True
    at = code.position
    corners = [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    x, y, wide, high = cv2.boundingRect(np.array(corners, np.int32))
    near = image[max(0, y - MARGIN) : y + high + MARGIN, max(0, x - MARGIN) : x + wide + MARGIN]
    larger = np.asarray(cv2.resize(near, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC), np.uint8)
    again = zxingcpp.read_barcode(larger, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    return again is not None and again.bytes == code.bytes


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
    if code := zxing(grey):
        return code
    for picture in _helped(grey):
        if code := zxing_all(picture):
            return code
    return zbar(grey)


def _helped(grey: Image) -> Iterator[Image]:
    yield grey
    yield np.asarray(255 - grey, np.uint8)
    flat = cv2.createCLAHE(3.0, (8, 8)).apply(cv2.medianBlur(grey, 3))
    yield np.asarray(flat, np.uint8)
    yield np.asarray(cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 3), -1.5, 0), np.uint8)
    yield np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


ENGINES = {"chain": Engine(zxing, chain), "zxing": Engine(zxing, zxing), "pyzbar": Engine(zbar, zbar)}
