"""Agreements as they are kept, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.agreements import AgreementLine, close
from domain.catalog import Direction, Metric
from domain.errors import Conflict, InvalidInput, NotFound
from domain.fiscal import Period
from domain.people import Contact, Role, Side
from domain.stages import SEQUENCE, Stage
from storage.unit_of_work import Storage
from tests.builders import NOON, a_line, an_agreement, complete
from tests.storage.filling import fill_agreements, fill_directory
from tests.storage.texts import TEXTS

METRICS = (
    Metric("availability", "Available <hours>", "%", Decimal("99.95"), Direction.AT_LEAST),
    Metric("answer", "Time to answer", "hours", Decimal("4"), Direction.AT_MOST),
)


@pytest.mark.parametrize("stage", SEQUENCE)
def test_an_agreement_comes_back_as_it_was_at_every_step(storage: Storage, stage: Stage):
    written = complete(an_agreement(stage, lines=(a_line(metrics=METRICS), a_line(name="Second"))))
    fill_agreements(storage, written)
    with storage.reading() as work:
        assert work.agreements.get("a-1") == written
        assert work.agreements.by_number("SLA-2027-0001") == written


def test_saving_replaces_everything(storage: Storage):
    fill_agreements(storage, an_agreement(Stage.STARTUP))
    changed = an_agreement(
        Stage.SURVEY,
        title="Changed",
        term=Period(date(2026, 10, 1), date(2027, 3, 31)),
        due_on=date(2026, 12, 1),
        lines=(),
        contacts=(Contact("p-1", Side.CUSTOMER, Role.TECHNICAL_LEAD),),
    )
    with storage.unit_of_work() as work:
        saved = work.agreements.save(changed)
        work.commit()
    assert saved == replace(changed, version=1)
    with storage.reading() as work:
        assert work.agreements.get("a-1") == saved


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_text_of_an_agreement_comes_back(storage: Storage, text: str):
    written, _ = close(an_agreement(title=text, lines=(a_line(name=text, unit=text),)), NOON, "staff", text)
    fill_agreements(storage, written)
    with storage.reading() as work:
        assert work.agreements.get("a-1") == written


def test_times_come_back_in_utc_as_the_same_moment(storage: Storage):
    in_washington = datetime(2026, 11, 2, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    fill_agreements(storage, an_agreement(opened_at=in_washington))
    with storage.reading() as work:
        opened_at = work.agreements.get("a-1").opened_at
    assert opened_at == in_washington
    assert opened_at.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(storage: Storage):
    naive = datetime(2026, 11, 2, 12, 0)  # noqa: DTZ001 -- what must be refused
    with pytest.raises(Exception, match="has no time zone"):
        fill_agreements(storage, an_agreement(opened_at=naive))


prices = st.decimals("0.00", "99999999.99", places=2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.builds(a_line, quantity=st.integers(0, 10**12), unit_price=prices, one_time_fee=prices), max_size=4))
def test_amounts_come_back_digit_for_digit(storage: Storage, lines: list[AgreementLine]):
    fill_directory(storage)
    agreement = an_agreement(lines=tuple(lines))
    with storage.unit_of_work() as work:
        work.agreements.add(agreement)
        kept = work.agreements.get("a-1")
        assert kept == agreement
        assert str(kept.annual_amount) == str(agreement.annual_amount)
        assert [str(line.unit_price) for line in kept.lines] == [str(line.unit_price) for line in lines]


def test_a_quantity_beyond_every_count_is_refused(storage: Storage):
    with pytest.raises(InvalidInput, match="too large"):
        fill_agreements(storage, an_agreement(lines=(a_line(quantity=10**30),)))


@pytest.mark.parametrize("amount", [1.5, Decimal("NaN"), Decimal("Infinity"), "1.50"])
def test_what_is_no_exact_amount_is_refused(storage: Storage, amount: object):
    with pytest.raises(Exception, match="not an exact number"):
        fill_agreements(storage, an_agreement(lines=(a_line(one_time_fee=amount),)))


@pytest.mark.parametrize("changes", [{"id": "a-1", "number": "SLA-2027-0002"}, {"id": "a-2"}])
def test_an_id_and_a_number_are_given_once(storage: Storage, changes: dict[str, Any]):
    fill_agreements(storage, an_agreement())
    with storage.unit_of_work() as work, pytest.raises(Conflict):
        work.agreements.add(an_agreement(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"organization": "none"},
        {"predecessor": "none"},
        {"catalog_version": 99},
        {"contacts": (Contact("none", Side.CEC, Role.SML),)},
    ],
)
def test_what_an_agreement_refers_to_must_exist(storage: Storage, changes: dict[str, Any]):
    with pytest.raises(InvalidInput):
        fill_agreements(storage, an_agreement(**changes))


def test_what_does_not_exist_is_not_found(storage: Storage):
    fill_agreements(storage, an_agreement())
    with storage.unit_of_work() as work:
        assert work.agreements.by_number("SLA-2027-9999") is None
        with pytest.raises(NotFound):
            work.agreements.get("none")
        with pytest.raises(NotFound):
            work.agreements.save(an_agreement(id="none", number="SLA-2027-0777"))


def test_new_numbers_follow_those_that_were_brought_along(storage: Storage):
    fill_agreements(storage, an_agreement(number="SLA-2027-0041"), an_agreement(id="a-2", number="SLA-2027-0007"))
    with storage.unit_of_work() as work:
        assert work.agreements.next_number("2027") == "SLA-2027-0042"
        assert work.agreements.next_number("2027") == "SLA-2027-0043"
        assert work.agreements.next_number("2028") == "SLA-2028-0001"


def test_a_number_that_was_taken_but_not_committed_is_given_again(storage: Storage):
    for _ in range(2):
        with storage.unit_of_work() as work:
            assert work.agreements.next_number("2027") == "SLA-2027-0001"


NUMBERS = ("SLA-2026-0081", "SLA-2027-0018", "SLA-2027-0042", "SLA-2027-0081", "SLA-2027-0811", "SLA-2027-0142")


@pytest.mark.parametrize(
    ("asked", "likeliest"),
    [
        ("SLA-2027-0043", "SLA-2027-0042"),
        ("sla-2027-0042 ", "SLA-2027-0042"),
        ("SLA-2027-0801", "SLA-2027-0081"),
        ("SLA-2025-0081", "SLA-2026-0081"),
        ("SLA-2027-042", "SLA-2027-0042"),
        ("SLA-2027-01142", "SLA-2027-0142"),
        ("SLA-2027-\0<b>", "SLA-2027-0018"),
    ],
)
def test_the_nearest_numbers_are_offered(storage: Storage, asked: str, likeliest: str):
    fill_agreements(storage, *(an_agreement(id=number, number=number) for number in NUMBERS))
    with storage.reading() as work:
        offered = work.agreements.numbers_like(asked, None, 3)
    assert likeliest in offered
    assert len(offered) <= 3


def test_only_numbers_of_the_own_organization_are_offered(storage: Storage):
    own, foreign = an_agreement(), an_agreement(id="a-2", number="SLA-2027-0002", organization="fns")
    fill_agreements(storage, own, foreign)
    with storage.reading() as work:
        assert work.agreements.numbers_like("SLA-2027-0002", "nrcs") == ("SLA-2027-0001",)
        assert work.agreements.numbers_like("SLA-2027-0002", "fns") == ("SLA-2027-0002",)
        assert work.agreements.numbers_like("SLA-2027-0002", "none") == ()


def test_several_come_in_the_order_asked_for(storage: Storage):
    fill_agreements(storage, *(an_agreement(id=f"a-{n}", number=f"SLA-2027-000{n}") for n in range(1, 5)))
    with storage.reading() as work:
        found = work.agreements.several(["a-3", "none", "a-1", "a-3"])
        assert work.agreements.several([]) == ()
    assert [agreement.id for agreement in found] == ["a-3", "a-1"]


def test_agreements_of_an_organization_come_open_ones_first(storage: Storage):
    closed, _ = close(an_agreement(), NOON, "staff", "Ended.")
    open_one = an_agreement(id="a-2", number="SLA-2027-0002")
    foreign = an_agreement(id="a-3", number="SLA-2027-0003", organization="fns")
    fill_agreements(storage, closed, open_one, foreign)
    with storage.reading() as work:
        assert work.agreements.of_organization("nrcs") == (open_one, closed)
        assert work.agreements.of_organization("nrcs", limit=1, offset=1) == (closed,)


def test_the_successor_is_the_open_one_or_else_the_latest(storage: Storage):
    dropped, _ = close(an_agreement(id="a-3", number="SLA-2027-0003", predecessor="a-1"), NOON, "staff", "Dropped.")
    followed = an_agreement(id="a-2", number="SLA-2027-0002", predecessor="a-1")
    fill_agreements(storage, an_agreement(), dropped)
    with storage.unit_of_work() as work:
        assert work.agreements.successor_of("a-1") == dropped
        work.agreements.add(followed)
        assert work.agreements.successor_of("a-1") == followed
        assert work.agreements.successor_of("a-2") is None


def test_a_contact_finds_what_waits_for_a_side_by_urgency(storage: Storage):
    def waiting(place: int, stage: Stage, due_on: date | None, who: str = "staff"):
        contacts = (Contact(who, Side.CEC, Role.SML), Contact(who, Side.CEC, Role.TECHNICAL_SPECIALIST))
        return an_agreement(stage, id=f"a-{place}", number=f"SLA-2027-000{place}", due_on=due_on, contacts=contacts)

    fill_agreements(
        storage,
        waiting(1, Stage.UNDERSTAND_NEEDS, None),
        waiting(2, Stage.PROPOSAL, date(2026, 12, 1)),
        waiting(3, Stage.SURVEY, date(2026, 11, 1)),
        waiting(4, Stage.PROPOSAL, date(2026, 11, 1), "cec-sml"),
        close(waiting(5, Stage.PROPOSAL, date(2026, 11, 1)), NOON, "staff", "Ended.")[0],
    )
    with storage.reading() as work:
        found = work.agreements.of_contact("staff", Side.CEC)
        assert [agreement.id for agreement in found] == ["a-2", "a-1"]
        assert [agreement.id for agreement in work.agreements.of_contact("staff", Side.CUSTOMER)] == ["a-3"]
        assert len(work.agreements.of_contact("staff", Side.CEC, limit=1)) == 1
