"""`python -m sandbox --home DIR`: the county in a box. Prints one line `ready …` when everything answers.

Platform, card reader, camera and printer as processes of their own, DIR/kiosk.toml for the kiosk, and – unless
--no-dock – the dock's page.  Ends, with all it started, on SIGTERM or Ctrl-C.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from sandbox.county import County


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox")
    parser.add_argument("--home", type=Path, required=True, help="a folder with a short path (Unix sockets)")
    parser.add_argument("--geometry", default="1080x1920")
    parser.add_argument("--dock-port", type=int, default=8180)
    parser.add_argument("--screen-port", type=int, default=0, help="noVNC's port, shown in the dock")
    parser.add_argument("--no-dock", action="store_true")
    given = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with County(given.home.resolve(), given.geometry) as county:
        if given.no_dock:
            print("ready", flush=True)
            ended.wait()
        else:
            from sandbox.dock.server import serve

            with serve(county, given.dock_port, given.screen_port) as url:
                print(f"ready {url}", flush=True)
                ended.wait()


if __name__ == "__main__":
    sys.exit(main())
