"""Every prompt has a screen; every text stands in both languages, has its glyphs, and stays in its box."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from fontTools.ttLib import TTFont

from kiosk import prompts as p

ROOT = Path(__file__).resolve().parent.parent.parent
BOX = ROOT / "tests" / "screens" / "gallery.py"


def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found.update(flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: str(value)})
    return found


TEXTS = {lang: flat(tomllib.loads((ROOT / f"assets/texts/{lang}.toml").read_text("utf-8"))) for lang in ("zh", "en")}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    assert set(TEXTS["zh"]) == set(TEXTS["en"])
    blanks = {lang: {key: set(re.findall(r"{(\w+)", text)) for key, text in TEXTS[lang].items()} for lang in TEXTS}
    differing = {key for key in blanks["zh"] if blanks["zh"][key] != blanks["en"][key]} - {"date"}
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


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """All screens in both languages, themes and two sizes, drawn in one process without X."""
    folder = tmp_path_factory.mktemp("gallery")
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIOSK_GEOMETRY": "540x960"}
    environment.pop("DISPLAY", None)
    done = subprocess.run([sys.executable, str(BOX), str(folder)], cwd=ROOT, env=environment, capture_output=True,
                          text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    drawn: list[dict[str, Any]] = json.loads((folder / "gallery.json").read_text("utf-8"))
    return drawn


def test_every_prompt_has_a_screen(gallery: list[dict[str, Any]]) -> None:
    assert {kind.__name__ for kind in get_args(p.Prompt)} <= {one["screen"] for one in gallery}


def test_every_text_stays_in_its_box_and_the_window(gallery: list[dict[str, Any]]) -> None:
    assert len(gallery) > 100
    out = [(one["name"], text["text"]) for one in gallery for text in one["texts"] if text["over"] > 3]
    assert out == []


def test_targets_are_large_enough_and_apart(gallery: list[dict[str, Any]]) -> None:
    small = [(one["name"], target["id"], target["mm"]) for one in gallery for target in one["targets"]
             if min(target["mm"]) < 20]
    assert small == []
    for one in gallery:
        boxes = [target["box"] for target in one["targets"]]
        for number, (x, y, w, h) in enumerate(boxes):
            for other_x, other_y, other_w, other_h in boxes[number + 1:]:
                apart = x + w <= other_x or other_x + other_w <= x or y + h <= other_y or other_y + other_h <= y
                assert apart, one["name"]


def test_the_windows_process_has_no_numpy_and_no_device(gallery: list[dict[str, Any]]) -> None:
    assert set(gallery[0]["modules"]) & {"numpy", "cv2", "requests", "PIL", "serial", "cups"} == set()


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
