"""Sentences about meetings whose own words leave no doubt, and those that only look like them."""

import pytest

from bot.plain_requests import plain_intent
from services import Services
from services.memory import Memory
from tests.bot.saying import a_turn

SHOWN = Memory(intent="list_meetings", meeting="m-1")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("push the service review of SLA-2026-0007 a week", "reschedule_meeting"),
        ("we need to move our quarterly review to Thursday at 3", "reschedule_meeting"),
        ("please postpone the call about SLA-2026-0007", "reschedule_meeting"),
        ("call off the meeting about SLA-2026-0007", "cancel_meeting"),
        ("can you call the meeting off", "cancel_meeting"),
        ("let's skip the review of SLA-2026-0007", "cancel_meeting"),
        ("when is the next service review of SLA-2026-0007?", "list_meetings"),
        ("what time is the meeting about SLA-2026-0007", "list_meetings"),
    ],
)
@pytest.mark.parametrize("read_as", ["agreement_status", "out_of_scope"])
def test_a_meeting_is_meant(services: Services, text: str, intent: str, read_as: str) -> None:
    assert plain_intent(a_turn(services, text, read_as)) == intent


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("where does SLA-2026-0007 stand", "agreement_status"),
        ("when is the review step done", "agreement_status"),
        ("move the survey answers about the call center", "agreement_status"),
        ("push the review of our proposal", "view_proposal"),
        ("did you cancel the meeting", "agreement_status"),
    ],
)
def test_no_meeting_is_meant(services: Services, text: str, read_as: str) -> None:
    assert plain_intent(a_turn(services, text, read_as)) not in (
        "reschedule_meeting",
        "cancel_meeting",
        "list_meetings",
    )


@pytest.mark.parametrize("text", ["cancel it", "call it off, please", "please cancel the meeting", "scrap that one"])
def test_what_was_shown_is_called_off(services: Services, text: str) -> None:
    assert plain_intent(a_turn(services, text, "cancel", memory=SHOWN)) == "cancel_meeting"


@pytest.mark.parametrize("last", ["ask_price", "schedule_meeting", None])
def test_what_else_was_spoken_of_is_not_called_off(services: Services, last: str | None) -> None:
    memory = Memory(intent=last, meeting="m-1")
    assert plain_intent(a_turn(services, "cancel it", "cancel", memory=memory)) is None
