"""The departments behind the desk: what they know, and what they keep."""

from __future__ import annotations

from pathlib import Path

from sandbox.platform.cards import Cards
from sandbox.platform.cases import Cases
from sandbox.platform.ratings import Ratings
from sandbox.platform.records.base import Answers
from sandbox.platform.records.insurance import Contributions
from sandbox.platform.records.medical import MedicalAccount
from sandbox.platform.register import Register


class Offices:
    """`folder`: sandbox/data; `units`: credit codes by department."""

    def __init__(self, folder: Path, register: Register, units: dict[str, str]) -> None:
        self.records: dict[str, Answers] = {"HR-003": Contributions(folder), "MI-003": MedicalAccount(folder)}
        self.cases = Cases(folder, register, units)
        self.cards = Cards(folder, register)
        self.ratings = Ratings(register, units)
