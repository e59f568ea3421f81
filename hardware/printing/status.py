"""What the printer says of itself, asked directly: CUPS learns of an empty tray only while it prints, once a second."""

from __future__ import annotations

from enum import IntEnum

import msgspec

from hardware.codecs import ipp
from hardware.model import Fault, Media
from hardware.printing.link import GARBLED, ask

_WANTED: ipp.Asked = (
    ipp.KEYWORD, "requested-attributes", ["printer-state", "printer-state-reasons", "printer-up-time"],
)  # fmt: skip
_SEVERITY = ("-report", "-warning", "-error")
# Reasons that stop paper, worst first (RFC 8011 §5.4.12, PWG 5100.9).  A printer may call them a mere report when idle.
_FAULTS = {
    "media-jam": "printer.jam",
    "cover-open": "printer.cover_open",
    "door-open": "printer.cover_open",
    "interlock-open": "printer.cover_open",
    "media-empty": "printer.paper_out",
    "media-needed": "printer.paper_out",
    "input-tray-missing": "printer.paper_out",
    "toner-empty": "printer.toner_out",
    "marker-supply-empty": "printer.toner_out",
    "marker-waste-full": "printer.attention",
    "paused": "printer.attention",
    "shutdown": "printer.offline",
}


class State(IntEnum):
    """RFC 8011 printer-state."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class PrinterStatus(msgspec.Struct, frozen=True):
    """reasons: IPP keywords without severity; up_time: seconds since power-on, restarts at 0 (RFC 8011 §5.4.29)."""

    state: State
    reasons: tuple[str, ...]
    up_time: int
    fault: str | None  # row of faults.toml, None: it can print

    @property
    def paper_low(self) -> bool:
        return "media-low" in self.reasons


def status(printer: str, timeout_s: float = 2.0) -> PrinterStatus | Fault:
    """Ask the printer at `printer` (ipp://host:port/path).  Fault printer.offline where nothing answers."""
    answer = ask(printer, ipp.GET_PRINTER_ATTRIBUTES, _WANTED, timeout_s=timeout_s)
    if isinstance(answer, Fault):
        return answer
    for said in answer.of(ipp.PRINTER):
        state, up_time = said.get("printer-state", [None])[0], said.get("printer-up-time", [None])[0]
        if isinstance(state, int) and isinstance(up_time, int) and 3 <= state <= 5:
            reasons = [r for r in said.get("printer-state-reasons", []) if isinstance(r, str)]
            return _judged(State(state), [r for r in reasons if r != "none"], up_time)
    return GARBLED


def obstacle(printer: str, timeout_s: float = 2.0) -> Fault | None:
    """Why nothing can be printed now; None: it can.  Asked before an item is offered and before a job is made."""
    said = status(printer, timeout_s)
    if isinstance(said, Fault):
        return said
    return Fault(said.fault, Media.CUSTOMER) if said.fault else None


def _judged(state: State, reasons: list[str], up_time: int) -> PrinterStatus:
    plain = tuple(_plain(reason) for reason in reasons)
    fault = next((code for reason, code in _FAULTS.items() if reason in plain), None)
    if fault is None and (state is State.STOPPED or any(reason.endswith("-error") for reason in reasons)):
        fault = "printer.attention"
    return PrinterStatus(state, plain, up_time, fault)


def _plain(reason: str) -> str:
    for severity in _SEVERITY:
        reason = reason.removesuffix(severity)
    return reason
