"""Lists of agreements against the plainest way to make them, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from domain.agreement_lists import AgreementFilter, Order
from domain.agreements import Agreement, close, next_requirement
from domain.fiscal import Period
from domain.people import Contact, Role, Side
from domain.stages import SEQUENCE, Stage
from storage.agreement_lists import COUNT_CAP
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import NRCS, fill_agreements

OWNERS = ("staff", "cec-sml", None)


def _made(place: int) -> Agreement:
    """Every combination of step, organization, owner, end, due day and closed appears."""
    stage = SEQUENCE[place % len(SEQUENCE)]
    owner = OWNERS[place % 3]
    contacts = (Contact(owner, Side.CEC, Role.SML),) if owner else ()
    agreement = an_agreement(
        stage,
        id=f"a-{place}",
        number=f"SLA-2027-{(place * 37) % 101:04}",
        organization=("nrcs", "fns")[place // 8 % 2],
        contacts=contacts if stage is not Stage.EXCHANGE_CONTACTS else contacts[:1],
        term=Period(date(2026, 10, 1), date(2027, 1, 31) + timedelta(days=30 * (place % 7))),
        due_on=None if place % 5 == 0 else date(2026, 11, 1) + timedelta(days=place % 4),
    )
    return close(agreement, NOON, "staff", "Ended.")[0] if place % 11 == 0 else agreement


MADE = tuple(_made(place) for place in range(100))

FILTERS = [
    AgreementFilter(
        organization=organization,
        stage=stage,
        owner=owner,
        waiting_for=waiting_for,
        ends_from=window and date(2027, 3, 2),
        ends_before=window and date(2027, 5, 31),
        due_before=due,
        include_closed=closed,
        order=order,
    )
    for organization, stage, owner, waiting_for, window, due, closed, order in product(
        (None, "fns"),
        (None, Stage.PROPOSAL, Stage.OPERATIONS),
        (None, "staff"),
        (None, *Side),
        (None, True),
        (None, date(2026, 11, 3)),
        (False, True),
        Order,
    )
]


def _waits_for(agreement: Agreement) -> Side | None:
    turn = next_requirement(agreement)
    return turn.side if turn else None


def _fits(agreement: Agreement, asked: AgreementFilter) -> bool:
    end = agreement.term.end
    return (
        asked.organization in (None, agreement.organization)
        and asked.stage in (None, agreement.stage)
        and asked.owner in (None, agreement.holder_of(Side.CEC, Role.SML))
        and asked.waiting_for in (None, _waits_for(agreement))
        and (asked.ends_from is None or asked.ends_from <= end)
        and (asked.ends_before is None or end < asked.ends_before)
        and (asked.include_closed or agreement.closed_at is None)
        and (asked.due_before is None or _is_due(agreement, asked.due_before))
    )


def _is_due(agreement: Agreement, before: date) -> bool:
    return _waits_for(agreement) is not None and (agreement.due_on or date.max) < before


_KEYS: dict[Order, Callable[[Agreement], Any]] = {
    Order.URGENCY: lambda a: (_waits_for(a) is not Side.CEC, a.due_on or date.max, a.number),
    Order.END: lambda a: (a.term.end, a.number),
    Order.NUMBER: lambda a: a.number,
}


def _expected(asked: AgreementFilter) -> list[str]:
    fitting = sorted((a for a in MADE if _fits(a, asked)), key=_KEYS[asked.order])
    return [a.number for a in sorted(fitting, key=lambda a: a.closed_at is not None)]


@pytest.fixture
def filled(storage: Storage) -> Storage:
    fill_agreements(storage, *MADE)
    return storage


def test_every_filter_and_order_gives_what_a_plain_search_gives(filled: Storage):
    with filled.reading() as work:
        for asked in FILTERS:
            page = work.agreements.page(asked, 0, len(MADE))
            assert [row.number for row in page.items] == _expected(asked), asked
            assert (page.count, page.count_is_capped, page.has_next) == (len(page.items), False, False)


@pytest.mark.parametrize("order", Order)
def test_pages_join_without_gap_or_overlap(filled: Storage, order: Order):
    asked = AgreementFilter(order=order, include_closed=True)
    with filled.reading() as work:
        pages = [work.agreements.page(asked, number, 7) for number in range(16)]
    assert [row.number for page in pages for row in page.items] == _expected(asked)
    assert [page.has_next for page in pages] == [True] * 14 + [False] * 2
    assert {page.count for page in pages} == {len(MADE)}


def test_a_row_says_what_the_agreement_says(filled: Storage):
    agreement = next(a for a in MADE if a.stage is Stage.PROPOSAL and a.organization == "nrcs" and a.closed_at is None)
    with filled.reading() as work:
        rows = work.agreements.page(AgreementFilter(organization="nrcs", stage=Stage.PROPOSAL), 0, 100).items
        owner = agreement.holder_of(Side.CEC, Role.SML)
        row = next(row for row in rows if row.id == agreement.id)
        assert row.owner_name == (work.people.get(owner).name if owner else None)
    turn = next_requirement(agreement)
    assert turn is not None
    assert row.next_action == turn.action
    assert row.organization_name == NRCS.name
    same = ("number", "title", "stage", "term", "waiting_since", "due_on", "annual_amount", "closed_at")
    assert all(getattr(row, name) == getattr(agreement, name) for name in same)


def test_a_list_shows_what_was_saved_last(filled: Storage):
    with filled.unit_of_work() as work:
        agreement = work.agreements.get("a-3")
        assert next_requirement(agreement) is not None
        closed, _ = close(agreement, NOON, "staff", "Ended.")
        work.agreements.save(closed)
        work.organizations.save(replace(NRCS, name="Renamed"))
        rows = work.agreements.page(AgreementFilter(include_closed=True, order=Order.NUMBER), 0, 200).items
    row = next(row for row in rows if row.id == "a-3")
    assert (row.closed_at, row.waiting_for, row.next_action) == (NOON, None, None)
    assert row.organization_name == "Renamed"


def test_a_count_stops_at_its_cap(storage: Storage):
    many = [replace(an_agreement(), id=f"a-{n}", number=f"SLA-2027-{n:04}") for n in range(COUNT_CAP + 1)]
    fill_agreements(storage, *many[:-1])
    with storage.unit_of_work() as work:
        page = work.agreements.page(AgreementFilter(), 0, 10)
        assert (page.count, page.count_is_capped) == (COUNT_CAP, False)
        work.agreements.add(many[-1])
        page = work.agreements.page(AgreementFilter(), 0, 10)
        assert (page.count, page.count_is_capped) == (COUNT_CAP, True)


def test_a_page_behind_the_last_one_is_empty(filled: Storage):
    with filled.reading() as work:
        page = work.agreements.page(AgreementFilter(), 1_000, 10)
    assert (page.items, page.has_next) == ((), False)


def test_owners_are_those_who_lead_an_agreement(filled: Storage):
    with filled.reading() as work:
        expected = {found for made in MADE if (found := made.holder_of(Side.CEC, Role.SML))}
        assert work.agreements.owners() == expected
