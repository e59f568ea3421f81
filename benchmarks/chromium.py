"""The peer of shell.py: Debian's Chromium in kiosk mode with an equal page (page.py).

Everything that calls home or updates itself is off, and so are the GPU process and the sandbox (root on a desk): the
lightest Chromium that shows the page.  The binary starts without Debian's wrapper script, which would only add time.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from benchmarks.processes import tree

BINARY = "/usr/lib/chromium/chromium"
FLAGS = (
    "--kiosk", "--no-sandbox", "--no-zygote", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-extensions",
    "--disable-sync", "--disable-breakpad", "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--noerrdialogs", "--password-store=basic", "--force-color-profile=srgb", "--force-device-scale-factor=1",
    "--window-position=0,0", "--window-size=1080,1920", "--lang=zh-CN",
)


def installed() -> bool:
    return Path(BINARY).exists()


class Chromium:
    """`profile`: a throw-away folder; the first start fills it and is not to be counted."""

    def __init__(self, display: str, page: Path, profile: Path) -> None:
        self._process = subprocess.Popen(
            [BINARY, *FLAGS, f"--user-data-dir={profile}", page.as_uri()], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "DISPLAY": display},
        )

    def pids(self) -> list[int]:
        return tree(self._process.pid)

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
