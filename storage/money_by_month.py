"""What all agreements together have to pay and paid, day by day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from domain.funding import ARRIVED
from storage.funding_tables import payment_schedules, transfers
from storage.transaction import Transaction

_s, _t = payment_schedules.c, transfers.c
_latest = select(_s.agreement, func.max(_s.version).label("version")).group_by(_s.agreement).subquery()
_IN_FORCE = select(_s.content).join(_latest, (_latest.c.agreement == _s.agreement) & (_latest.c.version == _s.version))
_ARRIVED = select(_t.on, _t.amount).where(
    _t.state.in_(sorted(state.value for state in ARRIVED)), _t.on.between(bindparam("first"), bindparam("last"))
)


class MoneyByMonth:
    """In USD. Days are those from `first` to `last`, both included."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def due(self, first: date, last: date) -> Iterator[tuple[date, Decimal]]:
        """Every instalment of the schedules that are in force, by the day on which it is due."""
        # Only two fields are read: there are thousands of schedules, and their objects would take seconds to build.
        # Days are compared as they are written, year first.
        earliest, latest = first.isoformat(), last.isoformat()
        for row in self._db.rows(_IN_FORCE):
            for instalment in row.content["instalments"]:
                if earliest <= instalment["due_on"] <= latest:
                    yield date.fromisoformat(instalment["due_on"]), Decimal(instalment["amount"])

    def arrived(self, first: date, last: date) -> Iterator[tuple[date, Decimal]]:
        """Every transfer that is confirmed, by its day."""
        return ((row.on, row.amount) for row in self._db.rows(_ARRIVED, first=first, last=last))
