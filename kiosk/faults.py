"""Faults of the kiosk itself.  Made from config/faults.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    CATALOG_MISSING = "catalog.missing"  # It has not received its services yet
    DEVICE_NOT_READY = "device.not_ready"  # A device for this is not ready yet
    JOURNAL_BROKEN = "journal.broken"  # This machine's records cannot be read
    JOURNAL_FULL = "journal.full"  # It cannot keep its records safely now
    JOURNAL_NEWER = "journal.newer"  # This machine's software is too old
    JOURNAL_UNWRITABLE = "journal.unwritable"  # This machine cannot keep its records now
    KEYS_MISSING = "keys.missing"  # This machine's keys cannot be opened
    VISIT_DECLINED = "visit.declined"  # You did not agree, so nothing started
