"""What the dock's page shows of the machine as it changes: devices, processes, journal, events, paper, slips."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

from hardware.simulators.control import Refused, ask
from sandbox.county import County
from sandbox.dock.town import asked
from sandbox.processes import pids

ROLES = {"core": "kiosk.core", "shell": "screens", "visit": "kiosk.visit", "senses": "hardware.senses",
         "spooler": "hardware.printing.spooler"}
PARTS = ("id_reader", "camera", "code_scanner", "a4_printer", "receipt_printer", "dispenser", "platform")
SLIPS = 12


def now(county: County) -> dict[str, Any]:
    shown: dict[str, Any] = {"roles": {role: pids(county.home, module) for role, module in ROLES.items()}}
    for part in PARTS:
        shown[part] = asked(county, part, "state")
    jobs = (asked(county, "a4_printer", "pages") or {}).get("jobs", [])
    shown["pages"] = [{"name": job["name"], "printed": job["printed"]} for job in jobs]
    shown["slips"] = slips(county)
    log = county.home / "events.jsonl"
    shown["events"] = [json.loads(line) for line in log.read_text("utf-8").splitlines()[-40:]] if log.exists() else []
    shown["effects"] = _effects(county.home / "journal.db")
    shown["asked"] = _movement(county.home / "shell.debug")
    return shown


def kill(home: Path, role: str) -> list[int]:
    """SIGKILL every process of a role."""
    killed = pids(home, ROLES[role])
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    return killed


def slips(county: County) -> list[dict[str, Any]]:
    """The newest slips, those that were taken too, newest first; `here`: it lies in the tray or hangs in the slot."""
    tray = (asked(county, "receipt_printer", "slips") or {}).get("slips", [])
    here = {Path(slip["file"]).name for slip in tray}
    kept = sorted((county.home / "slips").glob("slip-*.png"), key=lambda file: file.stat().st_mtime, reverse=True)
    hanging = [county.home / "slips" / "hanging.png"] if "hanging.png" in here else []
    return [{"name": file.stem, "here": file.name in here, "at": file.stat().st_mtime_ns // 1_000_000}
            for file in [*hanging, *kept[:SLIPS]]]


def _movement(door: Path) -> str:
    """The movement that the camera's screen asks for, as a citizen sees it there; "" without one."""
    try:
        state = ask(str(door), "state")
    except (OSError, Refused, json.JSONDecodeError):
        return ""
    return f"{state['status']} {state['status_step']}" if state["screen"] == "LookAtCamera" and state["status"] else ""


def _effects(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [list(row) for row in db.execute(
            "SELECT id, kind, state, ifnull(json_extract(evidence, '$.witness'), '') FROM effect"
            " ORDER BY opened DESC LIMIT 6")]
    except sqlite3.OperationalError:
        return []
    finally:
        db.close()
