"""The A4 printer's health, as core shows it: asked of the printer itself, about a millisecond each time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hardware.model import DeviceState, DeviceStatus, Fault
from hardware.printing.queue import Server, alive
from hardware.printing.status import obstacle
from kiosk.settings import Table

EVERY_S = 1.0


async def watch_printer(table: Table, changed: Callable[[tuple[DeviceState, ...]], None]) -> None:
    """For ever; `changed` is told each time and drops what is no change."""
    if not table:
        return
    uri, server = str(table["printer_uri"]), Server("127.0.0.1", int(table["cups_port"]))
    while True:
        fault = await asyncio.to_thread(_fault, uri, server)
        status = DeviceStatus.ONLINE if fault is None else DeviceStatus.HARDWARE_ERROR
        changed((DeviceState("a4_printer", status, fault),))
        await asyncio.sleep(EVERY_S)


def _fault(uri: str, server: Server) -> str | None:
    if not alive(server):
        return "printer.spooler_down"
    found: Fault | None = obstacle(uri)
    return found.code if found else None
