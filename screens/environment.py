"""What must stand before the first import of Kivy: providers pinned, no files, no keys that escape.

Measured in kivy-shell §1–3: multisamples 0 draws 2–2.5 times faster, the image provider sdl2 keeps numpy out.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def prepare() -> tuple[int, int]:
    """Set Kivy up; the window's width and height in pixels ($KIOSK_GEOMETRY, 1080x1920)."""
    width, _, height = os.environ.get("KIOSK_GEOMETRY", "1080x1920").partition("x")
    os.environ.update(
        KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1", KIVY_NO_ENV_CONFIG="1", KIVY_WINDOW="sdl2", KIVY_TEXT="sdl2",
        KIVY_IMAGE="sdl2", KIVY_LOG_MODE="PYTHON", KIVY_NO_CONSOLELOG="1",
        KIVY_HOME=_kivy_home(),
    )
    from kivy.config import Config

    graphics = {
        "width": width, "height": height, "multisamples": 0, "maxfps": 60, "show_cursor": 0, "borderless": 1,
        "resizable": 0, "position": "custom", "left": 0, "top": 0, "window_state": "hidden",
    }
    for key, value in graphics.items():
        Config.set("graphics", key, value)
    Config.set("kivy", "exit_on_escape", 0)
    Config.set("kivy", "log_enable", 0)
    for option in list(Config.options("input")):
        Config.remove_option("input", option)
    Config.set("input", "mouse", "mouse,disable_multitouch")
    return int(width), int(height)


def _kivy_home() -> str:
    """A folder for Kivy's own files: the kiosk's, or one that goes with this process."""
    home = os.environ.get("KIOSK_HOME")
    if home:
        kept = Path(home) / "kivy"
        kept.mkdir(exist_ok=True)
        return str(kept)
    folder = tempfile.mkdtemp(prefix="kivy-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
