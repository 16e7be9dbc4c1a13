"""Meetings: the steps of their use cases within a unit of work."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.action_items import ActionItem
from domain.actors import Subject
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.meeting_changes import changes_between
from domain.meeting_series import CADENCE_DAYS
from domain.meetings import OPEN, Meeting, MeetingKind, MeetingState
from domain.people import Side
from domain.permissions import Action, Actor, decide
from domain.recurrences import Rhythm
from domain.stages import Stage
from services.access import refused, require, subject_of
from services.agreement_status import organization_of
from services.cards import PersonCard, people_cards
from services.meeting_cards import ItemCard, MeetingCard, ParticipantCard
from services.settings_table import MEETING_CADENCE, value_of
from storage.unit_of_work import UnitOfWork

NO_SUCH_MEETING = "I can't find that meeting. Open the agreement again to see what is planned."


def about(actor: Actor, agreement: Agreement, meeting: Meeting | None = None) -> Subject:
    """A meeting of the agreement; its own things are those in which the actor takes part."""
    takes_part = meeting is not None and meeting.participant(actor.id) is not None
    return replace(subject_of(actor, agreement), owner=actor.id if takes_part else None)


def may_read(actor: Actor, agreement: Agreement, meeting: Meeting) -> bool:
    """Who took part and went to another organization may not."""
    return decide(actor, Action.READ_MEETING, about(actor, agreement, meeting)).allowed


def readable(work: UnitOfWork, actor: Actor, meeting_id: str) -> tuple[Agreement, Meeting]:
    """Raises NotFound, the same for one that is not there and one that the actor may not see."""
    meeting = work.meetings.find(meeting_id)
    if meeting is None:
        raise NotFound(NO_SUCH_MEETING)
    agreement = work.agreements.get(meeting.agreement)
    if not may_read(actor, agreement, meeting):
        refused(actor, Action.READ_MEETING, about(actor, agreement, meeting))
        raise NotFound(NO_SUCH_MEETING)
    return agreement, meeting


def held(work: UnitOfWork, actor: Actor, meeting_id: str, action: Action) -> tuple[Agreement, Meeting]:
    """A meeting of an open agreement, which nobody else changes until the transaction ends. Raises as `readable`, and
    NotAllowed for who may see but not change it."""
    found, meeting = readable(work, actor, meeting_id)
    require(actor, action, about(actor, found, meeting))
    work.needs.hold(found.id)
    agreement, latest = readable(work, actor, meeting_id)
    must_be_open(agreement)
    return agreement, latest


def must_be_open(agreement: Agreement) -> None:
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so nothing is changed in it any more.")


def keep(work: UnitOfWork, actor: Actor, before: Meeting | None, after: Meeting, now: datetime) -> Meeting:
    """Save it with its history, where something is different."""
    if after == before:
        return after
    work.history.append(*changes_between(before, after, actor.id, now))
    return work.meetings.save(after)


def refuse_second(work: UnitOfWork, agreement: Agreement, kind: MeetingKind) -> None:
    """Raises Conflict while another one of that kind waits for an answer; there may be several ad hoc ones."""
    if kind is MeetingKind.AD_HOC:
        return
    other = next(iter(work.meetings.of_agreement(agreement.id, MeetingState.PROPOSED, kind=kind)), None)
    if other:
        who = "CEC" if other.side is Side.CEC else "The customer"
        raise Conflict(f"{who} proposed times already. Accept one, ask for other times or cancel the proposal.")


def cadence_of(work: UnitOfWork, agreement: Agreement) -> Rhythm | None:
    """How often it is to have a service review: as was set for it, else as the office does."""
    every, was_set = work.meetings.cadence(agreement.id)
    usual = value_of(work, MEETING_CADENCE)
    return every if was_set else (Rhythm(usual) if usual != "never" else None)


def review_due_on(work: UnitOfWork, agreement: Agreement) -> date | None:
    """The day by which the next service review is due; None where none is wanted, or one is planned already."""
    if agreement.stage is not Stage.OPERATIONS or agreement.closed_at:
        return None
    every = cadence_of(work, agreement)
    if every is None:
        return None
    kind, states = MeetingKind.SERVICE_REVIEW, (MeetingState.ASKED, MeetingState.PROPOSED)
    if work.meetings.of_agreement(agreement.id, *states, kind=kind):
        return None
    last = work.meetings.last_of(agreement.id, kind, MeetingState.BOOKED, MeetingState.HELD)
    since = max(last.time if last and last.time else agreement.stage_since, agreement.stage_since).date()
    return min(since + timedelta(days=CADENCE_DAYS[every]), agreement.term.end)


def card_of(work: UnitOfWork, actor: Actor, agreement: Agreement, meeting: Meeting, now: datetime) -> MeetingCard:
    items = work.action_items.of_meeting(meeting.id)
    earlier = [each for each in work.action_items.open_of_agreement(agreement.id) if each.meeting != meeting.id]
    ids = {each.person for each in meeting.participants} | {each.owner for each in (*items, *earlier)}
    people = people_cards(work, ids | ({meeting.organizer} if meeting.organizer else set()))
    usable, subject = agreement.closed_at is None, about(actor, agreement, meeting)

    def may(action: Action, *states: MeetingState) -> bool:
        return usable and meeting.state in states and decide(actor, action, subject).allowed

    begun = meeting.time is not None and meeting.time <= now
    return MeetingCard(
        meeting=meeting,
        number=agreement.number,
        about=agreement.title,
        organization=organization_of(work, agreement),
        organizer=people.get(meeting.organizer or ""),
        people=tuple(ParticipantCard(people[e.person], e) for e in meeting.participants if e.person in people),
        items=item_cards(actor, items, agreement, people),
        open_before=item_cards(actor, earlier, agreement, people),
        may_answer=may(Action.ANSWER_MEETING, MeetingState.PROPOSED, MeetingState.BOOKED) and not begun,
        may_decide=may_decide(actor, meeting) and may(Action.ARRANGE_MEETING, *OPEN) and not begun,
        may_arrange=may(Action.ARRANGE_MEETING, *OPEN) and not begun,
        may_record=begun and may(Action.RECORD_MEETING, MeetingState.BOOKED, MeetingState.HELD),
        next_on=review_due_on(work, agreement) if meeting.kind is MeetingKind.SERVICE_REVIEW else None,
    )


def may_decide(actor: Actor, meeting: Meeting) -> bool:
    return decide(actor, Action.DECIDE_MEETING, Subject(meeting.organization, owner=meeting.organizer)).allowed


def require_deciding(actor: Actor, meeting: Meeting) -> None:
    """Raises NotAllowed for who neither organizes it nor is of CEC."""
    if not may_decide(actor, meeting):
        require(actor, Action.DECIDE_MEETING)


def may_do(actor: Actor, item: ActionItem) -> bool:
    return decide(actor, Action.DO_ACTION_ITEM, Subject(item.organization, owner=item.owner)).allowed


def item_cards(
    actor: Actor, items: Iterable[ActionItem], agreement: Agreement, people: Mapping[str, PersonCard]
) -> tuple[ItemCard, ...]:
    return tuple(
        ItemCard(
            each,
            agreement.number,
            people.get(each.owner),
            may_do(actor, each),
        )
        for each in items
    )
