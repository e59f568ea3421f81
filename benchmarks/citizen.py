"""A citizen who comes again and again: from the attract screen to the page and back, by touches on the real window."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.visits.hand import Hand
from sandbox.visits.report import Report
from tests.stand.stand import Stand

WHO = "li"


class Citizen(Hand):
    """`visit` plays one visit by code; it calls `stands` wherever a prompt is shown, and through the goodbye."""

    def __init__(self, stand: Stand, display: str) -> None:
        super().__init__(stand.home, display, Report(stand.home / "report"))
        self._stand = stand

    def visit(self, stands: Callable[[], None]) -> None:
        def touch(screen: str, ident: str) -> None:
            self.at(screen, ident)
            stands()
            self.touch(ident)

        self.at("Attract", "start")
        codes, shells = self.platform("sms")["count"], self._stand.pids("screens")
        touch("Attract", "start")
        touch("ChooseItem", "item:HR-001")
        touch("Guide", "yes")
        touch("Consent", "yes")
        self.at("ReadCard")
        stands()
        self.lay(WHO)
        touch("Consent", "no")
        self.at("EnterCode")
        self.until("the code", lambda: self.platform("sms")["count"] > codes)
        stands()
        self.types(self.sms())
        self.touch("yes")
        touch("Form", "yes")
        touch("Review", "yes")
        self.at("TakeDocument", "yes")
        stands()
        self.pull()
        self.touch("yes")
        touch("Rate", "no")
        self.at("Goodbye", "close")

        def fresh() -> bool:
            stands()
            now = self._stand.pids("screens")
            return len(now) == 1 and now != shells

        self.until("a fresh shell in the old one's place", fresh)
        touch("Goodbye", "close")

    def at(self, screen: str, ident: str = "") -> None:
        """This screen stands there, with this target to be touched."""

        def there() -> bool:
            state = self.state()
            return state.get("screen") == screen and (not ident or any(
                one["id"] == ident and one["kind"] != "off" for one in state["targets"]
            ))

        try:
            self.until(f"{ident or 'its prompt'} on {screen}", there)
        except AssertionError as missed:
            raise AssertionError(f"{missed}; there stands {self.state().get('texts')}") from None
