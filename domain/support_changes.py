"""The history of a support request, told from what differs."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.history import Change
from domain.support_requests import SupportRequest

SUBJECT = "support_request"


def changes_between(
    before: SupportRequest | None, after: SupportRequest, by: str, at: datetime, note: str = ""
) -> tuple[Change, ...]:
    """What is different, one entry for each field; `note` says why."""
    old: Mapping[str, str | None] = _said(before) if before else {}
    new = _said(after)
    subject = (SUBJECT, after.id, after.organization)
    return tuple(
        Change(*subject, field, old.get(field), new[field], at, by, note)
        for field in new
        if old.get(field) != new[field]
    )


def _said(request: SupportRequest) -> Mapping[str, str | None]:
    return {
        "number": request.number,
        "state": request.state.value,
        "held": "yes" if request.held else None,
        "assignee": request.assignee,
        "priority": request.priority.value,
        "service": request.service,
        "resolution": request.resolution.cause.value if request.resolution else None,
        "rating": str(request.rating.stars) if request.rating else None,
        "merged_into": request.merged_into,
        **dict(_breaches(request)),
    }


def _breaches(request: SupportRequest) -> Iterator[tuple[str, str | None]]:
    for clock in request.clocks:
        target = f"{clock.metric.key} of {clock.former}" if clock.former else clock.metric.key
        yield f"missed {target}", clock.breached_at.isoformat() if clock.breached_at else None
        yield f"cause of missed {target}", clock.cause or None
