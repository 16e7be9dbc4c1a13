"""Sentences about contacts: they open the filled form by a button, and change nothing by themselves."""

from typing import Any

import pytest

from bot.handlers import contact_forms, contact_menu
from bot.handlers.share_contacts import share_contacts
from bot.plain_requests import plain_intent
from bot.replies import Modal, Outcome, Reply
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_modal, check_reply
from tests.bot.desk import who
from tests.bot.saying import a_click, a_turn

RMA, NRCS = "SLA-2027-0053", "SLA-2027-0031"


def shared(services: Services, user: str, text: str, *named: Any, memory: Memory | None = None) -> Reply:
    turn = a_turn(services, text, "share_contacts", *named, asker=who(services, user), memory=memory)
    reply = share_contacts(turn)
    check_reply(reply)
    return reply


def form(services: Services, user: str, reply: Reply, name: str) -> dict[str, Any]:
    outcome: Outcome = contact_forms.add(a_click(services, button(reply, name), who(services, user)))
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def filled(view: dict[str, Any]) -> dict[str, Any]:
    inputs = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    return {
        name: e.get("initial_value") or e.get("initial_user") or e.get("initial_option", {}).get("value")
        for name, e in inputs.items()
    }


def test_the_form_holds_what_was_said(services: Services) -> None:
    text = "our new budget officer is Ana Ruiz, ana.ruiz@rma.example.gov, 202-555-0199"
    reply = shared(services, "U0INGRID", text)
    assert "I can name Ana Ruiz as budget officer" in reply.text
    assert "Nothing is changed before you send the form." in reply.text
    found = filled(form(services, "U0INGRID", reply, "Name Ana Ruiz"))
    assert found == {
        "agreement": RMA, "role": "customer.budget_officer", "how": "instead", "person": None, "name": "Ana Ruiz",
        "email": "ana.ruiz@rma.example.gov", "title": None, "phone": "202-555-0199",
    }  # fmt: skip
    assert "budget officer" not in str(services.agreements.contacts(who(services, "U0INGRID").actor)[0].contacts)


def test_what_is_still_missing_is_named(services: Services) -> None:
    reply = shared(services, "U0INGRID", "here are our contacts")
    assert f"{RMA} still needs" in reply.text
    assert "customer contact as technical lead" in reply.text


def test_with_several_agreements_the_form_asks_for_which(services: Services) -> None:
    reply = shared(services, "U0MARIA", "our new budget officer is Ana Ruiz")
    view = form(services, "U0MARIA", reply, "Name Ana Ruiz")
    assert filled(view)["agreement"] == "all"
    one = shared(services, "U0MARIA", f"Ana Ruiz for {NRCS}", ("agreement_number", NRCS, NRCS))
    assert "agreement" not in filled(form(services, "U0MARIA", one, "Name Ana Ruiz"))


@pytest.mark.parametrize(
    "text",
    [
        "technical lead: Ellen Park; budget officer: Omar Diaz",
        "our technical lead is Ellen Park and our budget officer is Omar Diaz",
        "Our technical lead is Ellen Park, and Omar Diaz is our budget officer",
    ],
)
def test_several_people_get_a_form_each(services: Services, text: str) -> None:
    reply = shared(services, "U0INGRID", text)
    assert filled(form(services, "U0INGRID", reply, "Name Ellen Park"))["role"] == "customer.technical_lead"
    assert filled(form(services, "U0INGRID", reply, "Name Omar Diaz"))["role"] == "customer.budget_officer"


def test_who_left_is_handed_over(services: Services) -> None:
    reply = shared(services, "U0MARIA", "Linh Tran has retired")
    outcome = contact_menu.leaving(a_click(services, button(reply, "Linh Tran left"), who(services, "U0MARIA")))
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    assert outcome.view["title"]["text"] == "A person left"


def test_the_speaker_names_themselves(services: Services) -> None:
    reply = shared(services, "U0DMITRI", "I am now the technical lead")
    assert "I can name you as technical lead" in reply.text
    assert filled(form(services, "U0DMITRI", reply, "Open the form"))["person"] == "U0DMITRI"


def test_staff_say_whose(services: Services) -> None:
    assert "Whose contacts" in shared(services, "U0PRIYA", "new budget officer: Ana Ruiz").text
    reply = shared(services, "U0PRIYA", "the SML is Priya Raman", memory=Memory(agreement=RMA))
    found = filled(form(services, "U0PRIYA", reply, "Name Priya Raman"))
    assert (found["role"], found["person"], found["name"]) == ("cec.sml", "U0PRIYA", None)


@pytest.mark.parametrize("text", ["Name <!channel> & Ko as lead", "נטע כהן היא מנהלת התקציב", "A" * 3000, "Ana " * 900])
def test_any_words_make_a_reply_that_slack_takes(services: Services, text: str) -> None:
    reply = shared(services, "U0INGRID", text)
    assert "<!channel>" not in reply.text


def test_a_stranger_is_offered_to_start(services: Services) -> None:
    reply = shared(services, "U0NINA", "here are our contacts")
    assert button(reply, "Start with CEC")


def test_a_customer_who_wants_to_start_is_offered_a_new_agreement(services: Services) -> None:
    reply = shared(services, "U0MARIA", "we want to start with CEC again")
    assert "Your organization has 3 open agreements with CEC: SLA-20" in reply.text
    assert "opens a new agreement" in reply.text
    assert button(reply, "New agreement")
    assert button(reply, "My agreements")


def test_another_organization_is_refused(services: Services) -> None:
    reply = shared(services, "U0MARIA", "the budget officer of FS is Ana Ruiz", ("organization", "FS", "fs"))
    assert "there is no such agreement of your organization" in reply.text


def test_the_wish_to_start_is_heard_whatever_was_understood(services: Services, maria: Actor) -> None:
    turn = a_turn(services, "I want to do business with CEC", "explain_process", asker=who(services, "U0NINA"))
    assert plain_intent(turn) == "share_contacts"
    told = a_turn(services, "our new budget officer is Ana Ruiz, ana@rma.example.gov", "find_contact", confidence=0.5)
    assert plain_intent(told) == "share_contacts"
    asked = a_turn(services, "is ana@rma.example.gov the address of our new budget officer", "find_contact")
    assert plain_intent(asked) is None
    staff = a_turn(services, "they want to do business with CEC", "explain_process", asker=who(services, "U0JAMES"))
    assert plain_intent(staff) is None


@pytest.mark.parametrize(
    ("text", "understood_as"),
    [
        ("our new technical lead for SLA-2027-0051 is Kwame Mensah", "agreement_status"),
        ("The budget officer of SLA-2027-0051 is now Zoë Brûlé.", "agreement_status"),
        ("Thomas Redcloud left the agency, Zoë Brûlé replaces him", "share_contacts"),
        ("Thomas Redcloud has left us", "out_of_scope"),
        ("Zoë Brûlé retired", "out_of_scope"),
    ],
)
def test_who_is_named_or_has_left_is_heard_whatever_was_understood(
    services: Services, text: str, understood_as: str
) -> None:
    turn = a_turn(services, text, understood_as, asker=who(services, "U0BEATRIZ"), confidence=0.5)
    assert plain_intent(turn) == "share_contacts"


@pytest.mark.parametrize(
    "text",
    [
        "who is the technical lead for SLA-2027-0051",
        "has Thomas Redcloud left the agency",
        "is our new technical lead Kwame Mensah",
        "our new service is Managed Laptop",
        "the technical lead of SLA-2027-0051 is waiting",
        "how many laptops are left",
    ],
)
def test_what_names_nobody_is_left_to_the_understanding(services: Services, text: str) -> None:
    turn = a_turn(services, text, "report_issue", asker=who(services, "U0BEATRIZ"), confidence=0.5)
    assert plain_intent(turn) != "share_contacts"


def test_who_replaces_someone_gets_their_role_in_the_form(services: Services) -> None:
    reply = shared(services, "U0BEATRIZ", "Thomas Redcloud left the agency, Zoë Brûlé replaces him")
    assert "I can name Zoë Brûlé as budget officer" in reply.text
    found = filled(form(services, "U0BEATRIZ", reply, "Name Zoë Brûlé"))
    assert (found["role"], found["how"], found["name"]) == ("customer.budget_officer", "instead", "Zoë Brûlé")
    assert button(reply, "Thomas Redcloud left")
