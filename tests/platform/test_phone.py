"""The pay page in a browser: pressed by a citizen, and telling what happens elsewhere without a reload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.platform.conftest import Stand
from tests.platform.test_money import opened

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        yield page
        browser.close()
        assert complaints == []


def shows(page: Page, state: str) -> None:
    page.wait_for_selector(f"main[data-state={state}]")


def press(page: Page, deed: str) -> None:
    page.click(f"[data-deed={deed}]")
    page.click("#go")


def test_a_citizen_is_declined_and_pays_again(platform: Stand, page: Page) -> None:
    platform.control("reseed")
    visit, order = opened(platform, "page")
    page.goto(order.link)
    assert f"¥{order.fen / 100:.2f}" in page.inner_text(".amount")
    assert page.inner_text(".digits").replace("\n", "") == order.link[-4:]
    press(page, "decline")
    page.wait_for_function("document.getElementById('hint').textContent !== ''")
    assert visit.order_of("page").state == "pending"
    press(page, "pay")
    shows(page, "paid")
    assert visit.order_of("page").posted


def test_the_page_hears_what_happens_elsewhere(platform: Stand, page: Page) -> None:
    platform.control("reseed")
    visit, first = opened(platform, "page-1")
    other: Any = opened(platform, "page-2")[0]
    page.goto(first.link)
    platform.control("phone", order="page-2", do="pay")
    platform.control("phone", order="page-1", do="pay")
    shows(page, "unposted")
    visit.refund("page-1:back", "page-1", first.fen)
    shows(page, "refunded")
    assert other.order_of("page-2").posted


def test_a_citizen_closes_what_is_not_theirs_and_the_kiosk_knows(platform: Stand, page: Page) -> None:
    platform.control("reseed")
    visit, order = opened(platform, "not-mine")
    page.goto(order.link + "?lang=en")
    page.click("#no")
    shows(page, "closed")
    assert visit.order_of("not-mine").state == "closed"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_of_the_page_is_cut_off(platform: Stand, page: Page, lang: str) -> None:
    platform.control("reseed")
    page.goto(opened(platform, f"wide-{lang}")[1].link + f"?lang={lang}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for part in ("#go", "#no", "[data-deed=twice]"):
        box = page.locator(part).bounding_box()
        assert box and box["height"] >= 44 and box["y"] + box["height"] <= 844
