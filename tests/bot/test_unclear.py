"""Sentences that were not understood, or may mean several things."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.choices import picked_offer
from bot.handlers import unclear
from bot.replies import Reply
from bot.views.talk import MEANINGS, Offer
from domain.permissions import Actor
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply, shown
from tests.bot.saying import Named, a_turn, an_asker

NRCS = "Natural Resources Conservation Service"

# -- not understood ---------------------------------------------------------------------------------------------


def answered(
    services: Services, text: str, *named: Named, memory: Memory | None = None, actor: Actor | None = None
) -> Reply:
    turn = a_turn(services, text, "", *named, memory=memory, asker=an_asker(actor), confidence=0.2)
    reply = unclear.not_understood(turn)
    check_reply(reply)
    return reply


def test_it_says_so_and_offers_three_likely_things_and_a_person(services: Services) -> None:
    reply = answered(services, "laptop thing of the soil people", ("service", "laptop", "managed_laptop"))
    assert "I did not understand “laptop thing of the soil people”" in reply.text
    for name in ("About Managed laptop", "Price of Managed laptop", "Talk to a person"):
        assert button(reply, name)
    assert len(reply.blocks[-1]["elements"]) == 4


def test_the_guesses_of_the_understanding_are_offered_to_whom_they_fit(services: Services, maria: Actor) -> None:
    guesses = (("explain_process", 0.3), ("greet", 0.25), ("view_report", 0.2), ("deny", 0.05))
    stranger = a_turn(services, "mmm dunno", "", confidence=0.3)
    stranger = replace(stranger, understanding=replace(stranger.understanding, ranking=guesses))
    assert MEANINGS["view_report"] not in shown(unclear.not_understood(stranger))
    turn = replace(stranger, asker=an_asker(maria))
    reply = unclear.not_understood(turn)
    assert button(reply, MEANINGS["explain_process"])
    assert button(reply, MEANINGS["view_report"])
    assert "hello" not in shown(reply)


def test_the_agreements_of_an_organization_are_offered_by_its_name_to_who_may_see_them(
    services: Services, maria: Actor, james: Actor
) -> None:
    theirs, other = ("organization", "nrcs", "nrcs"), ("organization", "aphis", "aphis")
    assert button(answered(services, "nrcs zebra", theirs, actor=maria), f"Agreements of {NRCS}")
    assert button(answered(services, "nrcs zebra", theirs, actor=james), f"Agreements of {NRCS}")
    for stranger in (maria, None):
        assert "Agreements of" not in shown(answered(services, "aphis zebra", other, actor=stranger))


def test_the_same_thing_is_offered_once(services: Services, maria: Actor) -> None:
    turn = a_turn(services, "wait, one more thing", "", confidence=0.3, asker=an_asker(maria))
    turn = replace(turn, understanding=replace(turn.understanding, ranking=(("next_step", 0.3),)))
    reply = unclear.not_understood(turn)
    assert "See what is next for me" in reply.text
    assert "What is next for me" not in reply.text


def test_a_word_of_the_glossary_is_offered(services: Services) -> None:
    assert "What Form 7600A means" in answered(services, "something something 7600a whatever").text


def test_after_two_failures_in_a_row_the_person_comes_first(services: Services) -> None:
    once = answered(services, "blorp")
    assert once.memory is not None
    assert once.memory.misunderstood == 1
    twice = answered(services, "blorp blorp", memory=once.memory)
    first = twice.blocks[-1]["elements"][0]
    assert first["text"]["text"] == "Talk to a person"
    assert first["style"] == "primary"
    assert twice.memory is not None
    yes = a_turn(services, "yes please", "affirm")
    assert picked_offer(replace(yes, memory=twice.memory)) is None  # nothing was asked that a yes answers
    first_one = a_turn(services, "the first one", "affirm")
    chosen = picked_offer(replace(first_one, memory=twice.memory))
    assert chosen == Offer("Talk to a person", "talk_to_human", "blorp blorp")


UNREADABLE = [
    ("", "was empty"), ("   \n", "was empty"), ("😀😀", "no signs or emoji"), (":tada:", "no signs or emoji"),
    ("?!", "no signs or emoji"),
    ("Сколько стоит", "English only"), ("笔记本电脑", "English only"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), UNREADABLE)
def test_what_cannot_be_read_is_named(services: Services, text: str, words: str) -> None:
    assert words in answered(services, text).text


HOSTILE = [
    "<!channel> all",
    "<script>alert(1)</script>",
    "*_~` marks",
    "a\x00b\x07c",
    "<@U0DANA> see",
    "x" * 4000,
    "😀 a " * 1000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_echoed_short_and_without_effect(services: Services, text: str) -> None:
    reply = answered(services, text)
    for live in ("<!channel>", "<script>", "<@U0DANA>", "*_~`", "\x00", "\x07"):
        assert live not in reply.text
        assert live not in shown(reply)
    assert len(reply.text) < 800


# -- did you mean -----------------------------------------------------------------------------------------------


def test_two_likely_meanings_are_asked_with_buttons_that_keep_the_words(services: Services) -> None:
    turn = a_turn(services, "price of the survey", "ask_price")
    reply = unclear.did_you_mean(turn, ("ask_price", "explain_process"))
    check_reply(reply)
    assert "Get a price or How working with CEC goes" in reply.text
    value = json.loads(button(reply, "Get a price")["value"])
    assert value == {"intent": "ask_price", "text": "price of the survey"}


def test_at_most_three_meanings_are_offered(services: Services) -> None:
    turn = a_turn(services, "hm", "ask_price")
    reply = unclear.did_you_mean(turn, ("ask_price", "explain_process", "view_report", "list_meetings"))
    assert len(reply.blocks[-1]["elements"]) == 4  # three, and something else


def test_a_language_that_is_not_read_is_named_and_a_person_is_offered(services: Services) -> None:
    reply = unclear.not_english(a_turn(services, "¿Dónde están nuestros acuerdos?", "ask_price"))
    check_reply(reply)
    assert "English only" in reply.text
    assert "acuerdos" in button(reply, "Talk to a person")["value"]
    assert reply.memory is not None
    assert reply.memory.misunderstood == 1


def test_a_message_that_is_too_long_is_not_read_and_a_person_is_offered(said: Any, maria: Actor) -> None:
    reply = said("x" * 4_001, maria)
    assert "I take up to 4,000 characters. Please ask in a few sentences" in reply.text
    assert len(button(reply, "Talk to a person")["value"]) < 2_000
    assert "longer than I can read" not in said("x" * 4_000, maria).text


def test_choices_stand_once_in_what_is_shown_and_once_in_what_is_read_aloud(services: Services) -> None:
    turn = a_turn(services, "laptop thing", "", ("service", "laptop", "managed_laptop"), confidence=0.2)
    due = replace(turn, memory=Memory(misunderstood=1))
    for reply in (
        unclear.not_understood(turn),
        unclear.not_understood(due),
        unclear.did_you_mean(turn, ("ask_price", "greet")),
    ):
        check_reply(reply)
        *offered, _ = [each["text"]["text"] for each in reply.blocks[-1]["elements"]]
        for name in offered:
            if name != "Talk to a person":
                assert name not in reply.blocks[0]["text"]["text"]
                assert reply.text.count(name) == 1
