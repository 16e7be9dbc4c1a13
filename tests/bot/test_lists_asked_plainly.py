"""Lists of agreements by what is past a step, overdue, not signed, led by somebody else, or asked for as a whole."""

from datetime import date

import pytest

from bot.choices import with_agreements_shown
from bot.focus import with_what_was_spoken_of
from bot.followups import settle
from bot.handlers import agreements
from bot.handlers.asked import due_asked, says_closed
from bot.handlers.list_narrowing import stages_asked
from bot.plain_requests import plain_intent
from bot.views.list_question import ListQuestion
from domain.permissions import Actor
from domain.stages import Stage
from services import Services
from services.memory import Memory
from tests.bot.saying import Named, a_turn, an_asker

SURVEY: Named = ("stage", "survey", "survey")
AFTER_SURVEY = (Stage.PROPOSAL, Stage.AGREEMENT_FUNDING, Stage.STARTUP, Stage.OPERATIONS, Stage.RENEWAL)
BEFORE_SURVEY = (Stage.EXCHANGE_CONTACTS, Stage.UNDERSTAND_NEEDS)


@pytest.mark.parametrize(
    ("text", "named", "stages"),
    [
        ("what's past step 3", (), AFTER_SURVEY),
        ("which agreements are beyond the survey", (SURVEY,), AFTER_SURVEY),
        ("everything before the survey", (SURVEY,), BEFORE_SURVEY),
        ("what is not yet past step 3", (), BEFORE_SURVEY),
        ("what is in step 3", (), (Stage.SURVEY,)),
        ("which customers haven't signed yet", (), (Stage.AGREEMENT_FUNDING,)),
        ("who still needs to sign", (), (Stage.AGREEMENT_FUNDING,)),
    ],
)
def test_the_steps_that_a_sentence_bounds(
    services: Services, james: Actor, text: str, named: tuple[Named, ...], stages: tuple[Stage, ...]
) -> None:
    assert stages_asked(a_turn(services, text, "list_agreements", *named, asker=an_asker(james))) == stages


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("what's overdue by more than a week", date(2026, 10, 26)),
        ("what is overdue by two weeks", date(2026, 10, 19)),
        ("overdue by a fortnight", date(2026, 10, 19)),
        ("overdue by more than 3 days", date(2026, 10, 30)),
        ("what's overdue", date(2026, 11, 2)),
    ],
)
def test_by_how_much_something_is_overdue(services: Services, james: Actor, text: str, day: date) -> None:
    assert due_asked(a_turn(services, text, "list_agreements", asker=an_asker(james))) == day


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what's overdue by more than a week", "list_agreements"),
        ("anything past due", "list_agreements"),
        ("what's past step 4", "list_agreements"),
        ("what comes after step 4", None),
        ("my library book is overdue", None),
    ],
)
def test_what_is_late_or_past_a_step_asks_for_agreements(
    services: Services, james: Actor, text: str, intent: str | None
) -> None:
    assert plain_intent(a_turn(services, text, "explain_process", asker=an_asker(james), confidence=0.3)) == intent


@pytest.mark.parametrize(
    ("text", "closed"), [("past agreements", True), ("past the survey", False), ("past due", False)]
)
def test_past_a_step_is_not_closed(text: str, closed: bool) -> None:
    assert says_closed(text) is closed


def test_somebody_elses_after_a_list_of_one_lead(services: Services, james: Actor) -> None:
    shown = with_agreements_shown(
        Memory(intent="list_agreements"), ["SLA-2027-0022"], question=ListQuestion(owner="p-james")
    )
    turn = settle(
        a_turn(services, "and Priya's?", "schedule_meeting", memory=shown, asker=an_asker(james), confidence=0.3)
    )
    assert turn.understanding.intent == "list_agreements"
    assert "led by Priya Raman" in agreements.list_agreements(turn).text.splitlines()[0]


def test_all_together_is_not_of_the_organization_spoken_of(services: Services, james: Actor) -> None:
    text = "how many agreements have we got overall and what are they worth together"
    turn = a_turn(services, text, "list_agreements", memory=Memory(organization="nrcs"), asker=an_asker(james))
    understanding = with_what_was_spoken_of(turn.understanding, turn)
    assert understanding.entities == ()
    reply = agreements.list_agreements(turn)
    assert reply.text.startswith("22 agreements. I don't add up amounts: each agreement shows its own")
