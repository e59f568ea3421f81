"""Tokens (config/theme.toml) to pixels and colours: the one place that knows the panel."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from screens.widgets import zones

ROOT = Path(__file__).resolve().parent.parent
ART = ROOT / "build" / "art"
Colour = tuple[float, float, float, float]


class Theme:
    """One panel, one text size, one palette.  Design pixels are those of a 1080×1920 panel of 27 inches; on the same
    panel in landscape they are 0.865 of that, which leaves nothing under 15 mm."""

    def __init__(
        self, width: int, height: int, size: str = "standard", contrast: bool = False, reach: bool = False
    ) -> None:
        tokens: dict[str, Any] = _TOKENS
        self.size, self.contrast, self.reach = size, contrast, reach
        self.landscape = width > height
        self.surface = zones.LANDSCAPE if self.landscape else zones.PORTRAIT
        self.scale = min(width / self.surface[0], height / self.surface[1])
        self._panel = min(max(width, height) / 1920, min(width, height) / 1080)
        self.mm_per_px: float = tokens["panel"]["mm_per_px"]
        self._type: dict[str, int] = tokens["type"][size]
        self._palette: dict[str, Any] = {**tokens["palette"], **(tokens["palette_contrast"] if contrast else {})}

    def px(self, design: float) -> float:
        """Design pixels to pixels of this window."""
        return design * self.scale

    def mm(self, millimetres: float) -> float:
        """Millimetres on the panel to pixels of this window."""
        return millimetres / self.mm_per_px * self._panel

    def font(self, role: str) -> float:
        """note, body, lead, head, title, display, figure, clock, footer: a size of the ladder, in pixels."""
        return round(self._type[role] * self.scale, 1)

    def design_font(self, role: str) -> int:
        return self._type[role]

    def colour(self, name: str) -> Colour:
        """A colour of the palette; "on_pine" is the text on a filled button."""
        if name == "on_pine":
            name = "on_pine" if self.contrast else "white"
        return _rgba(self._palette[name])

    def sky(self, light: str) -> Colour:
        """What is behind a scene.  light: dawn | day | night | off."""
        return _rgba(_TOKENS["illustration"]["scene"][light][0])

    def icon(self, name: str, colour: str) -> str:
        """The picture of an icon.  colour: pine | white | ink | on_pine, as the palette has it."""
        shown = {"pine": "yellow", "ink": "white", "white": "white", "on_pine": "black"} if self.contrast else {
            "pine": "pine", "ink": "ink", "white": "white", "on_pine": "white"}
        return str(ART / f"{name}-{shown[colour]}.png")

    def art(self, name: str) -> str:
        return str(ART / f"{name}.png")


def _rgba(text: str) -> Colour:
    return (int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255, 1.0)


_TOKENS: dict[str, Any] = tomllib.loads((ROOT / "config" / "theme.toml").read_text("utf-8"))
