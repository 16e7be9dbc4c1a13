"""Small talk, help, and sentences that were not understood."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.context import Asker, Turn
from bot.handlers import talk
from bot.replies import Reply
from bot.views.blocks import VALUE
from bot.views.talk import MEANINGS, Offer, ask_button, kept, quoted
from domain.permissions import Actor
from services import Services
from services.memory import Memory, Pending
from tests.blockkit import button, check_reply, shown
from tests.bot.saying import Named, a_turn, an_asker

SMALL_TALK = [
    talk.greet, talk.goodbye, talk.thank, talk.help_, talk.affirm, talk.deny, talk.cancel, talk.out_of_scope,
    talk.cannot_read, talk.not_understood,
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


# -- not understood ---------------------------------------------------------------------------------------------


def unclear(
    services: Services, text: str, *named: Named, memory: Memory | None = None, actor: Actor | None = None
) -> Reply:
    turn = a_turn(services, text, "", *named, memory=memory, asker=an_asker(actor), confidence=0.2)
    reply = talk.not_understood(turn)
    check_reply(reply)
    return reply


def test_it_says_so_and_offers_three_likely_things_and_a_person(services: Services) -> None:
    reply = unclear(services, "laptop thing of the soil people", ("service", "laptop", "managed_laptop"))
    assert "I did not understand “laptop thing of the soil people”" in reply.text
    for name in ("About Managed laptop", "Price of Managed laptop", "Talk to a person"):
        assert button(reply, name)
    assert len(reply.blocks[-1]["elements"]) == 4


def test_the_guesses_of_the_understanding_are_offered(services: Services) -> None:
    turn = a_turn(services, "mmm dunno", "", confidence=0.3)
    guesses = (("explain_process", 0.3), ("greet", 0.25), ("view_report", 0.2), ("deny", 0.05))
    turn = replace(turn, understanding=replace(turn.understanding, ranking=guesses))
    reply = talk.not_understood(turn)
    assert button(reply, MEANINGS["explain_process"])
    assert button(reply, MEANINGS["view_report"])
    assert "hello" not in shown(reply)


def test_the_same_thing_is_offered_once(services: Services, maria: Actor) -> None:
    turn = a_turn(services, "wait, one more thing", "", confidence=0.3, asker=an_asker(maria))
    turn = replace(turn, understanding=replace(turn.understanding, ranking=(("next_step", 0.3),)))
    reply = talk.not_understood(turn)
    assert "See what is next for me" in reply.text
    assert "What is next for me" not in reply.text


def test_a_word_of_the_glossary_is_offered(services: Services) -> None:
    assert "What Form 7600A means" in unclear(services, "something something 7600a whatever").text


def test_after_two_failures_in_a_row_the_person_comes_first(services: Services) -> None:
    once = unclear(services, "blorp")
    assert once.memory is not None
    assert once.memory.misunderstood == 1
    twice = unclear(services, "blorp blorp", memory=once.memory)
    first = twice.blocks[-1]["elements"][0]
    assert first["text"]["text"] == "Talk to a person"
    assert first["style"] == "primary"
    assert twice.memory is not None
    assert twice.memory.pending == Pending("offer", {"intent": "talk_to_human"})


UNREADABLE = [
    ("", "was empty"), ("   \n", "was empty"), ("👍👍", "no signs or emoji"), ("?!", "no signs or emoji"),
    ("Сколько стоит", "English only"), ("笔记本电脑", "English only"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), UNREADABLE)
def test_what_cannot_be_read_is_named(services: Services, text: str, words: str) -> None:
    assert words in unclear(services, text).text


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
    reply = unclear(services, text)
    for live in ("<!channel>", "<script>", "<@U0DANA>", "*_~`", "\x00", "\x07"):
        assert live not in reply.text
        assert live not in shown(reply)
    assert len(reply.text) < 800


@given(st.text(max_size=5000))
def test_a_button_carries_as_much_of_any_text_as_fits(text: str) -> None:
    element = ask_button(Offer("Talk to a person", "talk_to_human", text))
    assert len(element["value"]) <= VALUE
    assert len(element["action_id"]) <= 255
    assert text.startswith(kept(text))


@given(st.text(max_size=500))
def test_a_quotation_never_holds_a_mention_or_a_line_break(text: str) -> None:
    assert not set("<>\n\r") & set(quoted(text))


# -- did you mean -----------------------------------------------------------------------------------------------


def test_two_likely_meanings_are_asked_with_buttons_that_keep_the_words(services: Services) -> None:
    turn = a_turn(services, "price of the survey", "ask_price")
    reply = talk.did_you_mean(turn, ("ask_price", "explain_process"))
    check_reply(reply)
    assert "Get a price or How working with CEC goes" in reply.text
    value = json.loads(button(reply, "Get a price")["value"])
    assert value == {"intent": "ask_price", "text": "price of the survey"}


def test_at_most_three_meanings_are_offered(services: Services) -> None:
    turn = a_turn(services, "hm", "ask_price")
    reply = talk.did_you_mean(turn, ("ask_price", "explain_process", "view_report", "list_meetings"))
    assert len(reply.blocks[-1]["elements"]) == 4  # three, and something else


def test_every_intent_has_words_for_its_button() -> None:
    from bot.intents import INTENTS

    assert set(MEANINGS) == set(INTENTS)
    assert all(len(words) <= 75 for words in MEANINGS.values())


class Answers:
    """A conversation that tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def answer_as(self, intent: str, asker: Asker, text: str) -> Reply:
        self.asked.append((intent, text))
        return Reply(f"answer to {intent}", memory=Memory(intent=intent))


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
    ("¿Cuánto cuestan 50 portátiles?", "English only"),
    ("Combien coûtent 50 ordinateurs pour nous ?", "English only"),
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


def test_a_language_that_is_not_read_is_named_where_nothing_was_understood(services: Services) -> None:
    reply = talk.not_understood(a_turn(services, "¿Dónde están nuestros acuerdos?", "", confidence=0.1))
    assert "English only" in reply.text
