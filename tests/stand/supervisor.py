"""`kiosk run` with the stand's modules."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from kiosk.log import to_file
from kiosk.settings import load
from kiosk.supervisor import Supervisor
from tests.stand.modules import launcher

if __name__ == "__main__":
    settings = load(Path(os.environ["KIOSK_HOME"]))
    if mistake := os.environ.get("KIOSK_MISTAKE"):  # a key that its code relies on is gone
        del settings.devices["a4_printer"][mistake]
    asyncio.run(Supervisor(settings, launcher(), to_file(settings.home / "events.jsonl", "supervisor")).run())
