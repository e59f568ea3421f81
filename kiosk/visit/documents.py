"""A visit's proof and pictures of sealed pages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from services import documents
from services.models import Catalog, Failure, IssuedDocument, Item, Named
from services.sm2 import Verifier

if TYPE_CHECKING:
    from services.guides import Guides


class SealedPages:
    """kiosk.visit.ports.Documents with the pinned key of the county."""

    def __init__(self, public_pem: bytes, site: Named, catalog: Catalog) -> None:
        self._seal = Verifier(public_pem)
        self._site = site
        self._catalog = catalog
        self._guides: Guides | None = None

    def verify(self, document: IssuedDocument) -> Failure | None:
        return documents.verify(document, self._seal)

    def picture(self, pdf: bytes) -> bytes:
        return documents.picture(pdf)

    def guide(self, item: Item, lang: str, at: datetime) -> IssuedDocument:
        """An item's guide as a page of this machine's own; it carries no seal and proves nothing."""
        from services.guides import Guides  # typst: 2 MB that few visits need

        guides = self._guides = self._guides or Guides()
        pdf = guides.render(item, lang, at, self._site, self._catalog.nearest, self._catalog.issued)
        return IssuedDocument(f"guide-{item.key}", pdf, "", documents.pages(pdf), ())
