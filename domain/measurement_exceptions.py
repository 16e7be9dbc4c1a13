"""Measurements that both sides agree to leave out, with the reason: planned maintenance, a customer's own outage."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.fiscal import Period
from domain.measurements import Measurement
from domain.people import Side

LONGEST_REASON = 500


class ExceptionState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class MeasurementException:
    """Of a service's `metric` (None: of all of them), what counts on one of these `days`; with a `key` only that
    measurement. `by` (a person id) proposed it for their `side`, `settled_by` answered for the other one."""

    id: str
    agreement: str
    organization: str
    service: str
    days: Period
    reason: str
    side: Side
    by: str
    at: datetime
    metric: str | None = None
    key: str | None = None
    state: ExceptionState = ExceptionState.PROPOSED
    settled_by: str | None = None
    settled_at: datetime | None = None
    note: str = ""
    revision: int = 0

    def concerns(self, measurement: Measurement) -> bool:
        return (
            self.agreement == measurement.agreement
            and self.service == measurement.service
            and self.metric in (None, measurement.metric)
            and self.key in (None, measurement.key)
            and self.days.contains(measurement.day)
        )


def with_exception(measurement: Measurement, agreed: Iterable[MeasurementException]) -> Measurement:
    """Left out by the first agreed exception that concerns it, else counted."""
    found = next((each.id for each in agreed if each.concerns(measurement)), None)
    return measurement if found == measurement.exception else replace(measurement, exception=found)


def agree(exception: MeasurementException, side: Side, by: str, at: datetime) -> MeasurementException:
    """Raises NotAllowed for the side that proposed it, Conflict when it was answered before."""
    _must_wait(exception)
    if side is exception.side:
        raise NotAllowed(f"{side.label} proposed this exception, so the other side agrees to it or declines it.")
    return replace(exception, state=ExceptionState.AGREED, settled_by=by, settled_at=at)


def decline(exception: MeasurementException, by: str, at: datetime, note: str) -> MeasurementException:
    """By either side: who proposed it takes it back. Raises Conflict when it was answered before, InvalidInput without
    a reason."""
    _must_wait(exception)
    changed = replace(exception, state=ExceptionState.DECLINED, settled_by=by, settled_at=at)
    return replace(changed, note=checked_reason(note, "note"))


def checked_reason(reason: str, field: str = "reason") -> str:
    """Without blanks around it. Raises InvalidInput at the field."""
    words = reason.strip()
    if not words:
        raise InvalidInput(field, "Give the reason, so that both sides can follow it later.")
    if len(words) > LONGEST_REASON:
        raise InvalidInput(field, f"Give the reason in at most {LONGEST_REASON} characters.")
    return words


def _must_wait(exception: MeasurementException) -> None:
    if exception.state is not ExceptionState.PROPOSED:
        raise Conflict(f"This exception was {exception.state} already.")
