"""The negotiation of an agreement in a browser: a draft from the survey's result, four versions, acceptance."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.sandbox_page import SandboxPage
from tests.browser.test_access import check

NUMBER = "SLA-2027-0036"

# -- the draft and its versions ----------------------------------------------------------------------------------


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
    menus = staff.page.locator("[data-action^='proposal.line:']")
    staff.messages.filter(has=menus).last.locator(menus).nth(place - 1).click()
    staff.page.get_by_role("menuitem", name=does).click()


def present(staff: SandboxPage, version: int, note: str) -> None:
    press(staff, f"Present to customer: proposal of {NUMBER}", "Present to customer")
    staff.fill("Note to the customer", note)
    staff.submit()
    expect(staff.message(f"Version {version} is presented to the customer")).to_be_visible()


def ask_in_words(fatima: SandboxPage) -> None:
    """She reads the version, sets a budget, and asks for two changes in a sentence."""
    told = fatima.message(f"Here is version 1 of the proposal for {NUMBER}, $")
    check(fatima)
    fatima.click(f"Open the proposal of {NUMBER}", told)
    answered(fatima, "It is your turn since today: accept version 1", "With a docking station")
    check(fatima)
    press(fatima, f"Set a budget of {NUMBER}", "Budget")
    fatima.fill("The most", "500,000")
    fatima.submit()
    answered(fatima, "Your budget is $500,000.00", "over your budget")
    ask(
        fatima,
        "drop the laptops to 400 and bill us monthly",
        "400 laptops instead of 420 laptops",
        "Monthly, in advance instead of quarterly",
        "Nothing is sent yet",
    )
    check(fatima)
    fatima.click(f"Send to CEC: the changes of {NUMBER}")
    answered(fatima, "Sent to CEC: your changes of version 1", "It is CEC's turn now")


def counter(priya: SandboxPage) -> None:
    """CEC offers another number of laptops, and accepts the billing."""
    expect(priya.message("Fatima Al-Sayed asks for changes of version 1")).to_be_visible()
    press(priya, f"Answer the customer's request: proposal of {NUMBER}", "Answer the request")
    priya.choose("Your answer to 1", "Offer something else", priya.modal)
    priya.fill("Quantity that CEC offers", "410")
    priya.choose("Your answer to 2", "Accept as asked", priya.modal)
    expect(priya.field("Quantity that CEC offers")).to_have_value("410")
    priya.submit()
    expect(priya.modal).to_contain_text("complete this required field")
    check(priya)
    priya.fill("Reason", "Ten stay for those who join in spring")
    priya.submit()
    answered(priya, "The customer has the answers", "1. Managed laptop, 410 laptops", "Monthly, in advance")


def ask_by_form(hannah: SandboxPage) -> None:
    """The budget officer asks for another target, and for something in words."""
    ask(hannah, f"Show me the proposal of {NUMBER}", "version 2", "CEC offers instead: Managed laptop: 410 laptops")
    check(hannah)
    press(hannah, f"Ask for a change: version 2 of {NUMBER}", "Ask for a change")
    hannah.click("A line", hannah.modal)
    hannah.choose("Choose a line", "2. Service desk", hannah.modal)
    hannah.fill("Average time", "soon")
    hannah.submit()
    expect(hannah.modal).to_contain_text("Give a number in digits")
    check(hannah)
    hannah.fill("Average time", "30")
    hannah.submit()
    expect(hannah.modal).to_contain_text("30 seconds instead of at most 60 seconds")
    hannah.click("In words", hannah.modal)
    hannah.fill("What should be changed", "We pay within 60 days")
    check(hannah)
    hannah.submit()
    expect(hannah.modal).to_contain_text("In words: We pay within 60 days")
    check(hannah)
    hannah.submit()
    answered(hannah, "Sent to CEC: your changes of version 2")


def decline_one(priya: SandboxPage) -> None:
    expect(priya.message("Hannah Weiss asks for changes of version 2")).to_be_visible()
    press(priya, f"Answer the customer's request: proposal of {NUMBER}", "Answer the request")
    priya.choose("Your answer to 1", "Decline", priya.modal)
    priya.fill("Reason", "Nobody can promise that at night")
    priya.choose("Your answer to 2", "Accept as asked", priya.modal)
    expect(priya.field("Reason")).to_have_value("Nobody can promise that at night")
    priya.submit()
    answered(priya, "The customer has the answers", "We pay within 60 days")


def accept_too_late(fatima: SandboxPage, priya: SandboxPage) -> None:
    """She reads version 3; before she accepts it, CEC presents version 4."""
    fatima.click(f"Open the proposal of {NUMBER}", fatima.message(f"Here is version 3 of the proposal for {NUMBER}, $"))
    answered(fatima, "Since you looked at version 1", "Declined. Reason: Nobody can promise that at night")
    ask(priya, f"/cec proposal {NUMBER}", "It says the same as version 3")
    of_line(priya, 2, "Change")
    priya.fill("Notes", "At night a person answers too")
    priya.submit()
    answered(priya, "It differs from version 3: 1 line changed")
    present(priya, 4, "A note on nights.")
    fatima.click(f"Accept version 3 of {NUMBER}")
    fatima.confirm()
    refused = fatima.message("Version 4 is the current one, not version 3. New in it: Service desk: notes")
    fatima.click(f"Proposal of {NUMBER}", refused)
    answered(fatima, "version 4", "At night a person answers too")


def accept(fatima: SandboxPage, priya: SandboxPage) -> None:
    """Both sides accept version 4; its documents are made."""
    fatima.click(f"Accept version 4 of {NUMBER}")
    fatima.confirm()
    answered(fatima, "Version 4 is accepted for $", "CEC confirms it next")
    expect(priya.message("Fatima Al-Sayed accepted version 4")).to_be_visible()
    press(priya, f"Accept for CEC: proposal of {NUMBER}", "Accept for CEC")
    expect(priya.modal).to_contain_text("At night a person answers too")
    priya.submit()
    expect(priya.message("Both sides accepted version 4. Its documents are made")).to_be_visible()
    for file in ("agreement.docx", "agreement.pdf", "form-7600a.csv", "form-7600b.csv", "schedule.pdf"):
        answered(fatima, f"{NUMBER}-v4-{file}")


# -- pieces ------------------------------------------------------------------------------------------------------


def ask(page: SandboxPage, words: str, *told: str) -> Locator:
    page.say(words)
    return answered(page, *told)


def answered(page: SandboxPage, *told: str) -> Locator:
    """The last message that tells all of these; what others do at the same time may be told below it."""
    found = page.messages
    for each in told:
        found = found.filter(has_text=each)
    expect(found.last).to_be_visible()
    return found.last


def press(page: SandboxPage, label: str, form: str) -> Locator:
    """The last button with this label, which opens this form; axe finds nothing in it."""
    page.click(label)
    opened = page.expect_modal(form)
    check(page)
    return opened
