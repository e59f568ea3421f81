"""The visits, as citizens would tell them; a file for each kind of item."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.visits.hand import Hand
from sandbox.visits.scripts import applications, bills, papers, proofs, registers, troubles

VISITS: dict[str, Callable[[Hand], None]] = {
    "HR-001-face": proofs.face_zh, "stranger": proofs.stranger, "held-up-picture": proofs.held_up_picture,
    "camera-gone": proofs.camera_gone, "HR-001-code": proofs.code_zh, "HR-001-code-en": proofs.code_en,
    "wrong-codes": proofs.wrong_codes, "walks-away": troubles.walks_away, "paper-out": troubles.paper_out,
    "platform-down": troubles.platform_down,
    "HF-002": papers.fund_rated, "NR-001": papers.home_paid, "TX-001": papers.tax_again,
    "HR-003": registers.contributions, "MI-003": registers.medical, "GS-002": registers.progress,
    "GS-001": papers.guide_printed, "UT-001": bills.water_typed, "UT-002": bills.power_found,
    "FI-001": bills.fee_scanned, "TP-003": bills.fine_by_paycode, "CA-002": applications.marriage_booked,
    "HR-022": applications.pension_signed, "GS-013": applications.card_collected,
    "not-wanted": bills.not_wanted, "jam-refunded": papers.jam_refunded, "left-behind": papers.left_behind,
    "brought": papers.brought,
}
