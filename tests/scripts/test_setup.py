"""What set-up says where it cannot go on.  That it works at all is proved by scripts/test-bare."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "scripts" / "lib" / "setup.sh"


def bash(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line with setup.sh's functions, for a repository in `folder`."""
    return subprocess.run(["bash", "-euc", f'source "$0"; root=$1; {line}', str(SETUP), str(folder)],
                          capture_output=True, text=True, check=False)  # fmt: skip


@pytest.mark.parametrize(("end", "way_out"), [
    ("E: You don't have enough free space in /var/cache/apt/archives/.", "A disk is full"),
    ("OSError: [Errno 28] No space left on device", "A disk is full"),
    ("E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt)", "Another program"),
    ("Err:1 Temporary failure resolving 'mirror.example'", "network did not answer"),
    ("error: Request failed after 3 retries: error sending request for url", "network did not answer"),
    ("dpkg: error processing package", "Read the log"),
])  # fmt: skip
def test_a_set_up_that_fails_shows_the_end_of_its_log_and_the_way_out(tmp_path: Path, end: str, way_out: str) -> None:
    said = bash(tmp_path, f'begin_log some.log; seq 100 >"$log"; printf "%s\\n" "{end}" >>"$log"; failed')
    assert said.returncode == 1
    assert "build/some.log" in said.stderr and end in said.stderr and way_out in said.stderr
    assert "\n    88\n" not in said.stderr, "only the end of the log"


def test_only_packages_that_are_neither_there_nor_provided_are_missing(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "debian-packages.txt").write_text("# a list\ndpkg\nawk  # provided\n\nno-such-package\n")
    assert bash(tmp_path, "missing_packages").stdout == "no-such-package\n"
