"""Measurements, what they replaced, their sums and exceptions, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from threading import Barrier

import pytest

from domain.agreed_targets import AgreedTargets
from domain.api_keys import ApiKey
from domain.attainment import Tally, Verdict
from domain.errors import Conflict
from domain.fiscal import Period
from domain.measured_periods import Span
from domain.measurement_exceptions import agree
from domain.measurements import Measurement, computed
from domain.people import Side
from domain.stages import Stage
from storage.measurement_sums import sums_of
from storage.unit_of_work import Storage, UnitOfWork
from tests.builders import NOON, a_line, an_agreement
from tests.domain.measurement_builders import DAY, RESOLUTION, UPTIME, a_measurement, an_exception
from tests.storage.filling import fill_agreements

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
AGREEMENT = an_agreement(Stage.OPERATIONS, contacts=(), lines=(a_line(metrics=(UPTIME, RESOLUTION)),))


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_agreements(storage, AGREEMENT, replace(AGREEMENT, id="a-2", number="SLA-2027-0002"))
    return storage


def add(storage: Storage, *new: Measurement) -> tuple[Measurement, ...]:
    with storage.unit_of_work() as work:
        others = work.measurements.add(new)
        work.commit()
    return others


def sums(storage: Storage, *agreements: str) -> dict[tuple[str, str, date], Tally]:
    with storage.reading() as work:
        found = work.measurement_sums.of_agreements(agreements or ("a-1",), OCTOBER, NOVEMBER)
    return {(each.agreement, each.metric, each.start): each.tally for each in found}


def a_resolution(value: str, day: date = DAY) -> Measurement:
    return computed(("a-1", "nrcs"), "managed_laptop", RESOLUTION, "REQ-0001", day, Decimal(value), NOON)


def test_they_come_back_as_they_were_and_are_added_up_by_month(storage: Storage):
    first, second = a_measurement("99.9"), a_measurement("98", DAY + timedelta(days=1), weight=Decimal(3))
    later = a_measurement("100", NOVEMBER, agreement="a-2")
    assert add(storage, first, second, later) == ()
    with storage.reading() as work:
        kept = work.measurements.between("a-1", OCTOBER, NOVEMBER)
        assert kept == (replace(first, revision=1), replace(second, revision=1))
        assert work.measurements.find(first.identity) == {first.identity: kept[0]}
    assert sums(storage, "a-1", "a-2") == {
        ("a-1", "availability", OCTOBER): Tally(2, Decimal(4), Decimal("393.9"), 1),
        ("a-2", "availability", NOVEMBER): Tally(1, Decimal(1), Decimal(100), 1),
    }


def test_what_is_there_already_is_given_back_and_not_counted_again(storage: Storage):
    add(storage, a_measurement("99.9"))
    (standing,) = add(storage, a_measurement("99.9"), a_measurement("98", DAY + timedelta(days=1)))
    assert standing.says_the_same(a_measurement("99.9"))
    assert sums(storage)["a-1", "availability", OCTOBER].number == 2


def test_more_than_one_statement_names_are_found(storage: Storage):
    many = [a_measurement(key=f"k-{count}") for count in range(1201)]
    add(storage, *many)
    assert len(add(storage, *many)) == 1201
    assert sums(storage)["a-1", "availability", OCTOBER].number == 1201


def test_a_correction_keeps_what_it_replaces_and_its_sum_moves_to_the_other_month(storage: Storage):
    add(storage, a_measurement("99.9"))
    with storage.unit_of_work() as work:
        (before,) = work.measurements.between("a-1", DAY, DAY)
        moved = a_measurement("98.5", NOVEMBER, key=before.key, by="someone")
        after = work.measurements.change(before, moved, "The day was wrong.")
        work.commit()
    with storage.reading() as work:
        (old,) = work.measurements.superseded(before.identity)
        assert (old.measurement, old.reason, old.by) == (before, "The day was wrong.", "someone")
        assert work.measurements.find(before.identity) == {before.identity: after}
    assert sums(storage) == {
        ("a-1", "availability", OCTOBER): Tally(),
        ("a-1", "availability", NOVEMBER): Tally(1, Decimal(1), Decimal("98.5"), 0),
    }


def test_a_change_or_removal_of_what_changed_meanwhile_is_refused(storage: Storage):
    add(storage, a_measurement())
    stale = replace(a_measurement(), revision=7)
    with storage.unit_of_work() as work:
        with pytest.raises(Conflict):
            work.measurements.change(stale, stale, "Wrong.")
        with pytest.raises(Conflict):
            work.measurements.remove(stale, NOON, "staff", "Wrong.")


def test_what_a_request_gives_replaces_what_it_gave_before_and_can_be_withdrawn(storage: Storage):
    for value in ("3", "3", "6"):
        with storage.unit_of_work() as work:
            work.measurements.record_computed(a_resolution(value))
            work.commit()
    assert sums(storage)["a-1", "resolution", OCTOBER] == Tally(1, Decimal(1), Decimal(6), 0)
    identity = a_resolution("6").identity
    for _ in range(2):
        with storage.unit_of_work() as work:
            work.measurements.withdraw_computed(identity, NOON, "Opened again.")
            work.commit()
    assert sums(storage)["a-1", "resolution", OCTOBER] == Tally()
    with storage.reading() as work:
        values = [each.measurement.value for each in work.measurements.superseded(identity)]
    assert values == [Decimal(3), Decimal(6)]


def test_a_request_that_gives_it_again_after_a_withdrawal_keeps_the_whole_history(storage: Storage):
    for value in ("3", "6"):
        with storage.unit_of_work() as work:
            work.measurements.record_computed(a_resolution(value))
            work.measurements.withdraw_computed(a_resolution(value).identity, NOON, "Opened again.")
            work.commit()
    with storage.reading() as work:
        kept = [each.measurement.value for each in work.measurements.superseded(a_resolution("3").identity)]
    assert kept == [Decimal(3), Decimal(6)]


def test_an_agreed_exception_leaves_out_what_is_there_and_what_comes_later(storage: Storage):
    add(storage, a_measurement("90"), a_measurement("99.9", DAY + timedelta(days=1)))
    with storage.unit_of_work() as work:
        exception = work.measurement_exceptions.save(an_exception(metric="availability"))
        assert work.measurements.except_anew("a-1", DAY, DAY) == 0
        work.measurement_exceptions.save(agree(exception, Side.CUSTOMER, "p-1", NOON))
        assert work.measurements.except_anew("a-1", DAY, DAY) == 1
        work.measurements.add([a_measurement("80", key="later"), a_measurement("5", metric=RESOLUTION)])
        work.commit()
    assert sums(storage) == {
        ("a-1", "availability", OCTOBER): Tally(1, Decimal(1), Decimal("99.9"), 1, excluded=2),
        ("a-1", "resolution", OCTOBER): Tally(1, Decimal(1), Decimal(5), 0),
    }


def test_how_many_an_exception_concerns_is_counted_in_any_of_its_words(storage: Storage):
    second = a_measurement("98", DAY + timedelta(days=1))
    add(storage, a_measurement("90"), second, a_measurement("5", metric=RESOLUTION), a_measurement(agreement="a-2"))
    days = {"first": DAY, "last": DAY + timedelta(days=1)}
    with storage.reading() as work:
        counted = work.measurements.concerned
        assert counted(an_exception(**days)) == 3
        assert counted(an_exception(**days, metric="availability")) == 2
        assert counted(an_exception(**days, key=second.key)) == 1
        assert counted(an_exception(**days, service="mailbox")) == 0
        assert counted(an_exception()) == 2


def test_many_are_left_out_in_portions(storage: Storage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("storage.measurements.LARGE_PORTION", 2)
    add(storage, *(a_measurement("90", key=f"{number}") for number in range(5)))
    with storage.unit_of_work() as work:
        exception = work.measurement_exceptions.save(an_exception())
        work.measurement_exceptions.save(agree(exception, Side.CUSTOMER, "p-1", NOON))
        assert work.measurements.except_anew("a-1", DAY, DAY) == 5
        work.commit()
    assert sums(storage)["a-1", "availability", OCTOBER] == Tally(excluded=5)


def test_what_was_measured_since_a_day_is_judged_by_the_targets_since_then(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("storage.measurements.LARGE_PORTION", 2)
    days = [DAY + timedelta(days=number) for number in range(4)]
    add(storage, *(a_measurement("99.8", day) for day in days), a_resolution("3"))
    stricter = replace(UPTIME, target=Decimal("99.90"))
    lines = (a_line(metrics=(stricter, replace(RESOLUTION, target=Decimal(2)))),)
    targets = AgreedTargets(AGREEMENT, ((date.min, AGREEMENT.lines), (days[1], lines)))
    with storage.unit_of_work() as work:
        assert work.measurements.judge_anew(targets, days[1]) == 3
        assert work.measurements.judge_anew(targets, days[1]) == 0
        work.commit()
    with storage.reading() as work:
        kept = work.measurements.between("a-1", OCTOBER, NOVEMBER)
        found = work.measurement_sums.of_agreements(["a-1"], OCTOBER, OCTOBER)
    assert sorted(each.target for each in kept) == [Decimal(4), Decimal("99.5"), *[Decimal("99.9")] * 3]
    counted = {each.target: (each.tally.number, each.tally.within) for each in found if each.metric == "availability"}
    assert counted == {Decimal("99.5"): (1, 1), Decimal("99.9"): (3, 0)}


def test_an_exception_comes_back_as_it_was_and_is_answered_once(storage: Storage):
    with storage.unit_of_work() as work:
        kept = work.measurement_exceptions.save(an_exception())
        agreed = work.measurement_exceptions.save(agree(kept, Side.CUSTOMER, "p-1", NOON))
        with pytest.raises(Conflict):
            work.measurement_exceptions.save(kept)
        work.commit()
    with storage.reading() as work:
        assert work.measurement_exceptions.find("e-1") == agreed
        assert work.measurement_exceptions.of_agreement("a-1") == (agreed,)
        assert work.measurement_exceptions.of_agreement("a-2") == ()


def test_two_who_add_at_once_lose_nothing_of_the_sums(storage: Storage):
    barrier = Barrier(2)

    def bring(count: int) -> None:
        barrier.wait()
        for number in range(5):
            add(storage, a_measurement(key=f"{count}-{number}"), a_measurement(key=f"{number}", agreement=f"a-{count}"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(bring, (1, 2)))
    assert sums(storage, "a-1")["a-1", "availability", OCTOBER].number == 15
    assert sums(storage, "a-2")["a-2", "availability", OCTOBER].number == 5


def test_a_month_in_which_the_target_changed_is_added_up_for_each_target(storage: Storage):
    stricter = replace(UPTIME, target=Decimal("99.90"))
    add(storage, a_measurement("99.8"), a_measurement("99.8", DAY + timedelta(days=1), stricter))
    with storage.reading() as work:
        found = work.measurement_sums.of_agreements(["a-1"], OCTOBER, OCTOBER)
    assert [(each.target, each.tally.within) for each in found] == [(Decimal("99.5"), 1), (Decimal("99.9"), 0)]


def test_quarters_and_years_are_judged_as_a_whole_over_all_agreements(storage: Storage):
    add(storage, a_measurement("99"), a_measurement("100", NOVEMBER), a_measurement("98", agreement="a-2"))
    service = ("nrcs", "managed_laptop")
    with storage.reading() as work:
        sums = work.measurement_sums
        october, november = (Period(first, first.replace(day=30)) for first in (OCTOBER, NOVEMBER))
        assert sums.verdicts(Span.MONTH, october) == {(*service, Verdict.MISSED): 2}
        assert sums.verdicts(Span.MONTH, november) == {(*service, Verdict.MET): 1}
        for span in (Span.QUARTER, Span.YEAR):
            assert sums.verdicts(span, october) == {(*service, Verdict.MET): 1, (*service, Verdict.MISSED): 1}


def test_a_span_in_which_the_target_changed_is_missed_where_one_part_is(storage: Storage):
    stricter = replace(UPTIME, target=Decimal("99.9"))
    add(storage, a_measurement("99.8"), a_measurement("99.8", DAY + timedelta(days=1), stricter))
    with storage.reading() as work:
        found = work.measurement_sums.verdicts(Span.YEAR, AGREEMENT.term)
    assert found == {("nrcs", "managed_laptop", Verdict.MISSED): 1}


def test_a_name_of_a_key_that_can_be_used_stands_once(storage: Storage):
    def save(key: ApiKey) -> None:
        with storage.unit_of_work() as work:
            work.api_keys.save(key)
            work.commit()

    first = ApiKey("k-1", "monitor", "a" * 64, NOON, "operator")
    second = replace(first, id="k-2", sha256="b" * 64)
    save(first)
    with pytest.raises(Conflict):
        save(second)
    save(replace(first, revoked_at=NOON, revoked_by="operator"))
    save(second)


def test_verdicts_are_of_promised_metrics_of_signed_agreements_that_run_in_the_period(storage: Storage):
    other = replace(UPTIME, key="color")
    add(storage, a_measurement("99.8"), a_measurement("99.8", metric=other))
    with storage.unit_of_work() as work:
        opened = replace(AGREEMENT, id="a-3", number="SLA-2027-0003", stage=Stage.SURVEY)
        work.agreements.add(opened)
        work.commit()
    add(storage, a_measurement("99.8", agreement="a-3"))
    with storage.reading() as work:
        found = work.measurement_sums.verdicts(Span.YEAR, AGREEMENT.term)
        assert sum(found.values()) == 1


def test_whatever_happens_the_kept_sums_are_those_of_the_measurements(storage: Storage):
    dice = Random(7)
    for step in range(60):
        with storage.unit_of_work() as work:
            _happen(work, dice, step)
            work.commit()
    with storage.reading() as work:
        for agreement in ("a-1", "a-2"):
            kept = work.measurement_sums.of_agreements([agreement], OCTOBER, NOVEMBER)
            counted = sums_of(work.measurements.between(agreement, OCTOBER, date(2026, 11, 30)))
            assert {e.place: e.tally for e in kept if e.tally != Tally()} == {e.place: e.tally for e in counted}


def _happen(work: UnitOfWork, dice: Random, step: int) -> None:
    day, agreement = OCTOBER + timedelta(days=dice.randrange(60)), dice.choice(("a-1", "a-2"))
    metric = replace(UPTIME, target=dice.choice((Decimal("99.5"), Decimal("99.9"))))
    new = a_measurement(f"{dice.randrange(98, 101)}", day, metric, agreement, key=f"{step}")
    standing = work.measurements.between(agreement, OCTOBER, NOVEMBER)
    happening = dice.randrange(4)
    if happening == 0 and standing:
        work.measurements.change(standing[0], replace(new, key=standing[0].key), "It was wrong.")
    elif happening == 1 and standing:
        work.measurements.remove(standing[-1], NOON, "staff", "It was wrong.")
    elif happening == 2:
        exception = an_exception(day, day, id=f"e-{step}", agreement=agreement)
        work.measurement_exceptions.save(agree(exception, Side.CUSTOMER, "p-1", NOON))
        work.measurements.except_anew(agreement, day, day)
    else:
        work.measurements.add([new])
