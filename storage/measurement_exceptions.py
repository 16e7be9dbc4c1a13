"""Exceptions of measurements."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, select

from domain.errors import Conflict
from domain.fiscal import Period
from domain.measurement_exceptions import ExceptionState, MeasurementException
from domain.people import Side
from storage.measurement_tables import measurement_exceptions
from storage.transaction import Transaction, Values

_SAME_NAME = (
    *("id", "agreement", "organization", "service", "metric", "key", "reason", "by", "at"),
    *("settled_by", "settled_at", "note", "revision"),
)
_c = measurement_exceptions.c
_in_order = select(measurement_exceptions).order_by(_c.at, _c.id)
_OF_AGREEMENTS = _in_order.where(_c.agreement.in_(bindparam("agreements", expanding=True)))
_AGREED = _OF_AGREEMENTS.where(_c.state == ExceptionState.AGREED.value)


class MeasurementExceptions:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, exception_id: str) -> MeasurementException | None:
        row = self._db.row(self._db.locked(select(measurement_exceptions).where(_c.id == exception_id)))
        return None if row is None else built_exception(row)

    def of_agreement(self, agreement: str) -> tuple[MeasurementException, ...]:
        """Those of an agreement (id), in the order in which they were proposed."""
        return tuple(built_exception(row) for row in self._db.rows(_OF_AGREEMENTS, agreements=[agreement]))

    def save(self, exception: MeasurementException) -> MeasurementException:
        """Insert it while its revision is 0, else update. Raises Conflict over a newer revision."""
        saved = replace(exception, revision=exception.revision + 1)
        if exception.revision == 0:
            self._db.insert(measurement_exceptions, [_row(saved)])
            return saved
        same = (_c.id == saved.id, _c.revision == exception.revision)
        if not self._db.run(measurement_exceptions.update().where(*same).values(_row(saved))):
            raise Conflict("Someone else answered this exception meanwhile. Look at it again.")
        return saved


def agreed_exceptions(db: Transaction, agreements: Collection[str]) -> dict[str, list[MeasurementException]]:
    """By agreement (id), the first one first."""
    found: dict[str, list[MeasurementException]] = {}
    for row in db.rows(_AGREED, agreements=list(agreements)):
        found.setdefault(row.agreement, []).append(built_exception(row))
    return found


def built_exception(row: Row[Any]) -> MeasurementException:
    return MeasurementException(
        **{name: row._mapping[name] for name in _SAME_NAME},
        days=Period(row.start, row.end),
        side=Side(row.side),
        state=ExceptionState(row.state),
    )


def _row(exception: MeasurementException) -> Values:
    return {
        **{name: getattr(exception, name) for name in _SAME_NAME},
        "start": exception.days.start,
        "end": exception.days.end,
        "side": exception.side.value,
        "state": exception.state.value,
    }
