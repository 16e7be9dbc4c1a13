"""What the use cases of agreements answer with. Amounts in USD, days in the calendar of CEC's office."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.agreements import AgreementLine
from domain.contacts import Vacancy
from domain.fiscal import Period
from domain.meetings import Meeting
from domain.people import Role, Side
from domain.renewals import RenewalState
from domain.stages import Requirement, Stage
from domain.tracker import StepState
from services.cards import ContactCard, OrganizationCard, PersonCard
from services.meeting_cards import ItemCard, MeetingCard


@dataclass(frozen=True)
class WhoseTurn:
    """Who must do what now. `person` is the first active contact in the role `role` of `side`.

    Where nobody has that role, `person` is who leads on that side (SML or program manager) and `stands_in` is
    true; None when there is not even one. `days_overdue` is None unless the due day is past. `own_action` says to
    that person what the `action` says to others. `confirms_contacts`: the contacts that a renewal
    took over are to be confirmed.
    """

    side: Side
    role: Role
    action: str
    requirement: Requirement
    person: PersonCard | None
    stands_in: bool
    since: datetime
    due_on: date | None
    days_overdue: int | None
    own_action: str
    confirms_contacts: bool = False


class KeyDateKind(StrEnum):
    OPENED = "opened"
    STEP_BEGAN = "step_began"
    DUE = "due"
    TERM_STARTS = "term_starts"
    TERM_ENDS = "term_ends"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _KEY_DATE_LABELS[self]


_KEY_DATE_LABELS: dict[KeyDateKind, str] = {
    KeyDateKind.OPENED: "opened",
    KeyDateKind.STEP_BEGAN: "this step began",
    KeyDateKind.DUE: "this step is due",
    KeyDateKind.TERM_STARTS: "term starts",
    KeyDateKind.TERM_ENDS: "term ends",
    KeyDateKind.CLOSED: "closed",
}


@dataclass(frozen=True)
class KeyDate:
    kind: KeyDateKind
    on: date


@dataclass(frozen=True)
class RequirementView:
    """A requirement of a step, and by whom it was met."""

    requirement: Requirement
    met: bool
    at: datetime | None
    by: str | None
    note: str


@dataclass(frozen=True)
class StepView:
    """One of the ten steps. `done_by` and the `by` of requirements are names of people."""

    number: int
    stage: Stage
    state: StepState
    since: datetime | None
    done_at: datetime | None
    done_by: str | None
    requirements: tuple[RequirementView, ...]


@dataclass(frozen=True)
class HistoryEntry:
    """A change in words that follow the name, such as "moved it from survey to proposal"."""

    at: datetime
    by: str
    words: str
    note: str


@dataclass(frozen=True)
class HistoryPage:
    """A page of every change of an agreement, the newest first, counted from 0."""

    number: str
    organization: OrganizationCard
    entries: tuple[HistoryEntry, ...]
    page: int
    has_next: bool


@dataclass(frozen=True)
class Pause:
    """A negotiation that rests until CEC resumes it; `by` is the name of who paused it."""

    by: str
    since: datetime
    reason: str


@dataclass(frozen=True)
class AgreementStatus:
    """Everything about where one agreement stands.

    `turn` is None when nobody is waited for: services run, its negotiation is paused (`pause`), or it is closed.
    `history` holds the latest changes, newest first. `predecessor` and `successor` are numbers.
    """

    id: str
    number: str
    title: str
    organization: OrganizationCard
    stage: Stage
    term: Period
    annual_amount: Decimal
    paid_once: Decimal
    lines: tuple[AgreementLine, ...]
    tracker: tuple[StepView, ...]
    missing: tuple[Requirement, ...]
    turn: WhoseTurn | None
    key_dates: tuple[KeyDate, ...]
    contacts: tuple[ContactCard, ...]
    history: tuple[HistoryEntry, ...]
    predecessor: str | None
    successor: str | None
    renewal: RenewalState
    days_left: int
    closed_at: datetime | None
    closed_reason: str
    version: int
    needs_meeting: Meeting | None = None
    """The meeting about the needs that waits for an answer or is still ahead."""
    pause: Pause | None = None
    not_renewing: str = ""
    """Why it is not to be renewed; empty while nothing is decided against it."""
    withdrawn: bool = False
    """CEC withdrew the version whose term and lines it has: nothing is offered until the next one."""

    @property
    def done_steps(self) -> int:
        return sum(step.state is StepState.DONE for step in self.tracker)


class Whose(StrEnum):
    """Whose turn something is, seen by the one who asks."""

    YOURS = "yours"
    YOUR_SIDE = "your_side"
    OTHER_SIDE = "other_side"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Todo:
    """What waits in one agreement. `turn` is None with `Whose.NOBODY`: services run until the term ends, or the
    negotiation is paused."""

    number: str
    title: str
    organization: OrganizationCard
    stage: Stage
    whose: Whose
    turn: WhoseTurn | None
    days_left: int
    pause: Pause | None = None


@dataclass(frozen=True)
class NextSteps:
    """What to do next, the most urgent first: the asker's own, then their side's, then the other side's.

    `more` is true when there is more than is listed; `list` shows all. Besides, `to_answer` are meetings of which times
    wait for the asker's answer, and `promised` the asker's action items.
    """

    items: tuple[Todo, ...]
    more: bool
    to_answer: tuple[MeetingCard, ...] = ()
    promised: tuple[ItemCard, ...] = ()

    def of(self, whose: Whose) -> tuple[Todo, ...]:
        return tuple(item for item in self.items if item.whose is whose)


@dataclass(frozen=True)
class ContactSheet:
    """The contacts of one agreement, or the people of an organization that has none (`agreement` None).

    `asked_role` is what was asked for; `contacts` then holds only that role. `vacant` are the roles of the
    agreement that nobody has and that its step or the next one needs.
    """

    organization: OrganizationCard
    agreement: str | None
    title: str | None
    asked_role: Role | None
    contacts: tuple[ContactCard, ...]
    people: tuple[PersonCard, ...]
    vacant: tuple[Vacancy, ...]
