"""The catalogue of service items: signed by the platform, the last good one kept on disk."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from services.models import Catalog, Failure, Signed
from services.sm2 import Verifier


class CatalogStore:
    """`file` holds the last good signed catalogue; a bad or older one never replaces it."""

    def __init__(self, file: Path, signing_public: bytes) -> None:
        self._file = file
        self._verifier = Verifier(signing_public)
        self.current: Catalog | None = None
        if file.exists():
            read = self._open(file.read_bytes())
            self.current = None if isinstance(read, Failure) else read

    def accept(self, signed: Signed) -> Catalog | Failure:
        """Verify, keep and use; the failure names what is wrong with it."""
        data = msgspec.json.encode(signed)
        read = self._open(data)
        if isinstance(read, Failure):
            return read
        if self.current and read.version < self.current.version:
            return Failure("catalog.older", f"version {read.version} after {self.current.version}")
        fresh = self._file.with_suffix(".new")
        with fresh.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(self._file)
        self.current = read
        return read

    def _open(self, data: bytes) -> Catalog | Failure:
        try:
            signed = msgspec.json.decode(data, type=Signed)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return Failure("catalog.unreadable")
        if not self._verifier.holds(signed.body, signed.signature):
            return Failure("catalog.bad_signature")
        try:
            return msgspec.json.decode(signed.body, type=Catalog)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return Failure("catalog.unreadable", str(error))
