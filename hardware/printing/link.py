"""One question to a printer: an IPP request over HTTP, blocking, with a deadline.  1 ms on the loopback."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from hardware.codecs import ipp
from hardware.model import Fault

OFFLINE = Fault("printer.offline")
GARBLED = Fault("printer.garbled")


def ask(
    printer: str, operation: int, *attributes: ipp.Asked, timeout_s: float = 2.0, body: bytes = b""
) -> ipp.Answer | Fault:
    """Ask the printer at an ipp:// address.  `body` follows the request, for operations that carry a document."""
    where = urlsplit(printer)
    head: ipp.Asked = (ipp.URI, "printer-uri", [printer])
    link = http.client.HTTPConnection(where.hostname or "localhost", where.port or 631, timeout=timeout_s)
    try:
        link.request(
            "POST", where.path, ipp.request(operation, 1, head, *attributes) + body, {"Content-Type": "application/ipp"}
        )
        return ipp.answer(link.getresponse().read())
    except (OSError, http.client.HTTPException):
        return OFFLINE
    except ipp.Malformed:
        return GARBLED
    finally:
        link.close()
