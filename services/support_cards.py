"""What the use cases of support requests and outages answer with."""

from dataclasses import dataclass

from domain.outages import Outage
from domain.support_comments import Comment
from domain.support_requests import SupportRequest
from services.cards import OrganizationCard, PersonCard
from storage.support_requests import QueueCounts as QueueCounts
from storage.support_requests import QueueFilter as QueueFilter
from storage.support_requests import QueueState as QueueState


@dataclass(frozen=True)
class CommentCard:
    """`author` is the name of who wrote it."""

    comment: Comment
    author: str


@dataclass(frozen=True)
class RequestCard:
    """A request as the actor may see and use it. `agreement` is its number, `about` its title; `area` is in words.

    `comments` are those that the actor may read; `merged` the numbers of requests that go on as this one. `may_write`:
    comment, and for the customer answer; `may_work`: everything that staff do.
    """

    request: SupportRequest
    agreement: str
    about: str
    organization: OrganizationCard
    area: str
    asked_by: PersonCard | None
    assignee: PersonCard | None
    comments: tuple[CommentCard, ...]
    merged: tuple[str, ...]
    may_write: bool
    may_reopen: bool
    may_rate: bool
    may_work: bool


@dataclass(frozen=True)
class RequestRow:
    """A line of a list."""

    request: SupportRequest
    agreement: str
    organization: str
    asked_by: str
    assignee: str | None


@dataclass(frozen=True)
class RequestPage:
    rows: tuple[RequestRow, ...]
    page: int
    has_next: bool


@dataclass(frozen=True)
class QueuePage(RequestPage):
    """`counts` are those of the whole queue."""

    counts: QueueCounts


@dataclass(frozen=True)
class OutageCard:
    """`told` is how many customers were told of it last, 0 where nobody was told just now."""

    outage: Outage
    told: int
    may_change: bool
