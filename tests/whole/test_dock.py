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
    page.click("[id='a4_printer:jam'][aria-pressed=true]")
    hand.sees("ChooseItem", lambda state: any(one["id"] == "item:HR-001" for one in state["targets"]))

    (pid,) = stand.pids("screens")
    page.click("#kill-shell")
    until("another window", lambda: stand.pids("screens") not in ([], [pid]))
    hand.sees("ChooseItem")

    page.click("[data-lang=en]")
    assert page.text_content("h2 [data-t=printer]") == "A4 printer"
    until("the kill in the list of events", lambda: "A process has ended" in (page.text_content("#events") or ""))


def test_a_bill_is_scanned_paid_on_the_phone_and_its_slip_is_seen(stand: Stand, hand: Hand, page: Page) -> None:
    stand.receipts("take")
    page.wait_for_function("!document.querySelector('#slips .here')")
    for step in (("Attract", "start"), ("ChooseItem", "item:UT-001"), ("Guide", "yes"), ("Form", "pick:scan")):
        hand.sees(step[0])
        hand.touch(step[1])
    hand.sees("Scan")
    bill = next(one for one in stand.platform("bills", item="UT-001")["bills"] if one["state"] == "open")
    page.select_option("#bill", bill["number"])
    page.click("[id='code:scanner']")
    hand.sees("Form", lambda state: state["draft"].get("account") == bill["number"])
    page.click("[id='code:away']")
    until("no code before the scanner", lambda: not stand.scanner("state")["code"])

    for screen, target in (("Form", "yes"), ("CheckBill", "yes")):
        hand.sees(screen)
        hand.touch(target)
    hand.sees("Pay")
    link = stand.platform("handset")["order"]["link"]
    with page.expect_popup() as opened:
        page.click(f"#pay-page[href='{link}']")
    opened.value.click("#go")
    hand.sees("TakeSlip")
    page.wait_for_selector("#slips .here img")
    page.wait_for_function("document.querySelector('#slips .here img').naturalWidth > 100")

    page.click("[id='receipt_printer:take']")
    page.wait_for_selector("#slips .slip:not(.here)")
    assert stand.receipts("slips")["slips"] == []
    hand.touch("yes")
    hand.sees("Rate")
    hand.touch("stars:5")
    hand.touch("yes")
    page.wait_for_selector("#ratings:has-text('★★★★★')")


def test_a_pay_code_asks_and_a_case_moves_on(stand: Stand, hand: Hand, page: Page) -> None:
    page.click("[id='paycode:pays']")
    page.wait_for_function("/^13[0-9]{16}$/.test(document.querySelector('#code').value)")
    until("the code before the scanner", lambda: stand.scanner("state")["code"])

    page.fill("#code", "8800123431")
    page.click("[id='code:lens']")
    page.click("[id='code:away']")
    until("no code there", lambda: not stand.scanner("state")["code"])

    moving = page.locator("#cases button").first
    number = (moving.get_attribute("id") or "").removeprefix("advance:")
    before = {case["case"]: case["state"] for case in stand.platform("cases")["cases"]}[number]
    moving.click()
    until("the next state", lambda: {"doing": "done", "accepted": "doing"}[before] in [
        case["state"] for case in stand.platform("cases")["cases"] if case["case"] == number])


def test_the_page_fits(page: Page) -> None:
    """Nothing is below the fold, and no button's words are cut; only lists that grow may be scrolled."""
    page.wait_for_selector("#cases tr")
    page.wait_for_selector("#events tr")
    for width, height in ((1440, 900), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        for lang in ("zh", "en"):
            page.click(f"[data-lang={lang}]")
            assert page.evaluate(_SPILT) == [], (width, lang)


_SPILT = """() => {
  const spilt = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
  const held = ".column, section:not(.grow), button, .people small";
  const fixed = [document.documentElement, ...document.querySelectorAll(held)];
  return fixed.filter((one) => one.clientWidth && spilt(one)).map((one) => one.id || one.className || one.textContent);
}"""
