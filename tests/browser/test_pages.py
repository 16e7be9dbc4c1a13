"""The pages in a real browser: from Slack to them and back, and accessible in light and dark, wide and narrow."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import PATIENCE
from tests.browser.conftest import DESKTOP, PHONE, Window
from tests.browser.looking import accessibility_findings, overflows
from tests.running.assistant import Assistant

pytestmark = pytest.mark.timeout(180)

LOOKS = {f"{w['width']} px, {scheme}": (w, scheme) for w, scheme in product((DESKTOP, PHONE), ("light", "dark"))}
PAGES = (
    *("/?whose=all", "/renewals", "/renewals/month?month=2027-09", "/renewals/workload", "/account", "/nothing"),
    *("/agreements/SLA-2026-0003?service=all", "/agreements/SLA-2027-0041", "/portfolio"),
)

type NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser, assistant: Assistant) -> Iterator[NewPage]:
    """A browser of its own at our pages. None may be stopped from loading something."""
    refused: list[str] = []

    def opened(**look: Any) -> Page:
        page = chromium.new_context(base_url=assistant.settings.public_url, **look).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
        return page

    before = len(chromium.contexts)
    yield opened
    for context in chromium.contexts[before:]:
        context.close()
    assert refused == []


def signed_in(page: Page, assistant: Assistant, slack_user_id: str) -> Page:
    page.goto(assistant.services.sessions.link(assistant.services.directory.actor(slack_user_id)))
    page.get_by_role("button", name="Sign in as").click()
    expect(page.get_by_role("link", name="Renewals")).to_be_visible()
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_accessible_and_fits_its_window(new_page: NewPage, assistant: Assistant, look: str) -> None:
    window, scheme = LOOKS[look]
    page = new_page(viewport=window, color_scheme=scheme)
    for path in ("/sign-in", assistant.services.sessions.link(assistant.services.directory.actor("U0DANA"))):
        page.goto(path)
        assert accessibility_findings(page) == []
        assert not overflows(page)
    signed_in(page, assistant, "U0DANA")
    for path in PAGES:
        page.goto(path)
        assert accessibility_findings(page) == [], path
        assert not overflows(page), path


def test_a_customer_comes_from_slack_to_their_pages_and_signs_out(window: Window, new_page: NewPage) -> None:
    slack = window("U0ROBERT")
    slack.say("/cec online")
    link = slack.page.get_by_role("link", name="Open the page")
    page = new_page(viewport=DESKTOP)
    page.goto(str(link.get_attribute("href")))
    page.get_by_role("button", name="Sign in as Robert Yazzie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your agreements")
    expect(page.get_by_role("link", name="SLA-2027-0041")).to_be_visible()
    page.get_by_role("link", name="Robert Yazzie").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Signed out")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_staff_sign_in_with_slack_and_come_to_the_page_that_they_asked_for(new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto("/renewals?year=2027")
    page.get_by_role("link", name="Sign in with Slack").click()
    page.get_by_role("button", name="Priya Raman").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Renewals of FY2027")
    page.get_by_role("link", name="Workload").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Workload of FY2027")
    with page.expect_download() as download:
        page.get_by_role("link", name="as a table (CSV)").click()
    assert download.value.suggested_filename == "renewals-FY2027.csv"


def test_a_page_is_read_and_used_without_scripts(new_page: NewPage, assistant: Assistant) -> None:
    page = signed_in(new_page(viewport=PHONE, java_script_enabled=False), assistant, "U0JAMES")
    page.goto("/renewals")
    page.get_by_label("Organization").select_option(label="Forest Service")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Renewals of")
    expect(page.get_by_label("Organization")).to_have_value("fs")


def test_what_is_pressed_is_left_out_of_a_printed_page(new_page: NewPage, assistant: Assistant) -> None:
    page = signed_in(new_page(viewport=DESKTOP, color_scheme="dark"), assistant, "U0JAMES")
    page.emulate_media(media="print")
    page.goto("/?whose=all")
    expect(page.get_by_role("table")).to_be_visible()
    for hidden in (page.get_by_role("button", name="Show"), page.get_by_role("navigation", name="Pages")):
        expect(hidden).not_to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
