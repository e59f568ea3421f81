"""The one seam through which a process of the kiosk is started.

On a desk a role is a plain child with one end of a socketpair as descriptor 3.  A provisioned machine
connects to systemd's socket of the role instead (Accept=yes), so that each role has its own user.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Protocol

from hardware.channel import Channel

LINK_FD = 3
MODULES = {
    "core": "kiosk.core",
    "visit": "kiosk.visit",
    "recovery": "kiosk.recovery",
    "senses": "hardware.senses",
    "shell": "screens",
}


class Process(Protocol):
    """What a starter needs of a process it has started."""

    @property
    def pid(self) -> int: ...
    def kill(self) -> None: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...


class Launcher(Protocol):
    def start(self, role: str) -> tuple[Process, socket.socket]: ...


class DeskLauncher:
    """Starts a role as a child process; returns it with our end of its link."""

    def __init__(self, modules: Mapping[str, str] = MODULES, environment: Mapping[str, str] | None = None) -> None:
        self._modules = modules
        self._environment = environment

    def start(self, role: str) -> tuple[Process, socket.socket]:
        ours, theirs = Channel.pair()
        child = subprocess.Popen(
            [sys.executable, "-c", _BOOT, str(theirs.fileno()), self._modules[role]],
            pass_fds=[theirs.fileno()], env=self._environment, stdin=subprocess.DEVNULL, start_new_session=True,
        )
        theirs.close()
        return child, ours


# A child's first act: put the link at its place, then become the module.
_BOOT = (
    "import os, runpy, sys; fd = int(sys.argv[1]); module = sys.argv[2];"
    f"fd == {LINK_FD} or (os.dup2(fd, {LINK_FD}), os.close(fd)); sys.argv = [module];"
    "runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


def link(receives: Any) -> Channel[Any]:
    """In a started process: its channel to whoever started it.  It also dies with its starter."""
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    os.set_inheritable(LINK_FD, False)
    return Channel.at(LINK_FD, receives)
