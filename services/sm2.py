"""SM2 keys and signatures (GB/T 32918), DER in base64, over the default identity 1234567812345678.

tongsuopy where it has a wheel; gmssl-fast would stand in on ARM64 (setup.md).  OpenSSL's command line is
the oracle in the tests.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from tongsuopy.crypto import exceptions, hashes, serialization
from tongsuopy.crypto.asymciphers import ec

_ALGORITHM = ec.ECDSA(hashes.SM3())


def new_key() -> bytes:
    """A fresh private key, PEM (PKCS#8)."""
    key = ec.generate_private_key(ec.SM2())
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_of(private_pem: bytes) -> bytes:
    """The public key of a private one, PEM."""
    key: Any = serialization.load_pem_private_key(private_pem, None)
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


class Signer:
    """A private key that signs (0.24 ms)."""

    def __init__(self, private_pem: bytes) -> None:
        self._key: Any = serialization.load_pem_private_key(private_pem, None)

    def sign(self, data: bytes) -> str:
        return base64.b64encode(self._key.sign(data, _ALGORITHM)).decode()


class Verifier:
    """A public key that verifies (0.21 ms)."""

    def __init__(self, public_pem: bytes) -> None:
        self._key: Any = serialization.load_pem_public_key(public_pem)

    def holds(self, data: bytes, signature: str) -> bool:
        """Whether `signature` is this key's over exactly `data`; malformed ones are not."""
        try:
            self._key.verify(base64.b64decode(signature, validate=True), data, _ALGORITHM)
        except (exceptions.InvalidSignature, binascii.Error, ValueError):
            return False
        return True
