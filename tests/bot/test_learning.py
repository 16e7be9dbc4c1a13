"""What was not clear is kept to learn from, with the choice that was made, and without people."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.conversation import Conversation
from bot.learning import keep_choice
from bot.views.talk import Offer
from domain.errors import Unavailable
from domain.permissions import Actor
from domain.unclear_sentences import Proposal, proposals
from services import Services
from services.learning import LearningUseCases
from tests.blockkit import button
from tests.bot.saying import an_asker
from tests.bot.sentences import CLOSE, PRICE_AND_MEETING, UNCLEAR, unsure


def to_review(services: Services) -> tuple[Proposal, ...]:
    """What a reviewer would be shown."""
    with services.learning.context.reading() as work:
        return proposals(work.unclear_sentences.undecided())


def test_what_was_not_clear_is_kept_with_the_button_that_was_chosen(
    said: Any, fresh_services: Services, maria: Actor
) -> None:
    said(UNCLEAR.text, maria)
    said(CLOSE.text, maria)
    said("the second one", maria)
    found = {each.text: each for each in to_review(fresh_services)}
    assert set(found) == {UNCLEAR.text, CLOSE.text}
    assert (found[CLOSE.text].intent, found[CLOSE.text].chosen) == ("view_report", 1)
    assert found[UNCLEAR.text].ranking == UNCLEAR.ranking


def test_the_pressed_button_is_kept_once_however_often_it_is_pressed(
    said: Any, fresh_services: Services, maria: Actor
) -> None:
    reply = said(CLOSE.text, maria)
    value = button(reply, "See the performance")["value"]
    assert "learned" in value
    offer = Offer("", "view_report", CLOSE.text, learned_in(value))
    for _ in range(2):
        said.conversation.carry_out(offer, an_asker(maria))
    assert [(each.intent, each.chosen) for each in to_review(fresh_services)] == [("view_report", 1)]


def learned_in(value: str) -> str:
    return json.loads(value)["learned"]


def test_what_was_understood_is_not_kept(said: Any, fresh_services: Services, maria: Actor) -> None:
    for text in (PRICE_AND_MEETING, "who is our SML", "yes", "theirs?", "the second one", "¿Cuánto cuesta, por favor?"):
        said(text, maria)
    assert to_review(fresh_services) == ()


def test_an_answer_does_not_need_what_is_kept(said: Any, fresh_services: Services, maria: Actor) -> None:
    class Away(LearningUseCases):
        def keep(self, text: str, ranking: Sequence[tuple[str, float]], speaker: str) -> str | None:
            raise Unavailable("The database is away.")

        def chosen(self, sentence_id: str, intent: str) -> None:
            raise Unavailable("The database is away.")

    services = replace(fresh_services, learning=Away(**vars(fresh_services.learning)))
    reply = Conversation(services, said.conversation.understander).answer(an_asker(maria), CLOSE.text)
    assert "learned" not in button(reply, "Get a price")["value"]
    keep_choice(services, Offer("", "ask_price", CLOSE.text, "kept before"))


def test_a_button_with_an_intent_that_nobody_knows_is_no_label(
    said: Any, fresh_services: Services, maria: Actor
) -> None:
    kept = learned_in(button(said(CLOSE.text, maria), "See the performance")["value"])
    keep_choice(fresh_services, Offer("", "who_knows", CLOSE.text, kept))
    assert to_review(fresh_services)[0].chosen == 0


def test_with_no_days_nothing_is_kept(said: Any, fresh_services: Services, maria: Actor) -> None:
    services = replace(fresh_services, learning=replace(fresh_services.learning, days=0))
    Conversation(services, said.conversation.understander).answer(an_asker(maria), CLOSE.text)
    assert to_review(services) == ()


def test_who_said_it_and_whom_it_names_is_not_kept(said: Any, fresh_services: Services, maria: Actor) -> None:
    text = "zebra of <@U0DANA>, Robert Yazzie, ticket #1765, SLA-2027-0031, a@b.gov, 202-555-0101, Maria"
    said.conversation.understander.known[text] = unsure(text, ("view_report", 0.3))
    said(text, maria)
    (found,) = to_review(fresh_services)
    assert found.text == "zebra of , NAME, REQ-0000, SLA-0000-0000, name@example.gov, 000-000-0000, NAME"


@pytest.mark.parametrize(("confidence", "kept"), [(0.5, 1), (0.9, 0)])
def test_what_was_perhaps_none_of_ours_is_kept_and_what_surely_was_not_is_not(
    said: Any, fresh_services: Services, maria: Actor, confidence: float, kept: int
) -> None:
    text = "the zebra of the weather"
    said.conversation.understander.known[text] = unsure(text, ("out_of_scope", confidence), ("greet", 0.05))
    assert "outside what I can help with" in said(text, maria).text
    assert len(to_review(fresh_services)) == kept


def test_what_was_meant_instead_of_perhaps_none_of_ours_is_kept(
    said: Any, fresh_services: Services, maria: Actor
) -> None:
    text = "the zebra of the weather"
    said.conversation.understander.known[text] = unsure(text, ("out_of_scope", 0.5), ("view_report", 0.2))
    reply = said(text, maria)
    offer = Offer("", "view_report", text, learned_in(button(reply, "See the performance")["value"]))
    said.conversation.carry_out(offer, an_asker(maria))
    (found,) = to_review(fresh_services)
    assert (found.text, found.intent, found.chosen) == (text, "view_report", 1)


def test_what_surely_was_none_of_ours_names_nothing_to_learn(said: Any, maria: Actor) -> None:
    text = "the zebra of the weather"
    said.conversation.understander.known[text] = unsure(text, ("out_of_scope", 0.95), ("view_report", 0.2))
    assert "learned" not in button(said(text, maria), "See the performance")["value"]
