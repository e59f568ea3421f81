"""Keys, platform, clock and fleet; one signed question to the platform answers for three of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.doctor.model import Finding, found
from kiosk.faults import FaultCode
from kiosk.settings import Settings
from services.models import Failure
from services.platform import PlatformClient
from services.signing import DeviceSigner

CLOCK = "platform.clock"
EARLIEST_MS = 1_767_225_600_000
"""2026-01-01: no clock of this software may be before its own year; one without a battery starts at 1970."""


def examine(settings: Settings, now_ms: Callable[[], int]) -> Iterator[Finding]:
    said = _asked(settings, now_ms)
    keys = said == FaultCode.KEYS_MISSING
    yield found("keys", said if keys else None)
    off = said == CLOCK or now_ms() < EARLIEST_MS
    if said and not off:
        yield Finding("clock", "skipped", detail="platform")
    else:
        yield found("clock", CLOCK if off else None)
    if keys:
        yield Finding("platform", "skipped", detail="keys")
    else:
        yield found("platform", None if said == CLOCK else said)
    yield Finding("fleet", "skipped", detail="not_enrolled")


def _asked(settings: Settings, now_ms: Callable[[], int]) -> str | None:
    """The fault of asking for the catalogue, which changes nothing; it refuses a clock that is off by five minutes."""
    given = settings.platform
    try:
        client = PlatformClient(
            url=given.url, device=settings.site.kiosk_id, ca=given.ca.read_bytes(), cert=given.cert.read_bytes(),
            key=given.key.read_bytes(), signing_public=given.signing_public.read_bytes(),
            signer=DeviceSigner(settings.site.kiosk_id, settings.keys.device.read_bytes()), now_ms=now_ms,
        )
    except (OSError, ValueError):
        return FaultCode.KEYS_MISSING
    answer = client.catalog(0)
    return answer.code if isinstance(answer, Failure) else None
