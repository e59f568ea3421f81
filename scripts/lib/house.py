"""House rules that no other checker knows.  Prints one line per breach; exits 1 if there is any."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 300
ROOMS = ("kiosk/", "screens/", "hardware/", "services/", "sandbox/", "benchmarks/", "tests/", "scripts/", ".ci/")
TEXT = (".py", ".kv", ".toml", ".md", ".sh", ".html", ".js", ".css", "")
SLEEP = re.compile(r"\btime\.sleep\(|\basyncio\.sleep\(|from time import .*\bsleep\b")
MACHINE = re.compile(r"""["'`\s=(](?:/work|/root|/home/\w+|/tmp)(?:/|["'`\s]|$)""")
BARE = re.compile(r"^\s*except\s*:")


def tracked() -> list[str]:
    """Files that are in git or would be, by path from the root."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def breaches(name: str, text: str) -> Iterator[str]:
    """What `text`, the contents of the file `name`, does against the rules."""
    if name == "scripts/lib/house.py" or name.startswith("tests/scripts/test_house"):
        return
    lines = text.splitlines()
    generated = "Made from config/" in text[:500]
    if name.endswith(".py") and len(lines) > LONGEST and not generated:
        yield f"{name}: {len(lines)} lines; one subject per file, none over {LONGEST}"
    for number, line in enumerate(lines, 1):
        if name.startswith("tests/") and SLEEP.search(line):
            yield f"{name}:{number}: a test waits on a condition, never on time"
        if MACHINE.search(line):
            yield f"{name}:{number}: names a path of one machine"
        if name.endswith(".py") and BARE.search(line):
            yield f"{name}:{number}: except without a name"


def main() -> int:
    found = [
        breach
        for name in tracked()
        if name.startswith(ROOMS) and Path(name).suffix in TEXT
        for breach in breaches(name, (ROOT / name).read_text("utf-8", errors="replace"))
    ]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
