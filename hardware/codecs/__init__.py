"""Bytes ↔ frames, pure: no I/O, no clock."""

import msgspec


class Garbled(msgspec.Struct, frozen=True):
    """A whole frame with a wrong checksum."""
