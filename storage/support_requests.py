"""Support requests with what is written about them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select

from domain.alerts import SubjectType
from domain.errors import Conflict, NotFound
from domain.handoffs import Thread
from domain.request_numbers import FIRST
from domain.support_comments import Comment
from domain.support_priorities import Priority
from domain.support_requests import RequestState, SupportRequest
from storage.support_rows import built_comment, built_support_request, comment_row, request_row
from storage.support_tables import OPEN_STATES, support_comments, support_request_numbers, support_requests
from storage.transaction import Transaction
from storage.watches import look_anew

_c, _k = support_requests.c, support_comments.c
_BY_ID = select(support_requests).where(_c.id == bindparam("id"))
_BY_NUMBER = select(support_requests).where(_c.number == bindparam("number"))
_COMMENTS = select(support_comments).where(_k.request == bindparam("request")).order_by(_k.at, _k.id)
_newest = (_c.asked_at.desc(), _c.id.desc())


class QueueState(StrEnum):
    """`unassigned`: nobody has it. `due`: a target runs, the one that is missed first in front. `late`: a target was
    missed. `held`: waits to be released."""

    OPEN = "open"
    UNASSIGNED = "unassigned"
    DUE = "due"
    WAITING = "waiting"
    LATE = "late"
    HELD = "held"


@dataclass(frozen=True)
class QueueFilter:
    """Of the open requests those that fit all that is given. `assignee` is a person id, `agreement` an id."""

    state: QueueState = QueueState.OPEN
    area: str | None = None
    assignee: str | None = None
    priority: Priority | None = None
    service: str | None = None
    organization: str | None = None
    agreement: str | None = None


@dataclass(frozen=True)
class QueueCounts:
    """How many open requests there are of each kind, whatever else is asked for."""

    open: int
    unassigned: int
    due: int
    waiting: int
    late: int
    held: int


_KINDS: dict[QueueState, ColumnElement[bool]] = {
    QueueState.OPEN: ~_c.held,
    QueueState.UNASSIGNED: _c.assignee.is_(None) & ~_c.held,
    QueueState.DUE: _c.next_due_at.is_not(None),
    QueueState.WAITING: _c.state == RequestState.WAITING.value,
    QueueState.LATE: _c.late,
    QueueState.HELD: _c.held,
}
_COUNTS = select(
    *(func.coalesce(func.sum(case((which, 1), else_=0)), 0).label(name.value) for name, which in _KINDS.items())
).where(OPEN_STATES)


class SupportRequests:
    """In a writing unit of work, what is found by id or number stays locked until its end."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def next_number(self) -> str:
        """One that no request has. No two units of work are given the same."""
        return f"REQ-{FIRST - 1 + self._db.next_count(support_request_numbers, series='REQ')}"

    def get(self, request_id: str) -> SupportRequest:
        """Raises NotFound."""
        found = self.find(request_id)
        if found is None:
            raise NotFound("There is no such request.")
        return found

    def find(self, request_id: str) -> SupportRequest | None:
        return self._one(_BY_ID, id=request_id)

    def by_number(self, number: str) -> SupportRequest | None:
        return self._one(_BY_NUMBER, number=number)

    def by_thread(self, thread: Thread) -> SupportRequest | None:
        """The one of this thread of either side; of several that were merged the open one."""
        customer = (_c.customer_channel == thread.channel_id) & (_c.customer_ts == thread.ts)
        staff = (_c.staff_channel == thread.channel_id) & (_c.staff_ts == thread.ts)
        merged_last = case((_c.state == RequestState.MERGED.value, 1), else_=0)
        found = select(support_requests).where(customer | staff).order_by(merged_last, *_newest).limit(1)
        return self._one(found)

    def of_person(self, person: str, limit: int, offset: int = 0) -> tuple[SupportRequest, ...]:
        """Those that the person asked for, the latest first."""
        return self._page(select(support_requests).where(_c.asked_by == person), limit, offset)

    def of_agreement(
        self, agreement: str, limit: int, offset: int = 0, asked_by: str | None = None
    ) -> tuple[SupportRequest, ...]:
        """The latest first; only those of one person with `asked_by`."""
        wanted = [_c.agreement == agreement, *([_c.asked_by == asked_by] if asked_by else [])]
        return self._page(select(support_requests).where(*wanted), limit, offset)

    def counted(self, agreement: str | None, start: datetime, end: datetime) -> dict[RequestState, int]:
        """How many of an agreement (None: of all) were opened from `start` until before `end`, by their states."""
        asked = [_c.asked_at >= start, _c.asked_at < end, *([_c.agreement == agreement] if agreement else [])]
        found = select(_c.state, func.count().label("number")).where(*asked).group_by(_c.state)
        return {RequestState(row.state): row.number for row in self._db.rows(found)}

    def asked_since(self, person: str, instant: datetime) -> int:
        """How many the person opened from then on."""
        found = select(func.count()).where(_c.asked_by == person, _c.asked_at > instant)
        return int(self._db.value(found))

    def held_of(self, person: str, limit: int) -> tuple[SupportRequest, ...]:
        """The oldest first."""
        found = select(support_requests).where(_c.held, _c.asked_by == person)
        return self._built(found.order_by(_c.asked_at, _c.id).limit(limit))

    def queue(self, wanted: QueueFilter, limit: int, offset: int = 0) -> tuple[SupportRequest, ...]:
        """The most urgent first, of these the one that waits longest; of `due` the one that is missed first."""
        named = ("area", "assignee", "service", "organization", "agreement", "priority")
        given = {name: value for name in named if (value := getattr(wanted, name)) is not None}
        conditions = [_c[name] == str(value) for name, value in given.items()]
        found = select(support_requests).where(OPEN_STATES, _KINDS[wanted.state], *conditions)
        first = [_c.next_due_at] if wanted.state is QueueState.DUE else [_c.rank, _c.asked_at]
        return self._built(found.order_by(*first, _c.id).limit(limit).offset(offset))

    def counts(self) -> QueueCounts:
        row = self._db.row(_COUNTS)
        return QueueCounts(**({name: int(row._mapping[name]) for name in _KINDS} if row else {}))

    def assigned_to(self, person: str) -> tuple[SupportRequest, ...]:
        """All open ones of somebody of CEC, the oldest first."""
        found = select(support_requests).where(OPEN_STATES, _c.assignee == person).order_by(_c.asked_at, _c.id)
        return self._built(self._db.locked(found))

    def merged_into(self, number: str) -> tuple[SupportRequest, ...]:
        found = select(support_requests).where(_c.merged_into == number).order_by(_c.asked_at, _c.id)
        return self._built(found)

    def due(self, now: datetime, limit: int) -> tuple[str, ...]:
        """The ids of those of which a target is missed by now, and that is not kept yet; the earliest first."""
        found = select(_c.id).where(_c.next_due_at < now).order_by(_c.next_due_at, _c.id).limit(limit)
        return tuple(row.id for row in self._db.rows(found))

    def resolved_before(self, instant: datetime, limit: int) -> tuple[str, ...]:
        """The ids of those that are resolved since then and not closed."""
        resolved = (_c.state == RequestState.RESOLVED.value, _c.state_since < instant)
        found = select(_c.id).where(*resolved).order_by(_c.state_since, _c.id).limit(limit)
        return tuple(row.id for row in self._db.rows(found))

    def save(self, request: SupportRequest) -> SupportRequest:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision."""
        saved = replace(request, revision=request.revision + 1)
        row, same = request_row(saved), (_c.id == saved.id, _c.revision == request.revision)
        if request.revision == 0:
            self._db.insert(support_requests, [row])
        elif not self._db.run(support_requests.update().where(*same).values(row)):
            raise Conflict("Someone else changed this request meanwhile. Look at it again, then repeat this.")
        look_anew(self._db, SubjectType.SUPPORT_REQUEST, [saved.id])
        look_anew(self._db, SubjectType.PERSON, [saved.asked_by])
        return saved

    # What is written

    def comment(self, comment_id: str) -> Comment | None:
        row = self._db.row(select(support_comments).where(_k.id == comment_id))
        return None if row is None else built_comment(row)

    def comments(self, request_id: str) -> tuple[Comment, ...]:
        """In the order in which they were written."""
        return tuple(built_comment(row) for row in self._db.rows(_COMMENTS, request=request_id))

    def add_comment(self, comment: Comment) -> None:
        self._db.insert(support_comments, [comment_row(comment)])

    def _page(self, statement: Select[Any], limit: int, offset: int) -> tuple[SupportRequest, ...]:
        return self._built(statement.order_by(*_newest).limit(limit).offset(offset))

    def _built(self, statement: Select[Any]) -> tuple[SupportRequest, ...]:
        return tuple(built_support_request(row) for row in self._db.rows(statement))

    def _one(self, statement: Select[Any], **values: Collection[str] | str) -> SupportRequest | None:
        row = self._db.row(self._db.locked(statement), **values)
        return None if row is None else built_support_request(row)
