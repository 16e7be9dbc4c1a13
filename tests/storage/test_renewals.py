"""Renewals, what they took over, and extensions, on both databases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.extensions import Agreed, Extension, ExtensionState
from domain.fiscal import Period
from domain.people import Contact, Role, Side
from domain.renewal_calendar import Load
from domain.renewal_carrying import Carryover
from domain.renewal_decisions import Renewal
from domain.renewal_lines import Carried, CarriedLine
from domain.stages import Stage
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

FIRST = an_agreement(Stage.OPERATIONS)
NEXT = Period(date(2027, 10, 1), date(2028, 9, 30))
SECOND = an_agreement(id="a-2", number="SLA-2028-0001", predecessor="a-1", contacts=(), term=NEXT)
AFTER = date(2027, 10, 1)
RENEWAL = Renewal(
    "a-1", "nrcs", NOON, "p-1", "With more phones", "", NOON, "staff", customer_days=60, ended_on=FIRST.term.end
)
CARRYOVER = Carryover(
    "a-2",
    "a-1",
    (
        CarriedLine("Laptop", 40, "40 laptops", Decimal("640.00"), Decimal("650.10"), Carried.PRICE),
        CarriedLine("Pager", 2, "2 pagers", Decimal("5.00"), None, Carried.WITHDRAWN),
    ),
    (Contact("p-1", Side.CUSTOMER, Role.TECHNICAL_LEAD),),
    NOON,
    "staff",
)
EXTENSION = Extension("e-1", "a-1", "nrcs", FIRST.term.end, date(2027, 11, 30), "Late.", "Karen Boyd", NOON, "staff")


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, FIRST, SECOND)
    return storage


def keep(storage: Storage, renewal: Renewal) -> Renewal:
    with storage.unit_of_work() as work:
        saved = work.renewals.save(renewal)
        work.commit()
    return saved


def add(storage: Storage, extension: Extension) -> None:
    with storage.unit_of_work() as work:
        work.renewals.add_extension(extension)
        work.commit()


def over(storage: Storage, today: date = AFTER) -> tuple[str, ...]:
    with storage.reading() as work:
        return work.renewals.over(today, 10)


class TestDecisions:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        saved = keep(storage, RENEWAL)
        assert saved == replace(RENEWAL, revision=1)
        with storage.reading() as work:
            assert work.renewals.find("a-1") == saved
            assert work.renewals.find("a-2") is None
            assert work.renewals.of_agreements(["a-1", "a-2"]) == {"a-1": saved}
            assert list(work.whole_tables.renewals()) == [saved]

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_words_of_any_kind_are_kept(self, storage: Storage, text: str):
        saved = keep(storage, replace(RENEWAL, reason=text, wish=text))
        with storage.reading() as work:
            assert work.renewals.find("a-1") == saved

    def test_of_two_who_change_it_from_the_same_state_the_second_is_refused(self, storage: Storage):
        saved = keep(storage, RENEWAL)
        keep(storage, replace(saved, reason="They move."))
        with pytest.raises(Conflict, match="changed this renewal meanwhile"):
            keep(storage, replace(saved, reason="They stay."))
        with pytest.raises(Conflict):
            keep(storage, RENEWAL)


class TestCarryovers:
    def test_it_comes_back_as_it_was_and_is_replaced(self, storage: Storage):
        with storage.unit_of_work() as work:
            work.renewals.save_carryover(CARRYOVER)
            assert work.renewals.carryover("a-2") == CARRYOVER
            work.renewals.save_carryover(replace(CARRYOVER, to_confirm=()))
            work.commit()
        with storage.reading() as work:
            assert work.renewals.carryover("a-2") == replace(CARRYOVER, to_confirm=())
            assert work.renewals.carryover("a-1") is None
            assert list(work.whole_tables.carryovers()) == [replace(CARRYOVER, to_confirm=())]


class TestExtensions:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        add(storage, EXTENSION)
        confirmed = replace(EXTENSION, confirmed=(Agreed(Side.CEC, "staff"),), revision=2)
        with storage.unit_of_work() as work:
            work.renewals.save_extension(confirmed, 1)
            work.commit()
        with storage.reading() as work:
            assert work.renewals.extension("e-1") == confirmed
            assert work.renewals.extensions_of("a-1") == (confirmed,)
            assert work.renewals.extensions_of("a-2") == ()
            assert list(work.whole_tables.extensions()) == [confirmed]

    def test_an_answer_has_the_agreement_looked_at(self, storage: Storage):
        add(storage, EXTENSION)
        with storage.unit_of_work() as work:
            work.watches.next_at({watch.subject: None for watch in work.watches.due(NOON, 10)})
            work.commit()
        with storage.unit_of_work() as work:
            work.renewals.save_extension(replace(EXTENSION, state=ExtensionState.DECLINED, revision=2), 1)
            work.commit()
        with storage.reading() as work:
            assert [watch.subject.id for watch in work.watches.due(NOON, 10)] == ["a-1"]

    def test_one_waits_at_a_time(self, storage: Storage):
        add(storage, EXTENSION)
        with pytest.raises(Conflict):
            add(storage, replace(EXTENSION, id="e-2"))
        with storage.unit_of_work() as work:
            work.renewals.save_extension(replace(EXTENSION, state=ExtensionState.DECLINED, revision=2), 1)
            work.commit()
        add(storage, replace(EXTENSION, id="e-2"))

    def test_an_answer_to_an_older_revision_is_refused(self, storage: Storage):
        add(storage, EXTENSION)
        with pytest.raises(Conflict, match="answered meanwhile"), storage.unit_of_work() as work:
            work.renewals.save_extension(replace(EXTENSION, revision=3), 2)


class TestOver:
    def test_a_term_that_is_over_is_found_until_that_was_noted(self, storage: Storage):
        assert over(storage, FIRST.term.end) == ()
        assert over(storage) == ("a-1",)
        saved = keep(storage, Renewal("a-1", "nrcs", ended_on=FIRST.term.end))
        assert over(storage) == ()
        keep(storage, replace(saved, ended_on=date(2027, 8, 1)))
        assert over(storage) == ("a-1",)

    def test_what_is_not_renewed_is_found_until_it_is_closed(self, storage: Storage):
        keep(storage, Renewal("a-1", "nrcs", reason="They move.", ended_on=FIRST.term.end))
        assert over(storage) == ("a-1",)
        save(storage, replace(FIRST, closed_at=NOON, closed_reason="Over."))
        assert over(storage) == ()

    def test_a_successor_that_runs_is_found_also_when_the_end_was_noted(self, storage: Storage):
        keep(storage, Renewal("a-1", "nrcs", ended_on=FIRST.term.end))
        save(storage, replace(SECOND, stage=Stage.OPERATIONS))
        assert over(storage) == ("a-1",)

    def test_what_does_not_run_yet_is_not_found(self, storage: Storage):
        assert over(storage, date(2028, 12, 1)) == ("a-1",)


def test_how_many_end_when_and_with_whom_is_counted(storage: Storage):
    other = an_agreement(Stage.OPERATIONS, "fns", id="a-3", number="SLA-2027-0003", contacts=())
    with storage.unit_of_work() as work:
        work.agreements.add(replace(other, term=Period(other.term.start, date(2027, 3, 31))))
        work.agreements.add(replace(FIRST, id="a-4", number="SLA-2027-0004"))
        work.agreements.add(replace(FIRST, id="a-5", number="SLA-2027-0005", closed_at=NOON))
        work.renewals.save(Renewal("a-1", "nrcs", wish="Soon."))
        work.renewals.save(Renewal("a-4", "nrcs", reason="They move."))
        work.commit()
    with storage.reading() as work:
        loads = work.renewals.load(FIRST.term.start, FIRST.term.end)
        own = work.renewals.load(FIRST.term.start, FIRST.term.end, "fns")
    assert set(loads) == {
        Load(date(2027, 3, 31), None, Stage.OPERATIONS, 1, 0),
        Load(FIRST.term.end, "cec-sml", Stage.OPERATIONS, 2, 1),
    }
    assert own == (Load(date(2027, 3, 31), None, Stage.OPERATIONS, 1, 0),)


def save(storage: Storage, agreement: Agreement) -> None:
    with storage.unit_of_work() as work:
        work.agreements.save(agreement)
        work.commit()
