from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_fault_the_printer_names_is_in_the_catalogue_and_every_row_is_named() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "hardware" / "printing").glob("*.py"))
    named = set(re.findall(r'"printer\.(\w+)"', code))
    with (ROOT / "config" / "faults.toml").open("rb") as file:
        rows = set(tomllib.load(file)["printer"])
    assert named == rows
