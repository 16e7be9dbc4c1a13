"""People using the whole product: real Rasa, a real database, Slack's protocol, in a browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import DARK, DESKTOP, LIGHT, PHONE, Window
from tests.browser.sandbox_page import SandboxPage

pytestmark = pytest.mark.timeout(180)

type Look = dict[str, Any]

STAFF = "C0STAFF"
BOTH_LOOKS = {"on a desktop": DESKTOP | LIGHT, "on a phone, dark": PHONE | DARK}
VISITORS = {"U0NINA": "on a desktop", "U0OMAR": "on a phone, dark"}
CUSTOMERS = [
    ("U0MARIA", "Maria Lopez", "SLA-2027-0031", "Proposal and negotiation", "on a desktop"),
    ("U0ERIK", "Erik Lindqvist", "SLA-2027-0038", "Customer survey", "on a phone, dark"),
]


def ask(page: SandboxPage, words: str, *told: str) -> Locator:
    """Say it and wait until the last message tells all of these."""
    page.say(words)
    return answered(page, *told)


def close_form(page: SandboxPage) -> None:
    page.page.keyboard.press("Escape")
    page.expect_no_modal()


def answered(page: SandboxPage, *told: str) -> Locator:
    for each in told:
        expect(page.last_message).to_contain_text(each)
    return page.last_message


@pytest.mark.parametrize("person", VISITORS)
def test_a_visitor_reads_compares_prices_and_shares(window: Window, person: str) -> None:
    page = window(person, **BOTH_LOOKS[VISITORS[person]])
    read_the_catalog(page)
    ask(page, "How much for 40 laptops and 12 desktops in FY2027?", "Estimate for FY2027", "$63,744.00")
    ask(page, "make it 45 laptops", "$70,164.00")
    give_the_exact_quantity(page)
    page.click("Share")
    page.expect_modal("Share the estimate")
    page.choose("Share it in", "general", page.modal)
    page.submit()
    answered(page, "Shared in #general")
    assert not page.overflows()

    reader = window("U0AMARA", "C0GENERAL")
    answered(reader, "Estimate for FY2027", "$90,252.00", "Illustrative prices")
    expect(reader.last_message.get_by_role("button", name="Make my own copy")).to_be_visible()


def read_the_catalog(page: SandboxPage) -> None:
    page.click("Open Mobility", page.open_home())
    expect(page.modal).to_contain_text("Managed tablet")
    close_form(page)
    page.main.get_by_role("tab", name="Messages").click()
    ask(page, "What does CEC offer?", "Wired offices and network")
    page.click("Open Wired offices and network")
    answered(page, "Office network", "Remote access VPN")
    page.click("Details of Office network")
    answered(page, "How we charge", "Service levels", "How to save")
    ask(page, "Compare laptops and desktops", "Managed laptop / Managed desktop", "What drives the price")


def give_the_exact_quantity(page: SandboxPage) -> None:
    page.click("Change quantities, year or term")
    page.expect_modal("Change the estimate")
    laptops = page.field("Managed laptop")
    laptops.fill("0")
    page.submit()
    expect(laptops).to_have_attribute("aria-invalid", "true")
    expect(page.modal).to_contain_text("The number of laptops must be 1 or more")
    laptops.fill("63")
    page.submit()
    page.expect_no_modal()
    answered(page, "63 laptops", "$90,252.00")


@pytest.mark.parametrize(("person", "name", "number", "step", "look"), CUSTOMERS, ids=[each[-1] for each in CUSTOMERS])
def test_a_customer_sees_what_is_next_and_talks_to_staff(
    window: Window, tmp_path: Path, person: str, name: str, number: str, step: str, look: str
) -> None:
    customer = window(person, **BOTH_LOOKS[look])
    see_where_it_stands(customer, number, step)
    ask(customer, "What is next for us?", "waits for you", number)
    ask(customer, "I want to talk to a person about the draft", "I have asked CEC staff to join you")
    customer.main.get_by_role("button", name="1 reply").click()

    staff = window("U0JAMES", STAFF)
    request = staff.message(f"{name}, ")
    expect(request).to_contain_text("I want to talk to a person about the draft")
    request.get_by_role("button", name="Claim").click()
    expect(request).to_contain_text("Claimed by James Okafor")
    staff.open_thread(request)
    expect(customer.side).to_contain_text("James Okafor (Service management lead) from CEC is here")

    write_to_each_other(customer, staff, tmp_path)
    staff.click("Close", staff.side)
    staff.confirm()
    expect(customer.side).to_contain_text("James Okafor closed this conversation")
    expect(staff.side).to_contain_text("What is written here is not passed on any more")
    assert not customer.overflows()


def see_where_it_stands(page: SandboxPage, number: str, step: str) -> None:
    home = page.open_home()
    expect(home).to_contain_text("What waits for you")
    page.click(f"All steps of {number}", home)
    tracker = page.expect_modal(number)
    expect(tracker).to_contain_text(f"{step}: now")
    expect(tracker).to_contain_text("10. Renewal: ahead")
    close_form(page)
    page.main.get_by_role("tab", name="Messages").click()


def write_to_each_other(customer: SandboxPage, staff: SandboxPage, folder: Path) -> None:
    staff.reply("Which part of it?")
    expect(customer.side).to_contain_text("James Okafor: Which part of it?")
    customer.reply("We need 175 laptops.")
    expect(staff.side).to_contain_text("We need 175 laptops.")
    customer.more(customer.side.locator(".msg", has_text="We need 175 laptops."), "Edit message")
    edited = customer.side.get_by_label("Edit message")
    edited.fill("We need 170 laptops.")
    edited.press("Enter")
    expect(staff.side).to_contain_text("We need 170 laptops. (edited)")
    remarks = folder / "remarks.txt"
    remarks.write_text("Fewer laptops, more phones.")
    customer.attach(str(remarks), where=customer.side)
    customer.reply("My remarks:")
    expect(staff.side).to_contain_text("My remarks:")
    expect(staff.side).to_contain_text("remarks.txt")


def test_staff_find_what_is_in_negotiation_in_their_channel(window: Window) -> None:
    page = window("U0GRACE", STAFF)
    page.say("@cec_concierge what's in negotiation for NRCS?")
    page.last_message.get_by_role("button", name="1 reply").click()
    found = page.side.locator(".msg").last
    expect(found).to_contain_text("1 agreement of Natural Resources Conservation Service, at step 4")
    expect(found).to_contain_text("SLA-2027-0031")
    page.choose("Organization", "Any organization", page.side)
    expect(found).to_contain_text("3 agreements at step 4")
    page.choose("SML", "Priya Raman", page.side)
    expect(found).to_contain_text("2 agreements at step 4 (Proposal and negotiation), led by Priya Raman")
    expect(found).not_to_contain_text("SLA-2027-0031")
    page.click("Open SLA-2027-0033", page.side)
    expect(page.side.locator(".msg").last).to_contain_text("SLA-2027-0033: Case management for compliance reviews")


def test_what_not_everyone_may_see_is_told_to_the_asker_alone_where_they_look(window: Window) -> None:
    page = window("U0MARIA", "C0GENERAL")
    told = ask(page, "@cec_concierge where does SLA-2027-0031 stand?", "Only visible to you", "10. Renewal: ahead")
    expect(told).to_contain_text("I answer only you")
    page.click("Full history of SLA-2027-0031")
    history = page.expect_modal("History")
    expect(history).to_contain_text("Every change of SLA-2027-0031, the newest first")


def test_staff_page_through_agreements_and_renewals_by_command(window: Window) -> None:
    page = window("U0PRIYA", "C0GENERAL")
    ask(page, "/cec agreements", "Only visible to you", "1 to 8 of 22, the most urgent first.")
    page.click("Next page of agreements")
    answered(page, "9 to 16 of 22")
    page.choose("Step", "Operations", page.last_message)
    answered(page, "5 agreements at step 7")
    page.click("Open SLA-2026-0007")
    tracker = answered(page, "SLA-2026-0007: Service desk and end-user support", "Operations and support")
    expect(tracker).to_contain_text("Only visible to you")
    ask(page, "/cec renewals", "4 agreements end within 180 days", "SLA-2026-0015")
    page.click("Show what ends within 30 days")
    answered(page, "1 agreement ends within 30 days")


def test_an_administrator_adds_an_organization_and_a_person_and_changes_a_setting(window: Window) -> None:
    page = window("U0DANA", STAFF)
    page.say("/cec admin")
    page.expect_modal("Administration")
    add_an_organization(page)
    add_a_person(page)
    page.click("Back to the list before", page.modal)
    page.click("Open Settings", page.modal)
    page.expect_modal("Settings")
    page.fill("Renewal window", "many")
    page.submit()
    expect(page.field("Renewal window")).to_have_attribute("aria-invalid", "true")
    page.fill("Renewal window", "200")
    page.submit()
    expect(page.expect_modal("Administration")).to_contain_text("Changed: Renewal window.")
    close_form(page)
    ask(page, "/cec renewals", "end within 200 days")


def add_an_organization(page: SandboxPage) -> None:
    page.click("Open Organizations", page.modal)
    page.click("Add an organization", page.modal)
    page.expect_modal("Add an organization")
    page.fill("Key", "Rural Development")
    page.fill("Name", "Rural Development")
    page.fill("Abbreviation", "RD")
    page.fill("E-mail domains", "rd.example.gov")
    page.submit()
    expect(page.field("Key")).to_have_attribute("aria-invalid", "true")
    page.fill("Key", "rd")
    page.submit()
    expect(page.expect_modal("Organizations")).to_contain_text("Rural Development was saved.")


def add_a_person(page: SandboxPage) -> None:
    page.click("Back to the list before", page.modal)
    page.click("Open People", page.modal)
    page.click("Add a person", page.modal)
    page.expect_modal("Add a person")
    page.fill("Name", "Ana Torres")
    page.fill("E-mail", "ana.torres")
    page.choose("Belongs to", "RD Rural Development", page.modal)
    page.submit()
    expect(page.field("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(page.modal).to_contain_text("is not an e-mail address")
    page.fill("E-mail", "ana.torres@rd.example.gov")
    page.submit()
    expect(page.expect_modal("People")).to_contain_text("Ana Torres was saved.")
    expect(page.modal).to_contain_text("1 person.")
