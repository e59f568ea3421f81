"""Run benchmarks/*.py, write build/bench.json, print the table; --readme puts it into README.md."""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks.row import Row

ROOT = Path(__file__).resolve().parent.parent.parent
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"


def areas(only: str) -> list[str]:
    """Modules of benchmarks/ that give rows; with `only`, those that are called so or have a row of that name."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))}
    gives = {stem: re.findall(r'Row\("([^"]+)"', text) for stem, text in texts.items() if "def rows(" in text}
    return [stem for stem, names in gives.items() if any(only in name for name in (stem, *names))]


def measure(names: Sequence[str], only: str, console: Console) -> tuple[list[Row], list[str]]:
    """All rows, and the areas that broke off: the others are measured all the same."""
    rows: list[Row] = []
    broken: list[str] = []
    columns = (TextColumn("{task.description:32}"), BarColumn(), TextColumn("{task.completed}/{task.total}"),
               TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("starting", total=len(names))
        for name in names:
            progress.update(task, description=name)
            try:
                for row in importlib.import_module(f"benchmarks.{name}").rows():
                    if not only or only in row.name or only == name:
                        rows.append(row)
                        progress.update(task, description=row.name)
            except Exception:  # noqa: BLE001 – twenty minutes of figures are not lost to one of them
                console.print_exception()
                broken.append(name)
            progress.advance(task)
    return rows, broken


def number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def limit(row: Row) -> str:
    return "" if row.limit is None else f"{'≥' if row.at_least else '≤'} {number(row.limit)}"


def cells(row: Row) -> tuple[str, ...]:
    peer = f"{row.peer}: {number(row.peer_value)}" if row.peer else ""
    return row.name, number(row.value), row.unit, limit(row), peer


def table(rows: Sequence[Row]) -> Table:
    drawn = Table("figure", "value", "unit", "limit", "peer in the same run", "")
    for row in rows:
        drawn.add_row(*cells(row), "" if row.limit is None else "ok" if row.ok else "[bold]over[/bold]")
    return drawn


def markdown(rows: Sequence[Row], when: str, commit: str) -> str:
    """The table for the README, with date, commit and machine."""
    lines = [BEGIN, f"{when}, commit `{commit}`, {os.cpu_count()} processor cores.", "",
             "| figure | value | unit | limit | peer in the same run | |", "|---|--:|---|--:|---|---|"]
    for row in rows:
        lines.append(f"| {' | '.join(cells(row))} | {'' if row.limit is None else '✓' if row.ok else '✗'} |")
    return "\n".join([*lines, END])


def put(page: Path, text: str) -> None:
    """Replace what stands between the markers.  ValueError where the page has none."""
    old = page.read_text("utf-8")
    before, after = old.index(BEGIN), old.index(END) + len(END)
    page.write_text(old[:before] + text + old[after:], "utf-8")


def commit() -> str:
    asked = ["git", "-c", f"safe.directory={ROOT}", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def as_json(row: Row) -> dict[str, str | float | bool | None]:
    return {"name": row.name, "value": row.value, "unit": row.unit, "limit": row.limit, "ok": row.ok,
            "peer": row.peer, "peer_value": row.peer_value}


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--only", default="", help="an area, or part of a figure's name")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends what was started, as Ctrl-C does
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell has it ignored
    console = Console()
    rows, broken = measure(areas(asked.only), asked.only, console)
    if not rows and not broken:
        console.print("No benchmark is called that.")
        return 2
    out = ROOT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([as_json(row) for row in rows], ensure_ascii=False, indent=1) + "\n", "utf-8")
    console.print(table(rows))
    if asked.readme:
        today = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
        for name in ("README.md", "README.zh-CN.md"):
            put(ROOT / name, markdown(rows, today, commit()))
    if broken:
        console.print(f"Broke off: {', '.join(broken)}")
    return 0 if all(row.ok for row in rows) and not broken else 1


if __name__ == "__main__":
    sys.exit(main())
