"""Agreements as rows, and rows as agreements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, Table

from domain.agreements import Agreement, AgreementLine, Record, next_requirement
from domain.catalog import Charge, Metric
from domain.fiscal import Period
from domain.people import Contact, Role, Side
from domain.stages import Stage
from storage.list_indexes import URGENCY_ORDER
from storage.plain import from_plain, to_plain
from storage.tables import agreement_contacts, agreement_lines, agreement_records
from storage.transaction import Values

#: Where no day is due: behind every day that is.
NEVER = date(9999, 12, 31)

_SAME_NAME = (
    *("id", "number", "organization", "title", "opened_at", "stage_since", "due_on"),
    *("predecessor", "catalog_version", "closed_at", "closed_reason", "turned_at", "paused_at", "version"),
)


def agreement_row(agreement: Agreement) -> Values:
    return {
        **{name: getattr(agreement, name) for name in _SAME_NAME},
        "stage": agreement.stage.value,
        "term_start": agreement.term.start,
        "term_end": agreement.term.end,
        **list_values(agreement),
    }


def list_values(agreement: Agreement) -> Values:
    """What lists are found, sorted and shown by, from the rules of the domain."""
    closed = agreement.closed_at is not None
    turn = next_requirement(agreement)
    return {
        "closed": closed,
        "waiting_for": turn.side.value if turn else None,
        "next_action": turn.action if turn else None,
        "waiting_since": agreement.waiting_since,
        "urgency": 2 if closed else 0 if turn and turn.side is Side.CEC else 1,
        "due_order": agreement.due_on or NEVER,
        "owner": agreement.holder_of(Side.CEC, Role.SML),
        "annual_amount": agreement.annual_amount,
    }


def child_rows(agreement: Agreement) -> dict[Table, list[Values]]:
    """The rows of lines, contacts and records, in the order in which the agreement has them."""
    listed = agreement_row(agreement)
    urgency = {name: listed[name] for name in ("waiting_for", *URGENCY_ORDER)}
    contents: dict[Table, Iterable[Values]] = {
        agreement_lines: (_line_row(line) for line in agreement.lines),
        agreement_contacts: (
            {"person": contact.person_id, "side": contact.side.value, "role": contact.role.value, **urgency}
            for contact in agreement.contacts
        ),
        agreement_records: (
            {"requirement": entry.requirement, "at": entry.at, "by": entry.by, "note": entry.note}
            for entry in agreement.records
        ),
    }
    return {
        table: [{"agreement": agreement.id, "position": place, **row} for place, row in enumerate(rows)]
        for table, rows in contents.items()
    }


def built_agreement(row: Row[Any], children: dict[Table, list[Row[Any]]]) -> Agreement:
    """`children`: the agreement's rows of each table of `child_rows`, by position."""
    values = row._mapping
    return Agreement(
        **{name: values[name] for name in _SAME_NAME},
        stage=Stage(row.stage),
        term=Period(row.term_start, row.term_end),
        lines=tuple(_line(line) for line in children[agreement_lines]),
        contacts=tuple(Contact(c.person, Side(c.side), Role(c.role)) for c in children[agreement_contacts]),
        records=tuple(Record(r.requirement, r.at, r.by, r.note) for r in children[agreement_records]),
    )


def _line_row(line: AgreementLine) -> Values:
    return {
        "service": line.service,
        "name": line.name,
        "quantity": line.quantity,
        "unit": line.unit,
        "unit_price": line.unit_price,
        "one_time_fee": line.one_time_fee,
        "metrics": to_plain(line.metrics),
        "charge": line.charge.value,
    }


def _line(row: Row[Any]) -> AgreementLine:
    return AgreementLine(
        service=row.service,
        name=row.name,
        quantity=row.quantity,
        unit=row.unit,
        unit_price=row.unit_price,
        one_time_fee=row.one_time_fee,
        metrics=from_plain(tuple[Metric, ...], row.metrics),
        charge=Charge(row.charge),
    )
