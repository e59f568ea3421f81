"""What happens around a kiosk at a moment of a visit, as steps that a robot's plan can hold.

{"part": simulator or "platform", "op": …, fields} does it there; {"event": code, fields} waits for a line of the
kiosk's own log; {"wait": part, "op": …, fields} until that part's `op` answers so; {"file": name} leaves a file.
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
        case {"wait": part, "op": op, **fields}:
            until(f"{part} to be {fields}", lambda: _holds(ask(home / f"{part}.sock", op), fields))
        case {"file": name}:
            (home / name).touch()
        case _:
            raise ValueError(f"no step: {step}")


def _logged(home: Path, fields: dict[str, Any]) -> bool:
    lines = (home / "events.jsonl").read_text("utf-8").splitlines()
    return any(_holds(json.loads(line), fields) for line in lines if line.endswith("}"))


def _holds(found: dict[str, Any], fields: dict[str, Any]) -> bool:
    return all(found.get(name) == value for name, value in fields.items())
