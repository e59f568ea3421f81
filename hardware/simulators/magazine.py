"""A dispenser's cards: stacker, read position, gate and bin, and counters that survive in a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from hardware.codecs.crt import (
    BIN_COUNT,
    INIT_LEAVE,
    MOVE_30,
    MOVE_31,
    RF_ON,
    SENSORS,
    SERIAL,
    STATUS,
    Command,
    Done,
    Refused,
    pack_chip,
)
from hardware.codecs.crt import Reply as Answer
from hardware.drivers.crt591 import Unit

FEW = 5  # cards and less
FEED, GATE = MOVE_31, MOVE_30


class Cards(msgspec.Struct):
    """Chip numbers, hex.  stacker: the next one first."""

    stacker: list[str] = []
    reading: str = ""
    gate: str = ""
    bin: list[str] = []
    counters: dict[str, int] = {}


class Magazine:
    """The unit's own mind: what it answers to a command, and where that leaves the cards."""

    def __init__(self, file: Path | None, serial: str, unit: Unit) -> None:
        self.serial, self._unit, self._file = serial, unit, file
        self.cards = msgspec.json.decode(file.read_bytes(), type=Cards) if file and file.exists() else Cards()
        self.bin_full = False
        self.jammed = self.by_hand = False

    def answer(self, command: Command) -> Answer:
        cm, pm = command.cm, command.pm
        match Command(cm, pm):
            case c if c == INIT_LEAVE:
                data = b"CRT-591 SIM 1.0"
            case c if c == SERIAL:
                data = self.serial.encode()
            case c if c == SENSORS:
                data = self._sensors()
            case c if c == BIN_COUNT:
                data = str(len(self.cards.bin)).encode()
            case c if c == STATUS:
                data = b""
            case c if c == RF_ON:
                if not self.cards.reading:
                    return Refused(cm, pm, b"60")
                data = pack_chip(bytes.fromhex(self.cards.reading))
            case c if c in (FEED, GATE, self._unit.present, self._unit.capture):
                error = self._move(c)
                if error:
                    return Refused(cm, pm, error)
                data = b""
            case _:
                return Refused(cm, pm, b"00")
        return Done(cm, pm, self._status(), data)

    def _status(self) -> bytes:
        card = 2 if self.cards.reading else 1 if self.cards.gate else 0
        stacker = 0 if not self.cards.stacker else 1 if len(self.cards.stacker) <= FEW else 2
        full = self.bin_full and self._unit.full_at is None  # st2 of the R02 is always 0
        return f"{card}{stacker}{int(full)}".encode()

    def _sensors(self) -> bytes:
        full = b"1" if self.bin_full else b"0"
        return b"02" + b"0" * 12 + b"11" + full if self._unit.full_at is not None else b"0" * 8

    def _move(self, command: Command) -> bytes:
        """The error, b"" where it was done."""
        cards = self.cards
        if self.jammed:
            return b"10"
        if self.by_hand:
            self.by_hand = False
            return b"16"
        if command == FEED:
            if not cards.stacker:
                return b"A0"
            if cards.reading or cards.gate:
                return b"02"
            cards.reading = cards.stacker.pop(0)
            return self._count("fed")
        if command == self._unit.capture:
            if not (cards.reading or cards.gate):
                return b"02"
            if self.bin_full:
                return b"A1"
            return self._to_bin("captured")
        if not cards.reading:
            return b"02"
        cards.gate, cards.reading = cards.reading, ""
        return self._count("presented")

    def _to_bin(self, counter: str) -> bytes:
        cards = self.cards
        cards.bin.append(cards.reading or cards.gate)
        cards.reading = cards.gate = ""
        return self._count(counter)

    def load(self, chips: list[str]) -> None:
        """These are the cards of the stacker now."""
        for chip in chips:
            bytes.fromhex(chip)
        self.cards.stacker = list(chips)
        self.keep()

    def take(self) -> str:
        """The citizen's hand; "" where no card is at the gate."""
        chip, self.cards.gate = self.cards.gate, ""
        if chip:
            self._count("taken")
        return chip

    def retract(self) -> None:
        """The unit's own timer: a card at the gate goes to the bin."""
        if self.cards.gate:
            self._to_bin("retracted")

    def heal(self) -> None:
        """Staff were here: nothing is stuck, and a full bin is empty."""
        if self.bin_full:
            self.cards.bin.clear()
        self.jammed = self.by_hand = self.bin_full = False
        self.keep()

    def _count(self, what: str) -> bytes:
        self.cards.counters = dict(Counter(self.cards.counters) + Counter({what: 1}))
        self.keep()
        return b""

    def keep(self) -> None:
        if self._file:
            fresh = self._file.with_suffix(".new")
            fresh.write_bytes(msgspec.json.encode(self.cards))
            fresh.replace(self._file)

    def told(self) -> dict[str, Any]:
        counted = {name: self.cards.counters.get(name, 0) for name in COUNTED}
        return {"card": "reading" if self.cards.reading else "gate" if self.cards.gate else "none",
                "chip": self.cards.reading or self.cards.gate, "stacker": len(self.cards.stacker),
                "bin": list(self.cards.bin), "bin_full": self.bin_full, "counters": counted}


COUNTED = ("fed", "presented", "taken", "captured", "retracted")
