"""What is signed on the screen (承诺书): the same bytes at the kiosk and at the platform, named by their SM3 digest."""

from __future__ import annotations

import msgspec

from services.models import Named, Party
from services.signing import digest


def document(item: str, statement: Named, people: list[Party], fields: dict[str, str]) -> bytes:
    """The declaration as bytes: item, words in both languages, people by role, answers by field."""
    return msgspec.json.encode(
        {"item": item, "statement": statement, "people": people, "fields": fields}, order="sorted")


def mark(item: str, statement: Named, people: list[Party], fields: dict[str, str]) -> str:
    """SM3 over the document, hex."""
    return digest(document(item, statement, people, fields))
