"""Wishes of several sentences: each is kept as it was said, and one that cannot be takes no other with it."""

import pytest

from bot.handlers import proposal_changes, proposals
from bot.handlers.endings import request_change
from bot.leaning import without_refused
from bot.replies import Reply
from services import Services
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.proposals import LAPTOPS, RUNNING, TO_150, asked, card, person, pressed, seen_by
from tests.bot.saying import a_turn, an_asker


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposals, proposal_changes)


def test_each_sentence_is_kept_and_quoted_as_it_was_said(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    first = asked(services, *TO_150)
    text = "laptops 140 instead of 180"
    numbers = (("quantity", "140", 140), ("quantity", "180", 180))
    asker = an_asker(person(services, "maria"))
    turn = without_refused(
        a_turn(services, text, "request_change", LAPTOPS, *numbers, memory=first.memory, asker=asker)
    )
    more = request_change(turn)
    assert isinstance(more, Reply)
    pressed(desk, "U0MARIA", button(more, "Send to CEC: the changes of SLA-2027-0031"))
    view = seen_by(services, "maria")
    assert view.request
    assert view.request.note == f"{TO_150[0]}\n{text}"
    assert f"“{TO_150[0]}”\n“{text}”" in shown(card(services))


def test_what_cannot_be_is_left_out_with_the_reason_and_the_rest_stays(fresh_services: Services) -> None:
    past = ("time", "October 1 2026", "2026-10-01")
    reply = asked(fresh_services, "drop the laptops to 150 and start on October 1 2026", *TO_150[1:], past)
    assert "150 laptops instead of 180 laptops" in reply.text
    assert "Left out: The term: start on October 1, 2026. October 1, 2026 has passed." in reply.text
    assert button(reply, "Send to CEC: the changes of SLA-2027-0031")


def test_of_what_runs_the_day_is_asked_for_with_the_change(fresh_services: Services) -> None:
    march = ("time", "March", "2027-03-01/2027-04-01")
    number = ("agreement_number", RUNNING, RUNNING)
    text = f"add 5 tablets from March in {RUNNING}"
    named = (("quantity", "5", 5), ("service", "tablets", "tablet"), march, number)
    reply = asked(fresh_services, text, *named, who="beatriz")
    assert "Add Managed tablet: 5" in reply.text
    assert "The amendment: count from March 1, 2027" in reply.text
