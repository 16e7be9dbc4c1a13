"""Where the intent is settled by a button or by plain words, the sentence is read by it, not by the guess.

The guess here is a new meeting, for which February lies ahead; of a report it lies behind.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.context import Turn
from bot.conversation import Conversation
from bot.intents import INTENTS
from bot.replies import Reply
from bot.understanding.client import NluClient, Parsed, UnderstandingUnavailable
from bot.understanding.model import Entity
from bot.understanding.understander import Understander, meant_as
from bot.views.talk import Offer
from domain.channels import Place
from services import Services
from tests.bot.saying import AT, ZONE, an_asker

SENTENCE = "numbers for February 3"
GUESS = (("schedule_meeting", 0.5), ("view_report", 0.01))
BACK, AHEAD = "2026-02-03", "2027-02-03"


class Server(NluClient):
    """Understanding from a table; what is not in it is a new meeting, perhaps."""

    def __init__(self, known: dict[str, tuple[str, float]] | None = None, away: bool = False) -> None:
        super().__init__("http://127.0.0.1:9")
        self.known, self.away = known or {}, away

    def parse(self, text: str, within: float | None = None) -> Parsed:
        if self.away:
            raise UnderstandingUnavailable("away")
        return Parsed((self.known[text],) if text in self.known else GUESS, ())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Turn]:
    """What the handler of reports is asked."""
    turns: list[Turn] = []

    def handler(turn: Turn) -> Reply:
        turns.append(turn)
        return Reply("a report")

    monkeypatch.setitem(INTENTS, "view_report", handler)
    return turns


def talk(services: Services, server: NluClient) -> Conversation:
    return Conversation(services, Understander(server, services.vocabulary.current))


REPORT = "what are the numbers for February 3?"
TWO = "what about report for February 3? what about report for March 4? when do we meet next?"
WAYS: list[tuple[str, Server, Callable[[Conversation], Reply]]] = [
    ("a button", Server(), lambda c: c.carry_out(Offer("", "view_report", SENTENCE), an_asker())),
    (
        "a button while understanding is away",
        Server(away=True),
        lambda c: c.carry_out(Offer("", "view_report", SENTENCE), an_asker()),
    ),
    ("a subcommand", Server(), lambda c: c.answer_as("view_report", an_asker(), SENTENCE)),
    (
        "the one request among other things",
        Server({REPORT: ("view_report", 0.95)}),
        lambda c: c.answer(an_asker(place=Place("D31", direct=True)), f"We look forward to it. {REPORT}"),
    ),
    (
        "two parts that ask the same",
        Server(
            {
                "what about report for February 3?": ("view_report", 0.95),
                "what about report for March 4?": ("view_report", 0.95),
                "when do we meet next?": ("list_meetings", 0.95),
            }
        ),
        lambda c: c.answer(an_asker(place=Place("D32", direct=True)), TWO),
    ),
]


@pytest.mark.parametrize(("way", "server", "say"), WAYS, ids=[each[0] for each in WAYS])
def test_a_day_is_read_by_the_intent_that_is_settled(
    services: Services, asked: list[Turn], way: str, server: Server, say: Callable[[Conversation], Reply]
) -> None:
    say(talk(services, server))
    (turn,) = asked
    assert turn.understanding.intent == "view_report"
    assert turn.understanding.first("time") == BACK


def test_names_and_what_the_memory_added_stay() -> None:
    text = "numbers for laptops on February 3"
    found = Understander(Server(), dict).understand(text, AT, ZONE)
    assert found.first("time") == AHEAD
    laptop = Entity("service", "laptops", "laptop", 12, 19)
    spoken_of = Entity("agreement_number", "", "SLA-2027-0031", 0, 0)
    guessed = replace(found, entities=(*found.entities, laptop, spoken_of))
    both = meant_as(guessed, "view_report", AT, ZONE)
    assert (both.intent, both.confidence) == ("view_report", 1.0)
    assert [(each.entity, each.value) for each in both.entities] == [
        ("service", "laptop"), ("time", BACK), ("agreement_number", "SLA-2027-0031"),
    ]  # fmt: skip


@pytest.mark.parametrize("sign", [":+1:", ":100:", ":+1::skin-tone-3:", ":-1: :-1:"])
def test_the_names_of_emoji_count_nothing(sign: str) -> None:
    found = Understander(Server(), dict).understand(sign, AT, ZONE)
    assert found.entities == ()
    assert meant_as(found, "ask_price", AT, ZONE).entities == ()


# -- while a click waits ----------------------------------------------------------------------------------------


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_click_does_not_wait_for_a_slow_understanding(services: Services, asked: list[Turn]) -> None:
    with silent() as url:
        began = time.monotonic()
        talk(services, NluClient(url)).carry_out(Offer("", "view_report", SENTENCE), an_asker())
        took = timedelta(seconds=time.monotonic() - began)
    assert took < timedelta(seconds=1.5)  # Slack takes an acknowledgement for three seconds
    assert asked[0].understanding.first("time") == BACK


def test_a_hurry_never_makes_the_client_wait_longer_than_it_would() -> None:
    with silent() as url:
        began = time.monotonic()
        with pytest.raises(UnderstandingUnavailable):
            NluClient(url, timeout=0.05).parse("hello", within=5)
        assert time.monotonic() - began < 1
