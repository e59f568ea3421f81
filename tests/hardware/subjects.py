"""The devices that the conformance suite knows: a declaration each."""

from __future__ import annotations

import base64
import itertools
from typing import Any

from hardware import dispensing
from hardware.drivers import newland, sdt
from hardware.faults import FaultCode
from hardware.model import Fault
from hardware.printing.receipt import SlipOutcome, deliver
from hardware.slip import Code, Pair, Slip, Text
from tests.hardware.cards import CARDS, written
from tests.hardware.conformance import Subject

CODE = "https://example.gov.cn/办件/12".encode()
PHOTO = b"RIFF\x04\0\0\0WEBP" + bytes(range(256)) * 3
SLIP = Slip((Text("凭条", large=True), Pair("办事人", "王㐂"), Code("https://localhost/1")))
_JOBS = itertools.count(1)
MARKED = (b"WebP-in-WLT\n" + len(PHOTO).to_bytes(2, "big") + PHOTO).ljust(1024, b"\0")


def _read(device: Any) -> Any:
    """Look for a card and read it, as the reader's desk does it in a turn."""
    there = device.call(sdt.present(selected=True))
    if there is not True:
        return there or Fault(FaultCode.ID_NO_CARD)
    return device.call(sdt.read_card(selected=True))


def _print(device: Any) -> Any:
    outcome = deliver(device, SLIP, next(_JOBS))
    return outcome if outcome.fault is None else Fault(outcome.fault)


def _right(result: Any) -> bool:
    return isinstance(result, sdt.Record) and result.card == CARDS["J"] and result.photo == MARKED


def _scan(device: Any) -> Any:
    """Light, the code that is held there, and the light out, as the place for codes does it for one code."""
    code = device.call(newland.light(2.0))
    if isinstance(code, Fault):
        return code
    return device.call(newland.release()) or code or Fault(FaultCode.LINK_TIMEOUT)


CHIPS = [f"04{number:06X}" for number in range(200)]


def _give(device: Any) -> Any:
    """A card from the stacker to the gate and, as nobody takes it, to the bin; one that lies in the way first."""
    seen = dispensing.state(device)
    if isinstance(seen, Fault):
        return seen
    if seen.card != "none" and (fault := dispensing.capture(device)):
        return fault
    if fault := dispensing.feed(device):
        return fault
    chip = dispensing.chip(device)
    if isinstance(chip, Fault):
        return chip
    return dispensing.present(device) or dispensing.capture(device) or chip


_ERRORS = {"10": "jam", "A0": "empty", "A1": "bin_full", "16": "by_hand", "51": "broken", "60": "unreadable",
           "02": "refused"}
_WORDS = {  # SW3 of hardware-protocols §1.2, and what may be told; a word that is right for its command is right
    "80": "id.card_moved id.no_card", "81": "id.card_moved id.no_card", "41": "id.read_failed id.no_card",
    "47": "id.read_failed", "31": "id.auth_failed", "32": "id.auth_failed", "33": "id.auth_failed",
    "40": "id.wrong_card", "60": "id.sam_failed", "66": "id.sam_unauthorised", "05": "link.timeout",
    "10": "link.garbled", "11": "link.garbled", "21": "link.garbled", "24": "link.garbled",
    "90": "link.garbled", "91": "link.garbled", "9f": "link.garbled", "00": "link.garbled",
}
_LINK = "link.timeout link.garbled"

SUBJECTS = {
    "sdt": Subject(
        driver="sdt",
        simulator="hardware.simulators.id_reader",
        work=_read,
        right=_right,
        ready=(
            ("lay", {"text": base64.b64encode(written("J")).decode(), "photo": base64.b64encode(PHOTO).decode()}),
        ),
        commands=("sam", "status", "find", "select", "read", "address"),
        greeting=("sam", "status"),
        rounds=2,
        declared_s=0.3 + 2.0 + 0.3 + 2.0,
        values={"sw": tuple(_WORDS)},
        named={
            **{f"sw={word}": frozenset(codes.split()) for word, codes in _WORDS.items()},
            **{kind: frozenset() for kind in ("double", "banner", "preamble", "echo")},
            "silent": frozenset(["link.timeout"]), "truncated": frozenset(["link.timeout"]),
            "checksum": frozenset(["link.garbled"]), "stale": frozenset(["id.no_card", *_LINK.split()]),
            "pull": frozenset(["id.no_card", "id.card_moved", "id.read_failed"]),
            **{kind: frozenset(["link.lost"]) for kind in ("unplug_before", "unplug_mid", "unplug_after")},
        },
        passing=frozenset(_LINK.split()),
        replaced=({"sam": 7}, {"sam": 1}),
    ),
    "escpos": Subject(
        driver="escpos",
        simulator="hardware.simulators.receipt_printer",
        work=_print,
        right=lambda result: isinstance(result, SlipOutcome) and result.state == "done",
        ready=(("take", {}),),
        commands=("printer", "offline", "error", "paper", "clear", "mark", "serial"),
        rounds=1,
        declared_s=12.0,
        values={},
        named={
            "double": frozenset(), "echo": frozenset(["receipt.silent"]),
            **{kind: frozenset(["link.lost"]) for kind in ("unplug_before", "unplug_mid", "unplug_after")},
        },
        passing=frozenset(["receipt.silent", "receipt.unknown", "link.lost"]),
        replaced=({"serial": "RP-0007"}, {"serial": "RP-0001"}),
        greeting=("printer", "offline", "error", "paper", "clear", "serial"),
    ),
    "newland": Subject(
        driver="newland",
        simulator="hardware.simulators.scanner",
        work=_scan,
        right=lambda result: result == CODE,
        ready=(("show", {"hex": CODE.hex()}),),
        commands=("level", "serial", "mode", "on", "off"),
        greeting=("level", "serial", "mode"),
        rounds=2,
        declared_s=0.3 + 2.0 + 0.3,
        values={"word": ("05", "15")},
        named={
            "word": frozenset(["scan.refused"]),
            **{kind: frozenset() for kind in ("double", "banner", "preamble", "echo", "noise")},
            "silent": frozenset(["link.timeout"]), "truncated": frozenset(["link.timeout"]),
            "checksum": frozenset(["link.timeout"]),
            **{kind: frozenset(["link.lost", "device.missing"])
               for kind in ("unplug_before", "unplug_mid", "unplug_after")},
        },
        passing=frozenset(_LINK.split()),
        replaced=({"serial": "NLS-000007"}, {"serial": "NLS-000001"}),
    ),
    "crt591": Subject(
        driver="crt591",
        simulator="hardware.simulators.dispenser",
        work=_give,
        right=lambda result: result in CHIPS,
        ready=(("load", {"chips": CHIPS}),),
        commands=("init", "serial", "status", "feed", "chip", "out", "bin"),
        greeting=("init", "serial", "status"),
        rounds=2,
        declared_s=60.0,
        values={"error": tuple(_ERRORS)},
        named={
            **{f"error={error}": frozenset([f"dispenser.{code}"]) for error, code in _ERRORS.items()},
            **{kind: frozenset() for kind in ("double", "banner", "preamble", "echo", "noise", "lose_reply",
                                              "silent", "truncated", "checksum")},
            **{kind: frozenset(["link.lost", "dispenser.unknown"])
               for kind in ("unplug_before", "unplug_mid", "unplug_after")},
        },
        passing=frozenset([*_LINK.split(), "dispenser.unknown"]),
        replaced=({"serial": "CRT591-000007"}, {"serial": "CRT591-000001"}),
    ),
}
