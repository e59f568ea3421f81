"""What slips say (小票): masked data only, and plainly what is final and what is pending."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from hardware.slip import Code, Pair, Rule, Slip, Text
from kiosk.parts import Fact, Section, Words
from kiosk.texts import Texts
from services.models import Bill, Named

Part = Text | Pair | Rule | Code


class Place(msgspec.Struct, frozen=True):
    """What stands on every slip: the site, the machine, the visit, and the site's clock."""

    site: Words
    kiosk: str
    visit: str
    at: datetime


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


class Slips:
    """Writes slips in one language."""

    def __init__(self, texts: Texts, place: Place) -> None:
        self._texts = texts
        self._place = place
        self._say = texts.say

    def paid(
        self, item: Words, bill: Bill, order: str, ebill: str, accounts: Iterable[tuple[Words, str]] = ()
    ) -> Slip:
        """The receipt of a bill that is posted.  accounts: the numbers by which it was found; masked here."""
        rows: list[Part] = [
            Pair(self._say("slip.unit"), self._named(bill.unit)), Pair(self._say("slip.payer"), bill.payer),
            *(Pair(self._say(label), f"****{number[-4:]}") for label, number in accounts),
            Pair(self._say("slip.bill"), bill.code),
        ]
        if bill.period:
            rows.append(Pair(self._say("slip.period"), bill.period))
        rows.append(Rule())
        for line in bill.lines:
            rows.append(Pair(self._named(line.name), yuan(line.fen)))
            for key, fen in (("slip.overdue", line.overdue_fen), ("slip.penalty", line.penalty_fen)):
                if fen:
                    rows.append(Pair(self._say(key), yuan(fen)))
        rows += [Pair(self._say("slip.total"), yuan(bill.total_fen)), Rule()]
        if ebill:
            code, number, check = ebill.split()
            rows += [Pair(self._say("slip.ebill_code"), code), Pair(self._say("slip.ebill_number"), number),
                     Pair(self._say("slip.ebill_check"), check)]
        rows.append(Pair(self._say("slip.order"), order))
        return self._slip(self._say(item), rows, "slip.final_paid", f"{order}|{ebill}")

    def pending(self, item: Words, fen: int, order: str) -> Slip:
        """Nobody knows yet what became of the money."""
        rows: list[Part] = [Pair(self._say("slip.total"), yuan(fen)), Pair(self._say("slip.order"), order)]
        return self._slip(self._say(item), rows, "slip.pending_money", order)

    def sections(self, title: str | Words, sections: Iterable[Section], reference: str = "", final: str = "") -> Slip:
        """Facts as they stood on the screen; final: text key of what they are, e.g. "slip.final_filed"."""
        rows: list[Part] = []
        for section in (one for one in sections if one.slip):
            rows.append(Text(self._say(section.title), bold=True))
            rows += [_pair(self._texts, fact) for fact in section.rows]
            rows.append(Rule())
        return self._slip(self._say(title), rows, final or "slip.final_read", reference)

    def notice(self, lines: Iterable[str], reference: str) -> Slip:
        """Nameless: what became of money and papers after a break."""
        rows: list[Part] = [Text(self._say(line)) for line in lines]
        return self._slip(self._say("notice.title"), [*rows, Rule()], "slip.notice", reference)

    def _slip(self, title: str, rows: list[Part], meaning: str, code: str) -> Slip:
        place = self._place
        head: list[Part] = [
            Text(self._say("name"), bold=True, align="center"), Text(title, large=True, align="center"), Rule(),
        ]
        foot: list[Part] = [
            Text(self._say(meaning), bold=True), Pair(self._say("slip.at"), f"{place.at:%Y-%m-%d %H:%M}"),
            Pair(self._say("slip.site"), self._say(place.site)), Pair(self._say("slip.kiosk"), place.kiosk),
            Pair(self._say("slip.visit"), place.visit), Text(self._say("slip.help")),
        ]
        return Slip((*head, *rows, *foot, *((Code(code),) if code else ())))

    def _named(self, named: Named) -> str:
        return self._say(Words(named.zh, named.en))


def _pair(texts: Texts, fact: Fact) -> Pair:
    return Pair(texts.say(fact.label), fact.value if isinstance(fact.value, str) else texts.say(fact.value))
