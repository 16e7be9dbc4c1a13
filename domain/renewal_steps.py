"""How an agreement goes from its operations into its renewal, and ends when what follows it takes over."""

from dataclasses import replace
from datetime import date, datetime

from domain.agreements import Agreement, close, is_met, with_record
from domain.errors import Conflict
from domain.history import Change
from domain.renewals import days_left
from domain.stages import BY_KEY, SERVICES_RUN, Stage

_DECIDED, _SETTLED = BY_KEY["renewal_decided"], BY_KEY["succession_settled"]

type Stepped = tuple[Agreement, tuple[Change, ...]]


def require_renewable(agreement: Agreement) -> None:
    """Raises Conflict unless services run, or ran until the term ended."""
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so it is not renewed. Open a new agreement.")
    if agreement.stage not in SERVICES_RUN:
        raise Conflict(f"The services of {agreement.number} do not run yet, so there is nothing to renew.")


def renewed(agreement: Agreement, successor: str, at: datetime, by: str) -> Stepped:
    """Its renewal has begun, with the agreement of that number. Services go on until the term ends."""
    require_renewable(agreement)
    changes: list[Change] = []
    if not is_met(agreement, _DECIDED):
        agreement, change = with_record(agreement, _DECIDED, at, by, f"Renewed by {successor}")
        changes.append(change)
    if agreement.stage is Stage.OPERATIONS:
        subject = ("agreement", agreement.id, agreement.organization)
        changes.append(Change(*subject, "stage", agreement.stage, Stage.RENEWAL, at, by))
        agreement = replace(agreement, stage=Stage.RENEWAL, stage_since=at, due_on=agreement.term.end)
    return agreement, tuple(changes)


def taken_over(agreement: Agreement, successor: Agreement, at: datetime, by: str) -> Stepped:
    """What follows it runs: it is closed."""
    agreement, renewal = renewed(agreement, successor.number, at, by)
    agreement, settled = with_record(agreement, _SETTLED, at, by, f"{successor.number} took over")
    agreement, closed = close(agreement, at, by, f"{successor.number} took over.")
    return agreement, (*renewal, settled, closed)


def takes_over(before: Agreement, successor: Agreement, today: date) -> bool:
    """Whether the services of the successor run and the term before it is over."""
    return successor.closed_at is None and successor.stage in SERVICES_RUN and days_left(before.term, today) < 0
