"""One row of build/bench.json."""

from __future__ import annotations

import msgspec


class Row(msgspec.Struct, frozen=True):
    """A figure, its limit (None: reported only) and the same figure of a named peer in the same run.

    Every limit is an upper one unless `at_least`.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    peer: str = ""
    peer_value: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit
