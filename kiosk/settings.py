"""The kiosk's configuration file ($KIOSK_HOME/kiosk.toml), read once by a process root."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

Table = dict[str, str | int | float | bool]


PROFILES = ("demo", "field")
ENGINES = ("sface", "face_recognition")
CODE_ENGINES = ("chain", "zxing", "pyzbar")
PRINTER = {"queue": str, "cups_port": int, "printer_uri": str, "spool": str}
"""What [devices.a4_printer] cannot do without."""


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
    codes: Table = {}
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
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}") from None
    for wrong in _wrong(settings):
        raise SettingsError(f"{file}: {wrong}")

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


def _wrong(settings: Settings) -> Iterator[str]:
    """What can be read and yet not be used: the key, and the way out."""
    site, face = settings.site, settings.face
    try:
        ZoneInfo(site.zone)
    except (KeyError, ValueError, OSError):
        yield f"[site] zone = {site.zone!r} is no time zone; use an IANA name such as Asia/Shanghai"
    if site.profile not in PROFILES:
        yield f"[site] profile = {site.profile!r}; use one of {', '.join(PROFILES)}"
    if face.get("engine", ENGINES[0]) not in ENGINES:
        yield f"[face] engine = {face['engine']!r}; use one of {', '.join(ENGINES)}"
    for key, value in face.items():
        if key != "engine" and (isinstance(value, str | bool) or value < 0):
            yield f"[face] {key} = {value!r}; use a number"
    if settings.codes.get("engine", CODE_ENGINES[0]) not in CODE_ENGINES:
        yield f"[codes] engine = {settings.codes['engine']!r}; use one of {', '.join(CODE_ENGINES)}"
    if printer := settings.devices.get("a4_printer"):
        for key, kind in PRINTER.items():
            if not isinstance(printer.get(key), kind):
                yield f"[devices.a4_printer] {key} is missing or of the wrong kind; config/kiosk.toml shows it"


def _here(table: Table, here: Callable[[Path], Path]) -> Table:
    """A device's folder is taken from the home folder too; everything else is its driver's matter."""
    return {**table, "spool": str(here(Path(str(table["spool"]))))} if "spool" in table else table


def _path(kind: type, value: object) -> object:
    """msgspec knows no paths."""
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError
