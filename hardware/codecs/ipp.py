"""The Internet Printing Protocol as bytes (RFC 8010): requests that ask a printer, and its answers.

Pure: no I/O.  Only what asking needs – charset, language, uri, name, keyword, integer, enum – is written;
every value of an answer is read, those of unknown syntax as raw bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import msgspec

Value: TypeAlias = "int | bool | str | bytes | None"
Attributes: TypeAlias = dict[str, list[Value]]
Asked: TypeAlias = tuple[int, str, Sequence["int | str"]]  # tag, name, values

PRINT_JOB = 0x0002
GET_JOBS = 0x000A
GET_PRINTER_ATTRIBUTES = 0x000B

OPERATION, JOB, END, PRINTER = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
_NO_VALUE = range(0x10, 0x20)  # out-of-band: unsupported, unknown, no-value
_TEXT = range(0x40, 0x60)
_COLLECTION = range(0x34, 0x38)


class Malformed(ValueError):
    """What came is no IPP message; the text names the reason and no content."""


class Answer(msgspec.Struct, frozen=True):
    """status: RFC 8011 status code, < 0x100 is success; groups: (group tag, attributes) in order."""

    status: int
    groups: tuple[tuple[int, Attributes], ...]

    @property
    def ok(self) -> bool:
        return self.status < 0x0100

    def of(self, tag: int) -> list[Attributes]:
        """All groups of one kind: JOB for jobs, PRINTER for the printer."""
        return [attributes for kind, attributes in self.groups if kind == tag]


def request(operation: int, number: int, *attributes: Asked) -> bytes:
    """An IPP/2.0 request with its operation attributes (tag, name, values); charset and language come first."""
    out = [struct.pack(">BBHIB", 2, 0, operation, number, OPERATION)]
    head: tuple[Asked, ...] = (
        (CHARSET, "attributes-charset", ["utf-8"]),
        (LANGUAGE, "attributes-natural-language", ["en"]),
    )
    for tag, name, values in (*head, *attributes):
        for value in values:
            body = struct.pack(">i", value) if isinstance(value, int) else value.encode()
            out.append(struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(body)) + body)
            name = ""
    out.append(bytes((END,)))
    return b"".join(out)


def answer(data: bytes) -> Answer:
    """Read a whole answer.  Raises Malformed."""
    if len(data) < 8:
        raise Malformed("short head")
    groups: list[tuple[int, Attributes]] = []
    values: list[Value] = []
    for tag, name, raw in _fields(data):
        if tag < 0x10:
            groups.append((tag, {}))
        elif not groups:
            raise Malformed("value before group")
        elif name:
            values = groups[-1][1].setdefault(name, [])
            values.append(_value(tag, raw))
        else:
            values.append(_value(tag, raw))
    return Answer(int.from_bytes(data[2:4], "big"), tuple(groups))


def _fields(data: bytes) -> Iterator[tuple[int, str, bytes]]:
    """(tag, name, value) of each field; a group begins with (tag, "", b""); members of collections are left out."""
    at, depth = 8, 0
    while at < len(data):
        tag = data[at]
        at += 1
        if tag == END:
            return
        if tag < 0x10:
            yield tag, "", b""
            continue
        name, at = _counted(data, at)
        raw, at = _counted(data, at)
        depth += (tag == 0x34) - (tag == 0x37)
        if tag not in _COLLECTION and depth == 0 and tag != 0x4A:
            yield tag, name.decode("ascii", "replace"), raw
    raise Malformed("no end")


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    end = at + 2 + int.from_bytes(data[at : at + 2], "big")
    if end > len(data):
        raise Malformed("truncated")
    return data[at + 2 : end], end


def _value(tag: int, raw: bytes) -> Value:
    if tag in _NO_VALUE:
        return None
    if tag in (INTEGER, ENUM):
        return int.from_bytes(raw, "big", signed=True)
    if tag == BOOLEAN:
        return raw == b"\x01"
    if tag in _TEXT:
        return raw.decode("utf-8", "replace")
    return raw
