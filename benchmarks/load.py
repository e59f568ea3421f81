"""What a kiosk does beside its window: a face is checked over and over, and pages are printed one after another.

Each is a process of its own, as senses and CUPS are.  Run as a program with `face` or `pages` it says `ready`, works
until its input ends, and says how much it did.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.film import PHOTO, decoded, film, new_check
from hardware.printing.evidence import Outcome
from hardware.printing.queue import JobRef
from hardware.senses.face.check import Shown, card_vector, mirrored_jpeg
from hardware.senses.face.engines import make
from hardware.simulators.scene import FPS
from kiosk.printing import POLL_S
from tests.printing.stand import Stand, pdf

LEAST = {"face": 0.4 * FPS, "pages": 0.2}
"""Frames and pages a second below which the load was none."""
SECONDS_A_PAGE = 0.5
"""120 pages a minute: quicker than any kiosk's printer, so there is always one under way."""


@contextmanager
def load() -> Generator[None]:
    """Both at work within; AssertionError at the end where one did less than it should."""
    began: dict[str, tuple[subprocess.Popen[str], float]] = {}
    try:
        for name in LEAST:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "benchmarks.load", name], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )
            assert process.stdout and process.stdout.readline() == "ready\n", name
            began[name] = process, time.monotonic()
        yield
    finally:
        done = {name: float(process.communicate()[0] or 0) / (time.monotonic() - start)
                for name, (process, start) in began.items()}
    assert all(done[name] >= least for name, least in LEAST.items()), done


def face() -> Iterator[None]:
    """A frame a step, at the camera's pace, with what senses does to it; a frame that comes too late is left out."""
    engine = make("sface")
    card = card_vector(engine, PHOTO)
    assert card is not None
    pictures, pause = film(engine), threading.Event()
    yield
    due = time.monotonic()
    while True:
        check = new_check(engine, card)
        for number, jpeg in enumerate(pictures, 1):
            due = max(due + 1 / FPS, time.monotonic())
            pause.wait(due - time.monotonic())
            image = decoded(jpeg)
            if number % 3 == 0:
                mirrored_jpeg(image)
            if not isinstance(check.see(image, number / FPS), Shown):
                assert number == len(pictures)
            yield


def pages() -> Iterator[None]:
    """A page a step: handed to the private CUPS, printed by the simulated printer, known to be out."""
    with tempfile.TemporaryDirectory(prefix="a4-") as folder:
        Path(folder).chmod(0o755)
        stand, page, number, pause = Stand(Path(folder), SECONDS_A_PAGE), pdf(), 0, threading.Event()
        try:
            stand.spool()
            yield
            while True:
                number += 1
                if number % 100 == 0:
                    stand.hand("refill")  # the tray holds 250
                job = stand.queue.create(f"load-{number}")
                assert isinstance(job, JobRef), job
                assert stand.queue.send(job, page) is None
                while stand.evidence.resolve(f"load-{number}", 1, job, sent=True).outcome is Outcome.WAIT:
                    pause.wait(POLL_S)
                yield
        finally:
            stand.close()


def main() -> None:
    steps = {"face": face, "pages": pages}[sys.argv[1]]()
    ended = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        ended.set()

    next(steps)
    print("ready", flush=True)
    threading.Thread(target=listen, daemon=True).start()
    done = 0
    while not ended.is_set():
        next(steps)
        done += 1
    print(done, flush=True)


if __name__ == "__main__":
    main()
