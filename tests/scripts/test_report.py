"""The report of scripted visits: what it may remove in a folder of somebody's, and a picture for each step."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from hardware.simulators.control import Refused, serve
from sandbox.visits.hand import Hand
from sandbox.visits.report import Report

ROOT = Path(__file__).parents[2]


def reported(folder: Path, steps: int) -> list[str]:
    """A report of so many steps with a picture each and a page; what lies in its folder afterwards."""
    report = Report(folder)
    report.visit = "code-zh"
    for number in range(steps):
        report.picture_path(f"step{number}").write_bytes(b"png")
        report.step(f"step{number}", True, 1)
    page = folder.parent / "page.pdf"
    page.write_bytes(b"%PDF")
    report.keep_page(str(page))
    report.write()
    return sorted(path.name for path in folder.iterdir())


def test_only_what_the_report_before_wrote_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "Documents"
    folder.mkdir()
    kept = {"thesis.pdf": b"years", "wedding.png": b"one day", "code-zh-09-mine.png": b"not listed"}
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    (tmp_path / "outside.pdf").write_bytes(b"elsewhere")
    assert {"code-zh-02-step1.png", "code-zh.pdf", "report.json"} < set(reported(folder, 2))
    with (folder / "report.files").open("a") as files:
        files.write("../outside.pdf\n..\n\n")
    after = reported(folder, 1)
    assert "code-zh-01-step0.png" in after and "code-zh-02-step1.png" not in after
    assert {name: (folder / name).read_bytes() for name in kept} == kept
    assert (tmp_path / "outside.pdf").exists()
    assert json.loads((folder / "report.json").read_text()) == [
        {"visit": "code-zh", "step": "step0", "ok": True, "ms": 1}
    ]


def test_a_folder_that_is_a_file_is_said_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("dear")
    said = subprocess.run([sys.executable, "-m", "sandbox.demo", "--headless", "--report", str(file)], cwd=ROOT,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert said.returncode == 2 and "this is a file" in said.stderr and "Traceback" not in said.stderr
    assert file.read_text() == "dear"


class Blind(Hand):
    """A hand without a display: only its eyes are tried."""

    def __init__(self, home: Path, report: Report) -> None:
        self.home = home
        self.report = report


@pytest.fixture
def hand(tmp_path: Path) -> Hand:
    report = Report(tmp_path / "report")
    report.visit = "code-zh"
    return Blind(tmp_path, report)


def test_a_proof_seen_elsewhere_has_a_picture_also_when_the_shell_comes_late(hand: Hand) -> None:
    asked: list[str] = []

    def export(request: Any) -> dict[str, Any]:
        asked.append(request["file"])
        if len(asked) == 1:
            raise Refused("nothing is drawn yet")
        Path(request["file"]).write_bytes(b"png")
        return {}

    late = threading.Event()

    def come() -> None:
        late.wait()
        serve(str(hand.home / "shell.debug"), {"export": export})

    threading.Thread(target=come, daemon=True).start()
    hand.proves("the journal says done", lambda: late.set() or True)
    assert (hand.report.folder / "code-zh-01-the-journal-says-done.png").read_bytes() == b"png"
    assert len(asked) == 2 and hand.report.steps[0]["ok"] is True


def test_a_picture_that_cannot_be_had_is_a_missed_step(hand: Hand) -> None:
    with pytest.raises(AssertionError, match="a picture of nowhere"):
        hand.picture("nowhere", seconds=0.1)
