"""Steps 1 to 3 of an agreement in a browser, by two customers (one on a phone) and two staff.

It opens an agreement and brings a survey of its own, so it stands behind the journeys that count what is there.
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

STAFF = "C0STAFF"
SURVEY = Path(__file__).parent / "short_survey.yaml"
PEOPLE, REMOTE = "How many people work for you?", "How many of them work from home?"


def test_an_agreement_goes_from_the_first_word_to_a_first_proposal(window: Window, assistant: Assistant) -> None:
    import_survey(assistant)
    omar, james = window("U0OMAR", **PHONE, **DARK), window("U0JAMES", STAFF)
    number = make_first_contact(omar)
    claim(james, omar, number)
    anjali = window("U0ANJALI")
    name_contacts(omar, anjali, number)
    name_the_coordinator(james, number)
    record_needs(james, number)
    confirm_needs(omar, james, number)
    start_survey(omar, number)
    answer_in_a_form(omar)
    assign(omar)
    answer_in_conversation(anjali, omar)
    replace_knowingly(omar, anjali)
    review_and_submit(anjali)
    priya = window("U0PRIYA", STAFF)
    make_the_proposal(priya, number)
    ask(omar, f"Where does {number} stand?", "Proposal and negotiation")
    assert not omar.overflows()


def import_survey(assistant: Assistant) -> None:
    survey = read_survey(SURVEY, assistant.services.catalog.current().catalog).required()
    assistant.services.surveys.import_survey(OPERATOR, survey, SURVEY.name)


# -- step 1: first contact and contacts --------------------------------------------------------------------------


def make_first_contact(omar: SandboxPage) -> str:
    """The number of the agreement that was opened."""
    ask(omar, "We would like to get started with CEC", "A short form asks")
    omar.click("Start with CEC", omar.last_message)
    omar.expect_modal("Start with CEC")
    check(omar)
    omar.fill("What are you after", "Laptops for 60 soil data analysts")
    omar.submit()
    omar.expect_no_modal()
    told = answered(omar, "is open for you", "name the contacts on your side")
    number = re.search(r"SLA-\d{4}-\d{4}", told.inner_text())
    assert number
    return number[0]


def claim(staff: SandboxPage, customer: SandboxPage, number: str) -> None:
    card = staff.message("Omar Siddiqui")
    expect(card).to_contain_text("Nobody leads it yet")
    staff.click("Claim", card)
    expect(card).to_contain_text("James Okafor leads it")
    expect(customer.message("James Okafor of CEC leads")).to_contain_text(number)


def name_contacts(omar: SandboxPage, anjali: SandboxPage, number: str) -> None:
    """The customer names theirs by one sentence."""
    said = f"Our technical lead for {number} is Anjali Mehta, and Linh Tran is our budget officer"
    offer = ask(omar, said, "Anjali Mehta as technical lead", "Linh Tran as budget officer")
    omar.click("Name Anjali Mehta", offer)
    omar.expect_modal("Name a contact")
    check(omar)
    omar.submit()
    expect(omar.expect_modal("Contacts")).to_contain_text(f"Anjali Mehta is now technical lead of {number}")
    check(omar)
    close_form(omar)
    omar.click("Name Linh Tran", offer)
    omar.expect_modal("Name a contact")
    omar.submit()
    expect(omar.expect_modal("Contacts")).to_contain_text(f"Linh Tran is now budget officer of {number}")
    close_form(omar)
    answered(anjali, f"technical lead of {number}")


def name_the_coordinator(james: SandboxPage, number: str) -> None:
    """Staff name theirs in the list of contacts, where the one still missing stands."""
    ask(james, f"/cec contacts {number}", "still needs a CEC contact as agreements coordinator", "Anjali Mehta")
    james.click("Change contacts", james.last_message)
    james.expect_modal("Contacts")
    james.click("Name the agreements coordinator at CEC", james.modal)
    james.expect_modal("Name a contact")
    james.choose("Who, in Slack", "Grace Nakamura", james.modal)
    james.submit()
    expect(james.expect_modal("Contacts")).to_contain_text(f"Grace Nakamura is now agreements coordinator of {number}")
    close_form(james)


# -- step 2: needs -----------------------------------------------------------------------------------------------


def record_needs(james: SandboxPage, number: str) -> None:
    """One in a form, one by a note, then both are sent."""
    ask(james, f"/cec needs {number}", "No needs are recorded yet")
    james.click(f"Record a need of {number}", james.last_message)
    james.expect_modal("Record a need")
    check(james)
    record(james, "End-user support", text="Laptops for the analysts in the field", service="Managed laptop", many="50")
    answered(james, "The need is recorded", "1 need recorded, not sent yet")
    james.go_to("CEC Concierge")
    ask(james, f"note: {number} needs a help desk around the clock", "Shall I record this as a need")
    james.click("Record this need", james.last_message)
    james.expect_modal("Record a need")
    record(james, "End-user support")
    sent = answered(james, "2 needs recorded, not sent yet")
    james.click("Needs are complete", sent)
    james.confirm()
    answered(james, "The needs are sent to the customer")


def record(james: SandboxPage, area: str, text: str = "", service: str = "", many: str = "") -> None:
    james.choose("Area of expertise", area, james.modal)
    if text:
        james.fill("What is needed", text)
    if service:
        james.choose("Service, if it is clear which", service, james.modal)
    if many:
        james.fill("How many", many)
    james.submit()
    james.expect_no_modal()


def confirm_needs(omar: SandboxPage, james: SandboxPage, number: str) -> None:
    """The customer corrects a line and confirms the other; staff take the correction over, and the step is done."""
    told = answered(omar, "recorded what you need", "Laptops for the analysts in the field")
    check(omar)
    omar.click("Correct: line 1", told)
    omar.expect_modal("Correct a need")
    omar.fill("How many", "60")
    check(omar)
    omar.submit()
    omar.expect_no_modal()
    told = answered(omar, "corrected and with CEC")
    omar.click("Confirm: line 2", told)
    answered(omar, "The line is confirmed")
    corrected = james.message("corrected a need")
    james.click("Take over the correction of line 1", corrected)
    expect(omar.message("took over your correction")).to_contain_text("60 laptops")
    answered(omar, f"{number} has reached step 3 of 10, Customer survey")


# -- step 3: the survey ------------------------------------------------------------------------------------------


def start_survey(omar: SandboxPage, number: str) -> None:
    omar.click(f"Go to the survey of {number}", omar.last_message)
    answered(omar, "The survey is started", "Short survey", PEOPLE)


def answer_in_a_form(omar: SandboxPage) -> None:
    omar.click("Go on in a form", omar.last_message)
    form = omar.expect_modal("Customer survey")
    expect(omar.field("How many laptops")).to_have_value("60")
    expect(form.get_by_label(re.compile(REMOTE))).to_have_count(0)
    omar.fill(PEOPLE, "sixty or so, maybe")
    pick(omar, "Do some of them work from home?", "Yes")
    expect(omar.field(REMOTE)).to_be_visible()
    expect(omar.field(PEOPLE)).to_have_value("sixty or so, maybe")
    check(omar)
    omar.fill(PEOPLE, "a lot")
    omar.fill(REMOTE, "twenty")
    omar.submit()
    expect(omar.field(PEOPLE)).to_have_attribute("aria-invalid", "true")
    expect(omar.field(REMOTE)).to_have_value("twenty")
    check(omar)
    omar.fill(PEOPLE, "65")
    omar.submit()
    expect(form).to_contain_text("The help you want")


def assign(omar: SandboxPage) -> None:
    omar.click("All sections", omar.modal)
    expect(omar.modal).to_contain_text("Where you work")
    check(omar)
    omar.click("Assign a section", omar.modal)
    omar.expect_modal("Assign a section")
    omar.choose("Section", "The help you want", omar.modal)
    omar.choose("Who answers it", "Anjali Mehta", omar.modal)
    omar.submit()
    expect(omar.expect_modal("Customer survey")).to_contain_text("is assigned to Anjali Mehta")


def answer_in_conversation(anjali: SandboxPage, omar: SandboxPage) -> None:
    asked = anjali.message("Omar Siddiqui asks you to answer “The help you want”")
    anjali.click("Answer here, one by one", asked)
    answered(anjali, "When do you need help?")


def replace_knowingly(omar: SandboxPage, anjali: SandboxPage) -> None:
    """Omar has the form open, Anjali answers first: he is shown it before he replaces it."""
    omar.click("Answer section 2", omar.modal)
    expect(omar.modal).to_contain_text("When do you need help?")
    ask(anjali, "only during business hours", "Noted: Business hours", "Which tools do you use?")
    pick(omar, "When do you need help?", "Around the clock")
    omar.submit()
    expect(omar.modal).to_contain_text("Anjali Mehta answered this meanwhile")
    check(omar)
    omar.submit()
    expect(omar.modal).to_contain_text("is saved")
    close_form(omar)
    answered(anjali, "Omar Siddiqui changed an answer of yours")
    ask(anjali, "the first and video calls", "Noted: E-mail; Video calls", "By which day should services start?")


def review_and_submit(anjali: SandboxPage) -> None:
    ask(anjali, "skip", "Skipped", "Plans of your offices")
    ask(anjali, "skip", "7 of 7 needed questions answered (100 %)")
    anjali.click("Review and submit", anjali.last_message)
    review = anjali.expect_modal("Customer survey")
    expect(review).to_contain_text("Answered by Anjali Mehta and Omar Siddiqui")
    check(anjali)
    anjali.click("All answers", review)
    expect(anjali.expect_modal("Survey answers")).to_contain_text("Around the clock")
    check(anjali)
    anjali.click("All sections", anjali.modal)
    anjali.expect_modal("Customer survey")
    anjali.submit()
    anjali.expect_no_modal()
    answered(anjali, "The survey is submitted", "The answers are locked")


def make_the_proposal(priya: SandboxPage, number: str) -> None:
    """Staff get the summary with both files, and make the first proposal of it once."""
    summary = priya.message(f"Anjali Mehta submitted the survey of {number}")
    expect(summary).to_contain_text("How many laptops do you need? 60 laptops")
    expect(summary).to_contain_text("2 services")
    check(priya)
    priya.open_thread(summary)
    priya.expect_text(re.compile(r"\.pdf$"), priya.side)
    priya.expect_text(re.compile(r"\.xlsx$"), priya.side)
    summary = priya.message(f"Anjali Mehta submitted the survey of {number}")
    priya.click("Make the first proposal", summary)
    expect(summary).to_contain_text(f"The first proposal of {number} stands, with 2 lines")
    expect(summary.get_by_role("button", name="Make the first proposal")).to_have_count(0)


# -- pieces ------------------------------------------------------------------------------------------------------


def ask(page: SandboxPage, words: str, *told: str) -> Locator:
    """Say it and wait until the last message tells all of these."""
    page.say(words)
    return answered(page, *told)


def answered(page: SandboxPage, *told: str) -> Locator:
    for each in told:
        expect(page.last_message).to_contain_text(each)
    return page.last_message


def pick(page: SandboxPage, question: str, choice: str) -> None:
    page.field(question).get_by_label(choice, exact=True).check()


def close_form(page: SandboxPage) -> None:
    page.page.keyboard.press("Escape")
    page.expect_no_modal()
