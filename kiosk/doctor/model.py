"""What a self-test finds (自检)."""

from __future__ import annotations

from typing import Literal

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One part, looked at.  fault: a row of faults.toml; detail: a device's number or why it was not tested.

    state "skipped": not tested here, and no fault."""

    part: str
    state: Literal["well", "fault", "skipped"]
    fault: str | None = None
    detail: str = ""


def found(part: str, fault: str | None, detail: str = "") -> Finding:
    return Finding(part, "fault" if fault else "well", fault, detail)
