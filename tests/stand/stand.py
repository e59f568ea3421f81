"""A county and a kiosk in a folder of their own, started and ended together; waits are on conditions."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sandbox.processes import WITH_US, pids
from tests.stand.control import ask

ROOT = Path(__file__).resolve().parent.parent.parent
T = TypeVar("T")


def until(what: str, probe: Callable[[], T | None], seconds: float = 30.0) -> T:
    """Wait until `probe` gives something true; says what it waited for when it does not come."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not (got := probe()):
        if time.monotonic() > end:
            raise AssertionError(f"after {seconds:g} s still waiting for {what}")
        pause.wait(0.01)
    return got


class Stand:
    """`county` once for many kiosks: a kiosk is started and stopped by `kiosk()` and `stop_kiosk()`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="stand-")
        self.home = Path(self._folder.name)
        self.home.chmod(0o755)
        self._county: subprocess.Popen[str] | None = None
        self._kiosk: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Stand:
        self._county = subprocess.Popen(
            [*WITH_US, sys.executable, "-m", "sandbox", "--home", str(self.home)], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=(self.home / "county.err").open("a"), start_new_session=True,
        )
        assert self._county.stdout
        line = self._county.stdout.readline()
        if not line.startswith("ready"):
            raise AssertionError("the county did not start:\n" + (self.home / "county.err").read_text()[-3000:])
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_kiosk()
        if self._county:
            self._county.send_signal(signal.SIGTERM)
            self._county.wait(20)
        self._folder.cleanup()

    # ---------------------------------------------------------------- the kiosk
    def start_kiosk(self, robot: dict[str, Any] | None = None, **environment: str) -> None:
        """Start supervisor, core, visit, senses, spooler and the robot (or, with KIOSK_WINDOW=1, the shell)."""
        for name in ("robot.jsonl", "robot.born", "died", "go"):
            (self.home / name).unlink(missing_ok=True)
        self._kiosk = subprocess.Popen(
            [*WITH_US, sys.executable, "-m", "tests.stand.supervisor"], cwd=ROOT, start_new_session=True,
            stdout=(self.home / "kiosk.out").open("a"), stderr=subprocess.STDOUT,
            env={**os.environ, "KIOSK_HOME": str(self.home), "KIOSK_ROBOT": json.dumps(robot or {}), **environment},
        )

    def stop_kiosk(self) -> None:
        if self._kiosk:
            self._kiosk.send_signal(signal.SIGTERM)
            self._kiosk.wait(20)
            self._kiosk = None

    @contextmanager
    def configured(self, old: str, new: str) -> Generator[None]:
        """Another line in kiosk.toml, until the end of the block."""
        toml = self.home / "kiosk.toml"
        kept = toml.read_text("utf-8")
        assert old in kept
        toml.write_text(kept.replace(old, new), "utf-8")
        try:
            yield
        finally:
            toml.write_text(kept, "utf-8")

    def fresh_journal(self) -> None:
        """Forget the past of a stopped kiosk."""
        for name in ("journal.db", "journal.db-wal", "journal.db-shm", "events.jsonl", "die"):
            (self.home / name).unlink(missing_ok=True)

    # ---------------------------------------------------------------- what can be seen
    def robot(self) -> list[dict[str, Any]]:
        return _lines(self.home / "robot.jsonl")

    def saw(self, what: str, **more: Any) -> dict[str, Any] | None:
        """The last thing of that kind that the robot saw."""
        for event in reversed(self.robot()):
            if event["what"] == what and all(event.get(key) == value for key, value in more.items()):
                return event
        return None

    def events(self, code: str) -> list[dict[str, Any]]:
        return [line for line in _lines(self.home / "events.jsonl") if line["event"] == code]

    def effects(self) -> list[tuple[str, str, dict[str, Any]]]:
        """(id, state, facts and evidence) of the journal."""
        path = self.home / "journal.db"
        if not path.exists():
            return []
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            rows = db.execute("SELECT id, state, json_patch(facts, coalesce(evidence, '{}')) FROM effect"
                              " ORDER BY opened, id").fetchall()
        except sqlite3.OperationalError:
            return []  # core is just making it
        finally:
            db.close()
        return [(ident, state, json.loads(facts)) for ident, state, facts in rows]

    def open_effects(self) -> list[str]:
        return [ident for ident, state, _ in self.effects() if state in ("intent", "permitted")]

    def reopened_since(self, when: float) -> bool:
        """Whether the robot, and so a shell, saw the attract screen again after a wall-clock time."""
        seen = self.saw("Attract")
        return bool(seen and seen["wall"] > when)

    def pids(self, module: str) -> list[int]:
        """Processes of this stand that run `module`."""
        return pids(self.home, module)

    # ---------------------------------------------------------------- the world
    def reader(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "id_reader.sock", op, **fields)

    def scanner(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "code_scanner.sock", op, **fields)

    def camera(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "camera.sock", op, **fields)

    def printer(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "a4_printer.sock", op, **fields)

    def receipts(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "receipt_printer.sock", op, **fields)

    def dispenser(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "dispenser.sock", op, **fields)

    def platform(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.home / "platform.sock", op, **fields)


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    found: list[dict[str, Any]] = []
    for line in path.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError:
            continue  # a line that is just being written
    return found
