"""Cards as their chips have them, written by hand from the reference's offsets (hardware-protocols §1.3)."""

from __future__ import annotations

from datetime import date, datetime

from hardware.senses.messages import Card
from tests.hardware.reference import block

NUMBER = "11010519491231002X"  # the standard's own example (GB 11643-1999)

RESIDENT = {
    "name": (0, 30, "李秀英"), "sex": (30, 2, "2"), "nation": (32, 4, "01"), "birth": (36, 16, "19491231"),
    "address": (52, 70, "北京市朝阳区某路1号"), "number": (122, 36, NUMBER),
    "issuer": (158, 30, "北京市公安局朝阳分局"),
    "from": (188, 16, "20200101"), "to": (204, 16, "长期"),
}
HKMT = {
    "name": (0, 30, "陈志明"), "sex": (30, 2, "1"), "birth": (36, 16, "19850505"),
    "address": (52, 70, "云溪县城关镇8号"),
    "number": (122, 36, "81000019850505001X"), "issuer": (158, 30, "云溪县公安局"), "from": (188, 16, "20220101"),
    "to": (204, 16, "20270101"), "pass": (220, 18, "H12345678"), "issues": (238, 4, "01"),
}
OLD_FOREIGNER = {
    "english": (0, 120, "BERG, CLARA"), "sex": (120, 2, "2"), "number": (122, 30, "USA110102030405"),
    "nation": (152, 6, "USA"), "name": (158, 30, "贝格"), "from": (188, 16, "20190101"), "to": (204, 16, "20290101"),
    "birth": (220, 16, "19800808"), "version": (236, 4, "01"), "authority": (240, 8, "1500"),
}
NEW_FOREIGNER = {
    "name": (0, 30, "安娜"), "sex": (30, 2, "2"), "renewals": (32, 4, "01"), "birth": (36, 16, "19800808"),
    "english": (52, 70, "BERG, ANNA"), "number": (122, 36, "911010198008080020"), "from": (188, 16, "20240101"),
    "to": (204, 16, "20340101"), "nation": (242, 6, "USA"),
}
LAYOUTS = {" ": RESIDENT, "J": HKMT, "I": OLD_FOREIGNER, "Y": NEW_FOREIGNER}
CARDS = {
    " ": Card("resident", "李秀英", NUMBER, "2", "19491231", "20200101", "99991231", "01",
              "北京市朝阳区某路1号", "北京市公安局朝阳分局"),
    "J": Card("hkmt", "陈志明", "81000019850505001X", "1", "19850505", "20220101", "20270101", "",
              "云溪县城关镇8号", "云溪县公安局"),
    "I": Card("foreigner2017", "贝格", "USA110102030405", "2", "19800808", "20190101", "20290101", "USA", "", "1500",
              "BERG, CLARA"),
    "Y": Card("foreigner2023", "安娜", "911010198008080020", "2", "19800808", "20240101", "20340101", "USA", "", "",
              "BERG, ANNA"),
}


def written(flag: str, **other: str) -> bytes:
    """The block of a layout with some fields written otherwise."""
    fields = {key: (at, size, other.pop(key, text)) for key, (at, size, text) in LAYOUTS[flag].items()}
    assert not other, f"no such field: {other}"
    return block(flag, *fields.values())


def contradictions(card: Card) -> list[str]:
    """What of a record cannot be true, by the standards and without the project's code."""
    def day(text: str) -> date | None:
        try:
            return datetime.strptime(text, "%Y%m%d").date() if len(text) == 8 else None
        except ValueError:
            return None

    birth, start, end = day(card.birth), day(card.valid_from), day(card.valid_to)
    wrong: list[str] = []
    if not (birth and start and end and birth <= start < end):
        wrong.append("dates")
    if card.sex not in ("1", "2"):
        wrong.append("sex")
    if not card.name or "\0" in card.name + card.address + card.issuer + card.english_name:
        wrong.append("name")
    if card.kind == "foreigner2017":
        head, rest = card.number[:3], card.number[3:]
        if len(rest) != 12 or set(rest) - set("0123456789") or head != card.nation:
            wrong.append("number")
        return wrong
    rest = 0
    for digit in card.number[:17]:  # ISO 7064 MOD 11-2, as the standard recurs and not by weights
        rest = (rest + "0123456789".index(digit)) * 2 % 11
    if len(card.number) != 18 or (rest + "0123456789X".index(card.number[17])) % 11 != 1:
        wrong.append("check digit")
    if card.number[6:14] != card.birth:
        wrong.append("birth and number")
    if int(card.number[16]) % 2 != int(card.sex) % 2:
        wrong.append("sex and number")
    first = {"resident": "1234567", "hkmt": "8", "foreigner2023": "9"}[card.kind]
    if card.number[0] not in first:
        wrong.append("number and kind")
    if card.kind == "resident" and not (card.nation in ("97", "98") or 1 <= int(card.nation) <= 56):
        wrong.append("nation")
    return wrong
