"""Where contacts are shown or asked for, there is a button that leads to them."""

import json
from typing import Any

import pytest

from bot.handlers import agreements, contact_forms, home, renewal_steps
from bot.handlers.talk import help_for
from bot.replies import Modal, Reply
from bot.views.next_actions import next_actions
from services import Services
from tests.blockkit import button, check_modal, check_reply
from tests.bot.desk import who
from tests.bot.meetings import FIRST, proposed
from tests.bot.needs import person
from tests.bot.saying import a_click, a_turn


def replied(services: Services, user: str, handler: Any, text: str, intent: str) -> Reply:
    reply = handler(a_turn(services, text, intent, asker=who(services, user)))
    check_reply(reply)
    return reply


def test_the_contact_that_is_next_is_named_by_its_button(services: Services) -> None:
    reply = replied(services, "U0BEATRIZ", agreements.next_step, "what do you need from us", "next_step")
    pressed = a_click(services, button(reply, "Name the budget officer"), who(services, "U0BEATRIZ"))
    form = contact_forms.add(pressed)
    assert isinstance(form, Modal)
    check_modal(form)
    role = next(block for block in form.view["blocks"] if block.get("block_id") == "role")
    assert role["element"]["initial_option"]["value"] == "customer.budget_officer"


def test_after_a_renewal_began_the_contacts_that_it_took_over_are_confirmed(fresh_services: Services) -> None:
    number = fresh_services.renewals.start(person(fresh_services, "james"), "SLA-2026-0011").number
    todo = fresh_services.agreements.next_step(person(fresh_services, "erik"), number)
    assert todo.turn
    assert todo.turn.action == "confirm the contacts of the term before"
    (confirm,) = next_actions(todo)
    form = renewal_steps.contacts(a_click(fresh_services, confirm, who(fresh_services, "U0ERIK")))
    assert isinstance(form, Modal)
    check_modal(form)
    assert "Naomi" in str(form.view)


def test_where_it_is_the_other_sides_turn_there_is_no_button(services: Services) -> None:
    reply = replied(services, "U0INGRID", agreements.next_step, "what is next", "next_step")
    with pytest.raises(AssertionError):
        button(reply, "Name the agreements coordinator")


@pytest.mark.parametrize("text", ["who is our budget officer", "show me all our contacts"])
def test_contacts_can_be_changed_and_saved_where_they_are_shown(services: Services, text: str) -> None:
    reply = replied(services, "U0MARIA", agreements.find_contact, text, "find_contact")
    assert button(reply, "Change contacts")
    assert [e for e in reply.blocks[-1]["elements"] if "vCard" in e["text"]["text"]]


def test_what_is_next_names_the_times_to_answer_and_what_was_promised(fresh_services: Services) -> None:
    proposed(fresh_services)
    reply = replied(fresh_services, "U0ERIK", agreements.next_step, "what do i have to do", "next_step")
    assert "for you" in reply.text.splitlines()[0]
    assert "Meetings that wait for your answer:" in reply.text
    assert '"meetings.open:m-1"' in json.dumps(reply.blocks)
    answered = fresh_services.meetings.answer(person(fresh_services, "erik"), "m-1", yes=(FIRST,))
    assert answered.meeting.time == FIRST
    reply = replied(fresh_services, "U0ERIK", agreements.next_step, "what do i have to do", "next_step")
    assert "Meetings that wait" not in reply.text


def test_home_leads_to_the_contacts_and_a_stranger_to_the_start(services: Services) -> None:
    customer = home.view_for(who(services, "U0MARIA"), services)
    assert button(Reply("x", customer["blocks"]), "Change contacts")
    stranger = home.view_for(who(services, "U0NINA"), services)
    assert button(Reply("x", stranger["blocks"]), "Start with CEC")


def test_help_offers_the_start_to_everyone_but_staff(services: Services) -> None:
    for user, name in (("U0NINA", "Start with CEC"), ("U0MARIA", "New agreement")):
        reply = help_for(who(services, user).actor)
        check_reply(reply)
        assert button(reply, name)
    for user in ("U0MARIA", "U0JAMES"):
        with pytest.raises(AssertionError):
            button(help_for(who(services, user).actor), "Start with CEC")


def test_the_survey_that_is_next_is_opened_by_its_button(services: Services) -> None:
    reply = replied(services, "U0FATIMA", agreements.next_step, "what do you need from us", "next_step")
    assert button(reply, "Go to the survey of SLA-2027-0036")["action_id"].startswith("survey.start")


def test_nobody_is_told_to_have_themselves_sign(services: Services) -> None:
    signer = home.view_for(who(services, "U0RUTH"), services)
    said = json.dumps(signer["blocks"])
    assert "It is your turn since" in said
    assert ": sign the agreement." in said
    assert "have the program official sign" not in said
    assert button(Reply("x", signer["blocks"]), "Read and sign")
