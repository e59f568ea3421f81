"""Card reader, receipt printer and dispenser of one desk: the simulators in threads, each on a pseudo-terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from hardware.codecs import idcard
from hardware.drivers.crt591 import STANDARD
from hardware.senses.messages import Card
from hardware.simulators import dispenser, id_reader, receipt_printer
from hardware.simulators.dispenser import Desk as DispenserDesk
from hardware.simulators.faults import FaultPlan
from hardware.simulators.id_reader import IdReader
from hardware.simulators.magazine import Magazine
from hardware.simulators.receipt_head import Head
from hardware.simulators.wire import Wire
from kiosk.settings import Table


class Machines:
    """Everything at hand of whoever stands there; `tables`: of the kiosk's configuration."""

    def __init__(self, home: Path, chips: list[str]) -> None:
        home.mkdir()
        self.reader, self.head = IdReader(1), Head(12 * 48, home, "RP-0001")
        self.magazine = Magazine(None, "CRT591-000001", STANDARD)
        self.magazine.load(chips)
        self.tables: dict[str, Table] = {}
        self._locks = {name: threading.Lock() for name in ("id_reader", "receipt_printer", "dispenser")}
        self._start(home, "id_reader", "sdt", lambda wire, plan, lock: _all(
            id_reader.turns(self.reader, wire, plan, lock)))
        self._start(home, "receipt_printer", "escpos", lambda wire, plan, lock: receipt_printer.turns(
            self.head, wire, plan, lock))
        self._start(home, "dispenser", "crt591", lambda wire, plan, lock: _all(dispenser.serve(
            self.magazine, DispenserDesk(self.magazine, wire, plan, lock), wire, plan, lock)))

    def _start(
        self, home: Path, name: str, driver: str, turns: Callable[[Wire, FaultPlan, threading.Lock], None]
    ) -> None:
        wire, lock = Wire(str(home / name)), self._locks[name]
        threading.Thread(target=turns, args=(wire, FaultPlan(frozenset()), lock), name=name, daemon=True).start()
        wire.plug()
        self.tables[name] = {"driver": driver, "port": str(home / name)}

    def lay(self, card: Card) -> None:
        with self._locks["id_reader"]:
            self.reader.lay(idcard.pack(card), bytes(1024))

    def pull(self) -> None:
        with self._locks["id_reader"]:
            self.reader.pull()

    def take(self) -> str:
        """The card at the gate; its chip."""
        with self._locks["dispenser"]:
            return self.magazine.take()

    def slips(self) -> list[str]:
        """What is written on the slips that came out whole."""
        with self._locks["receipt_printer"]:
            return [str(slip["text"]) for slip in self.head.tray if slip["cut"] and not slip["partial"]]


def _all(turns: Iterable[object]) -> None:
    for _ in turns:
        pass
