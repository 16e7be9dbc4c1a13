"""Everyone can use it: by keyboard alone, on a narrow screen, in light and dark, with a screen reader."""

from itertools import product
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DARK, DESKTOP, LIGHT, PHONE, Window
from tests.browser.sandbox_page import SandboxPage

pytestmark = pytest.mark.timeout(180)

LOOKS = {f"{w['width']} px, {c['scheme']}": w | c for w, c in product((DESKTOP, PHONE), (LIGHT, DARK))}
STAFF = "C0STAFF"

SPOKEN_OTHERWISE = """
() => [...document.querySelectorAll("#main button[aria-label] > span, #modal button[aria-label] > span")]
    .map(shown => [shown.textContent.trim(), shown.parentElement.getAttribute("aria-label")])
    .filter(([shown, spoken]) => shown && !spoken.toLowerCase().includes(shown.toLowerCase()))
"""
"""Buttons whose spoken name lacks the words on them: who steers by voice cannot press these (WCAG 2.5.3)."""


def check(page: SandboxPage) -> None:
    assert page.accessibility_findings() == []
    assert not page.overflows()
    assert page.page.evaluate(SPOKEN_OTHERWISE) == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_customers_messages_home_and_forms_are_accessible(window: Window, look: str) -> None:
    page = window("U0LINH", **LOOKS[look])
    expect(page.open_home()).to_contain_text("Your contacts at CEC")
    check(page)
    page.click("All steps of SLA-2027-0031", page.page.locator("#home-panel"))
    page.expect_modal("SLA-2027-0031")
    check(page)
    page.page.keyboard.press("Escape")
    page.expect_no_modal()
    page.main.get_by_role("tab", name="Messages").click()
    page.say("How much for 40 laptops and 12 desktops in FY2027?")
    expect(page.last_message).to_contain_text("Estimate for FY2027")
    check(page)
    page.click("Change quantities, year or term")
    page.expect_modal("Change the estimate")
    page.fill("Managed laptop", "0")
    page.submit()
    expect(page.modal).to_contain_text("must be 1 or more")
    check(page)


@pytest.mark.parametrize("look", LOOKS)
def test_staffs_lists_home_and_administration_are_accessible(window: Window, look: str) -> None:
    page = window("U0DANA", STAFF, **LOOKS[look])
    page.say("/cec agreements")
    expect(page.last_message).to_contain_text("the most urgent first")
    check(page)
    page.say("/cec admin")
    page.expect_modal("Administration")
    page.click("Open People", page.modal)
    page.expect_modal("People")
    check(page)
    page.page.keyboard.press("Escape")
    page.expect_no_modal()
    page.open("U0DANA", tab="home")
    expect(page.page.locator("#home-panel")).to_contain_text("Renewals ahead")
    check(page)


def test_everything_is_done_by_keyboard_alone(window: Window) -> None:
    page = window("U0ROBERT")
    tab_to(page, "Message CEC Concierge")
    page.page.keyboard.type("How much for 40 laptops in FY2027?")
    page.page.keyboard.press("Enter")
    expect(page.last_message).to_contain_text("$51,360.00")

    tab_to(page, "Change quantities, year or term", key="Shift+Tab")
    page.page.keyboard.press("Enter")
    page.expect_modal("Change the estimate")
    expect(page.field("Managed laptop")).to_be_focused()
    page.page.keyboard.press("Escape")
    page.expect_no_modal()
    assert focused(page) == "Change quantities, year or term"

    page.page.keyboard.press("Enter")
    page.expect_modal("Change the estimate")
    page.page.keyboard.press("ControlOrMeta+a")
    page.page.keyboard.type("50")
    page.page.keyboard.press("Enter")
    page.expect_no_modal()
    expect(page.last_message).to_contain_text("50 laptops at $1,236.00")


def tab_to(page: SandboxPage, name: str, key: str = "Tab", most: int = 60) -> None:
    """Press Tab until the thing with this label or hint has the focus."""
    passed: list[Any] = []
    while focused(page) != name:
        assert len(passed) < most, f"{name!r} is not reached; passed {passed}"
        page.page.keyboard.press(key)
        passed.append(focused(page))


def focused(page: SandboxPage) -> str | None:
    """The label of what has the focus; for a field without one, its hint."""
    return page.page.evaluate(
        "(a => a.getAttribute('aria-label') ?? a.getAttribute('placeholder') ?? a.textContent)(document.activeElement)"
    )
