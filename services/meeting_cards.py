"""What the use cases of meetings answer with."""

from dataclasses import dataclass
from datetime import date

from domain.action_items import ActionItem
from domain.meetings import Meeting, Participant
from services.cards import OrganizationCard, PersonCard


@dataclass(frozen=True)
class ParticipantCard:
    person: PersonCard
    answer: Participant


@dataclass(frozen=True)
class ItemCard:
    """`number` is that of the agreement. `may_change`: the actor may mark it as done, or open it again."""

    item: ActionItem
    number: str
    owner: PersonCard | None
    may_change: bool


@dataclass(frozen=True)
class MeetingCard:
    """A meeting as the actor may see and use it. `about` is the title of its agreement.

    `items` were promised in it, `open_before` are those of earlier meetings that are still open. `may_answer`: the
    actor may say which times suit; `may_decide`: book one of them whoever has answered; `may_arrange`: propose other
    times, change or cancel it; `may_record`: write its notes. `next_on` is the day by which the next one is due.
    """

    meeting: Meeting
    number: str
    about: str
    organization: OrganizationCard
    organizer: PersonCard | None
    people: tuple[ParticipantCard, ...]
    items: tuple[ItemCard, ...]
    open_before: tuple[ItemCard, ...]
    may_answer: bool
    may_decide: bool
    may_arrange: bool
    may_record: bool
    next_on: date | None = None


@dataclass(frozen=True)
class MeetingPage:
    cards: tuple[MeetingCard, ...]
    page: int
    has_next: bool


@dataclass(frozen=True)
class OwnMeetings:
    """What somebody looks at first: booked ones ahead, those without a time, and what they have to do after one."""

    ahead: tuple[MeetingCard, ...] = ()
    waiting: tuple[MeetingCard, ...] = ()
    items: tuple[ItemCard, ...] = ()
