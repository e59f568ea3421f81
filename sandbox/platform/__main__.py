"""`python -m sandbox.platform --home DIR --port P --control SOCK`: the platform on mutual TLS.

DIR keeps its state over a restart: CA, keys, register.  Prints one line `ready` when it serves.
Control (hardware/simulators/control.py): sms · fault endpoint kind [ms] · state · events · withdraw item · restore ·
advance case · cases · cards · restock · ratings; money's are named in teller.py.
"""

from __future__ import annotations

import argparse
import ssl
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import uvicorn

from hardware.simulators.control import Handler, Request, serve
from sandbox.platform import ca
from sandbox.platform.app import Platform, build
from sandbox.platform.catalogue import read
from sandbox.platform.certificate import Mint, papers
from sandbox.platform.faults import Faults
from sandbox.platform.guard import Guard
from sandbox.platform.offices import Offices
from sandbox.platform.register import Register, citizens
from sandbox.platform.tables import TableError
from sandbox.platform.treasury import Treasury
from services.models import Catalog
from services.sm2 import Signer, Verifier, new_key, public_of

DATA = Path(__file__).resolve().parent.parent / "data"


def main() -> None:
    parser = argparse.ArgumentParser(prog="sandbox.platform")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True)
    parser.add_argument("--phone-port", type=int, default=0)
    parser.add_argument("--kiosk", default="K-990001")
    parser.add_argument("--zone", default="Asia/Shanghai")
    parser.add_argument("--data", type=Path, default=DATA, help="people, items, bills and cards of the county")
    given = parser.parse_args()
    home: Path = given.home
    data: Path = given.data
    ca.make(home, given.kiosk, datetime.now(UTC))
    key, device = _key(home / "platform-sm2"), _key(home / "device")
    signer, faults = Signer(key), Faults()
    try:
        people = citizens(data / "citizens.toml")
        register = Register(home / "register.db", people)
        county = read(data)
        held = [county.catalog]
        offices = Offices(data, register, county.units)
        mint = Mint(signer, papers(data))
        platform = Platform(register, mint, signer, lambda: held[-1], faults, given.zone, time.time, offices)
        offices.cases.seed(platform.zone, {key: person.number for key, person in people.items()}, held[-1])
        treasury = Treasury(home / "money.db", data / "bills.toml", given.phone_port, time.time)
    except TableError as error:
        raise SystemExit(f"{data}: {error}") from None
    app = treasury.added(build(platform), platform)
    door = Guard(
        app, {given.kiosk: Verifier(public_of(device))},
        lambda visit: (register.visit(visit) or {}).get("key"), signer, faults, lambda: time.time_ns() // 1_000_000,
    )
    _serve_control(given.control, platform, held, treasury.operations)
    config = uvicorn.Config(
        door, host="127.0.0.1", port=given.port, log_level="error", access_log=False, lifespan="off",
        ssl_certfile=home / "server.pem", ssl_keyfile=str(home / "server.key"), ssl_ca_certs=str(home / "ca.pem"),
        ssl_cert_reqs=ssl.CERT_REQUIRED, timeout_graceful_shutdown=1,
    )
    _Server(config).run()


class _Server(uvicorn.Server):
    """Says `ready` once it listens."""

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        print("ready", flush=True)


def _serve_control(path: Path, platform: Platform, held: list[Catalog], more: Mapping[str, Handler]) -> None:
    def fault(request: Request) -> Mapping[str, Any]:
        platform.faults.put(str(request["endpoint"]), str(request["kind"]), int(request.get("ms", 2000)))
        return {}

    def withdraw(request: Request) -> Mapping[str, Any]:
        now = held[-1]
        kept = tuple(item for item in now.items if item.key != request["item"])
        held.append(msgspec.structs.replace(now, version=now.version + 1, items=kept))
        return {}

    def restore(_: Request) -> Mapping[str, Any]:
        held.append(msgspec.structs.replace(held[0], version=held[-1].version + 1))
        return {}

    def advance(request: Request) -> Mapping[str, Any]:
        return {"state": platform.offices.cases.advance(str(request["case"]), platform.now())}

    def restock(_: Request) -> Mapping[str, Any]:
        platform.offices.cards.restock()
        return {}

    serve(str(path), {
        "sms": lambda _: {"sms": platform.sms[-20:], "count": len(platform.sms)},
        "fault": fault, "withdraw": withdraw, "restore": restore,
        "state": lambda _: {"faults": platform.faults.shown(), "catalog": held[-1].version},
        "advance": advance, "restock": restock,
        "cases": lambda _: {"cases": platform.offices.cases.shown(platform.now())},
        "cards": lambda _: {"cards": platform.offices.cards.shown()},
        "ratings": lambda _: {"ratings": platform.offices.ratings.shown()},
        "events": lambda _: {"events": platform.register.events()}, **more,
    })


def _key(stem: Path) -> bytes:
    """An SM2 key pair: stem.key (0600) and stem.pem."""
    file = stem.with_suffix(".key")
    if not file.exists():
        file.touch(0o600)
        file.write_bytes(new_key())
        stem.with_suffix(".pem").write_bytes(public_of(file.read_bytes()))
    return file.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
