"""A visit's proof and pictures of sealed pages."""

from __future__ import annotations

from services import documents
from services.models import Failure, IssuedDocument
from services.sm2 import Verifier


class SealedPages:
    """kiosk.visit.ports.Documents with the pinned key of the county."""

    def __init__(self, public_pem: bytes) -> None:
        self._seal = Verifier(public_pem)

    def verify(self, document: IssuedDocument) -> Failure | None:
        return documents.verify(document, self._seal)

    def picture(self, pdf: bytes) -> bytes:
        return documents.picture(pdf)
