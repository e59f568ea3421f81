"""Faults of the kiosk itself.  Made from config/faults.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    CATALOG_MISSING = "catalog.missing"  # This machine has not received its services yet
    DEVICE_NOT_READY = "device.not_ready"  # A device for this service is not ready yet
    JOURNAL_FULL = "journal.full"  # This machine cannot keep its records safely now, so it is closed
    VISIT_DECLINED = "visit.declined"  # You did not agree, so nothing was started
