"""Talk to a simulator or to the sandbox: one JSON line there, one back."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any


def ask(path: Path, request: dict[str, Any]) -> dict[str, Any]:
    """Raises OSError where nobody listens at `path`."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        sock.settimeout(10)
        sock.connect(str(path))
        sock.sendall(json.dumps(request).encode() + b"\n")
        answer = sock.makefile("rb").readline()
    return json.loads(answer)
