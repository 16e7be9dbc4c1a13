"""From a sentence to a reply: several requests in a message, and choices made in words."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.context import Asker
from bot.conversation import Conversation
from bot.handlers import talk
from bot.two_questions import SEVERAL
from bot.understanding.client import UnderstandingUnavailable
from bot.understanding.model import Understanding
from bot.views.talk import Offer
from domain.channels import Place
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.blockkit import button
from tests.bot.desk import Table, a_desk
from tests.bot.saying import OPEN_CHANNEL, an_asker, understood
from tests.bot.sentences import CLOSE, MAILBOXES, PRICE_AND_MEETING, UNCLEAR, unsure


def memory_of(services: Services, asker: Asker) -> Memory:
    return services.memory.read(f"{asker.place.channel_id}:{asker.place.thread_ts or ''}:{asker.slack_user_id}")


# -- several requests -------------------------------------------------------------------------------------------


def test_both_requests_are_answered_in_one_reply(said: Any, maria: Actor) -> None:
    reply = said(PRICE_AND_MEETING, maria)
    assert "40 mailboxes" in reply.text
    assert "$5,760.00" in reply.text
    assert reply.text.index("Estimate") < reply.text.index("No meeting of yours is planned.")


def test_the_second_request_leans_on_what_the_first_was_about(said: Any, maria: Actor) -> None:
    reply = said("where does SLA-2027-0031 stand and when do we meet next", maria)
    assert "SLA-2027-0031, Laptops and mailboxes for field offices" in reply.text
    assert "No meeting of yours is planned." in reply.text


def test_what_both_were_about_is_remembered(said: Any, fresh_services: Services, maria: Actor) -> None:
    said("price for 40 mailboxes and where does SLA-2027-0031 stand", maria)
    memory = memory_of(fresh_services, an_asker(maria, Place("D1", direct=True)))
    assert (memory.services, memory.quantities) == (("mailbox",), (40,))
    assert (memory.agreement, memory.intent) == ("SLA-2027-0031", "agreement_status")


def test_three_requests_are_answered_in_one_reply_and_a_fourth_is_offered(said: Any, maria: Actor) -> None:
    three = "who is our SML, where does our agreement stand and price for 40 mailboxes"
    for text in (three, f"{three}, and when do we meet next"):
        reply = said(text, maria)
        assert "CEC's SML is James Okafor." in reply.text
        assert "3 agreements" in reply.text
        assert "$5,760.00" in reply.text
        assert ("You also wrote “when do we meet next”." in reply.text) is (text != three)
    assert "when do we meet next" in button(reply, "See the meetings")["value"]


def test_a_greeting_and_thanks_around_a_request_change_nothing(said: Any, maria: Actor) -> None:
    alone = said("who is our SML", maria)
    assert said("hi\nwho is our SML\nthanks", maria).text == alone.text


def test_another_language_is_said_and_a_person_is_offered(said: Any, maria: Actor) -> None:
    reply = said("Cuanto cuestan 40 laptops para nuestra oficina", maria)
    assert reply.text == "I can read English only. Please write it in English, or ask for a person."
    assert "nuestra oficina" in button(reply, "Talk to a person")["value"]
    assert said("yes", maria).text == "Do you want this: Talk to a person. Say yes or no."
    assert "asked CEC staff" in said("yes", maria).text


@pytest.mark.parametrize(
    "text",
    [
        "price for 40 mailboxes and can I talk to a person",
        "can I talk to a person and price for 40 mailboxes",
    ],
)
def test_a_person_is_not_called_beside_something_else_but_offered(
    said: Any, fresh_services: Services, maria: Actor, text: str
) -> None:
    reply = said(text, maria)
    assert "$5,760.00" in reply.text
    assert "You also wrote “can I talk to a person”." in reply.text
    assert fresh_services.handoffs.own(maria) is None


def test_in_a_channel_a_refusal_does_not_hide_the_price_and_is_not_told_there(said: Any, maria: Actor) -> None:
    reply = said("price for 40 mailboxes and where does SLA-2027-0044 stand", maria, OPEN_CHANNEL)
    assert not reply.private
    assert "$5,760.00" in reply.text
    assert "can't" not in reply.text
    assert button(reply, "See where an agreement stands")


def test_in_a_channel_a_refusal_that_comes_first_keeps_the_whole_reply_private(said: Any, maria: Actor) -> None:
    reply = said("where does SLA-2027-0044 stand and price for 40 mailboxes", maria, OPEN_CHANNEL)
    assert reply.private
    assert "$5,760.00" in reply.text


def test_in_a_channel_facts_of_the_second_answer_are_named_for_the_whole_reply(said: Any, maria: Actor) -> None:
    reply = said("price for 40 mailboxes and where does SLA-2027-0031 stand", maria, OPEN_CHANNEL)
    assert reply.about == {"nrcs"}


# -- choices in words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", ["the first one", "a price", "Get a price", "number 1", "the 1st please"])
def test_did_you_mean_can_be_answered_in_words(said: Any, maria: Actor, choice: str) -> None:
    assert "Did you mean: Get a price, See the performance or Read about a service." in said(CLOSE.text, maria).text
    assert "How many mailboxes do you need?" in said(choice, maria).text


def test_the_last_of_them_is_the_last(said: Any, maria: Actor) -> None:
    said(CLOSE.text, maria)
    assert "Cloud mailbox" in said("the last one", maria).text


def test_a_yes_to_several_choices_asks_again_which(said: Any, maria: Actor) -> None:
    said(CLOSE.text, maria)
    again = said("yes", maria)
    assert again.text.startswith("Which one do you mean: Get a price, See the performance or Read about a service.")
    assert "How many mailboxes" in said("the first one", maria).text


def test_a_no_to_all_choices_asks_for_other_words_or_a_person(said: Any, maria: Actor) -> None:
    said(CLOSE.text, maria)
    assert "Then please say it in other words" in said("no", maria).text


def test_a_question_of_its_own_after_the_choices_is_answered(said: Any, maria: Actor) -> None:
    said(CLOSE.text, maria)
    assert "CEC's SML is James Okafor." in said("who is our SML", maria).text
    assert "mailboxes" not in said("the first one", maria).text


def test_a_button_works_also_when_the_conversation_is_forgotten_and_twice(said: Any, maria: Actor) -> None:
    offer = Offer("Get a price", "ask_price", CLOSE.text, "forgotten")
    first, second = (said.conversation.carry_out(offer, an_asker(maria, Place("D7", direct=True))) for _ in "12")
    assert "How many mailboxes" in first.text
    assert first.text == second.text


def test_a_choice_is_carried_out_while_understanding_is_away(fresh_services: Services, maria: Actor) -> None:
    class Away(Table):
        def understand(self, text: str, at: datetime, zone: ZoneInfo, within: float | None = None) -> Understanding:
            raise UnderstandingUnavailable("away")

        def read_entities(self, text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> Understanding:
            return understood(text, intent, MAILBOXES)

    conversation = Conversation(fresh_services, Away())  # pyright: ignore[reportArgumentType]
    reply = conversation.carry_out(Offer("Get a price", "ask_price", CLOSE.text), an_asker(maria))
    assert "How many mailboxes" in reply.text


def test_two_failures_in_a_row_offer_a_person_first_and_a_yes_alone_calls_nobody(
    said: Any, fresh_services: Services, maria: Actor
) -> None:
    said(UNCLEAR.text, maria)
    reply = said(UNCLEAR.text, maria)
    assert reply.blocks[-1]["elements"][0]["text"]["text"] == "Talk to a person"
    assert said("yes", maria).text.startswith("Which one do you mean: Talk to a person")
    assert fresh_services.handoffs.own(maria) is None
    said("the first one", maria)
    own = fresh_services.handoffs.own(maria)
    assert own is not None
    assert own.handoff.topic == UNCLEAR.text


@pytest.mark.parametrize(("text", "confidence"), [("blorp", 0.12), ("the last invoice was wrong", 0.2)])
def test_after_two_failures_what_is_perhaps_a_yes_calls_nobody(
    said: Any, fresh_services: Services, maria: Actor, text: str, confidence: float
) -> None:
    said.conversation.understander.known[text] = unsure(text, ("affirm", confidence), ("view_report", 0.1))
    for each in (UNCLEAR.text, UNCLEAR.text, text):
        reply = said(each, maria)
    assert "I did not understand" in reply.text
    assert fresh_services.handoffs.own(maria) is None


def test_small_talk_between_does_not_change_the_subject(said: Any, fresh_services: Services, maria: Actor) -> None:
    said("price for 40 mailboxes", maria)
    for between in ("no", "yes", UNCLEAR.text):
        said(between, maria)
    assert memory_of(fresh_services, an_asker(maria, Place("D1", direct=True))).intent == "ask_price"


# -- theirs -----------------------------------------------------------------------------------------------------


def test_theirs_without_anyone_spoken_of_asks_whose(said: Any, maria: Actor, james: Actor) -> None:
    said.conversation.understander.known["theirs?"] = unsure("theirs?", ("out_of_scope", 0.3))
    said.conversation.understander.known["NRCS"] = understood("NRCS", "out_of_scope", ("organization", "NRCS", "nrcs"))
    assert "Write the name of an organization" in said("theirs?", james).text
    assert "SLA-2027-0031" in said("NRCS", james).text
    assert "of your own organization, not those of others" in said("theirs?", maria).text
    assert "services, prices and how CEC works" in said("theirs?").text


@pytest.mark.parametrize(("marked", "method"), [(True, "chat.postMessage"), (False, "chat.update")])
def test_a_button_in_a_reply_to_several_requests_does_not_take_the_place_of_all(
    fresh_services: Services, marked: bool, method: str
) -> None:
    table = Table({CLOSE.text: CLOSE})
    desk = a_desk(fresh_services, talk, table=table)
    choice = Offer("Get a price", "ask_price", CLOSE.text)
    element = {"action_id": "talk.choose:ask_price", "value": json.dumps(choice.value)}
    blocks = [{"type": "divider", "block_id": SEVERAL}] if marked else [{"type": "divider"}]
    message = {"ts": "1.1", "blocks": blocks}
    container = {"channel_id": "DMARIA", "message_ts": "1.1"}
    desk.click("U0MARIA", element, channel={"id": "DMARIA"}, message=message, container=container)
    assert [sent for sent, _ in desk.slack.sent if sent.startswith("chat.")] == [method]
