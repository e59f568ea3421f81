"""Byte links to devices: blocking, for a supervisor's thread; every way to lose one is LinkLost."""

from __future__ import annotations

import contextlib
import errno
import select
import termios
from pathlib import Path
from typing import Protocol

import serial

from hardware.faults import FaultCode

# pyserial lets three families through, and termios.error is no OSError (hardware-protocols §0.7)
_LOST = (serial.SerialException, OSError, termios.error)
_CODES = {
    errno.ENOENT: FaultCode.DEVICE_MISSING,
    errno.EACCES: FaultCode.LINK_PERMISSION,
    errno.EPERM: FaultCode.LINK_PERMISSION,
    errno.EAGAIN: FaultCode.LINK_TAKEN,
    errno.EBUSY: FaultCode.LINK_TAKEN,
}


class LinkLost(Exception):
    """The device is gone, or cannot be opened; `code` says which."""

    def __init__(self, code: FaultCode = FaultCode.LINK_LOST) -> None:
        super().__init__(code.value)
        self.code = code


class LinkTimeout(Exception):
    """The device is there and did not answer in time."""


class LinkGarbled(Exception):
    """The device answered with a frame that is none."""


class Link(Protocol):
    def write(self, data: bytes) -> None:
        """Raises LinkLost."""
        ...

    def read(self, timeout: float) -> bytes:
        """What has come, after at most `timeout` seconds; b"" if nothing.  Raises LinkLost."""
        ...

    def close(self) -> None: ...


class Port(Protocol):
    """Where a device is plugged in, whether or not it is there now."""

    def present(self) -> bool: ...

    def open(self) -> Link:
        """Raises LinkLost."""
        ...


class SerialPort:
    """A serial device by its stable path, held exclusively, 8N1."""

    def __init__(self, path: str, baud: int) -> None:
        self.path, self.baud = path, baud

    def present(self) -> bool:
        return Path(self.path).exists()

    def open(self) -> Link:
        try:
            return SerialLink(serial.Serial(self.path, self.baud, timeout=0, write_timeout=1, exclusive=True))
        except _LOST as lost:
            number = lost.args[0] if lost.args and isinstance(lost.args[0], int) else None
            raise LinkLost(_CODES.get(number or 0, FaultCode.LINK_LOST)) from None


class SerialLink:
    """An open serial device.  Modem lines are left alone: pseudo-terminals have none (ENOTTY)."""

    def __init__(self, device: serial.Serial) -> None:
        self._device = device

    def write(self, data: bytes) -> None:
        try:
            self._device.write(data)
        except _LOST:
            raise LinkLost from None

    def read(self, timeout: float) -> bytes:
        try:
            ready, _, _ = select.select([self._device.fileno()], [], [], max(0.0, timeout))
            return bytes(self._device.read(4096)) if ready else b""
        except _LOST:
            raise LinkLost from None

    def close(self) -> None:
        with contextlib.suppress(*_LOST):
            self._device.close()
