"""Steps 4 to 7 of an agreement in a browser: from the survey's result to services that run.

Two customers (one on a phone) and two staff negotiate four versions; the four officials of both sides sign.
It takes an agreement through four steps, so it stands behind the journeys that count what is at each step.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from domain.permissions import OPERATOR
from services.survey_files import read_survey
from tests.browser.conftest import DARK, PHONE, Window
from tests.browser.negotiating import (
    NUMBER,
    accept,
    accept_too_late,
    answered,
    ask,
    ask_by_form,
    ask_in_words,
    counter,
    decline_one,
    make_the_draft,
    present,
    press,
)
from tests.browser.sandbox_page import SandboxPage
from tests.browser.test_access import check
from tests.running.assistant import Assistant

pytestmark = pytest.mark.timeout(180)

STAFF = "C0STAFF"
SURVEY = Path(__file__).parent / "short_survey.yaml"
ANSWERS = {"people": "420", "has_remote": "no", "laptops": "420", "hours": "always", "tools": ["mail"]}
SIGNERS = {
    "U0EMEKA": "Emeka Nwosu",
    "U0SUSAN": "Susan Park",
    "U0RUTH": "Ruth Goldstein",
    "U0TERESA": "Teresa Montoya",
}
"""In the order of the office."""


def test_an_agreement_goes_from_the_surveys_result_to_services_that_run(window: Window, assistant: Assistant) -> None:
    submit_survey(assistant)
    priya, luis, fatima = window("U0PRIYA", STAFF), window("U0LUIS"), window("U0FATIMA", **PHONE, **DARK)
    make_the_draft(priya, luis)
    present(priya, 1, "The first version, as the survey recommends it.")
    ask_in_words(fatima)
    counter(priya)
    present(priya, 2, "Fewer laptops, billed monthly.")
    hannah = window("U0HANNAH")
    ask_by_form(hannah)
    decline_one(priya)
    present(priya, 3, "Payment as you asked.")
    accept_too_late(fatima, priya)
    accept(fatima, priya)
    for person, name in SIGNERS.items():
        sign(window(person), name)
    answered(fatima, f"{NUMBER}-v4-signed-agreement.pdf")
    pay(hannah, window("U0SAMUEL"))
    do_the_tasks(priya, luis, fatima)
    go_live(priya, fatima)
    assert not fatima.overflows()


def submit_survey(assistant: Assistant) -> None:
    """As the customer's program manager; how it is answered in Slack, test_onboarding shows."""
    services = assistant.services
    survey = read_survey(SURVEY, services.catalog.current().catalog).required()
    services.surveys.import_survey(OPERATOR, survey, SURVEY.name)
    fatima = services.directory.actor("U0FATIMA")
    view = services.surveys.start(fatima, NUMBER).view
    services.surveys.answer(fatima, NUMBER, ANSWERS, view.response.revision)
    services.surveys.submit(fatima, NUMBER)


# -- step 5: signatures and the first payment --------------------------------------------------------------------


def sign(signer: SandboxPage, name: str) -> None:
    """The document is opened first; a wrong name is told at its field."""
    asked = signer.message(f"You are asked to sign version 4 of {NUMBER}")
    expect(asked).to_contain_text("Open the document first")
    check(signer)
    signer.click(f"Open the document of {NUMBER}", asked)
    answered(signer, "The document is above. Read it, then sign or decline here.")
    expect(signer.messages.filter(has_text=f"{NUMBER}-v4-agreement.pdf").last).to_be_visible()
    press(signer, f"Sign {NUMBER}", "Sign")
    signer.field("I declare this").check()
    signer.fill("Your name", "Somebody Else")
    signer.submit()
    expect(signer.modal).to_contain_text(f"Type your name as it stands in the agreement: {name}")
    signer.fill("Your name", name)
    signer.submit()
    answered(signer, "You have signed", f"signed by {name}")


def pay(hannah: SandboxPage, samuel: SandboxPage) -> None:
    """The customer records the first instalment, CEC's finance officer confirms it."""
    ask(hannah, f"What is the payment schedule of {NUMBER}?", "Next is instalment 1", "Still open")
    check(hannah)
    form = press(hannah, f"Record a transfer of {NUMBER}", "Record a transfer")
    due = re.search(r"Next is instalment 1, \$([\d,]+\.\d\d)", form.inner_text())
    assert due
    hannah.fill("Amount", "-5")
    hannah.fill("Its reference", "IPAC 27-8801")
    hannah.submit()
    expect(form).to_contain_text("An amount is above zero")
    check(hannah)
    hannah.fill("Amount", due[1])
    hannah.submit()
    answered(hannah, "The transfer is recorded", "waits to be confirmed")
    expect(samuel.open_home()).to_contain_text("IPAC 27-8801")
    check(samuel)
    samuel.main.get_by_role("tab", name="Messages").click()
    samuel.click(f"Confirm ${due[1]}, IPAC 27-8801")
    samuel.confirm()
    answered(samuel, "The transfer is confirmed", "1. ")


# -- step 6: startup ---------------------------------------------------------------------------------------------


def do_the_tasks(priya: SandboxPage, luis: SandboxPage, fatima: SandboxPage) -> None:
    """Each side its own; one is blocked first, and two are done for a colleague."""
    ask(priya, f"/cec tasks {NUMBER}", "11 required tasks are left before go-live")
    check_off(priya, "Hold the kick-off meeting")
    ask(luis, f"/cec tasks {NUMBER}", "1 of 13 tasks done", "Prepare the standard image")
    block(luis, "Prepare the standard image")
    ask(luis, f"/cec tasks {NUMBER}", "2 of 13 tasks done")
    check_off(luis, "Prepare the service desk")
    check_off(luis, "Move mailboxes and files")
    ask(fatima, f"/cec tasks {NUMBER}", "4 of 13 tasks done")
    check(fatima)
    check_off(fatima, "Name a contact for each site")
    check_off(fatima, "Confirm the security requirements")
    check_off(fatima, "Tell the users what changes for them")
    check_off_for_another(fatima, "Send the list of people and places")
    ask(luis, f"/cec tasks {NUMBER}", "8 of 13 tasks done")
    check_off(luis, "Roll out the seats")
    ask(fatima, f"/cec tasks {NUMBER}", "9 of 13 tasks done")
    check_off_for_another(fatima, "Check the services before they go live")
    ask(priya, f"/cec tasks {NUMBER}", "10 of 13 tasks done")
    check_off(priya, "Review readiness with both sides")


def check_off(owner: SandboxPage, task: str) -> None:
    owner.click(f"Check off: {task}", the_list(owner))
    answered(owner, f"“{task}” is done")


def check_off_for_another(contact: SandboxPage, task: str) -> None:
    contact.click(f"Open: {task}", the_list(contact))
    contact.click(f"Check off: {task}", answered(contact, f"{NUMBER}: Startup task", task, "Comment"))
    contact.click(f"All tasks of {NUMBER}", answered(contact, "The task is done", task))


def the_list(page: SandboxPage) -> Locator:
    """A task that can begin is told in a message of its own, below it."""
    return answered(page, f"{NUMBER}: Startup tasks")


def block(luis: SandboxPage, task: str) -> None:
    luis.click(f"Open: {task}", the_list(luis))
    press(luis, f"It is blocked: {task}", "Blocked")
    luis.fill("What is in the way", "The licence of the scanner is missing")
    luis.submit()
    answered(luis, "The task is blocked", "The licence of the scanner is missing")
    luis.click("Not blocked any more")
    answered(luis, "The task can go on")
    luis.click(f"Check off: {task}")
    answered(luis, "The task is done")


def go_live(priya: SandboxPage, fatima: SandboxPage) -> None:
    """Each side confirms; then the services run."""
    priya.click(f"Confirm go-live of {NUMBER}")
    priya.confirm()
    answered(priya, "You confirmed go-live for CEC")
    home = fatima.open_home()
    expect(home).to_contain_text("go-live")
    check(fatima)
    fatima.main.get_by_role("tab", name="Messages").click()
    fatima.click(f"Confirm go-live of {NUMBER}", fatima.message("Priya Raman confirmed go-live"))
    fatima.confirm()
    expect(fatima.message(f"The services of {NUMBER} run now")).to_be_visible()
    ask(fatima, f"Where does {NUMBER} stand?", "Operations and support")
