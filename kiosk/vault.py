"""Keys of the journal's ciphertexts, in a folder of core's beside the journal file.

One data key a day, shredded after seven days: with it every effect body of that day is gone.
A visit is given a key derived for it alone, so that it can read no other visit's bodies.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEEP_DAYS = 7


class Vault:
    """`entropy(n)` returns n random bytes."""

    def __init__(self, folder: Path, entropy: Callable[[int], bytes]) -> None:
        self._folder = folder
        self._entropy = entropy
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def visit_key(self, day: date, visit: str) -> bytes:
        """The AEAD key of one visit's effect bodies (32 bytes)."""
        return _derive(self._key(f"day-{day.isoformat()}.key"), "visit:" + visit)

    def has(self, day: date) -> bool:
        """Whether a day's data key is still there."""
        return (self._folder / f"day-{day.isoformat()}.key").exists()

    def person_key(self) -> bytes:
        """The HMAC key under which a citizen's number becomes a pseudonym on this machine."""
        return _derive(self._key("device.secret"), "person")

    def shred(self, today: date) -> list[str]:
        """Overwrite and remove the data keys older than seven days; returns their days."""
        gone: list[str] = []
        for file in sorted(self._folder.glob("day-*.key")):
            day = file.stem.removeprefix("day-")
            if date.fromisoformat(day) < today - timedelta(days=KEEP_DAYS):
                with file.open("r+b") as out:
                    out.write(self._entropy(32))
                    os.fsync(out.fileno())
                file.unlink()
                gone.append(day)
        return gone

    def _key(self, name: str) -> bytes:
        file = self._folder / name
        if not file.exists():
            fresh = file.with_suffix(".new")
            fresh.touch(0o600)
            with fresh.open("wb") as out:
                out.write(self._entropy(32))
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(file)
        return file.read_bytes()


def seal(key: bytes, effect: str, body: bytes, nonce: bytes) -> bytes:
    """AES-256-GCM; the effect's id is authenticated with it.  nonce: 12 bytes, never used twice."""
    return nonce + AESGCM(key).encrypt(nonce, body, effect.encode())


def unseal(key: bytes, effect: str, sealed: bytes) -> bytes:
    """Raises cryptography.exceptions.InvalidTag where key, effect or text do not belong together."""
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], effect.encode())


def pseudonym(person_key: bytes, number: str) -> str:
    """HMAC-SHA-256 of a citizen's number: finds an interrupted document again, tells nothing."""
    return hmac.new(person_key, number.encode(), hashlib.sha256).hexdigest()


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()
