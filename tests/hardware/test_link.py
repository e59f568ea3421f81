"""A serial link: whatever family of exceptions the loss comes in, what is seen above is LinkLost with its code."""

from __future__ import annotations

import errno
import fcntl
import os
import termios
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import serial

from hardware.link import LinkLost, SerialLink, SerialPort

FAMILIES = {
    "SerialException": serial.SerialException("gone"),
    "SerialTimeoutException": serial.SerialTimeoutException("Write timeout"),
    "PortNotOpenError": serial.PortNotOpenError(),
    "OSError": OSError(errno.EIO, "Input/output error"),
    "termios.error": termios.error(errno.EIO, "Input/output error"),
}


class Broken:
    """A serial device that fails in one way whatever is asked of it."""

    def __init__(self, how: BaseException) -> None:
        self._how = how
        self.asked = 0

    def _fail(self, *_: Any) -> Any:
        self.asked += 1
        raise self._how

    write = read = fileno = close = _fail


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[tuple[str, int, int]]:
    """(stable path, the device's end, our kept slave) of a pseudo-terminal."""
    master, slave = os.openpty()
    tty.setraw(slave)
    path = tmp_path / "reader"
    path.symlink_to(os.ttyname(slave))
    yield str(path), master, slave
    for fd in (master, slave):
        try:
            os.close(fd)
        except OSError:
            pass  # the test has pulled it


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_exceptions_is_a_lost_link(family: str) -> None:
    device = Broken(FAMILIES[family])
    link = SerialLink(device)  # type: ignore[arg-type]
    for use in (lambda: link.write(b"x"), lambda: link.read(0.0)):
        with pytest.raises(LinkLost) as lost:
            use()
        assert lost.value.code == "link.lost" and lost.value.__suppress_context__
    link.close()
    assert device.asked == 3, "closing what is broken is no failure"


def test_what_is_no_loss_is_not_called_one() -> None:
    link = SerialLink(Broken(ZeroDivisionError()))  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        link.write(b"x")


@pytest.mark.parametrize(("how", "code"), [
    (serial.SerialException(errno.ENOENT, "x"), "device.missing"),
    (FileNotFoundError(errno.ENOENT, "x"), "device.missing"),
    (serial.SerialException(errno.EACCES, "x"), "link.permission"),
    (PermissionError(errno.EPERM, "x"), "link.permission"),
    (serial.SerialException(errno.EAGAIN, "x"), "link.taken"),
    (OSError(errno.EBUSY, "x"), "link.taken"),
    (termios.error(errno.EIO, "x"), "link.lost"),
    (serial.SerialException("no number"), "link.lost"),
    (OSError(), "link.lost"),
])
def test_a_port_that_does_not_open_says_why(how: Exception, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise how

    monkeypatch.setattr(serial, "Serial", refuse)
    with pytest.raises(LinkLost) as lost:
        SerialPort("reader", 115200).open()
    assert lost.value.code == code


# ---------------------------------------------------------------- on a real pseudo-terminal
def test_bytes_go_both_ways_and_silence_is_empty(cable: tuple[str, int, int]) -> None:
    path, master, _ = cable
    port = SerialPort(path, 115200)
    assert port.present()
    link = port.open()
    assert link.read(0) == b"" and link.read(-1) == b"" and link.read(0.01) == b""
    link.write(bytes(range(256)))
    assert os.read(master, 300) == bytes(range(256))
    os.write(master, b"\x00\x11\x13\x7f\xff")
    assert link.read(5) == b"\x00\x11\x13\x7f\xff", "no byte is a control character"
    link.close()
    with pytest.raises(LinkLost):
        link.write(b"x")
    with pytest.raises(LinkLost):
        link.read(0)


def test_a_pulled_cable_is_a_lost_link(cable: tuple[str, int, int]) -> None:
    path, master, slave = cable
    link = SerialPort(path, 115200).open()
    os.close(slave)
    os.close(master)
    with pytest.raises(LinkLost):
        link.read(5)
    with pytest.raises(LinkLost):
        link.write(b"x")
    link.close()


def test_a_device_that_is_not_there_is_missing(tmp_path: Path) -> None:
    port = SerialPort(str(tmp_path / "reader"), 115200)
    assert not port.present()
    with pytest.raises(LinkLost) as lost:
        port.open()
    assert lost.value.code == "device.missing"


def test_a_link_to_a_device_that_went_is_not_present(tmp_path: Path) -> None:
    (tmp_path / "reader").symlink_to(tmp_path / "ttyUSB9")
    assert not SerialPort(str(tmp_path / "reader"), 115200).present()


def test_a_device_that_another_program_holds_is_taken(cable: tuple[str, int, int]) -> None:
    path, _, slave = cable
    fcntl.flock(slave, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with pytest.raises(LinkLost) as lost:
        SerialPort(path, 115200).open()
    assert lost.value.code == "link.taken"
    fcntl.flock(slave, fcntl.LOCK_UN)
    SerialPort(path, 115200).open().close()


@pytest.mark.parametrize("what", ["a file", "a folder", "nothing"])
def test_what_is_no_serial_device_does_not_open_and_leaves_nothing_open(what: str, tmp_path: Path) -> None:
    path = tmp_path / "reader"
    if what == "a file":
        path.write_bytes(b"")
    elif what == "a folder":
        path.mkdir()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(LinkLost):
            SerialPort(str(path), 115200).open()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
