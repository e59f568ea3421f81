"""Newland's unified protocol as others have it (hardware-protocols §3; HR42 user guide p. 24), byte for byte."""

from __future__ import annotations

COMMANDS = {
    "on": bytes.fromhex("7E 01 30303030 23 53434E54524731 3B 03"),
    "off": bytes.fromhex("7E 01 30303030 23 53434E54524730 3B 03"),
    "level": bytes.fromhex("7E 01 30303030 23 53434E4D4F4430 3B 03"),
    "mode": bytes.fromhex("7E 01 30303030 23 53434E4D4F442A 3B 03"),
    "serial": bytes.fromhex("7E 01 30303030 23 51525950534E 3B 03"),
}
ECHOES = {
    "on": bytes.fromhex("02 01 30303030 23 53434E54524731 06 3B 03"),
    "off": bytes.fromhex("02 01 30303030 23 53434E54524730 06 3B 03"),
    "level": bytes.fromhex("02 01 30303030 23 53434E4D4F4430 06 3B 03"),
    "mode": bytes.fromhex("02 01 30303030 23 53434E4D4F4430 06 3B 03"),
    "serial": bytes.fromhex("02 01 30303030 23 51525950534E 4E4C532D37 06 3B 03"),
}
"""Of a reader in level mode whose number is NLS-7."""
NOT_ALLOWED = bytes.fromhex("02 01 30303030 23 53434E4D4F4439 15 3B 03")
UNKNOWN = bytes.fromhex("02 01 30303030 40 58595A41424331 05 3B 03")
BOOTED = b"\r\nN1 V1.02 READY\r\n"
