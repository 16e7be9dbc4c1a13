"""A support request of a customer, and its parts. What happens to it is in `domain/support_steps.py`, its clocks are in
`domain/support_clocks.py`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Conflict, InvalidInput
from domain.handoffs import Thread
from domain.meetings import checked_text
from domain.support_clocks import Clock, Pause
from domain.support_priorities import Impact, Priority, Urgency

LONGEST_TEXT, LONGEST_PLACE, LONGEST_NAME = 3_000, 300, 150
MOST_FILES = 10
RATINGS = range(1, 6)


class RequestState(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"

    @property
    def label(self) -> str:
        return "waiting for the customer" if self is RequestState.WAITING else self.value.replace("_", " ")


OPEN = frozenset({RequestState.NEW, RequestState.IN_PROGRESS, RequestState.WAITING})


class Cause(StrEnum):
    """Where it came from, as staff found out."""

    SERVICE = "service"
    CHANGE = "change"
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    QUESTION = "question"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _CAUSES[self]


_CAUSES = {
    Cause.SERVICE: "A fault of the service",
    Cause.CHANGE: "A change by CEC",
    Cause.CUSTOMER: "Something on the customer's side",
    Cause.SUPPLIER: "A supplier",
    Cause.QUESTION: "No fault: a question or a wish",
    Cause.UNKNOWN: "Not found",
}


@dataclass(frozen=True)
class RequestFile:
    """A file that stays in Slack: its id there, its name and its size in bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True)
class Report:
    """What somebody says who opens a request. `for_whom` is empty where it is for themselves."""

    description: str
    impact: Impact
    urgency: Urgency
    place: str = ""
    for_whom: str = ""
    files: tuple[RequestFile, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """How it was solved, in words for the customer, and why it came to it."""

    at: datetime
    by: str
    words: str
    cause: Cause


@dataclass(frozen=True)
class Rating:
    """From 1 to 5, the best."""

    stars: int
    words: str
    at: datetime
    by: str


@dataclass(frozen=True)
class SupportRequest:
    """`agreement` is its id, `service` the key of its line, `area` that of the expertise that it needs, empty where it
    is not known. `asked_by`, `assignee` are person ids.

    `started_at` is when its clocks begin: None while it is `held`, which is when somebody opened too many at once.
    `responded_at` is when CEC first took it up or answered. `merged_into` is the number of another one. `revision`
    counts the changes.
    """

    id: str
    number: str
    agreement: str
    organization: str
    service: str
    service_name: str
    area: str
    report: Report
    priority: Priority
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    state: RequestState = RequestState.NEW
    state_since: datetime | None = None
    assignee: str | None = None
    responded_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    clocks: tuple[Clock, ...] = ()
    resolution: Resolution | None = None
    reopened: int = 0
    rating: Rating | None = None
    merged_into: str | None = None
    customer_thread: Thread | None = None
    staff_thread: Thread | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def held(self) -> bool:
        return self.started_at is None and self.is_open

    @property
    def running_clocks(self) -> tuple[Clock, ...]:
        """Without those of services that it was about before."""
        return tuple(clock for clock in self.clocks if not clock.former)

    @property
    def is_late(self) -> bool:
        """Whether a target was missed."""
        return any(clock.is_late for clock in self.clocks)

    @property
    def next_due_at(self) -> datetime | None:
        """When the next target is missed that was not met or missed yet."""
        running = [c.due_at for c in self.running_clocks if c.due_at and c.met_at is None and not c.is_late]
        return min(running, default=None) if self.is_open else None


def checked(report: Report) -> Report:
    """Without space around the texts. Raises InvalidInput at the field."""
    if len(report.files) > MOST_FILES:
        raise InvalidInput("files", f"Add up to {MOST_FILES} files.")
    return replace(
        report,
        description=needed_text("description", report.description, "Say in a sentence what does not work."),
        place=checked_text("place", report.place, LONGEST_PLACE, "place"),
        for_whom=checked_text("for_whom", report.for_whom, LONGEST_NAME, "name"),
    )


def needed_text(field: str, text: str, needed: str) -> str:
    """Raises InvalidInput with the sentence `needed` where there is none."""
    if not text.strip():
        raise InvalidInput(field, needed)
    return checked_text(field, text, LONGEST_TEXT, "text")


def must_be_open(request: SupportRequest) -> None:
    if not request.is_open:
        merged = f" It goes on as {request.merged_into}." if request.merged_into else ""
        raise Conflict(f"{request.number} is {request.state.label}.{merged}")
