"""What the use cases of startup tasks answer with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.agreement_lists import Page
from domain.people import Role, Side
from domain.stages import Stage
from domain.startup_plans import Progress, TaskState
from services.cards import OrganizationCard, PersonCard


class TaskFilter(StrEnum):
    """`left`: what go-live waits for, `mine`: that the actor has to do, `ours`: of the actor's side, `overdue`: left
    after their due day."""

    ALL = "all"
    LEFT = "left"
    MINE = "mine"
    OURS = "ours"
    OVERDUE = "overdue"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class TaskLink:
    """Another task of the plan."""

    key: str
    title: str
    state: TaskState


@dataclass(frozen=True)
class TaskCard:
    """A task as a list shows it.

    `owner` is who has to do it now, None while nobody even leads its side; `given` says that it was given to them by
    name. `waits_for` are those that should be settled before. `by` is the name of who set the state. `may_work` says
    whether the actor may check it off. `revision` is what the actor has seen of it.
    """

    key: str
    title: str
    side: Side
    role: Role
    owner: PersonCard | None
    given: bool
    due_on: date
    overdue: bool
    required: bool
    instructions: str
    lines: tuple[str, ...]
    state: TaskState
    reason: str
    since: datetime | None
    by: str | None
    waits_for: tuple[TaskLink, ...]
    comments: int
    may_work: bool
    revision: int


@dataclass(frozen=True)
class Said:
    """A comment, with the name of who wrote it."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class TaskView:
    """One task with everything about it. `takers` are the contacts of its side, to whom it can be given.

    `may_comment` and `may_change` say what the actor can do now; `organization` is the customer's key.
    """

    number: str
    title: str
    organization: str
    may_comment: bool
    may_change: bool
    card: TaskCard
    depends_on: tuple[TaskLink, ...]
    comments: tuple[Said, ...]
    takers: tuple[PersonCard, ...]


@dataclass(frozen=True)
class ConfirmedBy:
    """The confirmation of go-live by a side."""

    side: Side
    by: str
    at: datetime


@dataclass(frozen=True)
class PlanSummary:
    """How far a plan is. `lacking` counts the required tasks that are left, `mine` what the actor has to do."""

    number: str
    title: str
    organization: OrganizationCard
    stage: Stage
    progress: Progress
    overdue: int
    blocked: int
    lacking: int
    mine: int
    confirmed: tuple[ConfirmedBy, ...]
    may_confirm: bool

    @property
    def ready(self) -> bool:
        """Whether both sides can confirm go-live."""
        return not self.lacking


@dataclass(frozen=True)
class PlanView:
    """A plan with one page of its tasks. `counts` are the tasks of each filter. `revision` is what was seen."""

    summary: PlanSummary
    started_on: date
    last_due_on: date | None
    shown: TaskFilter
    counts: Mapping[TaskFilter, int]
    tasks: Page[TaskCard]
    may_change: bool
    revision: int


@dataclass(frozen=True)
class OwnTask:
    """A task that the actor has to do, with the agreement that it belongs to."""

    number: str
    title: str
    card: TaskCard


@dataclass(frozen=True)
class TaskChanged:
    """`changed` is false when it was so before, and when `warning` names tasks that should be done first: then nothing
    was written, and it can be done anyway. `freed` are tasks that can begin now."""

    view: TaskView | None
    plan: PlanSummary
    changed: bool
    warning: tuple[TaskLink, ...] = ()
    freed: tuple[TaskLink, ...] = ()


@dataclass(frozen=True)
class GoLiveConfirmed:
    """`live` is true when both sides have confirmed and the services run."""

    plan: PlanSummary
    changed: bool
    live: bool


@dataclass(frozen=True)
class StartupImported:
    """`changed` is false when the current version was the same."""

    version: int
    tasks: int
    changed: bool
