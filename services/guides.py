"""An item's guide (办事指南) on A4 paper.  It carries no seal and proves nothing."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path

import typst

from services.models import Item, Named

ASSETS = Path(__file__).resolve().parent.parent / "assets"
LANGS = {"zh": "cn", "en": "gb"}


class Guides:
    """Renders; fonts, template and words are read once (how long a page takes then: benchmarks/guide.py)."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ASSETS / "fonts")])
        self._template = (ASSETS / "documents" / "guide.typ").read_bytes()
        self._mark = (ASSETS / "art" / "mark.svg").read_text("utf-8")
        self._words = {lang: _words(lang) for lang in LANGS}

    def render(self, item: Item, lang: str, at: datetime, site: Named, nearest: Named, issued: str = "") -> bytes:
        """A PDF.  lang: "zh" | "en"; at: local time of the site; issued: of the catalogue, RFC 3339."""
        words, data = self._words[lang], {"lang": lang, "region": LANGS[lang]}
        rows = [
            (words["needs"], _in(item.needs, lang)),
            (words["minutes"], _count(words["minutes_value"], minutes=item.minutes)),
            (words["fee"], words["fee_value"].format(yuan=_yuan(item.fee_fen)) if item.fee_fen else words["fee_free"]),
        ]
        if item.gives or item.pages:
            gives = _in(item.gives, lang) if item.gives else _count(words["gives_value"], pages=item.pages)
            rows.append((words["gives"], gives))
        places = [
            (words["place"], _in(site, lang)), (words["hours"], words["hours_value"]),
            (words["nearest"], _in(nearest, lang)), (words["phone"], "12345"),
        ]
        page = {
            **data, "brand": words["brand"], "kind": words["kind"], "name": _in(item.name, lang),
            "department": _in(item.department, lang), "rows": rows, "here": words["here"], "places": places,
            "note": words["note"], "year": at.year, "month": at.month, "day": at.day,
            "dated": words["dated"].format(day=issued[:10]) if issued else "",
            "printed": words["printed"].format(at=at.strftime("%Y-%m-%d %H:%M")),
        }
        pdf = typst.compile(
            self._template, font_paths=self._fonts, format="pdf",
            sys_inputs={"data": json.dumps(page, ensure_ascii=False), "mark": self._mark},
        )
        assert isinstance(pdf, bytes)
        return pdf


def _words(lang: str) -> dict[str, str]:
    texts = tomllib.loads((ASSETS / "texts" / f"{lang}.toml").read_text("utf-8"))
    return {**texts["guide"], **texts["guide_paper"], "brand": texts["name"]}


def _in(text: Named, lang: str) -> str:
    return text.zh if lang == "zh" else text.en


def _count(text: str, **number: int) -> str:
    """One and many stand beside one another where the language has both."""
    (count,) = number.values()
    return text.split("|")[0 if count == 1 else -1].format(**number)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}" if fen % 100 else str(fen // 100)
