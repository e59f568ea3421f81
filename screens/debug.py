"""The dock's door into the shell, in the demo profile only: what is on the screen, and a picture of it.

A Unix socket, one JSON line there and one back: {"op": "state"} → screen, number, visit, frames, texts, prefs, dark and
targets {id, text, box [x, y, w, h] in window pixels from the top left}; {"op": "export", "file": p} → a PNG.

Target ids: start, top:<n>, item:<key>, yes, no, back, leave, lang, large, ease, help, close, enlarge, contrast,
size:<name>, key:<a letter, digit or sign|clear|del|space|mode|shift|symbols>, word:<n>, words:more, page:next, clear,
pick:<key>, field:<key>:<choice|minus|plus>, search, department:<key>, home, stars, stars:<n>, tag:<code>,
document:<effect>, pad.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from kivy.lang import Builder
from kivy.uix.label import Label

from screens.bridge import Bridge
from screens.ink import Pad
from screens.loop import Loop
from screens.widgets.base import Touchable


class Debug:
    def __init__(self, path: str, bridge: Bridge, loop: Loop, window: Any) -> None:
        self._bridge = bridge
        self._loop = loop
        self._window = window
        Path(path).unlink(missing_ok=True)
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._server.bind(path)
        self._server.listen(4)
        self._server.setblocking(False)
        loop.add(self._server.fileno(), self._accept)

    def _accept(self) -> None:
        connection, _ = self._server.accept()
        with connection, connection.makefile("rw", encoding="utf-8") as lines:
            connection.settimeout(1)
            try:
                request = json.loads(lines.readline() or "{}")
                reply = self._export(request) if request.get("op") == "export" else self.state()
            except (OSError, ValueError) as error:
                reply = {"ok": False, "error": str(error)}
            try:
                lines.write(json.dumps(reply, ensure_ascii=False) + "\n")
                lines.flush()
            except OSError:
                return

    def state(self) -> dict[str, Any]:
        bridge, context = self._bridge, self._bridge.context
        show = context.show
        screen: Any = bridge.screen
        buttons = [one for one in screen.children if isinstance(one, Touchable | Pad) and one.live] if screen else []
        height = self._window.height
        labels: list[Any] = [label for label in screen.walk() if isinstance(label, Label)] if screen else []
        texts = [label.said if "\n" in label.text else label.text for label in labels if getattr(label, "live", True)]
        return {
            "ok": True, "screen": type(show.prompt if show else bridge.scene).__name__,
            "number": show.number if show else 0,
            "visit": show.visit if show else "", "dialog": context.dialog, "frames": self._loop.frames, "texts": texts,
            "status": context.status.state if context.status else "",
            "status_step": context.status.step if context.status else 0, "draft": context.draft,
            "gate": bridge.gate_open, "dark": bridge.dark,
            "prefs": {"lang": context.prefs.lang, "size": context.prefs.size, "contrast": context.prefs.contrast},
            "targets": [
                {"id": button.ident, "text": button.said, "kind": button.kind,
                 "box": [round(button.x), round(height - button.top), round(button.width), round(button.height)]}
                for button in buttons
            ],
        }

    def _export(self, request: dict[str, Any]) -> dict[str, Any]:
        screen = self._bridge.screen
        if screen is None:
            return {"ok": False, "error": "nothing is drawn yet"}
        for label in screen.walk():
            if isinstance(label, Label) and label._trigger_texture.is_triggered:
                label._trigger_texture.cancel()
                label.texture_update()  # its letters would come with the next frame only
        Builder.sync()
        screen.export_to_png(str(request["file"]))
        return {"ok": True}
