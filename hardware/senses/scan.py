"""The place for codes: scanner and camera look at the same time, and the first text that one of them reads counts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from hardware.drivers import newland
from hardware.faults import FaultCode
from hardware.model import Fault
from hardware.senses.camera import Camera
from hardware.senses.codes import Engine, text
from hardware.senses.messages import Code
from hardware.supervisor import Supervisor

LOOK_S, LIGHT_LOOKS = 0.25, 8
"""Of the scanner; after so many looks it is lit again: it goes dark by itself after its own time."""
CHAIN_S = 0.5
"""Between two frames that an engine looks at wholly; it looks at all the others quickly."""
SAME_S = 2.0
"""The same code within this time is the one that has already counted."""
BACK_S = 0.5
"""Until what has failed is tried again."""
BAD_ANSWERS = 4
"""So many in a row and the scanner has failed."""

Heard = Code | Fault | None
"""A code, why this side cannot look now, or that it looks (again)."""


class CodeDesk:
    """One request at a time.  Of a code that has counted only a fingerprint stays, for SAME_S."""

    def __init__(self, scanner: Supervisor[Any] | None, camera: Camera | None, engine: Engine,
                 clock: Callable[[], float]) -> None:
        self._scanner, self._camera, self._engine, self._clock = scanner, camera, engine, clock
        self._counted, self._counted_at = 0, -SAME_S
        self._one = asyncio.Lock()

    async def read(self, say: Callable[[str], None], refuse: Callable[[str], None]) -> Code | Fault:
        """Until a code is a text; a Fault only when neither scanner nor camera can look."""
        async with self._one:  # the light of the request before is out
            return await self._read(say, refuse)

    async def _read(self, say: Callable[[str], None], refuse: Callable[[str], None]) -> Code | Fault:
        heard = asyncio.Queue[tuple[str, Heard]]()
        ended = threading.Event()
        sides: dict[str, asyncio.Future[None]] = {}
        if self._scanner:
            sides["scanner"] = asyncio.ensure_future(self._scan(self._scanner, heard))
        if self._camera:
            sides["camera"] = asyncio.ensure_future(self._watch(self._camera, heard, ended))
        failed = set[str]()
        say("waiting")
        try:
            while len(failed) < len(sides):
                side, what = await heard.get()
                (failed.add if isinstance(what, Fault) else failed.discard)(side)
                if isinstance(what, Code) and self._is_new(what.data):
                    say("seen")
                    if text(what.data) is not None:
                        return what
                    refuse(FaultCode.SCAN_UNREADABLE)
            return Fault(FaultCode.SCAN_GONE)
        finally:
            ended.set()
            for side in sides.values():
                side.cancel()
            if self._scanner:
                await _call(self._scanner, newland.release())

    def _is_new(self, data: bytes) -> bool:
        mark, now = hash(data), self._clock()
        if mark == self._counted and now - self._counted_at < SAME_S:
            return False
        self._counted, self._counted_at = mark, now
        return True

    async def _scan(self, scanner: Supervisor[Any], heard: asyncio.Queue[tuple[str, Heard]]) -> None:
        script: Callable[[float], Any] = newland.light
        bad, looks = 0, 0
        while True:
            found = await _call(scanner, script(LOOK_S))
            looks = looks + 1 if script is newland.look else 1
            if isinstance(found, Fault):
                script, bad = newland.light, bad + 1
                if bad == BAD_ANSWERS or found.code not in (FaultCode.LINK_GARBLED, FaultCode.LINK_TIMEOUT):
                    heard.put_nowait(("scanner", found))
                    await asyncio.sleep(BACK_S)
                continue
            bad = 0
            heard.put_nowait(("scanner", Code(found, "", "scanner") if found else None))
            dark = found or looks == LIGHT_LOOKS  # its light goes out with a code, and after its own time
            script = newland.light_again if dark else newland.look

    async def _watch(self, camera: Camera, heard: asyncio.Queue[tuple[str, Heard]], ended: threading.Event) -> None:
        loop = asyncio.get_running_loop()

        def tell(what: Heard) -> None:
            loop.call_soon_threadsafe(heard.put_nowait, ("camera", what))

        while True:
            await asyncio.to_thread(self._frames, camera, tell, ended)
            heard.put_nowait(("camera", Fault(FaultCode.CAMERA_GONE)))
            await asyncio.sleep(BACK_S)

    def _frames(self, camera: Camera, tell: Callable[[Heard], None], ended: threading.Event) -> None:
        """Until the camera is gone."""
        helped, looked = -CHAIN_S, False
        with camera.look() as following:
            while not ended.is_set() and (frame := following()):
                if frame.at - helped >= CHAIN_S:
                    helped, code = frame.at, self._engine.whole(frame.image)
                else:
                    code = self._engine.quick(frame.image)
                if code or not looked:
                    tell(code)
                looked = True


async def _call(device: Supervisor[Any], script: Any) -> Any:
    return await asyncio.to_thread(device.call, script)
