"""Process root of senses: what reads a citizen.  Keeps nothing between requests; killable at any moment."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import random
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from hardware.fallen import places_only
from hardware.faults import FaultCode
from hardware.model import DeviceState, Fault
from hardware.rack import Rack
from hardware.senses import reader, sources
from hardware.senses.camera import Camera
from hardware.senses.codes import ENGINES
from hardware.senses.face.challenge import Rules
from hardware.senses.face.check import Shown
from hardware.senses.face.station import FaceStation
from hardware.senses.messages import (
    AnyCardLeft,
    Attach,
    Cancel,
    CardGone,
    CardLies,
    CardRead,
    CardRefused,
    CardStep,
    CheckFace,
    CodeRead,
    CodeRefused,
    CodeStep,
    Configure,
    DeviceFault,
    Devices,
    FaceStep,
    FaceVerdict,
    FromCore,
    FromVisit,
    Picture,
    ReadCard,
    Ready,
    ScanCode,
    ToVisit,
    WatchCard,
)
from hardware.senses.scan import CodeDesk

LINK_FD = 3
FIRST_LOOK_S = 2.0
Run = Callable[[int, Channel[FromVisit]], Awaitable[None]]


class Senses:
    """Requests of one visit at a time, each a task that Cancel ends."""

    def __init__(self, core: Channel[FromCore]) -> None:
        self._core = core
        self._loop = asyncio.get_running_loop()
        self._states: dict[str, DeviceState] = {}
        self._rack: Rack | None = None
        self._station: FaceStation | None = None
        self._eye: Camera | None = None
        self._codes: CodeDesk | None = None
        self._serving: asyncio.Task[None] | None = None
        self._requests: dict[int, asyncio.Task[None]] = {}
        self._left = False
        self._looked = asyncio.Event()
        self._leaving: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Until core is gone."""
        while True:
            message, fds = await self._core.next()
            match message:
                case Configure():
                    self._configure(message)
                case Attach():
                    if self._serving:
                        self._serving.cancel()
                        self._drop()
                    channel: Channel[FromVisit] = Channel.at(fds.pop(), FromVisit)
                    self._serving = asyncio.ensure_future(self._serve(channel))

    def _configure(self, given: Configure) -> None:
        cameras = {name: table for name, table in given.devices.items() if table.get("driver") in sources.DRIVERS}
        rest = {name: table for name, table in given.devices.items() if name not in cameras}
        self._rack = Rack(rest, self._heard)
        self._rack.start()
        for state in self._rack.refused:
            self._publish(state)
        for name, table in cameras.items():
            self._camera(name, str(table["driver"]), str(table["port"]), given.face)
        if engine := ENGINES.get(str(given.codes.get("engine", "chain"))):
            self._codes = CodeDesk(self._rack.devices.get("code_scanner"), self._eye, engine, time.monotonic)
        if given.left and (device := self._rack.devices.get("id_reader")):
            self._leaving = asyncio.ensure_future(self._look_for_left(device))
        self._core.send(Ready())

    def _camera(self, name: str, driver: str, port: str, face: dict[str, str | int | float | bool]) -> None:
        """The camera is optional: one that cannot be used takes nothing else with it."""
        source = sources.source(driver, port)
        assert source
        camera = Camera(name, source, self._heard)
        try:
            station = FaceStation(camera, msgspec.convert(face, Rules), random.SystemRandom())
        except msgspec.ValidationError:
            camera.refuse(FaultCode.FACE_SETTINGS)
            return
        self._station, self._eye = station, camera
        camera.start()

        def warm() -> None:
            try:
                station.warm()
            except (ImportError, ValueError):
                camera.refuse(FaultCode.FACE_SETTINGS)

        threading.Thread(target=warm, name="face-models", daemon=True).start()

    async def _look_for_left(self, device: Any) -> None:
        """A card that lies there when nobody is served was left by the one before, until it has been seen to go."""
        lies = await reader.lies(device)
        self._looked.set()
        if lies:
            self._left = True
            self._core.send(CardLies(0, True))
            await reader.taken(device)
            self._gone()

    async def _any_left(self, number: int, visit: Channel[FromVisit]) -> None:
        """The answer waits for the first look; a reader that cannot look keeps nobody waiting."""
        if self._leaving:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._looked.wait(), FIRST_LOOK_S)
        _send(visit, CardLies(number, self._left))

    def _gone(self) -> None:
        """Whoever saw the left card go first: the next that lies there is a citizen's own."""
        if self._left:
            self._left = False
            self._core.send(CardLies(0, False))

    def _heard(self, state: DeviceState) -> None:
        """From a device's thread."""
        self._loop.call_soon_threadsafe(self._publish, state)

    def _publish(self, state: DeviceState) -> None:
        self._states[state.name] = state
        self._core.send(Devices(tuple(self._states.values())))

    async def _serve(self, channel: Channel[FromVisit]) -> None:
        try:
            while True:
                request, _ = await channel.next()
                match request:
                    case Cancel(request=number):
                        if task := self._requests.pop(number, None):
                            task.cancel()
                    case ReadCard(request=number):
                        self._begin(number, self._read(number, channel))
                    case AnyCardLeft(request=number):
                        self._begin(number, self._any_left(number, channel))
                    case WatchCard(request=number):
                        self._begin(number, self._watch(number, channel))
                    case CheckFace(request=number, photo=photo):
                        self._begin(number, self._check(number, photo, channel))
                    case ScanCode(request=number):
                        self._begin(number, self._scan(number, channel))
        except (PeerGone, Garbled):
            pass
        finally:
            self._drop()
            channel.close()

    def _begin(self, number: int, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._requests[number] = task
        task.add_done_callback(lambda _: self._requests.pop(number, None))

    def _drop(self) -> None:
        for task in list(self._requests.values()):
            task.cancel()

    # ---------------------------------------------------------------- requests
    async def _read(self, number: int, visit: Channel[FromVisit]) -> None:
        device = self._rack.devices.get("id_reader") if self._rack else None
        if device is None:
            _send(visit, DeviceFault(number, "device.unknown_driver"))
            return
        card = await reader.read(
            device, lambda state: _send(visit, CardStep(number, state)),
            lambda fault: _send(visit, CardRefused(number, fault)),
        )
        _send(visit, DeviceFault(number, card.code) if isinstance(card, Fault) else CardRead(number, card))

    async def _watch(self, number: int, visit: Channel[FromVisit]) -> None:
        device = self._rack.devices.get("id_reader") if self._rack else None
        if device:
            await reader.taken(device)
            self._gone()
            _send(visit, CardGone(number))

    async def _check(self, number: int, photo: bytes, visit: Channel[FromVisit]) -> None:
        if self._station is None:
            _send(visit, DeviceFault(number, FaultCode.CAMERA_GONE))
            return
        ended = threading.Event()

        def show(now: Shown) -> None:
            self._later(visit, FaceStep(number, now.step, now.number, now.of, now.hint))

        def picture(jpeg: bytes) -> None:
            self._later(visit, Picture(number, jpeg))

        try:
            fault = await asyncio.to_thread(self._station.check, photo, show, picture, ended)
        finally:
            ended.set()
        gone = fault == FaultCode.CAMERA_GONE
        _send(visit, DeviceFault(number, FaultCode.CAMERA_GONE) if gone else FaceVerdict(number, fault))

    async def _scan(self, number: int, visit: Channel[FromVisit]) -> None:
        if self._codes is None:
            _send(visit, DeviceFault(number, FaultCode.SCAN_SETTINGS))
            return
        code = await self._codes.read(
            lambda state: _send(visit, CodeStep(number, state)), lambda fault: _send(visit, CodeRefused(number, fault))
        )
        _send(visit, DeviceFault(number, code.code) if isinstance(code, Fault) else CodeRead(number, code))

    def _later(self, visit: Channel[FromVisit], message: ToVisit) -> None:
        """From the thread of a check."""
        self._loop.call_soon_threadsafe(_send, visit, message)


def _send(visit: Channel[FromVisit], message: ToVisit) -> None:
    try:
        if not visit.closed:
            visit.send(message)
    except PeerGone:
        pass  # the visit is over
    except PeerStuck:
        if not isinstance(message, Picture):
            raise


def main() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # ends with core
    places_only()
    os.set_inheritable(LINK_FD, False)

    async def run() -> None:
        await Senses(Channel.at(LINK_FD, FromCore)).run()

    try:
        asyncio.run(run())
    except PeerGone:
        pass
    os._exit(0)  # device threads hold nothing that must be put in order


if __name__ == "__main__":
    main()
