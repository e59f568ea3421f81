"""Where the parts of a screen lie: portrait, landscape, and reach mode, in which all that is pressed lies low.

Screens are drawn in portrait's design pixels, 1080×1920; a zone moves such a place to where it lies on the surface.
x is never stretched, so texts keep their lines; in y a zone has one factor.  Portrait's surface is 1080×1920, that of
landscape 2220×1248: two columns of 1080, what is said at the left and what is pressed at the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

PORTRAIT, LANDSCAPE = (1080.0, 1920.0), (2220.0, 1248.0)
BAND = {False: 1752.0, True: 1080.0}
"""Where the footer begins, by landscape."""
REACH = 960.0
"""Below this y of portrait lies what a hand reaches from a wheelchair: 1,220 mm from the floor."""
FOOT, BAR = 1704.0, 1572.0
"""Where the action bar ends, and what lies above it: reach mode leaves the bar in its place."""
COLUMN, TOP, BOTTOM = 1110.0, 24.0, 1056.0
"""Landscape's right column: its left side, and between what it is drawn."""
STRETCH = 1.25


@dataclass(frozen=True)
class Zone:
    """Design x, y lie at `left` + x, `top` + (y − `start`) × `factor` of the surface."""

    left: float = 0.0
    start: float = 0.0
    top: float = 0.0
    factor: float = 1.0

    def down(self, y: float) -> float:
        return self.top + (y - self.start) * self.factor

    def up(self, y: float) -> float:
        """The design y of a place on the surface."""
        return self.start + (y - self.top) / self.factor


class Panel(Protocol):
    """How the glass stands, and whether a hand must reach low."""

    @property
    def landscape(self) -> bool: ...

    @property
    def reach(self) -> bool: ...


SAID = Zone()
"""What is looked at: where it is drawn."""


def pressed(panel: Panel, y: float, foot: float = FOOT, low: bool = False) -> Zone:
    """What is drawn from y to foot; `low`: all that can be pressed there lies low already."""
    if panel.landscape:
        return _ending(COLUMN, y, foot, TOP)
    if panel.reach and not low and y < REACH:
        return Zone(0.0, y, REACH, (BAR - REACH) / (BAR - y))
    return SAID


def over(panel: Panel, y: float, foot: float = 1728.0) -> Zone:
    """A dialog's paper from y to foot, in the middle of a landscape surface."""
    return _ending((LANDSCAPE[0] - PORTRAIT[0]) / 2, y, foot, TOP, 1.0) if panel.landscape else SAID


def half(panel: Panel, right: bool) -> Zone:
    """A dialog over the whole surface, in two columns; portrait has one."""
    return Zone(COLUMN if right else 30.0) if panel.landscape else SAID


def footer(panel: Panel) -> Zone:
    return Zone(top=BAND[True], start=BAND[False]) if panel.landscape else SAID


def _ending(left: float, y: float, foot: float, top: float, most: float = STRETCH) -> Zone:
    """From y to foot, standing on the column's bottom, as high as there is room."""
    factor = min(most, (BOTTOM - top) / (foot - y))
    return Zone(left, y, BOTTOM - (foot - y) * factor, factor)
