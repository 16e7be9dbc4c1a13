"""Sentences that may mean two things: asked about only where there is something to choose."""

import pytest

from bot.conversation import Conversation
from bot.understanding.model import Understanding
from cli.experience import Met, met
from domain.channels import Place
from services import Services
from tests.bot.desk import Table
from tests.bot.saying import an_asker, understood

LAPTOPS = ("service", "laptops", "managed_laptop")
DESKTOPS = ("service", "desktops", "managed_desktop")
type Ranking = tuple[tuple[str, float], ...]
SENTENCE = "laptops rivalling desktops"


def between(*ranking: tuple[str, float]) -> Understanding:
    meaning = understood(SENTENCE, ranking[0][0], LAPTOPS, DESKTOPS, confidence=ranking[0][1])
    return Understanding(meaning.text, meaning.intent, meaning.confidence, ranking, meaning.entities)


ANSWERED = [
    ("sure of it", (("describe_service", 0.9), ("ask_price", 0.05))),
    ("only otherwise out of scope", (("describe_service", 0.5), ("out_of_scope", 0.43))),
]
ASKED = [
    (
        "two of ours",
        (("describe_service", 0.5), ("ask_price", 0.45)),
        "Did you mean: Read about a service or Get a price",
    ),
    ("rather out of scope", (("out_of_scope", 0.5), ("describe_service", 0.43)), "Is it this: Read about a service"),
]


def said(services: Services, place: str, ranking: Ranking) -> str:
    conversation = Conversation(services, Table({SENTENCE: between(*ranking)}))  # pyright: ignore[reportArgumentType]
    return conversation.answer(an_asker(place=Place(place, direct=True)), SENTENCE).text


@pytest.mark.parametrize(("name", "ranking"), ANSWERED, ids=[each[0] for each in ANSWERED])
def test_a_sentence_with_one_meaning_of_ours_is_answered(services: Services, name: str, ranking: Ranking) -> None:
    answer = said(services, f"D {name}", ranking)
    assert "Managed laptop" in answer
    assert "Managed desktop" in answer


@pytest.mark.parametrize(("name", "ranking", "question"), ASKED, ids=[each[0] for each in ASKED])
def test_a_sentence_between_two_meanings_is_asked_about(
    services: Services, name: str, ranking: Ranking, question: str
) -> None:
    answer = said(services, f"D {name}", ranking)
    assert question in answer
    assert "$" not in answer


UNDERSTOOD_AS = [
    (ANSWERED[0][1], "describe_service", Met.ANSWERED_RIGHT),
    (ANSWERED[1][1], "describe_service", Met.ANSWERED_RIGHT),
    (ASKED[0][1], "ask_price", Met.ASKED_RIGHT),
    (ASKED[1][1], "describe_service", Met.ASKED_RIGHT),
]


@pytest.mark.parametrize(("ranking", "expected", "what"), UNDERSTOOD_AS)
def test_the_evaluation_says_the_same(ranking: Ranking, expected: str, what: Met) -> None:
    assert met(between(*ranking), expected) is what


SMALL_TALK = [
    ("a yes that may be a no", (("deny", 0.5), ("affirm", 0.4)), "I did not understand"),
    ("a yes that may be thanks", (("affirm", 0.5), ("thank", 0.4)), "no open question"),
    ("a greeting that may be a goodbye", (("greet", 0.5), ("goodbye", 0.4)), "Good morning"),
    ("a no that may be a question", (("deny", 0.5), ("ask_price", 0.4)), "Is it this: Get a price"),
    ("nothing of ours", (("out_of_scope", 0.5), ("deny", 0.4)), "outside what I can help with"),
]


@pytest.mark.parametrize(("name", "ranking", "answer"), SMALL_TALK, ids=[each[0] for each in SMALL_TALK])
def test_nobody_is_asked_whether_they_meant_to_say_hello(
    services: Services, name: str, ranking: Ranking, answer: str
) -> None:
    words = said(services, f"D {name}", ranking)
    assert answer in words
    for label in ("Yes or", "or Yes", "Say hello", "Say thanks", "End here", "None of these"):
        assert label not in words
