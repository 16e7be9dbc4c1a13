"""Who can meet when: working hours, zones and busy times of the people of a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.busy_times import Busy
from domain.errors import InvalidInput
from domain.meeting_slots import MOST_DAYS, Slots, free_slots
from domain.meeting_times import Attendee, Concern, attendee, concerns, refuse_bad_time
from domain.meetings import Meeting, Participant
from domain.permissions import Actor
from services.settings_table import OFFICE_ZONE, value_of, zone_of_person
from services.zones import is_zone
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Doubt:
    """What speaks against a time: that it cannot be at all (`refused`, a sentence), or whom it does not suit."""

    time: datetime
    refused: str
    concerns: tuple[Concern, ...]


def attendees(
    work: UnitOfWork,
    participants: Iterable[Participant],
    start: datetime,
    end: datetime,
    without: Meeting | None = None,
) -> tuple[Attendee, ...]:
    """The people with what is known of them between two instants; the time of the meeting `without` counts as free."""
    asked = {each.person: each for each in participants}
    people = work.people.several(asked)
    office, chosen = value_of(work, OFFICE_ZONE), work.preferences.of_several(asked)
    busy = {person: list(times) for person, times in work.meetings.busy(asked, start, end).items()}
    for calendar in work.busy_calendars.of(asked):
        busy[calendar.person_id] += [time for time in calendar.busy if time.overlaps(start, end)]
    own = Busy(without.time, without.ends_at) if without and without.time and without.ends_at else None
    return tuple(
        attendee(
            person.id,
            person.name,
            chosen[person.id],
            ZoneInfo(person.time_zone if is_zone(person.time_zone) else office),
            [time for time in busy[person.id] if time != own],
            required=asked[person.id].required,
            zone_assumed=not is_zone(person.time_zone),
        )
        for person in people
    )


def refuse_bad_times(
    work: UnitOfWork, actor: Actor, meeting: Meeting, times: Iterable[datetime], now: datetime, everyone: bool = False
) -> None:
    """Raises InvalidInput at `time1` and so on: a time that is past, on a holiday, or at night for someone who has to
    come; with `everyone` for anybody."""
    wanted = list(times)
    if not wanted:
        return
    asked = [replace(each, required=each.required or everyone) for each in meeting.participants]
    people = attendees(work, asked, min(wanted), max(wanted) + timedelta(minutes=meeting.minutes))
    for place, time in enumerate(wanted, start=1):
        refuse_bad_time(people, time, meeting.minutes, now, zone_of_person(work, actor.person), f"time{place}")


def slots_for(work: UnitOfWork, actor: Actor, meeting: Meeting, after: datetime, until: datetime) -> Slots:
    """Times at which those who have to come can, the best first."""
    last = min(until, after + timedelta(days=MOST_DAYS))
    people = attendees(work, meeting.participants, after, last, without=meeting)
    return free_slots(people, meeting.minutes, after, last, zone_of_person(work, actor.person))


def doubts(
    work: UnitOfWork, actor: Actor, meeting: Meeting, times: Sequence[datetime], now: datetime
) -> tuple[Doubt, ...]:
    """Of those of the times against which something speaks."""
    if not times:
        return ()
    people = attendees(
        work, meeting.participants, min(times), max(times) + timedelta(minutes=meeting.minutes), without=meeting
    )
    found = (_doubt(work, actor, people, time, meeting.minutes, now) for time in times)
    return tuple(each for each in found if each.refused or each.concerns)


def _doubt(
    work: UnitOfWork, actor: Actor, people: Sequence[Attendee], time: datetime, minutes: int, now: datetime
) -> Doubt:
    try:
        refuse_bad_time(people, time, minutes, now, zone_of_person(work, actor.person))
    except InvalidInput as error:
        return Doubt(time, str(error), ())
    return Doubt(time, "", concerns(people, time, minutes))
