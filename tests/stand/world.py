"""What happens around a kiosk at a moment of a visit, as steps that a robot's plan can hold.

{"part": simulator or "platform", "op": …, fields} does it there; {"event": code, fields} waits for a line of the
kiosk's own log, {"last": code, "device": name, fields} until the device's last line says so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.stand.control import ask
from tests.stand.stand import until


def done(home: Path, step: dict[str, Any]) -> None:
    """Do one step; blocks until it is so."""
    match step:
        case {"part": part, "op": op, **fields}:
            ask(home / f"{part}.sock", op, **fields)
        case {"event": code, **fields}:
            until(f"{code} in the log", lambda: _logged(home, {"event": code, **fields}))
        case {"last": code, **fields}:
            until(f"{fields} as the last {code}", lambda: _last(home, code, fields))
        case _:
            raise ValueError(f"no step: {step}")


def _lines(home: Path) -> list[dict[str, Any]]:
    lines = (home / "events.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.endswith("}")]


def _logged(home: Path, fields: dict[str, Any]) -> bool:
    return any(_holds(line, fields) for line in _lines(home))


def _last(home: Path, code: str, fields: dict[str, Any]) -> bool:
    found = [line for line in _lines(home) if line["event"] == code and line.get("device") == fields["device"]]
    return bool(found) and _holds(found[-1], fields)


def _holds(found: dict[str, Any], fields: dict[str, Any]) -> bool:
    return all(found.get(name) == value for name, value in fields.items())
