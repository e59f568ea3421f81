"""What the working screen says of a page: how far it is, and what it waits for."""

from __future__ import annotations

from hardware.model import DeviceState
from kiosk.visit.conversation import Conversation
from kiosk.visit.ports import Office

PRINTER = "a4_printer"


class PrintProgress:
    """`step` is told by the effect; `watch` follows the printer's own state until it is cancelled."""

    def __init__(self, talk: Conversation, office: Office) -> None:
        self._talk = talk
        self._office = office
        self._state, self._permille = "printing", 0
        self._fault: str | None = None

    def step(self, state: str, permille: int) -> None:
        self._state, self._permille = state, permille
        self._say()

    async def watch(self) -> None:
        """An empty tray, a jam, a printer out of reach: said as it comes and as it goes."""
        while True:
            states = self._office.states
            fault = _fault(states)
            if fault != self._fault:
                self._fault = fault
                self._say()
            await self._office.states_changed(states)

    def _say(self) -> None:
        self._talk.say(self._state, self._fault, self._permille, 1000)


def _fault(states: dict[str, DeviceState]) -> str | None:
    printer = states.get(PRINTER)
    return printer.fault if printer else None
