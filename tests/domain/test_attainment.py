"""Attainment: the whole is always that of its parts, and nothing measured is never met."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.attainment import Attainment, Judged, Tally, Trend, Verdict, whole_verdict
from domain.catalog import Direction
from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.fiscal import FiscalYear, Period
from domain.measured_periods import cut, period_before
from domain.measured_values import check_unit, value_of, weight_of
from domain.measurement_exceptions import agree, decline, with_exception
from domain.metric_words import metrics_meant
from domain.people import Side
from tests.builders import NOON
from tests.domain.measurement_builders import DAY, RESOLUTION, UPTIME, a_measurement, an_exception

values = st.decimals(0, 100, places=4).map(str)
measured = st.lists(
    st.builds(
        lambda value, weight, left_out: replace(
            a_measurement(value, weight=Decimal(weight)), exception="e" if left_out else None
        ),
        values,
        st.integers(1, 50_000),
        st.booleans(),
    ),
    max_size=30,
)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def whole(found: list) -> Tally:
    return reduce(add, (each.tally for each in found), Tally())


@given(measured, st.integers(0, 30))
def test_the_attainment_of_a_whole_is_that_of_its_parts(found: list, at: int):
    assert whole(found) == whole(found[:at]) + whole(found[at:])
    assert whole(found) - whole(found[at:]) == whole(found[:at])


@given(measured)
def test_the_mean_is_the_one_counted_slowly_and_the_left_out_never_count(found: list):
    counted = [each for each in found if not each.exception]
    tally = whole(found)
    assert (tally.number, tally.excluded) == (len(counted), len(found) - len(counted))
    if counted:
        weight = sum(each.weight for each in counted)
        assert tally.mean == sum((each.value * each.weight for each in counted), Decimal(0)) / weight
    else:
        assert tally.mean is None


@given(measured, measured)
def test_a_whole_is_missed_where_a_part_is_and_never_met_without_data(one: list, other: list):
    parts = [Judged(UPTIME.target, UPTIME.direction, whole(each)) for each in (one, other)]
    verdict = whole_verdict(parts)
    assert (verdict is Verdict.MISSED) == any(part.verdict is Verdict.MISSED for part in parts)
    assert (verdict is Verdict.NO_DATA) == all(part.tally.number == 0 for part in parts)


@pytest.mark.parametrize(
    ("value", "verdict"), [("99.5", Verdict.MET), ("99.499999", Verdict.MISSED), ("100", Verdict.MET)]
)
def test_what_is_shown_rounded_is_judged_exactly(value: str, verdict: Verdict):
    assert Judged(UPTIME.target, UPTIME.direction, a_measurement(value).tally).verdict is verdict


def test_a_target_that_changed_judges_each_part_by_its_own():
    before = Judged(Decimal("99.5"), Direction.AT_LEAST, a_measurement("99.6").tally)
    after = Judged(Decimal("99.9"), Direction.AT_LEAST, a_measurement("99.95").tally)
    month = Attainment("s", "S", UPTIME, Period(DAY, DAY), (before, after))
    assert (month.verdict, month.tally.value) == (Verdict.MET, Decimal("99.775"))


@pytest.mark.parametrize(
    ("metric", "before", "now", "trend"),
    [
        (UPTIME, "99", "99.5", Trend.BETTER),
        (UPTIME, "99.5", "99", Trend.WORSE),
        (RESOLUTION, "5", "3", Trend.BETTER),
        (RESOLUTION, "3", "5", Trend.WORSE),
        (UPTIME, "99", "99.0001", Trend.SAME),
    ],
)
def test_what_is_better_depends_on_the_metric(metric, before: str, now: str, trend: Trend):
    parts = (Judged(metric.target, metric.direction, a_measurement(now).tally),)
    assert Attainment("s", "S", metric, Period(DAY, DAY), parts, a_measurement(before).tally).trend is trend


class TestPeriods:
    @given(days, st.integers(0, 800))
    def test_whole_months_and_parts_are_all_days_of_a_period(self, start: date, length: int):
        period = Period(start, start + timedelta(days=length))
        found = cut(period)
        months = [m for m in period.by_month() if found.first and found.last and found.first <= m.start <= found.last]
        assert sum(part.days for part in (*months, *found.parts)) == period.days

    @given(days, st.integers(0, 800))
    def test_the_period_before_ends_the_day_before(self, start: date, length: int):
        period = Period(start, start + timedelta(days=length))
        before = period_before(period)
        assert before.end == period.start - timedelta(days=1)
        same = (len(before.by_month()), ()) if not cut(period).parts else (before.days, None)
        assert same == ((len(period.by_month()), cut(before).parts) if not cut(period).parts else (period.days, None))

    def test_a_month_a_quarter_and_a_year_have_one_of_their_kind_before(self):
        year = FiscalYear("2027")
        assert period_before(year.period) == year.previous().period
        assert period_before(year.quarters[1]) == year.quarters[0]
        assert period_before(year.months[5]) == year.months[4]


class TestValues:
    @pytest.mark.parametrize("text", ["", "x", "1,5", "1e3", "NaN", "٣", "=1+1", "-1", "100.1", "9" * 13, "1.1234567"])
    def test_what_is_no_value_of_the_metric_is_refused(self, text: str):
        with pytest.raises(InvalidInput):
            value_of(text, UPTIME)

    @pytest.mark.parametrize("text", ["0", "-3", "1000000001", "x"])
    def test_a_weight_is_above_zero(self, text: str):
        with pytest.raises(InvalidInput):
            weight_of(text)

    def test_nothing_is_converted_from_another_unit(self):
        check_unit("Percent", UPTIME)
        check_unit(" Business  Hours", RESOLUTION)
        for text in ("", "hours", "%"):
            with pytest.raises(InvalidInput):
                check_unit(text, RESOLUTION)


class TestExceptions:
    def test_it_concerns_its_service_metric_key_and_days(self):
        found = a_measurement()
        for concerned in (an_exception(), an_exception(metric="availability"), an_exception(key=found.key)):
            assert with_exception(found, [concerned]).exception == "e-1"
        later = DAY + timedelta(days=1)
        for other in (an_exception(metric="x"), an_exception(key="x"), an_exception(later, later)):
            assert with_exception(found, [other]).exception is None

    def test_the_other_side_agrees_and_it_is_answered_once(self):
        with pytest.raises(NotAllowed):
            agree(an_exception(), Side.CEC, "staff", NOON)
        agreed = agree(an_exception(), Side.CUSTOMER, "p-1", NOON)
        with pytest.raises(Conflict):
            decline(agreed, "p-1", NOON, "Why.")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("uptime", {"availability"}),
        ("Resolution", {"resolution"}),
        ("time to fix", {"resolution"}),
        ("works again", {"resolution"}),
        ("time", {"availability", "resolution"}),
        ("color", set()),
    ],
)
def test_people_name_metrics_in_their_own_words(words: str, meant: set[str]):
    assert metrics_meant(words, {each.key: each.measure for each in (UPTIME, RESOLUTION)}) == meant
