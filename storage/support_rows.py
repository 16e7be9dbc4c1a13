"""Support requests and what is written about them, as rows of their tables."""

from typing import Any

from sqlalchemy import Row

from domain.handoffs import Thread
from domain.support_clocks import Clock, Pause
from domain.support_comments import Comment, CommentKind
from domain.support_priorities import Priority
from domain.support_requests import Rating, Report, RequestFile, RequestState, Resolution, SupportRequest
from storage.plain import from_plain, to_plain
from storage.transaction import Values

_SAME_NAME = (
    *("id", "number", "agreement", "organization", "service", "service_name", "area", "asked_by", "asked_at"),
    *("started_at", "state_since", "assignee", "responded_at", "reopened", "merged_into", "revision"),
)
_COMMENT = ("id", "request", "at", "by", "from_staff", "text", "author")


def request_row(request: SupportRequest) -> Values:
    customer, staff = request.customer_thread, request.staff_thread
    return {
        **{name: getattr(request, name) for name in _SAME_NAME},
        "priority": request.priority.value,
        "rank": request.priority.rank,
        "report": to_plain(request.report),
        "state": request.state.value,
        "held": request.held,
        "pauses": to_plain(request.pauses),
        "clocks": to_plain(request.clocks),
        "late": request.is_late,
        "next_due_at": request.next_due_at,
        "resolution": to_plain(request.resolution) if request.resolution else None,
        "rating": to_plain(request.rating) if request.rating else None,
        "customer_channel": customer.channel_id if customer else None,
        "customer_ts": customer.ts if customer else None,
        "staff_channel": staff.channel_id if staff else None,
        "staff_ts": staff.ts if staff else None,
    }


def built_support_request(row: Row[Any]) -> SupportRequest:
    return SupportRequest(
        **{name: row._mapping[name] for name in _SAME_NAME},
        priority=Priority(row.priority),
        report=from_plain(Report, row.report),
        state=RequestState(row.state),
        pauses=tuple(from_plain(Pause, each) for each in row.pauses),
        clocks=tuple(from_plain(Clock, each) for each in row.clocks),
        resolution=from_plain(Resolution, row.resolution) if row.resolution else None,
        rating=from_plain(Rating, row.rating) if row.rating else None,
        customer_thread=Thread(row.customer_channel, row.customer_ts) if row.customer_channel else None,
        staff_thread=Thread(row.staff_channel, row.staff_ts) if row.staff_channel else None,
    )


def comment_row(comment: Comment) -> Values:
    values = {name: getattr(comment, name) for name in _COMMENT}
    return {**values, "kind": comment.kind.value, "files": to_plain(comment.files)}


def built_comment(row: Row[Any]) -> Comment:
    return Comment(
        **{name: row._mapping[name] for name in _COMMENT},
        kind=CommentKind(row.kind),
        files=tuple(from_plain(RequestFile, each) for each in row.files),
    )
