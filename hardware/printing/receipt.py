"""A slip, printed: what is known of it afterwards, and by whose word.

    done       the printer answered the mark behind the cut
    not_done   an obstacle was there before a byte of the slip had left: nothing of it can be on paper
    unknown    a byte had left and no mark came, whatever the printer complains of now.  Paper that ends in the middle
               leaves a strip that hangs, and may hold every line; also a cut slip whose mark was lost looks like this.
               Only the citizen can see: they are asked to look, and may have it again (it holds masked data only)
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from hardware.codecs.escpos_slip import render
from hardware.drivers import escpos
from hardware.faults import FaultCode
from hardware.slip import MM80, Paper, Slip
from hardware.supervisor import Supervisor


class SlipOutcome(msgspec.Struct, frozen=True):
    """fault: a row of faults.toml, None when done.  evidence: why, as a word for journal and log."""

    state: Literal["done", "not_done", "unknown"]
    fault: str | None = None
    evidence: str = ""
    ragged: bool = False


def deliver(
    device: Supervisor[Any], slip: Slip, job: int, paper: Paper = MM80, ragged: bool = False
) -> SlipOutcome:
    """Print it and wait for the printer's word: seconds, so never on an event loop's thread.

    `job`: a number that no slip of the last hours had; its mark must not be taken for another's.
    `ragged`: what the delivery before left hanging (SlipOutcome.ragged) must be cut off first.
    """
    if ragged and (stopped := device.call(escpos.tidy())):
        return SlipOutcome("not_done", stopped.code, "never_left", ragged=True)
    progress = escpos.Progress()
    fault = device.call(escpos.print_slip(render(slip, paper), job, progress))
    if fault is None:
        return SlipOutcome("done", evidence="printer_marked")
    code = FaultCode.RECEIPT_SILENT if fault.code == FaultCode.LINK_TIMEOUT else fault.code
    if not progress.begun:
        return SlipOutcome("not_done", code, "never_left")
    hangs = device.call(escpos.tidy()) is not None
    return SlipOutcome("unknown", code, "no_mark", hangs)
