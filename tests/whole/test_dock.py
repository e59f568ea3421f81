"""The dock in a browser: the live screen can be touched, and a hand reaches everything around the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from sandbox.county import County
from sandbox.demo import virtual_screen
from sandbox.dock.screen import free_port
from sandbox.dock.server import dock
from sandbox.visits.hand import Hand
from sandbox.visits.report import Report
from tests.stand.stand import Stand, until

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture
def hand(stand: Stand, tmp_path: Path) -> Iterator[Hand]:
    with virtual_screen() as display:
        stand.start_kiosk(KIOSK_WINDOW="1", DISPLAY=display)
        yield Hand(stand.home, display, Report(tmp_path))
        stand.stop_kiosk()


@pytest.fixture
def page(stand: Stand, hand: Hand) -> Iterator[Page]:
    with dock(County(stand.home, ""), free_port(), hand.display) as address, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(address)
        yield page
        browser.close()
        assert complaints == []


def test_a_card_a_touch_a_jam_and_a_kill_from_the_page(stand: Stand, hand: Hand, page: Page) -> None:
    hand.sees("Attract")
    page.click("#lay-wang")
    page.wait_for_selector("#lay-wang.on")

    canvas = page.wait_for_selector("#glass canvas")
    assert canvas
    page.wait_for_function("document.querySelector('#glass canvas').width === 1080")
    box = canvas.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.615)
    hand.sees("ChooseItem")

    page.click("[id='a4_printer:jam']")
    hand.sees("ChooseItem", lambda state: not any(one["id"] == "item:HR-001" for one in state["targets"]))
    page.click("[id='a4_printer:clear']")
    hand.sees("ChooseItem", lambda state: any(one["id"] == "item:HR-001" for one in state["targets"]))

    (pid,) = stand.pids("screens")
    page.click("#kill-shell")
    until("another window", lambda: stand.pids("screens") not in ([], [pid]))
    hand.sees("ChooseItem")

    page.click("[data-lang=en]")
    assert page.text_content("h2 [data-t=printer]") == "A4 printer"
    until("the kill in the list of events", lambda: "A process has ended" in (page.text_content("#events") or ""))
