"""Times at which several people can meet, the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from domain.errors import InvalidInput
from domain.meeting_times import Attendee, WhyNot, why_not

STEP = timedelta(minutes=30)
USUAL_COUNT = 5
MOST_DAYS = 60
_APART = timedelta(hours=2)
_LUNCH = (time(12), time(13))


@dataclass(frozen=True)
class Slot:
    """`missing` are the names of those who need not be there and cannot."""

    start: datetime
    end: datetime
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blocker:
    """Someone required who cannot at many times: at how many they are busy, at how many they do not work, and at how
    many everyone else required could."""

    person_id: str
    name: str
    busy: int
    not_working: int
    alone: int


@dataclass(frozen=True)
class Slots:
    """`blockers` only where there are no slots, who is most in the way first.

    `assumed` are the names of those of whom no zone is known.
    """

    slots: tuple[Slot, ...]
    blockers: tuple[Blocker, ...] = ()
    assumed: tuple[str, ...] = ()


def free_slots(
    attendees: Sequence[Attendee],
    minutes: int,
    after: datetime,
    until: datetime,
    zone: ZoneInfo,
    count: int = USUAL_COUNT,
) -> Slots:
    """Up to `count` times from `after` on that end by `until`, at most 60 days later: on as many days as there are,
    in the morning and in the afternoon by turns, and where most of those who need not be there can.

    `zone` is the organizer's. Raises InvalidInput when nobody is required.
    """
    required = [one for one in attendees if one.required]
    if not required:
        raise InvalidInput("participants", "Name at least one person who has to be there.")
    starts = list(_starts(after, min(until, after + timedelta(days=MOST_DAYS)), timedelta(minutes=minutes)))
    length = timedelta(minutes=minutes)
    fitting = [start for start in starts if all(not why_not(one, start, start + length) for one in required)]
    assumed = tuple(one.name for one in attendees if one.zone_assumed)
    if not fitting:
        return Slots((), _blockers(required, starts, length), assumed)
    found = [_slot(attendees, start, length) for start in fitting]
    return Slots(tuple(_spread(found, required, zone, count)), assumed=assumed)


def why_none(slots: Slots) -> str:
    """A sentence that says who is in the way and what to do, where there are no slots; else ""."""
    if slots.slots:
        return ""
    if not slots.blockers:
        return "There is no time left in these days. Choose more days."
    worst = slots.blockers[0]
    if not worst.alone:
        return "There is no time at which everyone can. Choose more days, or leave someone out."
    why = "is busy" if worst.busy >= worst.not_working else "does not work"
    times = "is 1 time" if worst.alone == 1 else f"are {worst.alone} times"
    return (
        f"There is no time at which everyone can. {worst.name} {why} when the others can; without {worst.name} there "
        f"{times}. Choose more days, or say that {worst.name} need not be there."
    )


def _starts(after: datetime, until: datetime, length: timedelta) -> Iterator[datetime]:
    """Every half hour by the clock. All zones of the United States begin their half hours at the same moments."""
    seconds = int(STEP.total_seconds())
    start = datetime.fromtimestamp(-(-int(after.timestamp()) // seconds) * seconds, UTC)
    while start + length <= until:
        yield start
        start += STEP


def _slot(attendees: Sequence[Attendee], start: datetime, length: timedelta) -> Slot:
    end = start + length
    return Slot(start, end, tuple(one.name for one in attendees if not one.required and why_not(one, start, end)))


def _spread(found: list[Slot], required: Sequence[Attendee], zone: ZoneInfo, count: int) -> list[Slot]:
    """One time of each day first, the ones where fewest are missing; then further ones of the same days."""
    days = [list(slots) for _, slots in groupby(found, key=lambda slot: _day(slot, zone))]
    chosen: list[Slot] = []
    while len(chosen) < count:
        best = [_best(slots, required, zone, place % 2 == 1) for place, slots in enumerate(days) if slots]
        if not best:
            break
        taken = sorted(best, key=lambda slot: (len(slot.missing), slot.start))[: count - len(chosen)]
        chosen += taken
        days = [[slot for slot in slots if all(_far(slot, other) for other in taken)] for slots in days]
    return sorted(chosen, key=lambda slot: (len(slot.missing), slot.start))


def _best(slots: list[Slot], required: Sequence[Attendee], zone: ZoneInfo, afternoon: bool) -> Slot:
    def rank(slot: Slot) -> tuple[int, int, bool, datetime]:
        other_half = (slot.start.astimezone(zone).hour >= 12) != afternoon
        return len(slot.missing), sum(_is_awkward(one, slot) for one in required), other_half, slot.start

    return min(slots, key=rank)


def _is_awkward(one: Attendee, slot: Slot) -> bool:
    """Whether it takes someone's lunch, or begins or ends with their working day."""
    begins, ends = slot.start.astimezone(one.zone).time(), slot.end.astimezone(one.zone).time()
    at_lunch = begins < _LUNCH[1] and _LUNCH[0] < ends
    return at_lunch or begins == one.preferences.works_from or ends == one.preferences.works_until


def _far(slot: Slot, other: Slot) -> bool:
    return abs(slot.start - other.start) >= max(_APART, slot.end - slot.start)


def _day(slot: Slot, zone: ZoneInfo) -> date:
    return slot.start.astimezone(zone).date()


def _blockers(required: Sequence[Attendee], starts: Sequence[datetime], length: timedelta) -> tuple[Blocker, ...]:
    whys = [[why_not(one, start, start + length) for one in required] for start in starts]
    found = [_blocker(one, place, whys) for place, one in enumerate(required)]
    return tuple(sorted((one for one in found if one.busy or one.not_working), key=lambda one: (-one.alone, -one.busy)))


def _blocker(one: Attendee, place: int, whys: list[list[WhyNot | None]]) -> Blocker:
    """`busy` and `not_working` count the times at which someone else can."""
    others = [(row[place], [*row[:place], *row[place + 1 :]]) for row in whys]
    shared = [(own, rest) for own, rest in others if own and not all(rest)]
    return Blocker(
        one.person_id,
        one.name,
        busy=sum(own is WhyNot.BUSY for own, _ in shared),
        not_working=sum(own is WhyNot.HOURS for own, _ in shared),
        alone=sum(not any(rest) for _, rest in shared),
    )
