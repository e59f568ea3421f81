"""Words of the device world: status, media, faults.  Names are XFS4IoT's (hardware-protocols §5.1)."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class DeviceStatus(StrEnum):
    STARTING = "starting"
    ONLINE = "online"
    BUSY = "busy"
    OFFLINE = "offline"  # link lost
    NO_DEVICE = "no_device"  # never seen
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"
    FRAUD_SUSPECTED = "fraud_suspected"
    DISABLED = "disabled"  # by an operator


class Media(StrEnum):
    """Where the citizen's card or paper is."""

    NONE = "none"
    CUSTOMER = "customer"
    TRANSPORT = "transport"
    PRESENTED = "presented"
    BIN = "bin"
    UNKNOWN = "unknown"


class Fault(msgspec.Struct, frozen=True):
    """An expected failure, as a value.  `code` is a row of config/faults.toml (kind, action, texts)."""

    code: str
    media: Media = Media.CUSTOMER


class DeviceState(msgspec.Struct, frozen=True):
    """What a supervisor publishes, on change only.  `name` is the device's name in the configuration."""

    name: str
    status: DeviceStatus
    fault: str | None = None
    identity: str | None = None
