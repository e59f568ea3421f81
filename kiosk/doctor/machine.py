"""The machine around the devices: screen, touch, sound, disk, network.  What a desk need not have is skipped there."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.core.stores import full
from kiosk.doctor.model import Finding, found
from kiosk.faults import FaultCode
from kiosk.settings import Settings

MULTI_TOUCH = 0x35
"""ABS_MT_POSITION_X (linux/input-event-codes.h)."""


def examine(settings: Settings, proc: Path = Path("/proc")) -> Iterator[Finding]:
    yield _display(settings.display.geometry)
    if settings.site.profile == "demo":
        yield Finding("touch", "skipped", detail="demo")
        yield Finding("sound", "skipped", detail="demo")
    else:
        yield found("touch", None if _touch(_read(proc / "bus/input/devices")) else FaultCode.DOCTOR_TOUCH)
        yield found("sound", None if "[" in _read(proc / "asound/cards") else FaultCode.DOCTOR_SOUND)
    yield found("disk", full(settings))
    if urlsplit(settings.platform.url).hostname in ("localhost", "127.0.0.1"):
        yield Finding("network", "skipped", detail="localhost")
    else:
        yield found("network", None if _routed(proc / "net") else FaultCode.DOCTOR_NETWORK)


def _display(geometry: str) -> Finding:
    if not os.environ.get("DISPLAY"):
        return Finding("display", "skipped", detail="$DISPLAY")
    name = ctypes.util.find_library("X11")
    if not name:
        return Finding("display", "skipped", detail="libX11")
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return found("display", FaultCode.DOCTOR_DISPLAY)
    size = f"{x11.XDisplayWidth(display, 0)}x{x11.XDisplayHeight(display, 0)}"
    x11.XCloseDisplay(display)
    return found("display", None, f"{size} ({geometry})")


def _touch(devices: str) -> bool:
    """Whether one of the kernel's input devices has places for fingers."""
    for words in re.findall(r"^B: ABS=(.*)$", devices, re.MULTILINE):
        mask = 0
        for word in words.split():
            mask = mask << 64 | int(word, 16)
        if mask >> MULTI_TOUCH & 1:
            return True
    return False


def _routed(net: Path) -> bool:
    """Whether there is a way out: a default route of IPv4 or IPv6."""
    four = any(line.split()[1:2] == ["00000000"] for line in _read(net / "route").splitlines())
    six = [line.split() for line in _read(net / "ipv6_route").splitlines()]
    return four or any(line[0] == "0" * 32 and line[1] == "00" and line[-1] != "lo" for line in six)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
