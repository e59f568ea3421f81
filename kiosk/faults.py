"""Faults of the kiosk itself.  Made from config/faults.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    CASE_NO_SLOT = "case.no_slot"  # There is no free time now
    CASE_NOT_FILED = "case.not_filed"  # The application was not sent
    CASE_UNKNOWN = "case.unknown"  # Whether the application was accepted is not known yet
    CATALOG_MISSING = "catalog.missing"  # It has not received its services yet
    DEVICE_NOT_READY = "device.not_ready"  # A device for this is not ready yet
    DISPENSER_INTERRUPTED = "dispenser.interrupted"  # There was a break; the card was taken back and is kept
    DOCTOR_DISPLAY = "doctor.display"  # The display cannot be opened
    DOCTOR_IN_SERVICE = "doctor.in_service"  # The kiosk is in service and holds this device
    DOCTOR_NETWORK = "doctor.network"  # The machine has no way to a network
    DOCTOR_SOUND = "doctor.sound"  # No sound card was found
    DOCTOR_TOUCH = "doctor.touch"  # No touch panel was found
    ITEM_NEWER = "item.newer"  # This machine cannot do this service yet
    JOURNAL_BROKEN = "journal.broken"  # This machine's records cannot be read
    JOURNAL_FULL = "journal.full"  # It cannot keep its records safely now
    JOURNAL_NEWER = "journal.newer"  # This machine's software is too old
    JOURNAL_UNWRITABLE = "journal.unwritable"  # This machine cannot keep its records now
    KEYS_MISSING = "keys.missing"  # This machine's keys cannot be opened
    PAY_EXPIRED = "pay.expired"  # The time to pay is over and the order was cancelled
    PAY_GIVEN_BACK = "pay.given_back"  # It could not be done; your money goes back
    PAY_REFUND_UNKNOWN = "pay.refund_unknown"  # There is no word on the refund yet
    PAY_WITHDRAWN = "pay.withdrawn"  # You did not pay, so nothing was settled
    VISIT_DECLINED = "visit.declined"  # You did not agree, so nothing started
