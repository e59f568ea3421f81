"""The county's synthetic citizens as things to lay on a reader and to stand before a camera."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from sandbox.platform.register import Citizen, citizens

HERE = Path(__file__).resolve().parent
PORTRAITS = HERE.parent / "assets" / "portraits"
PEOPLE: dict[str, Citizen] = citizens(HERE / "data" / "citizens.toml")


def laid(key: str) -> dict[str, Any]:
    """What the reader's simulator wants for `lay`: the card's fields, and the photo as base64."""
    person = PEOPLE[key]
    card = {
        "kind": person.card, "name": person.name, "number": person.number, "sex": person.sex, "birth": person.birth,
        "valid_from": person.valid_from, "valid_to": "99991231" if person.valid_to == "长期" else person.valid_to,
        "nation": person.nation, "address": person.address, "issuer": person.issuer,
        "english_name": person.english_name,
    }
    photo = PORTRAITS / person.portrait / "card.webp"
    return {"card": card, "photo": base64.b64encode(photo.read_bytes()).decode() if photo.exists() else ""}
