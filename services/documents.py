"""Sealed pages (电子证明): proof of the seal over exactly the PDF's bytes, and a picture for the screen."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any

import pypdfium2 as pdfium

from services.models import Failure, IssuedDocument
from services.sm2 import Verifier

PREVIEW_WIDTH = 992
"""Pixels: sharp also when the review's page is enlarged to the width of a dialog (mock/DESIGN.md)."""


def verify(document: IssuedDocument, seal: Verifier) -> Failure | None:
    """document.bad_seal where the seal is not the platform's over these bytes; document.unreadable, .pages."""
    if not seal.holds(document.pdf, document.seal):
        return Failure("document.bad_seal")
    try:
        found = pages(document.pdf)
    except pdfium.PdfiumError:
        return Failure("document.unreadable")
    return None if found == document.pages else Failure("document.pages")


def pages(pdf: bytes) -> int:
    with closing(pdfium.PdfDocument(pdf)) as opened:
        return len(opened)


def picture(pdf: bytes, page: int = 0, width: int = PREVIEW_WIDTH) -> bytes:
    """One page as PNG, `width` pixels wide."""
    out = io.BytesIO()
    with closing(pdfium.PdfDocument(pdf)) as opened:
        sheet: Any = opened[page]
        bitmap: Any = sheet.render(scale=width / sheet.get_width())
        bitmap.to_pil().save(out, "PNG", compress_level=1)
    return out.getvalue()
