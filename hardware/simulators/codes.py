"""Codes that somebody holds up: their bytes from a request, and their picture."""

from __future__ import annotations

import cv2
import numpy as np
import segno
import zxingcpp

from hardware.simulators.control import Refused, Request
from hardware.simulators.head import Image

SYMBOLOGIES = ("qr", "code128")
QUIET = 4  # modules of white round a QR code (ISO/IEC 18004)
BARS = 0.35  # height of a Code 128 over its width


def held(request: Request) -> tuple[bytes, str]:
    """(bytes, symbology) of a request with `text` or `hex`.  Raises Refused."""
    symbology = str(request.get("symbology", "qr"))
    data = bytes.fromhex(str(request["hex"])) if "hex" in request else str(request["text"]).encode()
    if not data or symbology not in SYMBOLOGIES:
        raise Refused(f"text or hex; symbology: one of {', '.join(SYMBOLOGIES)}")
    return data, symbology


def drawn(data: bytes, symbology: str, width: int) -> Image:
    """Black on white, `width` pixels wide with its quiet zone, grey (height, width).  Raises ValueError if too long."""
    if symbology == "qr":
        code = segno.make_qr(data, mode="byte", error="m", boost_error=False)
        modules = np.array([[255 * (1 - dark) for dark in row] for row in code.matrix_iter(border=QUIET)], np.uint8)
        size = (width, width)
    else:
        made = zxingcpp.create_barcode(data.decode("latin-1"), zxingcpp.BarcodeFormat.Code128)
        modules = np.asarray(made.to_image(scale=1), np.uint8)
        size = (width, int(width * BARS))
    return np.asarray(cv2.resize(modules, size, interpolation=cv2.INTER_AREA), np.uint8)
