"""`python -m sandbox --home DIR`: the county in a box without a kiosk; for tests and for the curious.

Platform, card reader, camera and printer as processes of their own, and DIR/kiosk.toml for a kiosk.  Prints one
line `ready` when everything answers; ends, with all it started, on SIGTERM or Ctrl-C.
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
    given = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    with County(given.home.resolve(), given.geometry):
        print("ready", flush=True)
        ended.wait()


if __name__ == "__main__":
    sys.exit(main())
