"""What tests of meetings in Slack share: meetings of an agreement, cards, forms filled in."""

from datetime import timedelta
from typing import Any

from bot.handlers.meetings import meeting_reply
from bot.replies import Reply
from domain.meetings import MeetingKind, Plan
from services import Services
from services.meeting_cards import MeetingCard
from services.memory import Memory
from tests.blockkit import check_reply
from tests.bot.desk import who
from tests.bot.needs import person
from tests.bot.saying import AT

FS = "SLA-2027-0048"
#: 11 AM in New York, 9 AM in Denver where Erik and Naomi are.
FIRST, SECOND = AT + timedelta(days=8, hours=1), AT + timedelta(days=10, hours=1)


def proposed(
    services: Services, by: str = "james", kind: MeetingKind = MeetingKind.STARTUP, **plan: Any
) -> MeetingCard:
    made = Plan(kind, **{"slots": (FIRST, SECOND), "place": "Room <4>", **plan})
    return services.meetings.propose(person(services, by), FS, made, "m-1")


def booked(services: Services, **plan: Any) -> MeetingCard:
    proposed(services, **plan)
    return services.meetings.answer(person(services, "erik"), "m-1", yes=(FIRST,))


def card(services: Services, name: str, meeting_id: str = "m-1") -> MeetingCard:
    return services.meetings.view(person(services, name), meeting_id)


def shown_to(services: Services, user: str, meeting_id: str = "m-1") -> Reply:
    asker = who(services, user)
    reply = meeting_reply(asker, services.meetings.view(asker.actor, meeting_id), Memory())
    check_reply(reply)
    return reply
