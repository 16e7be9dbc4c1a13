"""Pages of agreements, read by the indexes of `storage/list_indexes.py`."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, false, func, literal, select

from domain.agreement_lists import AgreementFilter, AgreementSummary, Order, Page
from domain.fiscal import Period
from domain.people import Role, Side
from domain.stages import Stage
from storage.list_indexes import END_ORDER, NUMBER_ORDER, URGENCY_ORDER
from storage.tables import agreement_contacts, agreement_lines, agreements, organizations, people
from storage.transaction import Transaction

COUNT_CAP = 200
_CLOSED_URGENCY = 2
_ORDERS = {Order.URGENCY: URGENCY_ORDER, Order.END: END_ORDER, Order.NUMBER: NUMBER_ORDER}

_SHOWN = (
    *("id", "number", "organization", "title", "stage", "term_start", "term_end", "waiting_for"),
    *("next_action", "waiting_since", "due_on", "owner", "annual_amount", "closed_at"),
)


def read_page(db: Transaction, asked: AgreementFilter, page: int, size: int) -> Page[AgreementSummary]:
    """Page `page`, counted from 0, of `size` agreements; closed ones come last in every order."""
    rows = db.rows(page_statement(asked, page, size))
    count = db.value(count_statement(asked))
    return Page(
        items=tuple(_summary(row) for row in rows[:size]),
        page=page,
        has_next=len(rows) > size,
        count=min(count, COUNT_CAP),
        count_is_capped=count > COUNT_CAP,
    )


def read_count(db: Transaction, asked: AgreementFilter) -> tuple[int, bool]:
    """How many there are, up to the cap, and whether there are more."""
    count = db.value(count_statement(asked))
    return min(count, COUNT_CAP), count > COUNT_CAP


def page_statement(asked: AgreementFilter, page: int, size: int) -> Select[Any]:
    """The rows of a page and one more, with the names of organization and owner."""
    numbers = select(agreements.c.number).where(*_conditions(asked)).order_by(*_order(asked))
    # First the numbers, from the index alone; then the rows of this one page. So late pages skip index entries only.
    wanted = numbers.limit(size + 1).offset(page * size).subquery("wanted")
    return (
        select(
            *(agreements.c[name] for name in _SHOWN),
            organizations.c.name.label("organization_name"),
            people.c.name.label("owner_name"),
        )
        .join(wanted, wanted.c.number == agreements.c.number)
        .join(organizations, organizations.c.key == agreements.c.organization)
        .outerjoin(people, people.c.id == agreements.c.owner)
        .order_by(*_order(asked))
    )


def count_statement(asked: AgreementFilter) -> Select[Any]:
    """How many there are, counted to one more than the cap."""
    some = select(literal(1)).select_from(agreements).where(*_conditions(asked)).limit(COUNT_CAP + 1)
    return select(func.count()).select_from(some.subquery("some"))


def ids_of_contact(db: Transaction, person_id: str, waiting_for: Side, limit: int) -> list[str]:
    """The open agreements that wait for a side and in which the person has a role, by urgency."""
    own = (agreement_contacts.c.person == person_id, agreement_contacts.c.waiting_for == waiting_for.value)
    rows = db.rows(
        select(agreement_contacts.c.agreement)
        .where(*own)
        .order_by(*(agreement_contacts.c[name] for name in URGENCY_ORDER))
        .limit(limit * len(Role))  # a person may have every role in one agreement
    )
    return list(dict.fromkeys(row.agreement for row in rows))[:limit]


def ids_of_owners(db: Transaction) -> frozenset[str]:
    """The people of CEC who lead an agreement, closed ones included: one look into the owners' index for each."""
    leads = select(literal(1)).select_from(agreements).where(agreements.c.owner == people.c.id).exists()
    return frozenset(row.id for row in db.rows(select(people.c.id).where(people.c.side == Side.CEC.value, leads)))


def _conditions(asked: AgreementFilter) -> list[ColumnElement[bool]]:
    equal = {"organization": asked.organization, "stage": asked.stage, "owner": asked.owner}
    found = [agreements.c[name] == value for name, value in equal.items() if value is not None]
    several = {"organization": asked.organizations, "stage": asked.stages}
    found += [agreements.c[name].in_(values) for name, values in several.items() if values]
    found += [_has_line(service) for service in asked.services]
    if asked.waiting_for is not None:
        found += _waiting(asked.waiting_for)
    elif not asked.include_closed:
        found.append(_is_open(asked.order))
    if asked.ends_from is not None:
        found.append(agreements.c.term_end >= asked.ends_from)
    if asked.ends_before is not None:
        found.append(agreements.c.term_end < asked.ends_before)
    if asked.due_before is not None:
        found += _due(asked)
    return found


def _has_line(service: str) -> ColumnElement[bool]:
    """Whether the service is in the agreement: one look into its few lines."""
    own = (agreement_lines.c.agreement == agreements.c.id, agreement_lines.c.service == service)
    return select(literal(1)).select_from(agreement_lines).where(*own).exists()


def _due(asked: AgreementFilter) -> list[ColumnElement[bool]]:
    """Only where somebody is waited for. The urgencies one by one let the database begin at the due day of each."""
    awaited = [] if asked.waiting_for else [agreements.c.urgency.in_((0, 1)), agreements.c.waiting_for.is_not(None)]
    return [*awaited, agreements.c.due_order < asked.due_before]


def _waiting(side: Side) -> list[ColumnElement[bool]]:
    """Nobody is waited for in closed agreements. The urgency that goes with the side spares the database a sort."""
    urgency = 0 if side is Side.CEC else 1
    return [agreements.c.waiting_for == side.value, agreements.c.urgency == urgency]


def _is_open(order: Order) -> ColumnElement[bool]:
    """In terms of the column that the order's index has."""
    if order is Order.URGENCY:
        return agreements.c.urgency < _CLOSED_URGENCY
    return agreements.c.closed == false()


def _order(asked: AgreementFilter) -> list[ColumnElement[Any]]:
    return [agreements.c[name] for name in _ORDERS[asked.order]]


def _summary(row: Row[Any]) -> AgreementSummary:
    return AgreementSummary(
        id=row.id,
        number=row.number,
        organization=row.organization,
        organization_name=row.organization_name,
        title=row.title,
        stage=Stage(row.stage),
        term=Period(row.term_start, row.term_end),
        waiting_for=None if row.waiting_for is None else Side(row.waiting_for),
        next_action=row.next_action,
        waiting_since=row.waiting_since,
        due_on=row.due_on,
        owner=row.owner,
        owner_name=row.owner_name,
        annual_amount=row.annual_amount,
        closed_at=row.closed_at,
    )
