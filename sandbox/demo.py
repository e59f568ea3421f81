"""The demo: the county in a box with a kiosk in it.  `scripts/demo` calls this.

With a display the kiosk's window opens there; without, it is drawn on a virtual screen.  --headless plays the
scripted visits by real touches and leaves pictures, printed pages and report.json in --report DIR.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sandbox.county import County
from sandbox.visits.report import Report

PORTRAIT, LANDSCAPE = "1080x1920", "1920x1080"


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/demo", description="The county in a box with a kiosk in it.")
    parser.add_argument("--headless", action="store_true", help="play the scripted visits by real touches, then end")
    parser.add_argument("--report", type=Path, default=Path("build/demo"),
                        help="folder for pictures, pages, report.json")
    parser.add_argument("--only", default="", help="of the visits those whose names begin so: UT,HR-022")
    parser.add_argument("--landscape", action="store_true", help="a screen of 1920×1080")
    parser.add_argument("--dock-port", type=int, default=8180)
    given = parser.parse_args()
    geometry = LANDSCAPE if given.landscape else PORTRAIT
    report = _report(parser, given.report) if given.headless else None
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-", ignore_cleanup_errors=True)))
        home.chmod(0o755)
        shown = os.environ.get("DISPLAY", "")
        display = shown if shown and not given.headless else stack.enter_context(virtual_screen(geometry))
        hurry = given.headless
        county = stack.enter_context(County(home, geometry, (20.0, 5) if hurry else (90.0, 30), 10 if hurry else 0))
        stack.enter_context(kiosk(home, display))
        if given.headless:
            from sandbox.visits import play

            assert report
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a time limit ends all that was started, too
            return play(home, display, report, given.only)
        from sandbox.dock.server import dock

        url = stack.enter_context(dock(county, given.dock_port, None if shown else display))
        print(f"随时办 is running. Dock: {url}   (Ctrl-C ends everything)", flush=True)
        print(f"Its journal, while it runs: .venv/bin/python -m kiosk journal --home {home}", flush=True)
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        ended.wait()
        return 0


def _report(parser: argparse.ArgumentParser, folder: Path) -> Report:
    try:
        return Report(folder)
    except FileExistsError:
        parser.error(f"--report {folder}: this is a file; name a folder")
    except OSError as error:
        parser.error(f"--report {folder}: {error.strerror}")


@contextmanager
def virtual_screen(geometry: str = PORTRAIT) -> Generator[str]:
    """Xvfb on a free display; its name.  geometry: width and height in pixels, "1080x1920"."""
    if not shutil.which("Xvfb"):
        raise SystemExit("Xvfb is missing: run scripts/provision.sh packages as root")
    reader, writer = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{geometry}x24", "-nolisten", "tcp"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as numbers:
        number = numbers.readline().strip()
    try:
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def kiosk(home: Path, display: str) -> Generator[None]:
    """`kiosk run` in this county."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run"], stdin=subprocess.DEVNULL,
        stdout=(home / "kiosk.out").open("a"), stderr=subprocess.STDOUT,
        env={**os.environ, "KIOSK_HOME": str(home), "DISPLAY": display},
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
