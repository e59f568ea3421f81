"""The second channel of every simulator: JSON lines on a Unix socket, one request object → one reply object.

`{"op": NAME, …}` → `{"ok": true, …}` or `{"ok": false, "error": TEXT}`.
"""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Request = Mapping[str, Any]
Handler = Callable[[Request], Mapping[str, Any]]


class Refused(Exception):
    """The request cannot be done; its text is the reply's error."""


def serve(path: str, operations: Mapping[str, Handler]) -> threading.Thread:
    """Answer requests on a thread of its own; one at a time.  Listening when it returns."""
    Path(path).unlink(missing_ok=True)
    one_at_a_time = threading.Lock()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for line in self.rfile:
                with one_at_a_time:
                    reply = _answer(line, operations)
                self.wfile.write(json.dumps(reply).encode() + b"\n")

    class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
        daemon_threads = True

    thread = threading.Thread(target=Server(path, Conversation).serve_forever, name="control", daemon=True)
    thread.start()
    return thread


def _answer(line: bytes, operations: Mapping[str, Handler]) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError:
        return {"ok": False, "error": "not JSON"}
    handler = operations.get(str(request.get("op"))) if isinstance(request, dict) else None
    if handler is None:
        return {"ok": False, "error": f"operations: {', '.join(sorted(operations))}"}
    try:
        return {"ok": True, **handler(request)}
    except (Refused, KeyError, TypeError, ValueError) as wrong:
        return {"ok": False, "error": str(wrong)}


def ask(path: str, op: str, **fields: Any) -> dict[str, Any]:
    """Do one operation on a simulator.  Raises Refused, OSError."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as sock, sock.makefile("rw") as lines:
        sock.settimeout(10)
        sock.connect(path)
        lines.write(json.dumps({"op": op, **fields}) + "\n")
        lines.flush()
        reply: dict[str, Any] = json.loads(lines.readline())
    if not reply.pop("ok"):
        raise Refused(reply["error"])
    return reply
