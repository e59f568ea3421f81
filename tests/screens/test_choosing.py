"""By touch: an item is found, pages turn, a rating is given; a payment's seconds count on; its code can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
PAID = "https://pay.yunxi.example/o/YX-2026-1124-625498?fen=8640"


def run(script: str, *options: str) -> str:
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIOSK_GEOMETRY": "540x960", "LP_NUM_THREADS": "1"}
    environment.pop("DISPLAY", None)
    done = subprocess.run([sys.executable, str(ROOT / "tests/screens" / script), *options], cwd=ROOT, env=environment,
                          capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@cache
def told() -> dict[str, Any]:
    return json.loads(run("choosing.py").splitlines()[-1])


def test_each_letter_of_a_search_is_kept_for_the_next_shell() -> None:
    assert told()["searched"] == [{"find": ""}, {"find": "s"}, {"find": "sb"}, {"find": "sbk"}]
    assert told()["answers"][0] == "PickHR-011"


def test_a_department_its_pages_and_the_way_home_are_kept_too() -> None:
    assert told()["turned"] == [{"open": "HR"}, {"open": "HR", "page": "1"}, {"open": "HR", "page": "0"}, {}]
    assert told()["answers"][1] == "PickHR-001"


def test_a_tag_that_is_touched_twice_is_not_sent() -> None:
    assert told()["answers"][2] == "Rated('53',)"


def test_the_seconds_of_a_payment_go_down_by_themselves_and_on_after_a_change_of_size() -> None:
    def seconds(said: str) -> int:
        minutes, rest = (int(part) for part in said.split() if part.isdigit())
        return 60 * minutes + rest

    first, later, resized = map(seconds, told()["seen"])
    assert first <= 115
    assert later < first
    assert later - 2 <= resized <= later


@pytest.mark.parametrize("sheet", ["zh-standard", "zh-standard-contrast", "en-extra", "en-extra-contrast"])
def test_the_code_of_a_payment_can_be_read_in_every_theme(sheet: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pay")
    lang, size, *theme = sheet.split("-")
    run("gallery.py", str(folder), "--pictures", "--only", "pay", "--lang", lang, "--size", size, "--theme",
        theme[0] if theme else "normal")
    with Image.open(folder / f"{sheet}-pay.png") as picture:
        found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == [PAID]
    left, right = found[0].position.top_left.x, found[0].position.top_right.x
    assert (right - left) * 2 * 0.311 >= 30  # millimetres, drawn at half size
