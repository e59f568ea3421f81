"""Senses, as core keeps it: started, configured, killed and started again."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

import msgspec

from hardware.channel import Channel, Garbled, PeerGone
from hardware.model import DeviceState, DeviceStatus
from hardware.senses.messages import Attach, CardLies, Configure, Devices, ToCore
from kiosk.faults import FaultCode
from kiosk.log import Log
from kiosk.processes import Launcher, Process

BACK_S = 10.0
"""Senses that has told of no device by then is not back.  It takes 1 s."""


class SensesHost:
    """`changed(states)`: devices as senses sees them; `fresh()`: a new senses is ready for the visit."""

    def __init__(
        self, launcher: Launcher, configure: Configure, log: Log, changed: Callable[[tuple[DeviceState, ...]], None],
        fresh: Callable[[], None],
    ) -> None:
        self._launcher = launcher
        self._configure = configure
        self._log = log
        self._changed = changed
        self._fresh = fresh
        self._process: Process | None = None
        self._channel: Channel[ToCore] | None = None
        self._asked = False
        self.card_left = False
        self.left_changed: Callable[[], None] = lambda: None

    async def run(self) -> None:
        """Keep one senses alive for ever; only one that stays away takes its devices with it."""
        loop = asyncio.get_running_loop()
        quick, between = 0, True
        while True:
            started = loop.time()
            self._asked = False
            self._process, sock = self._launcher.start("senses")
            channel: Channel[ToCore] = Channel(sock, ToCore)
            self._channel = channel
            late = loop.call_later(BACK_S, self._lost)
            try:
                channel.send(msgspec.structs.replace(self._configure, left=between))
                self._fresh()
                while True:
                    message, _ = await channel.next()
                    if isinstance(message, Devices):
                        late.cancel()
                        self._changed(message.states)
                    elif isinstance(message, CardLies):
                        self._lies(message.left)
            except (PeerGone, Garbled):
                self._log("process.ended", {"role": "senses"})
            finally:
                late.cancel()
                channel.close()
                self._process.kill()
                await asyncio.to_thread(self._process.wait)
            between = self._asked  # one that died in a visit finds that visit's card
            self._lies(False)
            quick = quick + 1 if not self._asked and loop.time() - started < 2 else 0
            if quick:
                self._lost()
            await asyncio.sleep(min(0.1 * quick**2, 5.0))  # a driver that dies at once must not spin

    def attach(self, visit: str, fd: int) -> None:
        """Hand senses its end of the channel to the visit; `fd` is closed here."""
        try:
            if self._channel and not self._channel.closed:
                self._channel.send(Attach(visit), [fd])
        except PeerGone:
            pass  # run() starts another and says fresh()
        finally:
            os.close(fd)

    def _lies(self, left: bool) -> None:
        if left != self.card_left:
            self.card_left = left
            self.left_changed()

    def _lost(self) -> None:
        fault = FaultCode.DEVICE_NOT_READY
        self._changed(tuple(DeviceState(name, DeviceStatus.OFFLINE, fault) for name in self._configure.devices))

    def restart(self) -> None:
        """What senses knew of a citizen goes with the process."""
        self._asked = True
        if self._process and self._process.poll() is None:
            self._process.kill()
