"""SDT as others have it: frames of public drivers and readers' documents, byte for byte (hardware-protocols §1.1).

Nothing here is made by the project's own codec, so that driver and simulator do not merely confirm each other.
"""

from __future__ import annotations

COMMANDS = {
    "reset": bytes.fromhex("AAAAAA9669 0003 10FF EC"),
    "status": bytes.fromhex("AAAAAA9669 0003 11FF ED"),
    "sam": bytes.fromhex("AAAAAA9669 0003 12FF EE"),
    "find": bytes.fromhex("AAAAAA9669 0003 2001 22"),
    "select": bytes.fromhex("AAAAAA9669 0003 2002 21"),
    "read": bytes.fromhex("AAAAAA9669 0003 3001 32"),
    "read with fingerprints": bytes.fromhex("AAAAAA9669 0003 3010 23"),
    "address": bytes.fromhex("AAAAAA9669 0003 3003 30"),
    "115200 baud": bytes.fromhex("AAAAAA9669 0003 6000 63"),
    "9600 baud": bytes.fromhex("AAAAAA9669 0003 6004 67"),
}
FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
NO_CARD = bytes.fromhex("AAAAAA9669 0004 000080 84")
SELECTED = bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")
NOT_SELECTED = bytes.fromhex("AAAAAA9669 0004 000081 85")
READ_FAILED = bytes.fromhex("AAAAAA9669 0004 000041 45")
TIMED_OUT = bytes.fromhex("AAAAAA9669 0005 050505")
"""What Android and BLE stacks say instead of an answer: two bytes shorter than its own length."""

RECORD_SIZE = 1295
"""Bytes of the answer to READ, preamble and checksum included (HuaXuID, DKCloudID)."""
RECORD_HEAD = bytes.fromhex("AAAAAA9669 0508 000090 0100 0400")
"""Length 0508h; then a text of 0100h bytes and a photo of 0400h."""


def answer(sw: int, data: bytes = b"", card: int = 0) -> bytes:
    """A reader's frame, put together as the reference says and not as the project does."""
    body = (len(data) + 4).to_bytes(2, "big") + card.to_bytes(2, "big") + bytes([sw]) + data
    check = 0
    for byte in body:
        check ^= byte
    return b"\xaa\xaa\xaa\x96\x69" + body + bytes([check])


def record(text: bytes, photo: bytes) -> bytes:
    """The answer to READ."""
    assert (len(text), len(photo)) == (256, 1024)
    frame = answer(0x90, b"\x01\x00\x04\x00" + text + photo)
    assert len(frame) == RECORD_SIZE and frame.startswith(RECORD_HEAD)
    return frame


def block(flag: str, *fields: tuple[int, int, str]) -> bytes:
    """A text block from (offset, bytes, text); UTF-16LE, padded with spaces, the type's flag at byte 248 (§1.3)."""
    out = bytearray(b"\x20\x00" * 128)
    for at, size, text in (*fields, (248, 2, flag)):
        data = text.encode("utf-16-le")
        assert len(data) <= size, text
        out[at : at + len(data)] = data
    assert len(out) == 256
    return bytes(out)
