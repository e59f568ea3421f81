"""How the shell reaches core and visit: channels of kiosk.messages over sockets it was handed.

This module and kiosk.prompts are all that screens/ may use.
"""

from __future__ import annotations

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from hardware.fallen import places_only
from kiosk import messages
from kiosk.messages import *  # noqa: F403
from kiosk.texts import Texts

LINK_FD = 3
"""The one descriptor every child process is started with: the link to whoever started it."""

__all__ = ["LINK_FD", "Channel", "Garbled", "PeerGone", "PeerStuck", "Texts", "messages", "places_only",
           "supervisor_link", "core_link", "visit_link"]


def supervisor_link(fd: int = LINK_FD) -> Channel[messages.FromSupervisor]:
    """The shell's link to the supervisor, by which it is handed core's end after each start."""
    return Channel.at(fd, messages.FromSupervisor)


def core_link(fd: int) -> Channel[messages.CoreToShell]:
    return Channel.at(fd, messages.CoreToShell)


def visit_link(fd: int) -> Channel[messages.ToShell]:
    return Channel.at(fd, messages.ToShell)
