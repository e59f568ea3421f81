"""A camera as Motion JPEG over HTTP, and who stands before it.

python -m hardware.simulators.camera --port PORT --control SOCKET --portraits FOLDER [--seed N]

Says "ready" when both are there.  Operations of its control (see control.py):
  stand    who (a portrait's folder), as (person, still, tilted, moved, loop, frozen), beside (a second person)
  do       move (centre, left, right, up, down, nearer): what the citizen, or the hand with the picture, does
  code     text or hex, symbology (qr, code128): held before the lens; with none of them: no more
  leave · dark on=true|false · wedge (no more frames) · heal · unplug · replug · state
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import cv2

from hardware.simulators import control
from hardware.simulators.codes import drawn, held
from hardware.simulators.control import Request
from hardware.simulators.scene import FPS, Scene

BOUNDARY = "kiosk"
CODE_WIDTH = 400  # pixels of a code held before the lens: 12 cm at arm's length


class Lens:
    """The camera's plug and its line; `watched` counts who looks."""

    def __init__(self, port: int, scene: Scene) -> None:
        self._port = port
        self._scene = scene
        self._lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None
        self._wedged = threading.Event()
        self.watched = 0
        self.plug()

    def plug(self) -> None:
        if self._server:
            return
        lens = self

        class Line(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                self.send_response(200)
                self.end_headers()

            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
                self.end_headers()
                lens.play(self.wfile, self.server)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            allow_reuse_address = True
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass  # somebody looked away

        self._server = Server(("127.0.0.1", self._port), Line)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="camera", daemon=True).start()

    def unplug(self) -> None:
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.server_close()

    def play(self, out: Any, server: Any) -> None:
        """Frames at their pace, for as long as the plug is in and somebody looks."""
        self.watched += 1
        due = time.monotonic()
        try:
            while self._server is server:
                if not self._wedged.is_set():
                    with self._lock:
                        picture = self._scene.frame()
                    head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
                    out.write(head.encode() + picture + b"\r\n")
                due = max(due + 1 / FPS, time.monotonic())
                time.sleep(max(0.0, due - time.monotonic()))
        finally:
            self.watched -= 1

    def operations(self) -> dict[str, control.Handler]:
        doings = (self._stand, self._do, self._leave, self._code, self._dark, self._wedge, self._heal, self._unplug,
                  self._replug, self._state)
        return {doing.__name__[1:]: doing for doing in doings}

    def _stand(self, request: Request) -> Mapping[str, Any]:
        with self._lock:
            self._scene.stand(str(request["who"]), str(request.get("as", "person")), str(request.get("beside", "")))
        return {}

    def _do(self, request: Request) -> Mapping[str, Any]:
        with self._lock:
            self._scene.do(str(request["move"]))
        return {}

    def _leave(self, _: Request) -> Mapping[str, Any]:
        with self._lock:
            self._scene.leave()
        return {}

    def _code(self, request: Request) -> Mapping[str, Any]:
        shown = drawn(*held(request), CODE_WIDTH) if {"text", "hex"} & set(request) else None
        with self._lock:
            self._scene.hold(shown)
        return {}

    def _dark(self, request: Request) -> Mapping[str, Any]:
        self._scene.dark = bool(request["on"])
        return {}

    def _wedge(self, _: Request) -> Mapping[str, Any]:
        self._wedged.set()
        return {}

    def _heal(self, _: Request) -> Mapping[str, Any]:
        self._wedged.clear()
        self._scene.dark = False
        self.plug()
        return {}

    def _unplug(self, _: Request) -> Mapping[str, Any]:
        self.unplug()
        return {}

    def _replug(self, _: Request) -> Mapping[str, Any]:
        self.plug()
        return {}

    def _state(self, _: Request) -> Mapping[str, Any]:
        scene = self._scene
        return {"who": scene.who, "as": scene.kind, "beside": scene.beside, "move": scene.move,
                "plugged": self._server is not None, "watched": self.watched, "people": scene.names()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hardware.simulators.camera")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", required=True, help="path of the control socket")
    parser.add_argument("--portraits", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    lens = Lens(asked.port, Scene(asked.portraits, random.Random(asked.seed)))
    control.serve(asked.control, lens.operations())
    print("ready", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.pause()


if __name__ == "__main__":
    main()
