"""Staff note a need in a sentence: it offers the filled form, of the agreement or customer that the words name."""

import json
from typing import Any

import pytest

from bot.handlers import needs, needs_answers, needs_notes
from bot.replies import Reply
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.desk import Desk, Table, a_desk, who
from tests.bot.needs import FS, opened, person, press
from tests.bot.saying import Named, a_turn, understood

CHANNEL = "C0NRCS"
NOTE = "note: they need 40 laptops for the field office"
KNOWN = {NOTE: understood(NOTE, "ask_price", ("quantity", "40", 40), ("service", "laptops", "managed_laptop"))}


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, needs, needs_answers, needs_notes, table=Table(KNOWN))


def noted(services: Services, text: str, *named: Named, memory: Memory | None = None, user: str = "U0JAMES") -> Reply:
    turn = a_turn(services, text, "ask_price", *named, memory=memory, asker=who(services, user))
    said = needs_notes.noted(turn)
    assert said is not None
    reply = needs_notes.note(turn, said)
    check_reply(reply)
    return reply


def kept(reply: Reply) -> dict[str, Any]:
    return json.loads(button(reply, "Record this need")["value"])


def test_a_sentence_of_staff_offers_the_filled_form(desk: Desk) -> None:
    services = desk.routes.services
    asker = who(services, "U0JAMES")
    services.memory.keep("D1::U0JAMES", Memory(agreement=FS, organization="fs"))
    reply = desk.routes.conversation.answer(asker, NOTE, "1.0")
    check_reply(reply)
    assert "a need of SLA-2027-0048" in reply.text
    press(desk, "U0JAMES", button(reply, "Record this need"))
    form = opened(desk)
    filled = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert filled["text"]["initial_value"] == "40 laptops for the field office"
    assert filled["service"]["initial_option"]["value"] == "managed_laptop"
    assert filled["quantity"]["initial_value"] == "40"
    assert filled["area"]["initial_option"]["value"] == "end_user_support"
    assert not services.needs.view(person(services, "james"), FS).needs


def test_the_agreement_that_is_named_is_meant_and_remembered(services: Services) -> None:
    text, spoken_of = f"{FS}: they need 40 switches", Memory(agreement="SLA-2027-0044", organization="aphis")
    reply = noted(services, text, ("agreement_number", FS, FS), ("quantity", "40", 40), memory=spoken_of)
    assert "Shall I record this as a need of SLA-2027-0048? “40 switches”" in reply.text
    assert kept(reply)["q"] == 40
    assert reply.memory is not None
    assert (reply.memory.agreement, reply.memory.organization) == (FS, "fs")


def test_a_number_that_no_agreement_has_is_told(services: Services) -> None:
    number = "SLA-2027-9999"
    reply = noted(services, f"record needs for {number}: 20 desk phones", ("agreement_number", number, number))
    assert "There is no agreement “SLA-2027-9999”" in reply.text


def test_a_customer_that_is_named_means_its_only_agreement_at_this_step(services: Services) -> None:
    reply = noted(services, "FS needs 30 monitors", ("organization", "FS", "fs"), ("quantity", "30", 30))
    assert kept(reply)["number"] == FS


def test_of_a_customer_with_several_agreements_the_form_asks_which(desk: Desk) -> None:
    text = "NRCS needs 30 monitors"
    spoken_of = Memory(agreement=FS, organization="fs")
    named = (("organization", "NRCS", "nrcs"), ("quantity", "30", 30))
    reply = noted(desk.routes.services, text, *named, memory=spoken_of)
    assert "Shall I record this as a need?" in reply.text
    press(desk, "U0JAMES", button(reply, "Record this need"))
    asked = next(b["element"] for b in opened(desk)["blocks"] if b.get("block_id") == "agreement")
    numbers = {each["value"] for each in asked["options"]}
    assert len(numbers) > 1
    assert FS not in numbers


def test_what_is_counted_in_another_unit_has_no_quantity(services: Services) -> None:
    named = (("quantity", "15", 15), ("service", "backup", "backup_storage"))
    assert "q" not in kept(noted(services, "need: 15 TB of backup", *named))
    assert kept(noted(services, "need: 15 GB of backup", *named))["q"] == 15


def test_they_are_who_was_spoken_of(services: Services) -> None:
    text, counted = "they need 40 switches", ("quantity", "40", 40)
    spoken_of = Memory(agreement=FS, organization="fs")
    assert kept(noted(services, text, counted, memory=spoken_of))["number"] == FS
    assert needs_notes.noted(a_turn(services, text, "ask_price", counted, asker=who(services, "U0JAMES"))) is None


@pytest.mark.parametrize("text", [NOTE, f"{FS}: they need 40 switches", "they need 40 switches"])
def test_a_customers_note_is_an_ordinary_sentence(services: Services, text: str) -> None:
    turn = a_turn(services, text, "ask_price", ("quantity", "40", 40), asker=who(services, "U0ERIK"))
    assert needs_notes.noted(turn) is None


def test_in_passing_a_note_counts_only_in_bound_channels(services: Services) -> None:
    assert needs_notes.is_note_in_passing(who(services, "U0JAMES", CHANNEL), NOTE)
    assert not needs_notes.is_note_in_passing(who(services, "U0JAMES", "C0GENERAL"), NOTE)
    assert not needs_notes.is_note_in_passing(who(services, "U0JAMES", CHANNEL), "they need 40 switches")
