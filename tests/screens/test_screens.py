"""Every text stands in both languages, has its glyphs, is broken well, and stands out from its ground."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from screens.widgets.lines import broken

ROOT = Path(__file__).resolve().parent.parent.parent


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found.update(flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: str(value)})
    return found


TEXTS = {lang: flat(tomllib.loads((ROOT / f"assets/texts/{lang}.toml").read_text("utf-8"))) for lang in ("zh", "en")}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    assert set(TEXTS["zh"]) == set(TEXTS["en"])
    blanks = {lang: {key: set(re.findall(r"{(\w+)", text)) for key, text in TEXTS[lang].items()} for lang in TEXTS}
    differing = {key for key in blanks["zh"] if blanks["zh"][key] != blanks["en"][key]} - {"date", "form.month"}
    assert differing == set()


def test_no_character_is_missing_in_the_fonts() -> None:
    said = "".join([*TEXTS["zh"].values(), *TEXTS["en"].values(), (ROOT / "config/faults.toml").read_text("utf-8")])
    for weight in ("Regular", "Bold"):
        has = TTFont(ROOT / f"assets/fonts/NotoSansSC-{weight}.ttf").getBestCmap()
        assert {letter for letter in said if ord(letter) > 31 and ord(letter) not in has} == set()


def test_keys_that_the_visit_says_stand_in_the_catalogue() -> None:
    used: set[str] = set()
    for file in (*(ROOT / "kiosk").rglob("*.py"), *(ROOT / "screens").rglob("*.py")):
        code = file.read_text("utf-8")
        used |= set(re.findall(r'"((?:money|papers|notice|cleared|wait|working|sorry)\.[a-z_.]+)"', code))
        used |= set(re.findall(r's\.say\("([a-z_.0-9]+)"', code))
    assert len(used) > 60
    assert used - set(TEXTS["zh"]) == set()


NEVER = re.compile(r"[!！]|error|illegal|system|wait patiently|invalid|错误|非法|系统|耐心|你", re.IGNORECASE)


def test_nobody_is_shouted_at_or_blamed() -> None:
    said = [*TEXTS["zh"].values(), *TEXTS["en"].values()]
    faults = tomllib.loads((ROOT / "config/faults.toml").read_text("utf-8"))
    said += [row[field] for group in faults.values() for row in group.values()
             for field in ("zh", "en", "do_zh", "do_en")]
    assert len(said) > 500
    assert [text for text in said if NEVER.search(text)] == []


def test_a_line_ends_where_one_would_pause() -> None:
    def wide(text: str) -> float:
        return sum(1.0 if ord(letter) > 0x2E80 else 0.5 for letter in text)

    for said, width, lines in (
        ("请看正前方", 9, ["请看正前方"]),
        ("要办别的事？点右下角“呼叫人工”，问问去哪里办。", 20, ["要办别的事？点右下角“呼叫人工”，", "问问去哪里办。"]),
        ("没有打印。身份证在读卡处，请拿好", 12, ["没有打印。", "身份证在读卡处，请拿好"]),
        ("距这里约 1.2 公里", 7, ["距这里", "约 1.2 公里"]),
        ("Put your ID card on the lit place", 10, ["Put your ID card", "on the lit place"]),
    ):
        assert broken(said, width, wide) == lines
        assert all(wide(line) <= width for line in lines)


def luminance(colour: str) -> float:
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("palette", "least"), [("palette", 10.0), ("palette_contrast", 15.0)])
def test_texts_stand_out(palette: str, least: float) -> None:
    tokens = tomllib.loads((ROOT / "config/theme.toml").read_text("utf-8"))
    colours = {**tokens["palette"], **(tokens[palette] if palette != "palette" else {})}
    pairs = [("ink", ground) for ground in ("paper", "white", "cel", "band", "off")] + [
        ("ink2", "paper"), ("ink2", "cel"), ("ink2", "band"), ("pine", "white"), ("pine", "cel"),
        (colours.get("on_pine", colours["white"]), "pine")]
    for text, ground in pairs:
        first, second = sorted((luminance(colours.get(text, text)), luminance(colours[ground])), reverse=True)
        assert (first + 0.05) / (second + 0.05) >= least, (text, ground)
