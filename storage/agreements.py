"""Agreements with their lines, contacts and records."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, select

from domain.agreement_lists import AgreementFilter, AgreementSummary, Page
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound
from domain.people import Side
from domain.stages import Stage
from storage.agreement_lists import ids_of_contact, ids_of_owners, read_count, read_page
from storage.agreement_rows import agreement_row, built_agreement, child_rows
from storage.number_search import numbers_counted, numbers_like
from storage.tables import agreement_contacts, agreement_lines, agreement_numbers, agreement_records, agreements
from storage.transaction import Transaction
from storage.watches import look_at_agreements

_CHILDREN = (agreement_lines, agreement_contacts, agreement_records)
_BY_ID = select(agreements).where(agreements.c.id == bindparam("id"))
_CHILDREN_OF = {
    table: select(table)
    .where(table.c.agreement.in_(bindparam("ids", expanding=True)))
    .order_by(table.c.agreement, table.c.position)
    for table in _CHILDREN
}
_latest = (agreements.c.closed, agreements.c.number.desc())
_SUCCESSOR = select(agreements).where(agreements.c.predecessor == bindparam("id")).order_by(*_latest).limit(1)
_NUMBER = re.compile(r"SLA-(\d{4})-(\d{1,9})")


class Agreements:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction
        self._read: dict[str, Agreement] = {}

    def get(self, agreement_id: str) -> Agreement:
        """Raises NotFound. Where nothing is written, each is read once: it cannot change meanwhile."""
        if self._db.writing:
            self._read.clear()
        if agreement_id not in self._read:
            self._remember(self.built(self._db.rows(_BY_ID, id=agreement_id)))
        if agreement_id not in self._read:
            raise NotFound("There is no such agreement.")
        return self._read[agreement_id]

    def read_ahead(self, ids: Iterable[str]) -> None:
        """All of these at once, for who then gets one after the other in a transaction that only reads."""
        self._remember(self.several(ids))

    def _remember(self, found: Iterable[Agreement]) -> None:
        self._read.update({agreement.id: agreement for agreement in found})

    def by_number(self, number: str) -> Agreement | None:
        """The number as it is written, such as `SLA-2027-0042`."""
        return self._one(agreements.c.number == number)

    def of_organization(self, key: str, limit: int = 50, offset: int = 0) -> tuple[Agreement, ...]:
        """Open ones first, each group by number."""
        rows = self._db.rows(
            select(agreements)
            .where(agreements.c.organization == key)
            .order_by(agreements.c.closed, agreements.c.number)
            .limit(limit)
            .offset(offset)
        )
        return self.built(rows)

    def several(self, ids: Iterable[str]) -> tuple[Agreement, ...]:
        """Those that exist of these ids, in this order."""
        wanted = list(dict.fromkeys(ids))
        found = {agreement.id: agreement for agreement in self._all(agreements.c.id.in_(wanted))} if wanted else {}
        return tuple(found[agreement_id] for agreement_id in wanted if agreement_id in found)

    def of_contact(self, person_id: str, waiting_for: Side, limit: int = 50) -> tuple[Agreement, ...]:
        """Open agreements that wait for that side and in which the person is a contact, by urgency."""
        return self.several(ids_of_contact(self._db, person_id, waiting_for, limit))

    def open_of_person(self, person_id: str) -> tuple[Agreement, ...]:
        """The open agreements in which the person has a role, by number."""
        named = select(agreement_contacts.c.agreement).where(agreement_contacts.c.person == person_id)
        open_ones = select(agreements).where(agreements.c.id.in_(named), agreements.c.closed_at.is_(None))
        return self.built(self._db.rows(open_ones.order_by(agreements.c.number)))

    def owners(self) -> frozenset[str]:
        """The ids of CEC's people who lead an agreement as SML."""
        return ids_of_owners(self._db)

    def successor_of(self, agreement_id: str) -> Agreement | None:
        """The agreement made to follow this one: the one that is open, else the latest."""
        return next(iter(self.built(self._db.rows(_SUCCESSOR, id=agreement_id))), None)

    def successors_of(self, ids: Iterable[str]) -> dict[str, tuple[str, Stage]]:
        """Number and step of the agreement that follows, by the id of the one that it follows; as `successor_of`."""
        c = agreements.c
        found = select(c.predecessor, c.number, c.stage).where(c.predecessor.in_(list(ids)))
        # The last one counts, so the order is that of `successor_of` turned round.
        rows = self._db.rows(found.order_by(c.closed.desc(), c.number))
        return {row.predecessor: (row.number, Stage(row.stage)) for row in rows}

    def page(self, asked: AgreementFilter, page: int = 0, size: int = 10) -> Page[AgreementSummary]:
        """Page `page`, counted from 0. Closed agreements, where asked for, come last in every order."""
        return read_page(self._db, asked, page, size)

    def count(self, asked: AgreementFilter) -> tuple[int, bool]:
        """How many there are, as far as is counted, and whether there are more."""
        return read_count(self._db, asked)

    def numbers_like(self, number: str, organization: str | None = None, limit: int = 3) -> tuple[str, ...]:
        """Numbers that exist and are easily taken for `number`, the likeliest first.

        With `organization`, only of its agreements: nobody learns of others by guessing.
        """
        return numbers_like(self._db, number, organization, limit)

    def numbers_counted(self, count: int, organization: str | None = None) -> tuple[str, ...]:
        """Numbers of any year with this count, such as SLA-2027-0031 for 31; closed ones only where none is open.

        With `organization`, only of its agreements.
        """
        return numbers_counted(self._db, count, organization)

    def next_number(self, fiscal_year: str) -> str:
        """A number that no agreement has, such as `SLA-2027-0043`. No two units of work are given the same."""
        return f"SLA-{fiscal_year}-{self._db.next_count(agreement_numbers, fiscal_year=fiscal_year):04}"

    def add(self, agreement: Agreement) -> Agreement:
        """Raises Conflict when there is one with this id or number."""
        self._db.insert(agreements, [agreement_row(agreement)])
        self._insert_children(agreement)
        numbered = _NUMBER.fullmatch(agreement.number)
        if numbered:
            self._db.raise_count(agreement_numbers, int(numbered[2]), fiscal_year=numbered[1])
        look_at_agreements(self._db, *filter(None, (agreement.id, agreement.predecessor)))
        return agreement

    def save(self, agreement: Agreement) -> Agreement:
        """Keep it and return it with its next version.

        Raises Conflict when it was saved by another one since it was read, NotFound when it was never added.
        """
        saved = replace(agreement, version=agreement.version + 1)
        same = (agreements.c.id == agreement.id, agreements.c.version == agreement.version)
        if not self._db.run(agreements.update().where(*same).values(agreement_row(saved))):
            self.get(agreement.id)
            raise Conflict(f"Someone else changed {agreement.number} meanwhile. Look at it again, then repeat this.")
        for table in _CHILDREN:
            self._db.run(table.delete().where(table.c.agreement == agreement.id))
        self._insert_children(saved)
        look_at_agreements(self._db, *filter(None, (saved.id, saved.predecessor)))
        return saved

    def _insert_children(self, agreement: Agreement) -> None:
        for table, rows in child_rows(agreement).items():
            self._db.insert(table, rows)

    def _one(self, condition: ColumnElement[bool]) -> Agreement | None:
        return next(iter(self._all(condition)), None)

    def _all(self, condition: ColumnElement[bool]) -> tuple[Agreement, ...]:
        return self.built(self._db.rows(select(agreements).where(condition)))

    def built(self, rows: Sequence[Row[Any]]) -> tuple[Agreement, ...]:
        """The agreements of rows of their table, in the same order."""
        if not rows:
            return ()
        children: dict[str, dict[Table, list[Row[Any]]]] = {row.id: {table: [] for table in _CHILDREN} for row in rows}
        for table, of_these in _CHILDREN_OF.items():
            for child in self._db.rows(of_these, ids=list(children)):
                children[child.agreement][table].append(child)
        return tuple(built_agreement(row, children[row.id]) for row in rows)
