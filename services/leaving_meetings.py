"""The meetings and action items of someone who leaves: items go to others, meetings to who takes over the roles."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from domain.action_items import ActionItem
from domain.agreements import Agreement
from domain.meeting_answers import settled
from domain.meetings import OPEN, Meeting, Participant
from domain.people import LEADS, Person, Side
from domain.permissions import Actor
from services.contact_cards import Holding
from services.context import Context, plain_change
from services.meeting_steps import Step
from storage.unit_of_work import UnitOfWork

ITEM = "action_item"
_MOST = 500


def open_items(work: UnitOfWork, person: Person) -> Iterator[Holding]:
    for item in work.action_items.open_of_person(person.id, limit=_MOST):
        number = work.agreements.get(item.agreement).number
        yield Holding(_key(item), f"the action item “{item.text}” of {number}", number)


def pass_on_meetings(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    person: Person,
    takers: Mapping[str, Person | None],
    at: datetime,
) -> None:
    """`takers` are by the key of the `Holding`. An item that nobody takes goes to who leads for CEC; a meeting that
    only waited for the person is booked."""
    for item in work.action_items.open_of_person(person.id, limit=_MOST):
        _pass_on_item(work, actor, item, takers[_key(item)], at)
    for meeting in work.meetings.of_person(person.id, OPEN, limit=_MOST):
        agreement = work.agreements.get(meeting.agreement)
        left = _without(meeting, agreement, person, at)
        Step(work, context, actor, agreement, at).settle(meeting, settled(left, at))


def _pass_on_item(work: UnitOfWork, actor: Actor, item: ActionItem, taker: Person | None, at: datetime) -> None:
    lead = work.agreements.get(item.agreement).holder_of(Side.CEC, LEADS[Side.CEC])
    owner = taker.id if taker else lead or item.owner
    if owner != item.owner:
        work.action_items.save(replace(item, owner=owner))
        change = plain_change(actor, (ITEM, item.id), "owner", item.owner, owner, at, item.organization)
        work.history.append(change)


def _without(meeting: Meeting, agreement: Agreement, person: Person, at: datetime) -> Meeting:
    """Another contact of that side takes their place where nobody of it would have to come.

    `agreement` is as it is after the person's roles were given to others.
    """
    side = next(each.side for each in meeting.participants if each.person == person.id)
    gone = meeting.participant(person.id)
    there = {each.person for each in meeting.participants}
    leads = [c.person_id for c in agreement.contacts if c.side is side and c.person_id not in there]
    left = tuple(each for each in meeting.participants if each.person != person.id)
    needed = gone is not None and gone.required and not any(each.side is side and each.required for each in left)
    heirs = tuple(Participant(each, side, invited_at=at) for each in leads[:1]) if needed else ()
    organizer = None if meeting.organizer == person.id else meeting.organizer
    return replace(meeting, participants=(*left, *heirs), organizer=organizer)


def _key(item: ActionItem) -> str:
    return f"{ITEM}|{item.id}"
