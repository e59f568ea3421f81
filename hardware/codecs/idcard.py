"""The 256-byte text block of an identity card: four layouts, and whether a record can be true.

SDT's checksum accepts one in eight frames with two wrong bits (hardware-protocols §0.4), so a record
counts only if number, birth, sex and dates agree with each other (GB 11643-1999, ISO 7064 MOD 11-2).
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from hardware.faults import FaultCode
from hardware.model import Fault
from hardware.senses.messages import Card

SIZE = 256
FLAG_AT = 248
FOREVER = "99991231"
_LONG = "长期"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NATIONS = {f"{code:02d}" for code in (*range(1, 57), 97, 98)}
_NUMBERS = {
    "resident": re.compile(r"[1-7]\d{16}[\dX]"),
    "hkmt": re.compile(r"8[123]0000\d{11}[\dX]"),
    "foreigner2017": re.compile(r"[A-Z]{3}\d{12}"),
    "foreigner2023": re.compile(r"9\d{16}[\dX]"),
}

# flag → kind and (field, offset, bytes); UTF-16LE, padded with spaces (GA/T 490 and its successors, §1.3)
_COMMON = (("sex", 30, 2), ("birth", 36, 16), ("number", 122, 36), ("valid_from", 188, 16), ("valid_to", 204, 16))
LAYOUTS: dict[str, tuple[str, tuple[tuple[str, int, int], ...]]] = {
    " ": ("resident", (("name", 0, 30), ("nation", 32, 4), ("address", 52, 70), ("issuer", 158, 30), *_COMMON)),
    "J": ("hkmt", (("name", 0, 30), ("address", 52, 70), ("issuer", 158, 30), *_COMMON)),
    "I": ("foreigner2017", (
        ("english_name", 0, 120), ("sex", 120, 2), ("number", 122, 30), ("nation", 152, 6), ("name", 158, 30),
        ("valid_from", 188, 16), ("valid_to", 204, 16), ("birth", 220, 16), ("issuer", 240, 8))),
    "Y": ("foreigner2023",
          (("name", 0, 30), ("english_name", 52, 70), ("more", 220, 22), ("nation", 242, 6), *_COMMON)),
}
_FLAGS = {kind: flag for flag, (kind, _) in LAYOUTS.items()}


def check_digit(first17: str) -> str:
    """The 18th place of a citizen number (公民身份号码)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def parse(text: bytes) -> Card | Fault:
    """A record whose parts agree with each other, id.wrong_card for a layout that is not known, or id.garbled.

    Whether it is in force is `in_force`'s question.
    """
    flag = text[FLAG_AT : FLAG_AT + 2].decode("utf-16-le", "replace")
    if len(text) == SIZE and "A" <= flag <= "Z" and flag not in LAYOUTS:
        return Fault(FaultCode.ID_WRONG_CARD)
    if len(text) != SIZE or flag not in LAYOUTS:
        return Fault(FaultCode.ID_GARBLED)
    kind, fields = LAYOUTS[flag]
    try:
        got = {name: text[at : at + size].decode("utf-16-le") for name, at, size in fields}
    except UnicodeDecodeError:
        return Fault(FaultCode.ID_GARBLED)
    got["english_name"] = got.get("english_name", "") + got.pop("more", "")
    got = {name: value.rstrip(" ") for name, value in got.items()}
    if got["valid_to"] == _LONG:
        got["valid_to"] = FOREVER
    got["name"] = got["name"] or got["english_name"]
    card = msgspec.convert({"kind": kind, **got}, Card)
    return card if _agrees(card) else Fault(FaultCode.ID_GARBLED)


def _agrees(card: Card) -> bool:
    shown = (card.name, card.english_name, card.address, card.issuer)
    dates = [_day(text) for text in (card.birth, card.valid_from, card.valid_to)]
    if not card.name or not all(_written(char) for text in shown for char in text) or None in dates:
        return False
    if not card.birth <= card.valid_from < card.valid_to or card.sex not in ("1", "2"):
        return False
    if not card.number.isascii() or not _NUMBERS[card.kind].fullmatch(card.number):
        return False
    if card.kind == "resident" and card.nation not in _NATIONS:
        return False
    if card.kind.startswith("foreigner") and not re.fullmatch(r"[A-Z]{3}", card.nation):
        return False
    if card.kind == "foreigner2017":  # its number begins with the country (NIA's rules of 2023 tell of both)
        return card.number[:3] == card.nation
    return (
        check_digit(card.number[:17]) == card.number[17]
        and card.number[6:14] == card.birth
        and int(card.number[16]) % 2 == int(card.sex) % 2
    )


def _written(char: str) -> bool:
    """Printable, or rare: older cards use the private area for such, and Unicode still adds to planes 2 and 3."""
    rare = "\ue000" <= char <= "\uf8ff" or 2 <= ord(char) >> 16 <= 3 and ord(char) & 0xFFFF < 0xFFFE
    return rare or char.isprintable()


def _day(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def in_force(card: Card, today: date) -> Fault | None:
    """id.expired after the last day of validity (site's date)."""
    return Fault(FaultCode.ID_EXPIRED) if f"{today:%Y%m%d}" > card.valid_to else None


def pack(card: Card) -> bytes:
    """The text block of a card, for simulators and redacted traces.  Raises ValueError if a field is too long."""
    flag = _FLAGS[card.kind]
    values = {name: str(getattr(card, name, "")) for name, _, _ in LAYOUTS[flag][1]}
    if card.valid_to == FOREVER:
        values["valid_to"] = _LONG
    if flag == "Y":
        values["english_name"], values["more"] = card.english_name[:35], card.english_name[35:]
    block = bytearray(" ".encode("utf-16-le") * (SIZE // 2))
    for name, at, size in LAYOUTS[flag][1]:
        data = values[name].encode("utf-16-le")
        if len(data) > size:
            raise ValueError(f"{name} is too long")
        block[at : at + len(data)] = data
    block[FLAG_AT : FLAG_AT + 2] = flag.encode("utf-16-le")
    return bytes(block)
