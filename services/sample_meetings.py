"""Sample meetings as a file, and the meetings made of them by the rules of the domain."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.action_items import ActionItem, finish
from domain.agreements import Agreement
from domain.business_days import next_business_day
from domain.meeting_answers import answer, propose
from domain.meeting_changes import changes_between, record
from domain.meetings import Meeting, MeetingKind, Participant
from domain.people import LEADS, Side
from services.context import DEFAULT_ZONE
from services.data_files import Entry
from services.meeting_kinds import our_kinds
from services.meeting_setup import holders
from services.sample_days import day_of, morning_of
from storage.unit_of_work import UnitOfWork

_ASKED_BEFORE = timedelta(days=21)


@dataclass(frozen=True)
class SampleItem:
    """What the lead of a side promised; `done` is the day on which it was done, None while it is open."""

    text: str
    side: Side
    due: int
    done: int | None


@dataclass(frozen=True)
class SampleMeeting:
    """A meeting of an agreement (number); days count from the day of loading."""

    agreement: str
    kind: MeetingKind
    day: int
    time: time
    place: str
    link: str
    notes: str
    decisions: str
    items: tuple[SampleItem, ...]


def read_sample_meeting(entry: Entry) -> SampleMeeting:
    entry.expect(("agreement", "kind", "day", "time"), ("place", "link", "notes", "decisions", "items"))
    return SampleMeeting(
        agreement=entry.text("agreement"),
        kind=entry.choice("kind", MeetingKind, MeetingKind.AD_HOC),
        day=day_of(entry, "day"),
        time=_time(entry),
        place=entry.text("place"),
        link=entry.text("link"),
        notes=entry.text("notes"),
        decisions=entry.text("decisions"),
        items=tuple(_item(each) for each in entry.entries("items", "action item")),
    )


def add_meetings(work: UnitOfWork, samples: tuple[SampleMeeting, ...], day: date) -> int:
    """Those that are not there yet. Returns how many."""
    new = 0
    for place, sample in enumerate(samples, start=1):
        agreement = work.agreements.by_number(sample.agreement)
        if agreement and work.meetings.find(f"m-sample-{place}") is None:
            _add(work, agreement, sample, day, f"m-sample-{place}")
            new += 1
    return new


def _add(work: UnitOfWork, agreement: Agreement, sample: SampleMeeting, day: date, id: str) -> None:
    held_on = next_business_day(day + timedelta(days=sample.day))
    at = datetime.combine(held_on, sample.time, ZoneInfo(DEFAULT_ZONE))
    asked = min(morning_of(day - timedelta(days=2)), at - _ASKED_BEFORE)
    lead = agreement.holder_of(Side.CEC, LEADS[Side.CEC]) or "system"
    customer = agreement.holder_of(Side.CUSTOMER, LEADS[Side.CUSTOMER]) or lead
    new = _new(agreement, sample, id, lead, asked)
    meeting = answer(propose(new, (at,), lead, Side.CEC, asked), customer, Side.CUSTOMER, asked, yes=(at,))
    if sample.notes:
        attended = [each.person for each in meeting.participants]
        meeting = record(meeting, sample.notes, sample.decisions, attended, lead, at + timedelta(hours=1))
    work.history.append(*changes_between(None, meeting, lead, asked))
    work.meetings.save(meeting)
    for place, item in enumerate(sample.items, start=1):
        _add_item(work, meeting, item, lead if item.side is Side.CEC else customer, day, f"{id}-{place}")


def _new(agreement: Agreement, sample: SampleMeeting, id: str, lead: str, asked: datetime) -> Meeting:
    template = our_kinds()[sample.kind]
    sides = {contact.person_id: contact.side for contact in agreement.contacts}
    needed, invited = holders(agreement, template.required), holders(agreement, template.invited)
    return Meeting(
        id=id,
        agreement=agreement.id,
        organization=agreement.organization,
        kind=sample.kind,
        title=template.title,
        organizer=lead,
        side=Side.CEC,
        created_at=asked,
        minutes=template.minutes,
        participants=tuple(
            Participant(each, sides[each], each in needed, asked) for each in dict.fromkeys((*needed, *invited))
        ),
        place=sample.place,
        link=sample.link,
        agenda="\n".join(template.agenda),
    )


def _add_item(work: UnitOfWork, meeting: Meeting, sample: SampleItem, owner: str, day: date, id: str) -> None:
    at, by = meeting.noted_at or meeting.created_at, meeting.noted_by or "system"
    due_on = day + timedelta(days=sample.due)
    item = ActionItem(id, meeting.id, meeting.agreement, meeting.organization, sample.text, owner, due_on, at, by)
    if sample.done is not None:
        item = finish(item, owner, morning_of(day + timedelta(days=sample.done)))
    work.action_items.save(replace(item, due_on=next_business_day(item.due_on)))


def _item(entry: Entry) -> SampleItem:
    entry.expect(("text", "side", "due"), ("done",))
    done = day_of(entry, "done") if "done" in entry.record.values else None
    return SampleItem(entry.text("text"), entry.choice("side", Side, Side.CEC), day_of(entry, "due"), done)


def _time(entry: Entry) -> time:
    try:
        return time.fromisoformat(entry.text("time"))
    except ValueError:
        entry.report("time", f"{entry.label}: this is not a time of day.", 'Write hours and minutes, such as "13:00".')
        return time(9)
