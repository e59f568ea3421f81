"""A town as large as a benchmark needs: a citizen for each visit, a card for each collection, a bill for each payment.

The sandbox's own data with more rows of the same kinds, and its platform as a process over TLS."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path
from typing import Any

import msgspec

from hardware.senses.messages import Card
from hardware.simulators.control import ask
from sandbox.county import KIOSK, Part
from sandbox.platform.__main__ import DATA

SERIES, FEN = "990013269901", 68000
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643


class Errand(msgspec.Struct, frozen=True):
    """Why a citizen comes: the item, the bill's or the finished card's number where it has one."""

    item: str
    journey: str
    card: Card
    bill: str = ""
    case: str = ""
    chip: str = ""


PLAN = (
    ("certificate", ("HR-001", "NR-001")), ("query", ("HR-003",)), ("pay", ("FI-001",)), ("apply", ("HR-022",)),
    ("collect", ("GS-013",)),
)  # fmt: skip


def errands(count: int) -> tuple[Errand, ...]:
    """All five journeys in equal shares, one after the other; every other certificate costs a fee."""
    return tuple(_errand(turn) for turn in range(count))


def _errand(turn: int) -> Errand:
    journey, items = PLAN[turn % len(PLAN)]
    round_ = turn // len(PLAN)
    one = Errand(items[round_ % len(items)], journey, _card(turn))
    if journey == "pay":
        return msgspec.structs.replace(one, bill=f"{SERIES}{round_ + 1:08d}")
    if journey == "collect":
        return msgspec.structs.replace(one, case=f"11990000MB0000001M49920140140002026{turn:08d}", chip=f"{turn:014X}")
    return one


def _card(turn: int) -> Card:
    body = f"11010519491231{2 * turn:03d}"
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]
    return Card("resident", "李秀英", body + check, "2", "19491231", "20200101", "99991231", nation="01",
                address="云溪县松林镇松林村1号", issuer="云溪县公安局")


def sow(folder: Path, asked: tuple[Errand, ...]) -> None:
    """The sandbox's data, and what these errands need besides."""
    shutil.copytree(DATA, folder)
    bills = sum(one.journey == "pay" for one in asked)
    _more(folder / "citizens.toml", *(_citizen(turn, one.card) for turn, one in enumerate(asked)))
    rows = "[" + ", ".join(
        f'{{ kind = "{kind}", year = 2026, months = 10, base_fen = 512300, own_fen = 409840, unit_fen = 819680 }}'
        for kind in ("pension", "medical")) + "]"
    _ahead(folder / "records" / "contributions.toml", *(f"t{turn} = {rows}" for turn in range(len(asked))))
    _ahead(folder / "records" / "homes.toml", *(f"t{turn} = []" for turn in range(len(asked))))
    _more(folder / "bills.toml", f'''[[bills]]
item = "FI-001"
series = "{SERIES}"
period = "2026"
rounds = {bills}
unit = {{ zh = "云溪县第一中学", en = "Yunxi No. 1 Middle School" }}
payer = "李*英"
lines = [{{ name = {{ zh = "学费", en = "Tuition" }}, fen = {FEN} }}]
due = "2027-12-31"''')
    _more(folder / "cards.toml", *(f'''[[cards]]
owner = "t{turn}"
case = "{one.case}"
name = {{ zh = "社会保障卡", en = "Social security card" }}
chip = "{one.chip}"''' for turn, one in enumerate(asked) if one.case))


def _citizen(turn: int, card: Card) -> str:
    return f'''[t{turn}]
name = "{card.name}"
number = "{card.number}"
sex = "2"
birth = "{card.birth}"
card = "resident"
phone = "138{turn:08d}"
portrait = "collins"
place = "云溪县"
valid_from = "{card.valid_from}"
valid_to = "长期"
insurances = [{{ kind = "pension", zh = "养老保险", since = "2009-07" }}]'''


def _more(file: Path, *rows: str) -> None:
    file.write_text("\n\n".join((file.read_text("utf-8"), *rows)) + "\n", "utf-8")


def _ahead(file: Path, *rows: str) -> None:
    """Plain keys stand before a file's first table."""
    file.write_text("\n".join(rows) + "\n" + file.read_text("utf-8"), "utf-8")


class Town:
    """The platform of such a town, in `home`; a context."""

    def __init__(self, home: Path, asked: tuple[Errand, ...]) -> None:
        self.home, self.platform_home, self.port = home, home / "platform", _free_port()
        self._asked = asked
        self._control = str(home / "platform.sock")

    def __enter__(self) -> Town:
        sow(self.home / "data", self._asked)
        self._part = Part("platform", [
            "sandbox.platform", "--home", str(self.platform_home), "--port", str(self.port), "--control",
            self._control, "--kiosk", KIOSK, "--data", str(self.home / "data"),
        ], self.home / "platform.err")  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self._part.end()

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        """One operation of the platform's control."""
        return ask(self._control, op, **fields)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
