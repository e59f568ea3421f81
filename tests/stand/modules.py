"""Which module runs in which role on the stand; $KIOSK_WINDOW=1 has the real shell instead of the robot."""

from __future__ import annotations

import os

from kiosk.processes import MODULES, DeskLauncher


def launcher() -> DeskLauncher:
    roles = {**MODULES, **{role: f"tests.stand.{role}" for role in ("core", "visit", "recovery")}}
    if not os.environ.get("KIOSK_WINDOW"):
        roles["shell"] = "tests.stand.robot"
    return DeskLauncher(roles)
