"""The virtual screen in a browser: x11vnc on loopback, and websockify in front of it for noVNC."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOVNC = Path("/usr/share/novnc")


@contextmanager
def shared_screen(display: str) -> Generator[int]:
    """The WebSocket's port on 127.0.0.1; ended behind the block, and with whoever started it."""
    vnc, port = free_port(), free_port()
    quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    dies = ["setpriv", "--pdeathsig", "TERM"]
    helpers = [
        subprocess.Popen([*dies, "x11vnc", "-display", display, "-localhost", "-rfbport", str(vnc), "-shared",
                          "-forever", "-nopw", "-quiet", "-noxdamage", "-cursor", "arrow"], **quiet),
        subprocess.Popen([*dies, "websockify", f"127.0.0.1:{port}", f"127.0.0.1:{vnc}"], **quiet),
    ]
    try:
        yield port
    finally:
        for helper in helpers:
            helper.terminate()
            helper.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])
