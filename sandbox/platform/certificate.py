"""Sealed certificates (电子证明): a register's words on typst's paper, sealed with SM2 over exactly the PDF's bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec
import segno
import typst

from sandbox.platform.records.base import Fields, Writes, masked
from sandbox.platform.records.fund import Statement
from sandbox.platform.records.homes import Certificate
from sandbox.platform.records.insurance import certificate
from sandbox.platform.records.tax import PaymentRecord
from sandbox.platform.register import Citizen
from services.models import IssuedDocument, Item
from services.sm2 import Signer

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent.parent / "assets" / "fonts"
VERIFY = "https://verify.yunxi.example/"


class Printed(msgspec.Struct, frozen=True):
    """What a template reads; body: the item's own struct."""

    serial: str
    name: str
    number: str
    today: str
    year: int
    month: int
    day: int
    body: msgspec.Struct


def papers(folder: Path) -> dict[str, Writes]:
    """Who writes which item's paper, from the seeds in `folder`."""
    return {
        "HR-001": certificate, "HF-002": Statement(folder), "NR-001": Certificate(folder),
        "TX-001": PaymentRecord(folder),
    }


class Mint:
    """Renders and seals; the fonts are read once (30 ms, then 4 ms a page)."""

    def __init__(self, seal: Signer, papers: Mapping[str, Writes]) -> None:
        self._seal = seal
        self._papers = papers
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        shared = _template("paper")
        self._templates = {key: shared + _template(key) for key in papers}

    def issue(
        self, item: Item, person: Citizen, serial: str, fields: Fields, at: datetime
    ) -> IssuedDocument | None:
        """None where the register has nothing of this person.  at: local time of the site; fields: checked ones."""
        sheet = self._papers[item.key](person, fields, at)
        if sheet is None:
            return None
        today = f"{at.year} 年 {at.month} 月 {at.day} 日"
        data = Printed(serial, person.name, masked(person.number), today, at.year, at.month, at.day, sheet.body)
        code = io.BytesIO()
        segno.make(VERIFY + serial, error="m").save(code, kind="svg", border=0)
        pdf = typst.compile(
            self._templates[item.key], font_paths=self._fonts, format="pdf",
            sys_inputs={"data": msgspec.json.encode(data).decode(), "qr": code.getvalue().decode()},
        )
        assert isinstance(pdf, bytes)
        return IssuedDocument(serial, pdf, self._seal.sign(pdf), item.pages, sheet.facts, VERIFY + serial)


def _template(name: str) -> bytes:
    return (HERE / "templates" / f"{name}.typ").read_bytes()
