"""Renewals: what was decided, what they took over, extensions of terms, and how much of it lies ahead."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, false, func, or_, select

from domain.errors import Conflict
from domain.extensions import Agreed, Extension, ExtensionState
from domain.people import Contact
from domain.renewal_calendar import Load
from domain.renewal_carrying import Carryover
from domain.renewal_decisions import Renewal
from domain.renewal_lines import CarriedLine
from domain.stages import SERVICES_RUN, Stage
from storage.plain import from_plain, to_plain
from storage.renewal_tables import carryovers, extensions, renewals
from storage.tables import agreements
from storage.transaction import Transaction, Values
from storage.watches import look_at_agreements

_RENEWAL = (
    *("agreement", "organization", "asked_at", "asked_by", "wish", "reason", "decided_at", "decided_by"),
    *("customer_days", "ended_on", "revision"),
)
_EXTENSION = (
    *("id", "agreement", "organization", "end", "new_end", "reason", "approved_by", "asked_at", "asked_by"),
    *("settled_at", "settled_by", "note", "revision"),
)
_MEANWHILE = "Someone else changed this renewal meanwhile. Look at it again, then repeat this."
_FIND = select(renewals).where(renewals.c.agreement == bindparam("agreement"))


class Renewals:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def find(self, agreement: str) -> Renewal | None:
        """What was decided about the renewal of an agreement (id); None while nothing was."""
        row = self._db.row(_FIND, agreement=agreement)
        return None if row is None else built_renewal(row)

    def of_agreements(self, ids: Iterable[str]) -> dict[str, Renewal]:
        """By the id of the agreement, where something was decided."""
        rows = self._db.rows(select(renewals).where(renewals.c.agreement.in_(list(ids))))
        return {row.agreement: built_renewal(row) for row in rows}

    def save(self, renewal: Renewal) -> Renewal:
        """Keep it and return it with its next revision. Raises Conflict over a newer one."""
        saved = replace(renewal, revision=renewal.revision + 1)
        values = {name: getattr(saved, name) for name in _RENEWAL}
        look_at_agreements(self._db, renewal.agreement)
        if renewal.revision == 0:
            self._db.insert(renewals, [values])
            return saved
        same = (renewals.c.agreement == renewal.agreement, renewals.c.revision == renewal.revision)
        if not self._db.run(renewals.update().where(*same).values(values)):
            raise Conflict(_MEANWHILE)
        return saved

    def carryover(self, agreement: str) -> Carryover | None:
        """What a renewal (id) took over; None for an agreement that is no renewal, or was not begun as one here."""
        row = self._db.row(select(carryovers).where(carryovers.c.agreement == agreement))
        return None if row is None else built_carryover(row)

    def save_carryover(self, carryover: Carryover) -> None:
        self._db.upsert(carryovers, _carryover_row(carryover))

    def extension(self, extension_id: str) -> Extension | None:
        row = self._db.row(select(extensions).where(extensions.c.id == extension_id))
        return None if row is None else built_extension(row)

    def extensions_of(self, agreement: str) -> tuple[Extension, ...]:
        """All that were asked for an agreement (id), the first one first."""
        own = select(extensions).where(extensions.c.agreement == agreement)
        rows = self._db.rows(own.order_by(extensions.c.asked_at, extensions.c.id))
        return tuple(built_extension(row) for row in rows)

    def add_extension(self, extension: Extension) -> None:
        """Raises Conflict while another one of the agreement waits for an answer."""
        self._db.insert(extensions, [_extension_row(extension)])
        look_at_agreements(self._db, extension.agreement)

    def save_extension(self, extension: Extension, seen: int) -> None:
        """Raises Conflict unless it is at the revision `seen`."""
        same = (extensions.c.id == extension.id, extensions.c.revision == seen)
        if not self._db.run(extensions.update().where(*same).values(_extension_row(extension))):
            raise Conflict("This extension was answered meanwhile. Look at it again, then repeat this.")
        look_at_agreements(self._db, extension.agreement)

    def over(self, today: date, limit: int) -> tuple[str, ...]:
        """Ids of agreements whose term ended before today and of which that is to be noted: nothing follows and it was
        not told yet, it is not to be renewed, or what follows runs already. The earliest end first."""
        a, after = agreements.c, agreements.alias("after")
        runs = [stage.value for stage in Stage if stage in SERVICES_RUN]
        succeeded = exists().where(after.c.predecessor == a.id, after.c.stage.in_(runs), after.c.closed == false())
        told = and_(renewals.c.ended_on.is_not(None), renewals.c.ended_on >= a.term_end)
        found = (
            select(a.id)
            .outerjoin(renewals, renewals.c.agreement == a.id)
            .where(a.stage.in_(runs), a.closed == false(), a.term_end < today)
            .where(or_(renewals.c.agreement.is_(None), renewals.c.reason != "", ~told, succeeded))
            .order_by(a.term_end, a.number)
            .limit(limit)
        )
        return tuple(row.id for row in self._db.rows(found))

    def load(self, first: date, last: date, organization: str | None = None) -> tuple[Load, ...]:
        """How many open agreements end on each day of a period, by who leads them and whether services run, and how
        many of those are not to be renewed; in order of the days."""
        a, r = agreements.c, renewals.c
        own = [a.organization == organization] if organization else []
        counted = (
            select(a.term_end, a.owner, a.stage, func.count().label("number"), func.count(r.agreement).label("refused"))
            .select_from(agreements.outerjoin(renewals, and_(r.agreement == a.id, r.reason != "")))
            .where(*own, a.closed == false(), a.term_end >= first, a.term_end <= last)
            .group_by(a.term_end, a.owner, a.stage)
            .order_by(a.term_end)
        )
        rows = self._db.rows(counted)
        return tuple(Load(row.term_end, row.owner, Stage(row.stage), row.number, row.refused) for row in rows)


def built_renewal(row: Row[Any]) -> Renewal:
    return Renewal(**{name: row._mapping[name] for name in _RENEWAL})


def built_carryover(row: Row[Any]) -> Carryover:
    return Carryover(
        agreement=row.agreement,
        predecessor=row.predecessor,
        lines=from_plain(tuple[CarriedLine, ...], row.lines),
        to_confirm=from_plain(tuple[Contact, ...], row.to_confirm),
        at=row.at,
        by=row.by,
    )


def built_extension(row: Row[Any]) -> Extension:
    return Extension(
        **{name: row._mapping[name] for name in _EXTENSION},
        state=ExtensionState(row.state),
        confirmed=from_plain(tuple[Agreed, ...], row.confirmed),
    )


def _carryover_row(carryover: Carryover) -> Values:
    return {
        "agreement": carryover.agreement,
        "predecessor": carryover.predecessor,
        "lines": to_plain(carryover.lines),
        "to_confirm": to_plain(carryover.to_confirm),
        "at": carryover.at,
        "by": carryover.by,
    }


def _extension_row(extension: Extension) -> Values:
    return {
        **{name: getattr(extension, name) for name in _EXTENSION},
        "state": extension.state.value,
        "confirmed": to_plain(extension.confirmed),
    }
