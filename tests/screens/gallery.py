"""Draw every sample in both languages, both themes and all sizes, in portrait, reach mode and landscape.

    gallery.py FOLDER [--pictures | --sheet] [--landscape] [--reach yes] [--lang zh] [--size extra] [--theme contrast]
    gallery.py --keep                                   after looking: renew the kept pictures in tests/screens/kept/

FOLDER gets the small pictures of each language, size and theme, and what the rules need in LANG.json.
A process of its own, because there is one window a process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
if not os.environ.get("KIOSK_GEOMETRY"):
    geometry = "960x540" if "--landscape" in sys.argv else "540x960"
    os.environ.update(SDL_VIDEODRIVER="offscreen", KIOSK_GEOMETRY=geometry)
    os.environ.pop("DISPLAY", None)
from screens.environment import prepare  # noqa: E402

WIDTH, HEIGHT = prepare()
from kivy.base import runTouchApp  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels  # noqa: E402
from kivy.lang import Builder  # noqa: E402
from kivy.uix.label import Label  # noqa: E402

from kiosk import messages as m  # noqa: E402
from kiosk import prompts as p  # noqa: E402
from kiosk.prompts import Preferences, Words  # noqa: E402
from screens import camera  # noqa: E402
from screens.frame import Context, Screen  # noqa: E402
from screens.registry import draw  # noqa: E402
from screens.texts import Texts  # noqa: E402
from screens.theme import Theme  # noqa: E402
from screens.widgets.base import BLANK, Gate, Touchable  # noqa: E402
from tests.screens.samples import HOLDS, ROOT, SHORT, Sample, samples  # noqa: E402

MODULES = sorted({name.split(".")[0] for name in sys.modules})
"""What the window's own code has brought in; what follows is for looking at the pictures."""
import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from tests.screens import kept  # noqa: E402

LANGS, SIZES, THEMES = ("zh", "en"), ("small", "standard", "large", "extra"), ("normal", "contrast")
REACH = ("no", "yes")
PLAIN, MOST = ("standard", False, False), ("extra", False, False)
LOW = {("standard", False, True), ("extra", False, True)}
PORTRAIT = {
    "zh": {PLAIN, MOST, *LOW, ("small", False, False), ("large", False, False), ("standard", True, False)},
    "en": {PLAIN, MOST, *LOW, ("large", False, False), ("extra", True, False)},
}
LANDSCAPE = {"zh": {PLAIN, MOST, ("extra", True, False)}, "en": {PLAIN, MOST}}
"""Size, high contrast and reach mode of what is drawn unless others are asked for."""
TEXTS = Texts()
SITE = Words("云溪县松林村服务点", "Songlin Village, Yunxi")
STILL = (p.Wait, p.Working, p.TakeDocument, p.Sorry, p.AreYouThere, p.ChooseItem, p.TakeSlip, p.TakeCard, p.Resume,
         p.Rate, p.Pay)
"""Prompts that have no way back."""


def nothing(*_: object) -> None:
    """The gallery answers nobody."""


def slow_time() -> None:
    """A reading of Kivy's clock takes 20 ms, however busy the machine is: what counts down shows its beginning."""
    clock: Any = object.__getattribute__(Clock, "_obj")
    begun, readings = clock.time(), itertools.count(1)
    clock.time = lambda: begun + next(readings) / 50
    clock.tick()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "build" / "gallery")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--sheet", action="store_true", help="all pictures of a language, size and theme as one")
    parser.add_argument("--landscape", action="store_true")
    for name, values in (("lang", LANGS), ("size", SIZES), ("theme", THEMES), ("reach", REACH)):
        parser.add_argument(f"--{name}", choices=values, nargs="*", default=values)
    parser.add_argument("--only", nargs="*", default=())
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    runTouchApp(embedded=True)
    slow_time()
    shown = [sample for sample in samples() if not asked.only or sample.name in asked.only]
    for lang in asked.lang:
        drawn: list[dict[str, Any]] = []
        for prefs in ways(asked, lang):
            plain = prefs.size == "standard" and not prefs.contrast
            here = [sample for sample in shown if not sample.once or plain]
            name = kept.name(prefs, asked.landscape)
            pictures = one_sheet(asked, name, here, prefs, drawn)
            np.save(asked.folder / f"{name}.npy", np.stack(pictures))
            if asked.keep and not asked.only:
                kept.write(pictures, kept.KEPT / f"{name}.webp")
        told = asked.folder / f"{lang}{'-landscape' if asked.landscape else ''}.json"
        told.write_text(json.dumps({"modules": MODULES, "drawn": drawn}), "utf-8")
    if "zh" in asked.lang and not asked.landscape:
        np.savez(asked.folder / "spoilt.npz", **spoilt())
    if asked.keep and not asked.landscape:
        os.environ.pop("KIOSK_GEOMETRY")
        subprocess.run([sys.executable, __file__, *sys.argv[1:], "--landscape"], check=True)


def ways(asked: argparse.Namespace, lang: str) -> list[Preferences]:
    """What is drawn of a language: the least and the most text of each frame; a theme changes colours, not places.

    Named on the command line (--size small --theme contrast), any of them."""
    found = [Preferences(lang, size, theme == "contrast", reach == "yes")
             for reach in asked.reach for theme in asked.theme for size in asked.size]
    if asked.keep:
        return [one for one in found if kept.name(one, asked.landscape) in kept.SHEETS]
    if asked.size is not SIZES or asked.theme is not THEMES or asked.reach is not REACH:
        return found
    few = LANDSCAPE if asked.landscape else PORTRAIT
    return [one for one in found if (one.size, one.contrast, one.reach) in few[lang]]


def one_sheet(
    asked: argparse.Namespace, name: str, shown: list[Sample], prefs: Preferences, drawn: list[dict[str, Any]]
) -> list[Any]:
    small: list[Any] = []
    large: list[Any] = []
    for sample in shown:
        screen = build(sample, prefs)
        pixels = photograph(screen)
        small.append(kept.small(pixels))
        drawn.append({"name": f"{sample.name} {name}", "screen": type(sample.shown).__name__, "sample": sample.name,
                      "lang": prefs.lang, "size": prefs.size, "contrast": prefs.contrast, "reach": prefs.reach,
                      "landscape": asked.landscape, **rows(screen, pixels)})
        if asked.pictures:
            Image.fromarray(pixels).save(asked.folder / f"{name}-{sample.name}.png")
        large.append(pixels if asked.sheet else None)
    if asked.sheet:
        across = 4 if asked.landscape else 8
        Image.fromarray(kept.side_by_side(large, across)).save(asked.folder / f"{name}.webp", quality=80)
    return small


def build(sample: Sample, prefs: Preferences) -> Screen:
    context = Context(
        TEXTS, prefs, m.Place(SITE, "Asia/Shanghai", "demo"),
        lambda: datetime(2026, 11, 24, (sample.hour - 8) % 24, 41, tzinfo=UTC), nothing, nothing, nothing, nothing,
        nothing, status=sample.status, draft=sample.draft, dialog=sample.dialog,
    )
    context.texts.lang = prefs.lang
    theme = Theme(WIDTH, HEIGHT, prefs.size, prefs.contrast, prefs.reach)
    screen = Screen(theme, WIDTH, HEIGHT, Gate(), context)
    if type(sample.shown).__module__ == "kiosk.prompts":
        context.show = show(sample.shown, sample, prefs)
        context.before = show(sample.before, sample, prefs) if sample.before else None
    draw(screen, sample.shown)
    if sample.preview:
        camera.show_preview(screen, (ROOT / "assets/portraits/collins/live.jpg").read_bytes())
    return screen


def show(prompt: Any, sample: Sample, prefs: Preferences) -> m.Show:
    return m.Show("V", 1, prompt, prefs, item=SHORT if sample.step else None, step=sample.step,
                  steps=4 if sample.step else 0, back=not isinstance(prompt, STILL),
                  leave=not isinstance(prompt, p.Working), holds=HOLDS if sample.lookups else (),
                  lookups=sample.lookups)


def photograph(screen: Screen) -> Any:
    """Rows of RGB, as they stand on the glass."""
    Window.add_widget(screen)
    Clock.tick()
    Builder.sync()
    Clock.tick_draw()
    Builder.sync()
    Window.dispatch("on_draw")
    raw = glReadPixels(0, 0, WIDTH, HEIGHT, GL_RGB, GL_UNSIGNED_BYTE)
    Window.remove_widget(screen)
    return np.frombuffer(raw, np.uint8).reshape(HEIGHT, WIDTH, 3)[::-1].copy()


# ---------------------------------------------------------------- what the rules ask for
def rows(screen: Any, pixels: Any) -> dict[str, Any]:
    mm = screen.theme.mm(1)
    labels: list[Any] = [label for label in screen.walk() if isinstance(label, Label) and getattr(label, "live", True)]
    targets: list[Any] = [child for child in screen.children if isinstance(child, Touchable) and child.live]
    return {
        "texts": [
            {"text": label.text, "over": over(label), "role": label.role, "wanted": label.wanted, "got": label.got,
             "box": place(label, screen), "contrast": contrast(label, pixels)} for label in labels if label.text
        ],
        "targets": [
            {"id": target.ident, "kind": target.kind, "box": place(target, screen),
             "mm": [round(target.width / mm, 1), round(target.height / mm, 1)]} for target in targets
        ],
    }


def place(thing: Any, screen: Screen) -> list[float]:
    """x, y from the top, width and height in design pixels."""
    scale = screen.theme.scale
    return [round(value / scale, 1) for value in (thing.x, HEIGHT - thing.top, thing.width, thing.height)]


def over(label: Any) -> float:
    """Pixels by which a text leaves the box it was given, or the window."""
    wide, high = label.room
    said_wide, said_high = label.texture_size
    return float(max(said_high - BLANK * label.font_size - high, said_wide - wide, -label.x, label.right - WIDTH))


def contrast(label: Any, pixels: Any) -> float:
    """The least ratio between the text's colour and a colour that covers an eighth of its box."""
    top, left = max(0, HEIGHT - int(label.top)), max(0, int(label.x))
    part = pixels[top:HEIGHT - int(label.y), left:int(label.right)].reshape(-1, 3).astype(int)
    packed = part @ np.array([65536, 256, 1])
    colours, counts = np.unique(packed, return_counts=True)
    text = [round(value * 255) for value in label.color[:3]]
    least = 99.0
    for colour in colours[counts >= len(packed) / 8]:
        ground = [int(colour) >> 16, (int(colour) >> 8) & 255, int(colour) & 255]
        if max(abs(one - other) for one, other in zip(text, ground, strict=True)) > 8:
            least = min(least, kept.ratio(text, ground))
    return round(least, 1) if least < 99 else 1.0


# ---------------------------------------------------------------- what the comparison must find
def spoilt() -> dict[str, Any]:
    """The guide as it is, with one small thing wrong each time, and under a finger; the attract screen, dimmed too."""
    by_name = {sample.name: sample for sample in samples()}
    found: dict[str, Any] = {}
    for name in ("right", "moved", "said", "colour", "pressed"):
        screen: Any = build(by_name["guide"], Preferences("zh", "standard"))
        labels: list[Any] = [label for label in screen.walk() if isinstance(label, Label)]
        button: Any = next(child for child in screen.children if getattr(child, "ident", "") == "yes")
        if name == "moved":
            next(label for label in labels if label.text == "放上身份证").y -= screen.theme.px(8)
        elif name == "said":
            next(label for label in labels if label.text == "约 2 分钟").text = "约 3 分钟"
        elif name == "colour":
            button._colour.rgba = (0.04, 0.32, 0.27, 1)
        elif name == "pressed":
            button.press(True)
        found[name] = kept.small(photograph(screen))
    for name in ("attract", "dimmed"):
        screen = build(by_name["attract"], Preferences())
        screen.dim(name == "dimmed")
        found[name] = kept.small(photograph(screen))
    return found


if __name__ == "__main__":
    main()
