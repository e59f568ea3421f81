"""The dock's hands: what a button does to a device, to a person who stands there, to the county or to a process."""

from __future__ import annotations

from typing import Any

from fastapi import HTTPException

from hardware.simulators.control import Refused, ask
from sandbox.county import County
from sandbox.dock.live import PARTS, ROLES, kill
from sandbox.people import PEOPLE, laid

MODES = frozenset({"slow", "deaf", "dark"})
"""Operations that stay on and that their device's state does not tell."""


class Hands:
    """held: what they hold – the person whose card lies there, the text of a code – and the modes that are on."""

    def __init__(self, county: County) -> None:
        self._county = county
        self.held: dict[str, Any] = {"card": "", "code": ""}

    def do(self, part: str, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        """One operation of a part.  Raises HTTPException: 404 where there is none, 409 when it cannot be done."""
        if part == "process" and op in ROLES:
            return {"killed": kill(self._county.home, op)}
        if part not in PARTS:
            raise HTTPException(404, f"parts: {', '.join(PARTS)}, process")
        try:
            return self._do(part, op, fields)
        except KeyError as missing:
            raise HTTPException(409, f"{missing} is missing") from None
        except (Refused, OSError) as error:
            raise HTTPException(409, str(error)) from None

    def _do(self, part: str, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        if op in MODES:
            self.held[f"{part}.{op}"] = bool(fields.get("on", True))
        match part, op:
            case "dispenser", "restock":
                self._county.restock()
                return {}
            case "id_reader", "lay":
                self.held["card"] = str(fields["person"])
                fields = laid(self.held["card"])
            case "camera", "stand":
                fields = _standing(fields)
            case ("code_scanner", "show") | ("camera", "code"):
                self.held["code"] = str(fields.get("text", ""))
            case "code_scanner", "remove":
                self.held["code"] = ""
            case _:
                pass
        return ask(self._county.control(part), op, **fields)


def _standing(fields: dict[str, Any]) -> dict[str, Any]:
    """A person by key as the camera's portrait; `beside`: somebody else stands there too."""
    who = PEOPLE[str(fields["person"])].portrait
    other = next(one.portrait for one in PEOPLE.values() if one.portrait != who)
    return {"who": who, "as": fields.get("as", "person"), "beside": other if fields.get("beside") else ""}
