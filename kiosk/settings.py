"""The kiosk's configuration file ($KIOSK_HOME/kiosk.toml), read once by a process root."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

Table = dict[str, str | int | float | bool]


class SettingsError(Exception):
    """The configuration cannot be used; the text names file, key and way out."""


class Site(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the machine stands.  zone: IANA name; profile: "demo" | "field"."""

    kiosk_id: str
    name_zh: str
    name_en: str
    zone: str = "Asia/Shanghai"
    profile: str = "field"


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    url: str
    ca: Path
    cert: Path
    key: Path
    signing_public: Path


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """device: the SM2 key file; vault: folder of data keys.  Both are core's alone."""

    device: Path
    vault: Path


class JournalSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    path: Path
    min_free_mb: int = 50


class Idle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds without a touch until the question, and from the question until the visit ends."""

    ask_after_s: float = 90
    leave_after_s: int = 30


class Display(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """watchdog_s: a shell that has drawn no frame for so long is replaced; its clock draws one a minute."""

    geometry: str = "1080x1920"
    watchdog_s: float = 150.0


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    site: Site
    platform: Platform
    keys: Keys
    journal: JournalSettings
    devices: dict[str, Table]
    face: Table = {}
    idle: Idle = Idle()
    display: Display = Display()
    home: Path = Path()


def load(home: Path) -> Settings:
    """Read `home`/kiosk.toml; relative paths are taken from `home`.  Raises SettingsError."""
    file = home / "kiosk.toml"
    try:
        settings = msgspec.toml.decode(file.read_bytes(), type=Settings, dec_hook=_path)
    except FileNotFoundError:
        raise SettingsError(f"{file} is missing: copy config/kiosk.toml there, or start scripts/demo") from None
    except msgspec.DecodeError as error:
        raise SettingsError(f"{file}: {error}") from None

    def here(path: Path) -> Path:
        return path if path.is_absolute() else home / path

    given, keys = settings.platform, settings.keys
    return msgspec.structs.replace(
        settings,
        home=home,
        platform=msgspec.structs.replace(
            given, ca=here(given.ca), cert=here(given.cert), key=here(given.key),
            signing_public=here(given.signing_public),
        ),
        devices={name: _here(table, here) for name, table in settings.devices.items()},
        keys=Keys(here(keys.device), here(keys.vault)),
        journal=msgspec.structs.replace(settings.journal, path=here(settings.journal.path)),
    )


def _here(table: Table, here: Callable[[Path], Path]) -> Table:
    """A device's folder is taken from the home folder too; everything else is its driver's matter."""
    return {**table, "spool": str(here(Path(str(table["spool"]))))} if "spool" in table else table


def _path(kind: type, value: object) -> object:
    """msgspec knows no paths."""
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError
