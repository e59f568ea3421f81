"""What core must be able to open before it may serve: journal, keys, certificates.

Each obstacle is a fault of the catalogue with the file it is about; the machine shows it and tries again.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable

import msgspec

from kiosk.backstage import PlatformAccess
from kiosk.journal import Journal
from kiosk.schema import SchemaError
from kiosk.settings import Settings
from kiosk.vault import Vault
from services.signing import DeviceSigner


class Obstacle(msgspec.Struct, frozen=True):
    """fault: row of faults.toml; file: what a technician looks at."""

    fault: str
    file: str


class Stores(msgspec.Struct, frozen=True):
    journal: Journal
    vault: Vault
    access: PlatformAccess
    device: DeviceSigner


def opened(
    settings: Settings, now: Callable[[], str], entropy: Callable[[int], bytes], point: Callable[[str], None]
) -> Stores | Obstacle:
    """All of them, or the first that cannot be opened."""
    if fault := full(settings):
        return Obstacle(fault, str(settings.journal.path.parent))
    try:
        access = _access(settings)
        device = DeviceSigner(access.device, settings.keys.device.read_bytes())
        vault = Vault(settings.keys.vault, entropy)
        vault.person_key()
    except (OSError, ValueError) as error:
        return Obstacle("keys.missing", str(getattr(error, "filename", None) or settings.keys.device))
    path = settings.journal.path
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=1.0)  # core alone writes: nobody is waited for
        path.chmod(0o600)
        journal = Journal(connection, settings.site.kiosk_id, now, point)
        journal.probe()
    except SchemaError:
        return Obstacle("journal.newer", str(path))
    except (sqlite3.OperationalError, OSError):
        return Obstacle("journal.unwritable", str(path))
    except sqlite3.DatabaseError:
        return Obstacle("journal.broken", str(path))
    return Stores(journal, vault, access, device)


def full(settings: Settings) -> str | None:
    """The fault of a disk without room: never serve without a journal."""
    folder = settings.journal.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError:
        return "journal.unwritable"
    return "journal.full" if free < settings.journal.min_free_mb * 1_000_000 else None


def _access(settings: Settings) -> PlatformAccess:
    platform = settings.platform
    return PlatformAccess(
        platform.url, settings.site.kiosk_id, platform.ca.read_bytes(), platform.cert.read_bytes(),
        platform.key.read_bytes(), platform.signing_public.read_bytes(),
    )
