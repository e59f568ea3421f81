"""The paper guide of every item is one A4 page in the project's own letters and says what the citizen must know."""

from __future__ import annotations

import ctypes
from datetime import datetime

import msgspec
import pypdfium2
import pypdfium2.raw as raw
import pytest

from sandbox.platform.catalogue import read
from services.guides import Guides
from services.models import Item, Named
from tests.stand.stand import ROOT

CATALOG = read(ROOT / "sandbox" / "data").catalog
SITE = Named("松林街道自助办事处", "Songlin Street service point")
AT = datetime(2026, 11, 25, 21, 40)


@pytest.fixture(scope="module")
def guides() -> Guides:
    return Guides()


def page(guides: Guides, item: Item, lang: str) -> tuple[pypdfium2.PdfDocument, str]:
    pdf = pypdfium2.PdfDocument(guides.render(item, lang, AT, SITE, CATALOG.nearest, CATALOG.issued))
    return pdf, "".join(pdf[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("item", CATALOG.items, ids=lambda item: item.key)
def test_a_guide_is_one_page_that_says_it_all(guides: Guides, item: Item, lang: str) -> None:
    pdf, text = page(guides, item, lang)
    assert len(pdf) == 1 and [round(side) for side in pdf[0].get_size()] == [595, 842]
    said = [item.name, item.department, item.needs, SITE, CATALOG.nearest, *([item.gives] if item.gives else [])]
    for named in said:
        assert "".join((named.zh if lang == "zh" else named.en).split()) in text
    for word in (str(item.minutes), "24", "12345", CATALOG.issued[:10], "2026-11-2521:40"):
        assert word in text


@pytest.mark.parametrize(("fen", "zh", "en"), [(0, "0元", "¥0"), (500, "5元", "¥5"), (1205, "12.05元", "¥12.05")])
def test_what_it_costs_is_said_in_yuan(guides: Guides, fen: int, zh: str, en: str) -> None:
    item = msgspec.structs.replace(CATALOG.items[0], fee_fen=fen)
    assert f"多少钱{zh}您" in page(guides, item, "zh")[1] and f"Costs{en}You" in page(guides, item, "en")[1]


def test_a_long_name_is_still_one_page(guides: Guides) -> None:
    long = Named("很长的事项名称" * 12, "A rather long name of a service " * 6)
    item = msgspec.structs.replace(CATALOG.items[0], name=long, needs=long)
    for lang in ("zh", "en"):
        assert len(page(guides, item, lang)[0]) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_other_font_than_the_projects_is_in_it(guides: Guides, lang: str) -> None:
    pdf, _ = page(guides, CATALOG.items[0], lang)
    fonts = {font_of(part) for part in pdf[0].get_objects() if part.type == raw.FPDF_PAGEOBJ_TEXT}
    assert {font.partition("+")[2] or font for font in fonts} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def font_of(part: pypdfium2.PdfObject) -> str:
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(part.raw), name, 100)
    return name.value.decode()
