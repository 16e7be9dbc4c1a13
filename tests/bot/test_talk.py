"""Small talk, help, and sentences that were not understood."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Asker, Turn
from bot.handlers import talk, unclear
from bot.replies import Reply
from bot.views.blocks import VALUE
from bot.views.talk import MEANINGS, Offer, ask_button, kept, quoted
from domain.permissions import Actor
from services import Services
from services.memory import Memory, Pending
from tests.blockkit import button, check_reply, shown
from tests.bot.saying import a_turn, an_asker

SMALL_TALK = [
    talk.greet, talk.goodbye, talk.thank, talk.help_, talk.affirm, talk.deny, talk.cancel, talk.out_of_scope,
    talk.cannot_read, unclear.not_understood,
]  # fmt: skip


@pytest.mark.parametrize("handler", SMALL_TALK)
@pytest.mark.parametrize("who", ["stranger", "customer", "staff"])
def test_everyone_gets_an_answer_with_a_full_text(
    services: Services, maria: Actor, james: Actor, handler: object, who: str
) -> None:
    actor = {"stranger": None, "customer": maria, "staff": james}[who]
    reply = handler(a_turn(services, "hm", "greet", asker=an_asker(actor)))  # type: ignore[operator]
    check_reply(reply)
    assert "!" not in reply.text


@pytest.mark.parametrize(("hour", "words"), [(8, "Good morning"), (14, "Good afternoon"), (21, "Good evening")])
def test_the_greeting_follows_the_readers_own_clock(services: Services, hour: int, words: str) -> None:
    local = datetime(2026, 11, 2, hour, 0, tzinfo=ZoneInfo("America/Denver"))
    asker = replace(an_asker(), at=local.astimezone(UTC), zone=ZoneInfo("America/Denver"))
    assert talk.greet(a_turn(services, "hi", "greet", asker=asker)).text.startswith(f"{words}, Maria.")


def test_the_greeting_offers_what_fits_the_person(services: Services, maria: Actor, james: Actor) -> None:
    def offered(actor: Actor | None) -> str:
        return shown(talk.greet(a_turn(services, "hi", "greet", asker=an_asker(actor))))

    assert "My agreements" in offered(maria)
    assert "What waits for CEC" in offered(james)
    assert "My agreements" not in offered(None)


def test_a_hostile_name_is_greeted_without_effect(services: Services) -> None:
    asker = an_asker(name="<!channel>*x*")
    reply = talk.greet(a_turn(services, "hi", "greet", asker=asker))
    assert "<!channel>" not in reply.text
    assert "*x*" not in shown(reply)


def test_help_fits_the_person(services: Services, maria: Actor, james: Actor) -> None:
    assert "Your agreements" in talk.help_for(maria).text
    assert "by organization, number, step or owner" in talk.help_for(james).text
    assert "agreement" not in talk.help_for(an_asker().actor).text.lower()


def test_yes_without_a_question_says_so(services: Services) -> None:
    assert "no open question" in talk.affirm(a_turn(services, "yes", "affirm")).text


def test_yes_to_how_many_asks_for_the_number_again(services: Services) -> None:
    memory = Memory(services=("mailbox",), pending=Pending("quantity"))
    reply = talk.affirm(a_turn(services, "yes", "affirm", memory=memory))
    assert "How many" in reply.text
    assert reply.memory == memory


def test_cancel_forgets_what_was_spoken_of(services: Services) -> None:
    memory = Memory(services=("mailbox",), pending=Pending("quantity"))
    assert talk.cancel(a_turn(services, "stop", "cancel", memory=memory)).memory == Memory()


# -- buttons ----------------------------------------------------------------------------------------------------


@given(st.text(max_size=5000))
def test_a_button_carries_as_much_of_any_text_as_fits(text: str) -> None:
    element = ask_button(Offer("Talk to a person", "talk_to_human", text))
    assert len(element["value"]) <= VALUE
    assert len(element["action_id"]) <= 255
    assert text.startswith(kept(text))


@given(st.text(max_size=500))
def test_a_quotation_never_holds_a_mention_or_a_line_break(text: str) -> None:
    assert not set("<>\n\r") & set(quoted(text))


def test_every_intent_has_words_for_its_button() -> None:
    from bot.intents import INTENTS

    assert set(MEANINGS) == set(INTENTS)
    assert all(len(words) <= 75 for words in MEANINGS.values())


class Answers:
    """A conversation that tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def carry_out(self, offer: Offer, asker: Asker) -> Reply:
        self.asked.append((offer.intent, offer.words))
        return Reply(f"answer to {offer.intent}", memory=Memory(intent=offer.intent))


class Collected:
    """Routes that keep the handlers by their ids."""

    def __init__(self) -> None:
        self.conversation = Answers()
        self.actions: dict[str, object] = {}

    def action(self, action_id: str, handler: object) -> None:
        self.actions[action_id] = handler


def pressed(services: Services, action: str, value: object) -> tuple[Reply, Collected]:
    from tests.bot.saying import a_click

    routes = Collected()
    talk.register(routes)  # type: ignore[arg-type]
    click = a_click(services, {"action_id": f"{action}:1", "value": json.dumps(value)})
    return routes.actions[action](click), routes  # type: ignore[operator]


def test_the_choice_is_carried_out_on_the_original_words(services: Services) -> None:
    reply, routes = pressed(services, "talk.choose", {"intent": "ask_price", "text": "price of the survey"})
    assert routes.conversation.asked == [("ask_price", "price of the survey")]
    assert reply.replace
    assert reply.memory is None  # the conversation has kept it already


@pytest.mark.parametrize("value", [{}, {"intent": "drop_tables", "text": ""}, {"intent": "help", "text": 5}, [], "x"])
def test_a_forged_choice_asks_nothing(services: Services, value: object) -> None:
    reply, routes = pressed(services, "talk.ask", value)
    assert routes.conversation.asked == []
    assert "older message" in reply.text


def test_a_turn_of_a_part_that_is_down_offers_what_works(services: Services) -> None:
    turn = a_turn(services, "price of laptops", "", confidence=0.0)
    assert isinstance(turn, Turn)
    reply = talk.cannot_read(turn)
    assert reply.text.startswith("I can't read free text at the moment, but these work:")
    assert "/cec help" in reply.text
    assert button(reply, "See the services")


OUTSIDE = [
    ("are you a bot", "a program, not a person"),
    ("am I talking to a human?", "a program, not a person"),
    ("I want to complain", "takes complaints"),
    ("how do i get cheaper seats", "Saving money"),
    ("Who approves the 7600A", "I can tell you what Form 7600A means"),
    ("will it rain tomorrow", "That is outside what I can help with"),
    ("who won the para nos match", "That is outside what I can help with"),
]


@pytest.mark.parametrize(("text", "words"), OUTSIDE)
def test_what_is_no_task_and_has_a_plain_answer_gets_it(services: Services, text: str, words: str) -> None:
    reply = talk.out_of_scope(a_turn(services, text, "out_of_scope"))
    check_reply(reply)
    assert words in reply.text


def test_a_complaint_goes_to_a_person_with_its_words(services: Services) -> None:
    reply = talk.out_of_scope(a_turn(services, "I want to complain about the VPN", "out_of_scope"))
    assert "about the VPN" in button(reply, "Talk to a person")["value"]
