"""Staff note a need in a sentence: it offers the filled form, of the agreement or customer that the words name."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.handlers import needs, needs_answers, needs_notes
from bot.replies import Reply
from bot.slack import SlackUnreachable
from sandbox.blockkit.check import check_view
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply
from tests.bot.desk import Desk, FakeSlack, Table, a_desk, who
from tests.bot.needs import FS, person, press
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


def filled_form(desk: Desk) -> dict[str, Any]:
    """What fills the modal that opened at once."""
    view = desk.slack.all("views.update")[-1]["view"]
    check_view(view)
    return view


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
    form = filled_form(desk)
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
    asked = next(b["element"] for b in filled_form(desk)["blocks"] if b.get("block_id") == "agreement")
    numbers = {each["value"] for each in asked["options"]}
    assert len(numbers) > 1
    assert FS not in numbers


class WithoutLinks(FakeSlack):
    """Slack gives no links of messages, and cannot even be reached for one."""

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        if method == "chat.getPermalink":
            raise SlackUnreachable(method)
        return super().call(method, **arguments)


def pressed_in_channel(desk: Desk) -> None:
    value = json.dumps({"number": FS, "w": "40 laptops", "c": CHANNEL, "ts": "1.0"})
    press(desk, "U0JAMES", {"action_id": "needs.note", "value": value}, channel=CHANNEL)


def test_the_modal_opens_before_the_link_of_the_message_is_asked_for(desk: Desk) -> None:
    pressed_in_channel(desk)
    methods = [method for method, _ in desk.slack.sent]
    assert methods.index("views.open") < methods.index("chat.getPermalink") < methods.index("views.update")
    assert "https://example.slack.com/archives/C0NRCS/p10" in str(filled_form(desk))


def test_without_a_link_of_the_message_the_form_opens_all_the_same(fresh_services: Services) -> None:
    desk = a_desk(fresh_services, needs, needs_notes, slack=WithoutLinks())
    pressed_in_channel(desk)
    filled = {b["block_id"]: b["element"] for b in filled_form(desk)["blocks"] if b["type"] == "input"}
    assert filled["text"]["initial_value"] == "40 laptops"
    assert filled["source"]["initial_option"]["value"] == "conversation"


def test_a_form_that_can_not_be_opened_is_told(fresh_services: Services) -> None:
    desk = a_desk(fresh_services, needs, needs_notes, slack=FakeSlack(refuse={"views.open": "expired_trigger_id"}))
    pressed_in_channel(desk)
    assert "try it again" in desk.slack.all("chat.postMessage")[-1]["text"]


def test_what_is_counted_in_another_unit_has_no_quantity(services: Services) -> None:
    named = (("quantity", "15", 15), ("service", "backup", "backup_storage"))
    assert "q" not in kept(noted(services, "need: 15 sites with backup", *named))
    assert kept(noted(services, "need: 15 GB of backup", *named))["q"] == 15


def test_tb_of_what_is_counted_in_gb_are_a_thousand_each(services: Services) -> None:
    named = (("quantity", "15", 15), ("service", "backup", "backup_storage"))
    assert kept(noted(services, "need: 15 TB of backup", *named))["q"] == 15_000


def test_of_two_numbers_the_one_with_the_unit_is_the_quantity(services: Services) -> None:
    named = (("quantity", "12", 12), ("quantity", "40", 40), ("service", "storage", "block_storage"))
    assert kept(noted(services, "need: for 12 sites 40 TB of storage", *named))["q"] == 40


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


@pytest.mark.parametrize("text", ["Note that the meeting moved to Tuesday", "note - call me", "note: bring your badge"])
def test_in_passing_ordinary_talk_of_staff_is_no_note(services: Services, text: str) -> None:
    assert not needs_notes.is_note_in_passing(who(services, "U0JAMES", CHANNEL), text)
