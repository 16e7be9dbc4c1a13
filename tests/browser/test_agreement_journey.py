"""Steps 4 to 7 of an agreement in a browser: from the survey's result to services that run.

Two customers (one on a phone) and two staff negotiate four versions; the four officials of both sides sign.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from domain.permissions import OPERATOR
from services.survey_files import read_survey
from tests.browser.conftest import DARK, PHONE, Window
from tests.browser.sandbox_page import SandboxPage
from tests.browser.test_access import check
from tests.running.assistant import Assistant

pytestmark = pytest.mark.timeout(180)

NUMBER = "SLA-2027-0036"
STAFF = "C0STAFF"
SURVEY = Path(__file__).parent / "short_survey.yaml"
ANSWERS = {"people": "420", "has_remote": "no", "laptops": "420", "hours": "always", "tools": ["mail"]}


def submit_survey(assistant: Assistant) -> None:
    """As the customer's program manager; how it is answered in Slack, test_onboarding shows."""
    services = assistant.services
    survey = read_survey(SURVEY, services.catalog.current().catalog).required()
    services.surveys.import_survey(OPERATOR, survey, SURVEY.name)
    fatima = services.directory.actor("U0FATIMA")
    view = services.surveys.start(fatima, NUMBER).view
    services.surveys.answer(fatima, NUMBER, ANSWERS, view.response.revision)
    services.surveys.submit(fatima, NUMBER)


# -- step 4: the draft and four versions -------------------------------------------------------------------------


def make_the_draft(priya: SandboxPage, luis: SandboxPage) -> None:
    """From the survey's result, with one service more at a price that a second person approves."""
    priya.click("Make the first proposal", priya.message(f"Fatima Al-Sayed submitted the survey of {NUMBER}"))
    priya.click("Replace them with the recommended ones")
    priya.confirm()
    priya.expect_text(re.compile(f"The first proposal of {NUMBER} stands, with 2 lines"))
    priya.go_to("CEC Concierge")
    ask(priya, f"/cec proposal {NUMBER}", "Nothing was presented yet", "2. Service desk, 420 users")
    press(priya, f"Add service: proposal of {NUMBER}", "Add a service")
    priya.choose("Service", "Cloud mailbox", priya.modal)
    priya.fill("How many", "0")
    priya.submit()
    expect(priya.modal).to_contain_text("Must be at least 1")
    priya.fill("How many", "450")
    priya.submit()
    answered(priya, "The service is added", "3. Cloud mailbox, 450 mailboxes")
    of_line(priya, 3, "Set the price")
    priya.expect_modal("Set the price")
    check(priya)
    priya.fill("Price of one", "60.00")
    priya.fill("Reason", "Bought for three agencies together")
    priya.submit()
    answered(priya, "A second person of CEC must approve the price of Cloud mailbox")
    of_line(priya, 1, "Change")
    priya.expect_modal("Change a line")
    check(priya)
    priya.fill("Notes", "With a docking station")
    priya.submit()
    answered(priya, "Note: With a docking station")
    press(priya, f"Terms: proposal of {NUMBER}", "Terms")
    priya.fill("Days of notice", "90")
    priya.submit()
    answered(priya, "in writing, 90 days ahead")
    ask(luis, f"/cec proposal {NUMBER}", "A second person of CEC must approve")
    luis.click("Approve the price of line 3")
    luis.confirm()
    answered(luis, "The price is approved")


def of_line(staff: SandboxPage, place: int, does: str) -> None:
    """An item of a line's menu."""
    staff.last_message.locator("[data-action^='proposal.line:']").nth(place - 1).click()
    staff.page.get_by_role("menuitem", name=does).click()


def present(staff: SandboxPage, version: int, note: str) -> None:
    press(staff, f"Present to customer: proposal of {NUMBER}", "Present to customer")
    staff.fill("Note to the customer", note)
    staff.submit()
    expect(staff.message(f"Version {version} is presented to the customer")).to_be_visible()


# -- pieces ------------------------------------------------------------------------------------------------------


def ask(page: SandboxPage, words: str, *told: str) -> Locator:
    """Say it and wait until the last message tells all of these."""
    page.say(words)
    return answered(page, *told)


def answered(page: SandboxPage, *told: str) -> Locator:
    for each in told:
        expect(page.last_message).to_contain_text(each)
    return page.last_message


def press(page: SandboxPage, label: str, form: str) -> Locator:
    """A button of the last message that has it, which opens this form; axe finds nothing in it."""
    page.click(label)
    opened = page.expect_modal(form)
    check(page)
    return opened
