"""Meetings of CEC and a customer about an agreement: their kinds, who takes part, and the states that they pass.

Somebody asks for one (`asked`), times are proposed (`proposed`), one of them is booked (`booked`), it takes place
(`held`) or is called off (`cancelled`). While other times are proposed for a booked one, it keeps its time. Rules for
answers are in `domain/meeting_answers.py`, for changes in `domain/meeting_changes.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import InvalidInput
from domain.people import Role, Side
from domain.recurrences import Recurrence

MOST_SLOTS = 5
MOST_PEOPLE = 30
LENGTHS = (15, 30, 45, 60, 90, 120, 180)
"""Minutes."""
LONGEST_TITLE, LONGEST_PLACE, LONGEST_LINK, LONGEST_REASON, LONGEST_AGENDA = 150, 300, 500, 500, 3_000


class MeetingKind(StrEnum):
    INTRODUCTION = "introduction"
    NEEDS = "needs"
    NEGOTIATION = "negotiation"
    STARTUP = "startup"
    SERVICE_REVIEW = "service_review"
    AD_HOC = "ad_hoc"
    RENEWAL = "renewal"


class MeetingState(StrEnum):
    """`asked`: somebody of CEC or the organizer has to propose times."""

    ASKED = "asked"
    PROPOSED = "proposed"
    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"


OPEN = frozenset({MeetingState.ASKED, MeetingState.PROPOSED, MeetingState.BOOKED})


@dataclass(frozen=True)
class Repeats:
    """How a meeting repeats: by a rule, at the same time of day in `zone`."""

    rule: Recurrence
    zone: str


@dataclass(frozen=True)
class KindTemplate:
    """What meetings of a kind begin with. `required` and `invited` are roles in the agreement, of either side."""

    kind: MeetingKind
    title: str
    minutes: int
    required: tuple[Role, ...]
    invited: tuple[Role, ...] = ()
    agenda: tuple[str, ...] = ()


@dataclass(frozen=True)
class Participant:
    """A person (id) with what they answered: the times that suit, those that don't, or in words what would (`other`).

    Of the booked time the answer stands in `yes` or `no` too. `invited_at` is when they were last asked.
    """

    person: str
    side: Side
    required: bool = True
    invited_at: datetime | None = None
    yes: tuple[datetime, ...] = ()
    no: tuple[datetime, ...] = ()
    other: str = ""
    answered_at: datetime | None = None
    attended: bool | None = None

    def asked_anew(self, at: datetime) -> "Participant":
        return replace(self, invited_at=at, yes=(), no=(), other="", answered_at=None)


@dataclass(frozen=True)
class Meeting:
    """A meeting about an agreement (id). `organizer` is the person id of who decides, None for whoever leads for CEC;
    `side` is the organizer's.

    `slots` wait for answers since `proposed_at`, by `proposed_by`. `time` is when it begins once it is booked, for
    `minutes`. Those that repeat share a `series` (the id of its first meeting); `original` is when this one was to be
    by the rule. `sequence` counts what calendars have to be told; `timed_at` is when the time was settled. `reason`
    says why it was cancelled, or what is wanted where it was asked for.
    """

    id: str
    agreement: str
    organization: str
    kind: MeetingKind
    title: str
    organizer: str | None
    side: Side
    created_at: datetime
    minutes: int
    state: MeetingState = MeetingState.ASKED
    participants: tuple[Participant, ...] = ()
    slots: tuple[datetime, ...] = ()
    proposed_at: datetime | None = None
    proposed_by: str | None = None
    time: datetime | None = None
    timed_at: datetime | None = None
    place: str = ""
    link: str = ""
    agenda: str = ""
    repeats: Repeats | None = None
    series: str | None = None
    original: datetime | None = None
    sequence: int = 0
    reason: str = ""
    ended_by: str | None = None
    notes: str = ""
    decisions: str = ""
    noted_at: datetime | None = None
    noted_by: str | None = None
    revision: int = 0

    @property
    def ends_at(self) -> datetime | None:
        return self.time + timedelta(minutes=self.minutes) if self.time else None

    @property
    def uid(self) -> str:
        """What calendars know it by; the same for all of a series."""
        return self.series or self.id

    def participant(self, person: str) -> Participant | None:
        return next((each for each in self.participants if each.person == person), None)

    def is_ahead(self, now: datetime) -> bool:
        """Booked, and not over yet."""
        return self.state is MeetingState.BOOKED and self.ends_at is not None and self.ends_at > now


@dataclass(frozen=True)
class Plan:
    """What somebody gives who sets up a meeting; an empty title or agenda is that of the kind."""

    kind: MeetingKind
    slots: tuple[datetime, ...] = ()
    minutes: int | None = None
    required: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    title: str = ""
    place: str = ""
    link: str = ""
    agenda: str = ""
    repeats: Repeats | None = None
    words: str = ""
    """What is wanted, where times are to be found by others."""


def checked_slots(slots: Sequence[datetime], now: datetime) -> tuple[datetime, ...]:
    """In order of time, to the second. Raises InvalidInput naming the field: `time1` to `time5`."""
    if not slots:
        raise InvalidInput("time1", "Give at least one time.")
    if len(slots) > MOST_SLOTS:
        raise InvalidInput("time1", f"Give up to {MOST_SLOTS} times.")
    for place, slot in enumerate(slots, start=1):
        if slot <= now:
            raise InvalidInput(f"time{place}", "That time is past. Give one that is still to come.")
        if slot in slots[: place - 1]:
            raise InvalidInput(f"time{place}", "This time is there already. Give another one, or leave it empty.")
    return tuple(sorted(slot.replace(microsecond=0) for slot in slots))


def checked_minutes(minutes: int) -> int:
    if minutes not in LENGTHS:
        raise InvalidInput("minutes", "Choose one of the lengths.")
    return minutes


def checked_text(field: str, text: str, longest: int, what: str) -> str:
    """Without space around it. Raises InvalidInput when it is too long; `what` completes "Give the ..."."""
    if len(text.strip()) > longest:
        raise InvalidInput(field, f"Give the {what} in up to {longest:,} characters.")
    return text.strip()


def checked_link(link: str) -> str:
    """The address of a video call; may be empty."""
    given = checked_text("link", link, LONGEST_LINK, "link")
    if given and (not given.startswith("https://") or any(sign in given for sign in " <>|\n\t")):
        raise InvalidInput("link", "Give an address that begins with https:// and has no spaces.")
    return given


def checked_reason(reason: str, needed: str = "") -> str:
    """Raises InvalidInput with the sentence `needed` where there has to be one."""
    if needed and not reason.strip():
        raise InvalidInput("reason", needed)
    return checked_text("reason", reason, LONGEST_REASON, "reason")


def with_people(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each person once: required wins. Raises InvalidInput where there are too many."""
    found: dict[str, Participant] = {}
    for each in participants:
        if each.person not in found or (each.required and not found[each.person].required):
            found[each.person] = each
    if len(found) > MOST_PEOPLE:
        raise InvalidInput("people", f"A meeting has up to {MOST_PEOPLE} people.")
    return tuple(found.values())
