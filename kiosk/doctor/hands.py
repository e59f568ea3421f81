"""What only somebody at the machine can show: a card on the reader, a code before the scanner, the camera's picture.

Whether it was seen is all that is kept: no card is read, and code and picture are dropped here.
"""

from __future__ import annotations

import threading
from typing import Any

from hardware.drivers import newland, sdt
from hardware.faults import FaultCode as Device
from hardware.model import Fault
from hardware.senses.camera import Camera
from hardware.senses.sources import Source
from hardware.supervisor import Supervisor

PATIENCE_S, LOOK_S = 10.0, 0.2


def tried(device: Supervisor[Any]) -> str | None:
    """The fault of a card or a code that was asked for and not seen; None also for devices that need no hand."""
    match device.spec.name:
        case "sdt":
            return _card(device)
        case "newland":
            code = device.call(newland.light(PATIENCE_S))
            device.call(newland.release())
            return Device.SCAN_UNREADABLE if code is None else code.code if isinstance(code, Fault) else None
        case _:
            return None


def _card(device: Supervisor[Any]) -> str | None:
    pause = threading.Event()
    for _ in range(round(PATIENCE_S / LOOK_S)):
        lies = device.call(sdt.present(False))
        if isinstance(lies, Fault):
            return lies.code
        if lies:
            return None
        pause.wait(LOOK_S)
    return Device.ID_NO_CARD


def pictured(name: str, source: Source) -> str | None:
    """Whether one picture comes."""
    with Camera(name, source, lambda _: None).look() as following:
        return None if following() else Device.CAMERA_GONE
