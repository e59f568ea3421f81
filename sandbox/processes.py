"""The processes of a county's kiosk, as the kernel shows them."""

from __future__ import annotations

from pathlib import Path

WITH_US = ("setpriv", "--pdeathsig", "TERM")
"""Before a command: it ends with whoever started it, however that ends."""


def pids(home: Path, module: str) -> list[int]:
    """Processes whose KIOSK_HOME is `home` and that run `module`, in order of their numbers."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                mine = f"KIOSK_HOME={home}".encode() in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue  # ended while we looked, or somebody else's
            if mine and module.encode() in words:
                found.append(int(entry.name))
    return sorted(found)
