"""What the dock's page shows and what changes: devices, processes, journal, events, paper."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from pathlib import Path
from typing import Any

from hardware.simulators.control import Refused, ask
from sandbox.county import County

ROLES = {"core": "kiosk.core", "shell": "screens", "visit": "kiosk.visit", "senses": "hardware.senses",
         "spooler": "hardware.printing.spooler"}
PARTS = ("id_reader", "camera", "a4_printer", "platform")


def now(county: County) -> dict[str, Any]:
    shown: dict[str, Any] = {"roles": {role: pids(county.home, module) for role, module in ROLES.items()}}
    for part in PARTS:
        shown[part] = _asked(county, part, "state")
    shown["sms"] = (_asked(county, "platform", "sms") or {}).get("sms", [])[-3:]
    jobs = (_asked(county, "a4_printer", "pages") or {}).get("jobs", [])
    shown["pages"] = [{"name": job["name"], "printed": job["printed"]} for job in jobs]
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


def pids(home: Path, module: str) -> list[int]:
    """Processes of this county's kiosk that run `module`."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                mine = f"KIOSK_HOME={home}".encode() in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if mine and module.encode() in words:
                found.append(int(entry.name))
    return sorted(found)


def _asked(county: County, part: str, op: str) -> dict[str, Any] | None:
    try:
        return ask(county.control(part), op)
    except (OSError, Refused):
        return None  # just restarting


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
