"""Every screen, drawn in both languages, both themes and all sizes, in portrait, reach mode and landscape (which of
these together: gallery.PORTRAIT, gallery.LANDSCAPE): held to rules, and a part against the kept pictures."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from kiosk import prompts as p
from tests.screens import kept
from tests.screens.samples import samples

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / "build" / "pictures"
FOOTER = {
    False: {"leave": (60.0, 162.0), "lang": (234.0, 162.0), "large": (408.0, 162.0), "ease": (582.0, 162.0),
            "help": (756.0, 264.0)},
    True: {"leave": (60.0, 260.0), "lang": (344.0, 260.0), "large": (628.0, 260.0), "ease": (912.0, 260.0),
           "help": (1816.0, 344.0)},
}
"""x and width of each cell, in portrait and in landscape."""
MM = {False: 0.311, True: 0.311 * 1920 / 2220}
"""Millimetres of a design pixel on a panel of 27 inches."""


class Gallery:
    """What tests/screens/gallery.py has drawn and measured."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
        assert len(told) == 4
        self.modules: set[str] = set(told[0]["modules"])
        self.drawn: list[dict[str, Any]] = [row for each in told for row in each["drawn"]]

    def texts(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        return ((one, text) for one in self.drawn for text in one["texts"])

    def targets(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        return ((one, target) for one in self.drawn for target in one["targets"])


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """One drawing for all workers of a run: whoever comes first draws, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "gallery"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            _draw(folder)
            (folder / "whole").touch()
    return Gallery(folder)


def _draw(folder: Path) -> None:
    """One process for each language and orientation, without X."""
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "LP_NUM_THREADS": "1"}
    for name in ("DISPLAY", "KIOSK_GEOMETRY"):
        environment.pop(name, None)
    command = [sys.executable, str(ROOT / "tests/screens/gallery.py"), str(folder)]
    four = [subprocess.Popen([*command, *turned, "--lang", lang], cwd=ROOT, env=environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            for lang in ("zh", "en") for turned in ([], ["--landscape"])]
    try:
        for process in four:
            _, said = process.communicate(timeout=900)
            assert process.returncode == 0, said[-3000:]
    finally:
        for process in four:
            process.kill()


def test_every_prompt_has_a_screen(gallery: Gallery) -> None:
    assert {kind.__name__ for kind in get_args(p.Prompt)} <= {one["screen"] for one in gallery.drawn}
    assert len(gallery.drawn) > 1400


def test_the_windows_process_has_no_numpy_and_no_device(gallery: Gallery) -> None:
    assert "kivy" in gallery.modules
    assert gallery.modules & {"numpy", "cv2", "requests", "PIL", "serial", "cups"} == set()


# ---------------------------------------------------------------- texts
def test_every_text_stays_in_its_box_and_the_window(gallery: Gallery) -> None:
    assert [(one["name"], text["text"]) for one, text in gallery.texts() if text["over"] > 3] == []


def test_no_text_is_small(gallery: Gallery) -> None:
    """At least 28 design pixels (8.7 mm), at most two steps of the ladder below what was wanted."""
    ladder = (28, 34, 40, 48, 60, 76, 104, 152)
    small = [(one["name"], text["text"], text["got"]) for one, text in gallery.texts()
             if text["got"] < 28 or ladder.index(text["wanted"]) - ladder.index(text["got"]) > 2]
    assert small == []


def test_larger_texts_are_never_smaller(gallery: Gallery) -> None:
    got: dict[tuple[Any, ...], dict[str, int]] = {}
    for one, text in gallery.texts():
        drawn = (one[part] for part in ("sample", "lang", "contrast", "reach", "landscape"))
        key = (*drawn, text["role"], "".join(text["text"].split()))
        got.setdefault(key, {})[one["size"]] = text["got"]
    compared = [sizes for sizes in got.values() if {"standard", "extra"} <= set(sizes)]
    assert len(compared) > 2000
    assert [key for key, sizes in got.items() if sizes.get("extra", 999) < sizes.get("standard", 0)] == []


def test_every_text_stands_out_from_what_is_drawn_behind_it(gallery: Gallery) -> None:
    faint = [(one["name"], text["text"], text["contrast"]) for one, text in gallery.texts()
             if text["contrast"] < (15 if one["contrast"] else 10)]
    assert faint == []


def test_no_text_stands_on_another_or_half_on_a_button(gallery: Gallery) -> None:
    for one in gallery.drawn:
        for number, text in enumerate(one["texts"]):
            for other in one["texts"][number + 1:]:
                wide, high = common(text["box"], other["box"])
                assert wide <= 4 or high <= 12, (one["name"], text["text"], other["text"])
            for target in one["targets"]:
                wide, high = common(text["box"], target["box"])
                within = wide >= text["box"][2] - 4 and high >= text["box"][3] - 16
                assert wide <= 2 or high <= 8 or within, (one["name"], text["text"], target["id"])


def common(one: list[float], other: list[float]) -> tuple[float, float]:
    """Width and height of what two boxes have in common."""
    return (min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0]),
            min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1]))


# ---------------------------------------------------------------- targets
def test_targets_are_large_enough_and_apart(gallery: Gallery) -> None:
    """20 mm in portrait and 3.6 mm apart; where room is scarce 12.7 and 2.5."""
    assert [(one["name"], t["id"], t["mm"]) for one, t in gallery.targets()
            if min(t["mm"]) < (12.7 if one["reach"] or one["landscape"] else 20)] == []
    for one in gallery.drawn:
        for number, target in enumerate(one["targets"]):
            for other in one["targets"][number + 1:]:
                wide, high = common(target["box"], other["box"])
                apart = 2.5 if one["reach"] or one["landscape"] else 3.575
                assert max(-wide, -high) * MM[one["landscape"]] >= apart, (one["name"], target["id"], other["id"])


def test_nothing_touchable_stands_in_the_upper_third(gallery: Gallery) -> None:
    assert [(one["name"], t["id"]) for one, t in gallery.targets()
            if not one["landscape"] and t["box"][1] < (959 if one["reach"] else 636)] == []


def test_in_landscape_all_is_pressed_at_the_right_or_in_a_dialog(gallery: Gallery) -> None:
    pressed = [(one, t) for one, t in gallery.targets() if one["landscape"] and t["id"] not in FOOTER[True]]
    assert len(pressed) > 300
    assert [(one["name"], t["id"]) for one, t in pressed if t["box"][0] < 570] == []
    assert [(one["name"], t["id"]) for one, t in pressed if t["box"][1] + t["box"][3] > 1068] == []


def test_one_button_at_most_is_filled(gallery: Gallery) -> None:
    assert [one["name"] for one in gallery.drawn if sum(t["kind"] == "primary" for t in one["targets"]) > 1] == []


def test_the_footer_is_the_same_on_every_screen(gallery: Gallery) -> None:
    for one in gallery.drawn:
        cells = FOOTER[one["landscape"]]
        found = {t["id"]: t["box"] for t in one["targets"] if t["id"] in cells}
        assert set(found) >= set(cells) - {"leave"}, one["name"]
        for ident, box in found.items():
            x, w = cells[ident]
            assert box == pytest.approx([x, 1098 if one["landscape"] else 1770, w, 132], abs=0.2), one["name"]


def test_a_journeys_screen_always_has_a_way_on_at_the_right(gallery: Gallery) -> None:
    waiting = {"Wait", "Working", "ReadCard", "LookAtCamera", "AreYouThere", "Scan", "Pay", "TakeCard"}
    acting = {sample.name: type(sample.shown).__name__ for sample in samples() if sample.step and not sample.dialog
              and type(sample.shown).__name__ not in waiting}
    assert len(set(acting.values())) > 4
    for one in gallery.drawn:
        if one["sample"] in acting:
            edge, top, end = (1600, 800, 1080) if one["landscape"] else (972, 1500, 1752)
            right = [t for t in one["targets"] if t["box"][0] + t["box"][2] >= edge and top < t["box"][1] < end]
            assert right, one["name"]


# ---------------------------------------------------------------- pictures
def test_the_comparison_finds_a_moved_label_another_word_and_another_colour(gallery: Gallery) -> None:
    spoilt = dict(np.load(gallery.folder / "spoilt.npz"))
    names = [sample.name for sample in samples()]
    old = kept.read(kept.KEPT / "zh-standard.webp")[names.index("guide")]
    hair = np.random.default_rng(1).integers(-2, 3, old.shape) + spoilt["right"]
    assert kept.same(spoilt["right"], old)
    assert kept.same(np.clip(hair, 0, 255), old)
    for what in ("moved", "said", "colour", "pressed"):
        assert not kept.same(spoilt[what], old), what


def test_the_night_veil_darkens_the_attract_screen(gallery: Gallery) -> None:
    spoilt = dict(np.load(gallery.folder / "spoilt.npz"))
    plain, dim = spoilt["attract"].astype(float), spoilt["dimmed"].astype(float)
    paper = plain[:, :, 0] > 230
    assert paper.sum() > 5000
    assert 0.6 < dim[paper].mean() / plain[paper].mean() < 0.8


@pytest.mark.parametrize("sheet", sorted(path.stem for path in kept.KEPT.glob("*.webp")))
def test_every_screen_looks_as_kept(gallery: Gallery, sheet: str) -> None:
    """After a wanted change: look at build/pictures, then `tests/screens/gallery.py --keep`."""
    new = np.load(gallery.folder / f"{sheet}.npy")
    old = kept.read(kept.KEPT / f"{sheet}.webp")
    names = [one["sample"] for one in gallery.drawn if one["name"].endswith(f" {sheet}")]
    places = -(-len(new) // kept.ACROSS) * kept.ACROSS
    assert len(old) == places, "screens were added or taken away: look at them, then gallery.py --keep"
    other = [(name, *kept.difference(a, b)) for name, a, b in zip(names, new, old, strict=False) if not kept.same(a, b)]
    shown = [kept.show(a, b, BUILD / f"{sheet}-{name}.png") for name, a, b in zip(names, new, old, strict=False)
             if not kept.same(a, b)]
    assert other == [], f"new, kept and difference: {', '.join(map(str, shown))}"


def test_the_chosen_sheets_are_kept_and_they_are_small() -> None:
    sheets = list(kept.KEPT.glob("*.webp"))
    assert {path.stem for path in sheets} == set(kept.SHEETS)
    assert sum(path.stat().st_size for path in sheets) < 3_000_000
