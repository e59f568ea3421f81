"""All devices of one process, built from the configuration's tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hardware.drivers.base import DriverSpec
from hardware.drivers.crt591 import CRT591
from hardware.drivers.escpos import ESCPOS
from hardware.drivers.newland import NEWLAND
from hardware.drivers.sdt import SDT
from hardware.faults import FaultCode
from hardware.link import Port, SerialPort
from hardware.model import DeviceState, DeviceStatus
from hardware.supervisor import Supervisor
from hardware.trace import TracedPort

Table = Mapping[str, str | int | float | bool]

DRIVERS: dict[str, DriverSpec[Any]] = {spec.name: spec for spec in (SDT, NEWLAND, ESCPOS, CRT591)}


class Rack:
    """Supervisors by device name.

    A table has `driver` and `port`, and may have `baud`, `identity` (the serial number that is expected),
    `profile` (a model of the kind) and `trace` (a file that gets a redacted record of the line).
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        publish: Callable[[DeviceState], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.devices: dict[str, Supervisor[Any]] = {}
        self.refused: list[DeviceState] = []
        for name, table in tables.items():
            spec = _spec(table)
            if spec is None or not table.get("port"):
                self.refused.append(DeviceState(name, DeviceStatus.NO_DEVICE, FaultCode.DEVICE_UNKNOWN_DRIVER))
                continue
            port = _port(table, spec, clock)
            self.devices[name] = Supervisor(
                name, spec, port, publish, identity=str(table.get("identity", "")), clock=clock
            )

    @property
    def states(self) -> list[DeviceState]:
        return [*self.refused, *(device.state for device in self.devices.values())]

    def start(self) -> None:
        for device in self.devices.values():
            device.start()

    def stop(self) -> None:
        for device in self.devices.values():
            device.stop()


def _spec(table: Table) -> DriverSpec[Any] | None:
    spec, profile = DRIVERS.get(str(table.get("driver"))), table.get("profile")
    return spec.profiles.get(str(profile)) if spec and profile else spec


def _port(table: Table, spec: DriverSpec[Any], clock: Callable[[], float]) -> Port:
    port = SerialPort(str(table["port"]), int(table.get("baud", spec.baud)))
    if not table.get("trace"):
        return port
    file = Path(str(table["trace"])).open("ab", buffering=0)  # noqa: SIM115 – kept for the life of the process
    return TracedPort(port, file.write, spec.redact, clock, spec.redact_said)
