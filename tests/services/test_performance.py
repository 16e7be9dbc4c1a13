"""How well agreed levels are kept: values, verdicts, trends and exceptions, for one agreement and for all."""

from datetime import date
from decimal import Decimal

import pytest

from domain.attainment import Trend, Verdict
from domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from domain.fiscal import Period
from domain.measurement_exceptions import ExceptionState
from services.measurement_rows import Given
from services.performance_cards import AgreementPerformance, PerformanceRow
from tests.services.office import Office

NUMBER = "SLA-2026-0019"
SEPTEMBER, OCTOBER = Period(date(2026, 9, 1), date(2026, 9, 30)), Period(date(2026, 10, 1), date(2026, 10, 31))
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
UPTIME = ("platform_hosting", "availability")


def bring(office: Office, *values: tuple[date, str], service: str = "platform_hosting", metric: str = "availability"):
    unit = "%" if metric == "availability" else "hours"
    given = [Given(NUMBER, service, metric, day, value, unit) for day, value in values]
    assert office.services.measurements.record(office.actor("priya"), given).problem_count == 0


def view(office: Office, period: Period = OCTOBER, who: str = "beatriz") -> AgreementPerformance:
    return office.services.performance.view(office.actor(who), NUMBER, period)


def row(found: AgreementPerformance, service: str = "platform_hosting", metric: str = "availability") -> PerformanceRow:
    return next(r for r in found.rows if (r.attainment.service, r.attainment.metric.key) == (service, metric))


def test_a_month_shows_value_target_verdict_trend_and_how_many_are_behind_it(office: Office):
    bring(office, (date(2026, 9, 10), "99.99"), (date(2026, 10, 1), "99.8"), (date(2026, 10, 31), "99.9"))
    found = row(view(office)).attainment
    assert (found.tally.value, found.tally.number) == (Decimal("99.850"), 2)
    assert (found.metric.target, found.verdict, found.trend) == (Decimal("99.9"), Verdict.MISSED, Trend.WORSE)
    assert row(view(office, SEPTEMBER)).attainment.verdict is Verdict.MET


def test_for_a_metric_where_less_is_better_a_lower_value_is_the_better_trend(office: Office):
    bring(office, (date(2026, 9, 10), "6"), (date(2026, 10, 5), "3"), metric="resolution")
    found = row(view(office), metric="resolution").attainment
    assert (found.verdict, found.trend) == (Verdict.MET, Trend.BETTER)


def test_no_data_is_never_met_and_every_promised_metric_has_a_row(office: Office):
    found = view(office)
    assert found.count(Verdict.NO_DATA) == len(found.rows) == 9
    assert {each.attainment.trend for each in found.rows} == {Trend.UNKNOWN}


def test_a_quarter_has_its_months_and_is_their_sum(office: Office):
    bring(office, (date(2026, 10, 3), "100"), (date(2026, 11, 1), "99"))
    found = row(view(office, QUARTER))
    assert [month.tally.value for month in found.months] == [Decimal("100.000"), Decimal("99.000"), None]
    assert found.attainment.tally == found.months[0].tally + found.months[1].tally
    assert view(office, QUARTER).before == Period(date(2026, 7, 1), date(2026, 9, 30))


def test_any_two_days_count_only_what_was_measured_on_them(office: Office):
    bring(office, (date(2026, 9, 14), "90"), (date(2026, 9, 15), "99"), (date(2026, 10, 14), "100"))
    bring(office, (date(2026, 10, 15), "50"))
    found = row(view(office, Period(date(2026, 9, 15), date(2026, 10, 14))))
    assert found.attainment.tally.value == Decimal("99.500")
    assert [month.tally.number for month in found.months] == [1, 1]


def test_a_period_outside_of_the_term_is_refused_with_the_term(office: Office):
    with pytest.raises(InvalidInput, match="runs from May 31, 2026 to May 31, 2027"):
        view(office, Period(date(2025, 1, 1), date(2025, 1, 31)))


def test_a_period_of_too_many_years_is_refused_and_months_outside_of_the_term_are_left_out(office: Office):
    with pytest.raises(InvalidInput, match="more than 5 years"):
        view(office, Period(date(2026, 10, 1), date(2032, 9, 30)))
    with pytest.raises(InvalidInput):
        view(office, Period(date(2026, 10, 1), date(9999, 12, 31)))
    months = row(view(office, Period(date(2026, 4, 1), date(2026, 7, 31)))).months
    assert [each.period.start.month for each in months] == [5, 6, 7]


def test_another_organization_and_strangers_see_nothing(office: Office):
    with pytest.raises(NotFound):
        view(office, who="maria")
    with pytest.raises(NotAllowed):
        view(office, who="nina")
    with pytest.raises(NotAllowed):
        office.services.performance.portfolio(office.actor("beatriz"), OCTOBER)


def test_a_question_in_words_finds_its_rows(office: Office):
    bring(office, (date(2026, 10, 3), "100"))
    answer = office.services.performance.answer
    beatriz = office.actor("beatriz")
    (found,) = answer(beatriz, None, "Platform hosting", "uptime", OCTOBER)
    assert [(r.attainment.service, r.attainment.metric.key) for r in found.rows] == [UPTIME]
    (of_all,) = answer(beatriz, NUMBER, None, "uptime", OCTOBER)
    assert len(of_all.rows) == 3
    (longer,) = answer(beatriz, None, "managed_database", "time to restore", OCTOBER)
    assert [r.attainment.metric.key for r in longer.rows] == ["restore_time"]


def test_a_question_about_what_is_not_promised_names_what_is(office: Office):
    with pytest.raises(NotFound) as refused:
        office.services.performance.answer(office.actor("beatriz"), None, "managed_database", "color", OCTOBER)
    assert "Hourly backups that complete" in refused.value.nearest
    with pytest.raises(InvalidInput):
        office.services.performance.answer(office.actor("priya"), None, None, "uptime", OCTOBER)


def test_the_portfolio_counts_every_promised_metric_by_customer_and_by_service(office: Office):
    bring(office, (date(2026, 10, 3), "100"))
    bring(office, (date(2026, 10, 3), "9"), metric="resolution")
    found = office.services.performance.portfolio(office.actor("priya"), OCTOBER)
    by_customer = {each.key: each for each in found.customers}
    assert (by_customer["fns"].met, by_customer["fns"].missed) == (1, 1)
    hosting = next(each for each in found.services if each.key == "platform_hosting")
    assert (hosting.name, hosting.met, hosting.missed) == ("Application platform", 1, 1)
    assert found.total.met + found.total.missed + found.total.no_data == sum(
        each.met + each.missed + each.no_data for each in found.services
    )


def test_the_portfolio_of_a_quarter_judges_the_whole_and_not_each_month(office: Office):
    bring(office, (date(2026, 10, 3), "99"), (date(2026, 11, 1), "100"), (date(2026, 11, 2), "100"))
    bring(office, *((date(2026, 10, day), "100") for day in range(4, 20)))
    customers = office.services.performance.portfolio(office.actor("priya"), QUARTER).customers
    found = next(each for each in customers if each.key == "fns")
    assert (found.met, found.missed) == (1, 0)
    with pytest.raises(InvalidInput):
        office.services.performance.portfolio(office.actor("priya"), Period(date(2026, 10, 1), date(2026, 10, 5)))


class TestExceptions:
    def propose(self, office: Office, who: str, **changes: object):
        days = Period(date(2026, 10, 3), date(2026, 10, 3))
        given = {"service": "platform_hosting", "days": days, "reason": "Planned work."} | changes
        return office.services.measurement_exceptions.propose(office.actor(who), NUMBER, **given)  # pyright: ignore[reportArgumentType]

    @pytest.mark.parametrize(("proposes", "agrees"), [("priya", "beatriz"), ("beatriz", "priya")])
    def test_one_side_proposes_and_the_other_agrees(self, office: Office, proposes: str, agrees: str):
        bring(office, (date(2026, 10, 3), "80"), (date(2026, 10, 4), "100"))
        proposed = self.propose(office, proposes, metric="availability")
        assert proposed.concerned == 1
        assert row(view(office)).attainment.verdict is Verdict.MISSED
        exceptions = office.services.measurement_exceptions
        with pytest.raises(NotAllowed):
            exceptions.agree(office.actor(proposes), proposed.exception.id)
        exceptions.agree(office.actor(agrees), proposed.exception.id)
        found = row(view(office)).attainment
        assert (found.verdict, found.tally.number, found.tally.excluded) == (Verdict.MET, 1, 1)
        with pytest.raises(Conflict):
            exceptions.agree(office.actor(agrees), proposed.exception.id)

    def test_planned_work_is_agreed_ahead_and_leaves_out_what_is_measured_then(self, office: Office):
        proposed = self.propose(office, "priya", metric="availability")
        assert proposed.concerned == 0
        office.services.measurement_exceptions.agree(office.actor("beatriz"), proposed.exception.id)
        bring(office, (date(2026, 10, 3), "80"), (date(2026, 10, 4), "100"))
        found = row(view(office)).attainment
        assert (found.verdict, found.tally.excluded) == (Verdict.MET, 1)

    def test_a_declined_one_changes_nothing_and_keeps_its_reason(self, office: Office):
        bring(office, (date(2026, 10, 3), "80"))
        proposed = self.propose(office, "priya")
        exceptions = office.services.measurement_exceptions
        with pytest.raises(InvalidInput):
            exceptions.decline(office.actor("beatriz"), proposed.exception.id, " ")
        exceptions.decline(office.actor("beatriz"), proposed.exception.id, "It was not announced.")
        (kept,) = exceptions.of_agreement(office.actor("beatriz"), NUMBER)
        assert (kept.state, kept.note) == (ExceptionState.DECLINED, "It was not announced.")
        assert row(view(office)).attainment.verdict is Verdict.MISSED

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"service": "mailbox"}, "service"),
            ({"metric": "speed"}, "metric"),
            ({"reason": ""}, "reason"),
            ({"key": "2026-10-20"}, "key"),
            ({"days": Period(date(2020, 10, 20), date(2026, 10, 21))}, "days"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field(self, office: Office, changes: dict[str, object], field: str):
        bring(office, (date(2026, 10, 3), "80"))
        with pytest.raises(InvalidInput) as refused:
            self.propose(office, "priya", **changes)
        assert refused.value.field == field

    def test_others_cannot_see_or_settle_it(self, office: Office):
        bring(office, (date(2026, 10, 3), "80"))
        proposed = self.propose(office, "priya")
        for who in ("maria", "nina"):
            with pytest.raises((NotFound, NotAllowed)):
                office.services.measurement_exceptions.agree(office.actor(who), proposed.exception.id)
        with pytest.raises(NotFound):
            self.propose(office, "maria")


def test_the_sample_shows_months_that_were_met_and_months_that_were_missed(reading: Office):
    found = reading.services.performance.view(reading.actor("maria"), "SLA-2026-0007", OCTOBER)
    assert row(found, "service_desk", "speed_of_answer").attainment.verdict is Verdict.MET
    year = reading.services.performance.view(
        reading.actor("maria"), "SLA-2026-0007", Period(date(2026, 7, 1), OCTOBER.end)
    )
    answers = row(year, "service_desk", "speed_of_answer")
    assert [month.verdict for month in answers.months] == [Verdict.MET, Verdict.MISSED, Verdict.MET, Verdict.MET]
