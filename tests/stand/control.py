"""Talk to a simulator or to the sandbox: one JSON line there, one back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hardware.simulators import control


def ask(path: Path, op: str, **fields: Any) -> dict[str, Any]:
    """Raises OSError where nobody listens at `path`, control.Refused where it cannot be done."""
    return control.ask(str(path), op, **fields)
