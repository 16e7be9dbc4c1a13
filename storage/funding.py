"""Payment schedules and transfers of funds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from domain.errors import Conflict
from domain.funding import Payment, Transfer, TransferState, reference_key
from domain.payments import PaymentSchedule
from storage.funding_tables import payment_schedules, transfers
from storage.plain import from_plain, to_plain
from storage.tables import agreements
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

_SAME_NAME = ("id", "agreement", "organization", "at", "by", "settled_at", "settled_by", "reason", "revision")


@dataclass(frozen=True)
class KeptSchedule:
    """`warned` are the numbers of the instalments of which both sides were told that they are overdue; `watched` is
    the day on which the next open one of the others is due."""

    schedule: PaymentSchedule
    at: datetime
    warned: frozenset[int] = frozenset()
    watched: date | None = None


_s, _t = payment_schedules.c, transfers.c
_schedules = select(payment_schedules).where(_s.agreement == bindparam("agreement"))
_SCHEDULE = _schedules.order_by(_s.version.desc()).limit(1)
_TRANSFERS = select(transfers).where(_t.agreement == bindparam("agreement")).order_by(_t.at, _t.id)


class Funding:
    """In a writing unit of work, what is read stays locked until its end."""

    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def schedule_of(self, agreement: str) -> KeptSchedule | None:
        """The one in force of an agreement (id): that of its latest version which was signed."""
        row = self._db.row(self._db.locked(_SCHEDULE), agreement=agreement)
        return None if row is None else built_schedule(row)

    def keep_schedule(self, kept: KeptSchedule) -> None:
        """Insert, or update what was warned of."""
        values = {
            "agreement": kept.schedule.agreement,
            "version": kept.schedule.version,
            "content": to_plain(kept.schedule),
            "at": kept.at,
            "warned": sorted(kept.warned),
            "watched": kept.watched,
        }
        self._db.upsert(payment_schedules, values)
        look_at_agreements(self._db, kept.schedule.agreement)

    def watched_before(self, day: date, limit: int) -> tuple[str, ...]:
        """The ids of open agreements of which an instalment was due before a day, the earliest first."""
        c = payment_schedules.c
        joined = payment_schedules.join(agreements, agreements.c.id == c.agreement)
        found = select(c.agreement).select_from(joined).where(c.watched < day, agreements.c.closed_at.is_(None))
        return tuple(row.agreement for row in self._db.rows(found.order_by(c.watched, c.agreement).limit(limit)))

    def transfer(self, transfer_id: str) -> Transfer | None:
        row = self._db.row(self._db.locked(select(transfers).where(transfers.c.id == transfer_id)))
        return None if row is None else built_transfer(row)

    def transfers_of(self, agreement: str) -> tuple[Transfer, ...]:
        """Those of an agreement (id), in the order in which they were recorded."""
        return tuple(built_transfer(row) for row in self._db.rows(_TRANSFERS, agreement=agreement))

    def waiting(self, limit: int, of_agreements: Collection[str] | None = None) -> tuple[Transfer, ...]:
        """Those that wait to be confirmed, the oldest first: of all agreements, or of these (ids)."""
        found = select(transfers).where(transfers.c.state == TransferState.RECORDED.value)
        if of_agreements is not None:
            found = found.where(transfers.c.agreement.in_(list(of_agreements)))
        ordered = found.order_by(transfers.c.at, transfers.c.id).limit(limit)
        return tuple(built_transfer(row) for row in self._db.rows(ordered))

    def add(self, transfer: Transfer) -> None:
        """Raises Conflict for a reference that a standing transfer of the agreement has."""
        self._db.insert(transfers, [_row(transfer)])
        look_at_agreements(self._db, transfer.agreement)

    def save(self, transfer: Transfer, seen: int) -> None:
        """Raises Conflict unless `seen` is the revision that is kept, and as `add`."""
        c = transfers.c
        same = (c.id == transfer.id, c.revision == seen)
        if not self._db.run(transfers.update().where(*same).values(_row(transfer))):
            raise Conflict("Someone else changed this transfer meanwhile. Look at it again, then repeat this.")
        look_at_agreements(self._db, transfer.agreement)


def built_schedule(row: Row[Any]) -> KeptSchedule:
    return KeptSchedule(from_plain(PaymentSchedule, row.content), row.at, frozenset(row.warned), row.watched)


def built_transfer(row: Row[Any]) -> Transfer:
    values = row._mapping
    return Transfer(
        **{name: values[name] for name in _SAME_NAME},
        payment=Payment(row.amount, values["on"], row.reference),
        recorded=from_plain(Payment, row.recorded),
        state=TransferState(row.state),
    )


def _row(transfer: Transfer) -> Values:
    payment = transfer.payment
    return {
        **{name: getattr(transfer, name) for name in _SAME_NAME},
        "amount": payment.amount,
        "on": payment.on,
        "reference": payment.reference,
        "reference_key": reference_key(payment.reference),
        "recorded": to_plain(transfer.recorded),
        "state": transfer.state.value,
    }
