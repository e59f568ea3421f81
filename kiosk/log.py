"""The event log: JSON lines of catalogue events (config/events.toml), written by process roots only.

A row holds a code, ids and counts – never a name, a number, an address or a picture.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Protocol

import structlog

from kiosk.backstage import Facts


class Log(Protocol):
    def __call__(self, code: str, fields: Facts | None = None, /) -> None: ...


def to_file(path: Path, process: str) -> Log:
    """A log that appends to `path`; one line an event, flushed."""
    out = path.open("a", encoding="utf-8", buffering=1)
    logger = structlog.wrap_logger(
        structlog.WriteLogger(out),
        processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )

    def log(code: str, fields: Facts | None = None, /) -> None:
        try:
            logger.info(code, process=process, **(fields or {}))
        except OSError:
            pass  # a full disk: the machine closes itself and says so; a line of the log is no reason to die

    return log
