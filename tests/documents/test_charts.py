"""Charts: they say the same without colour, without eyes and without a network."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.chart_drawing import BAD, GOOD
from documents.charts import MetricChart, MoneyChart, MonthFigure, MonthOfMoney, alternative_text, as_png, as_svg
from documents.charts import metric_chart as chart_of
from domain.attainment import Attainment, Judged, Tally, Verdict, verdict_of
from domain.catalog import Direction, Metric
from domain.fiscal import FiscalYear

UPTIME = Metric("availability", "Availability", "%", Decimal("99.5"), Direction.AT_LEAST)
ANSWER = Metric("first_response", "First response", "business hours", Decimal(4), Direction.AT_MOST)
MONTHS = [month for year in ("2027", "2028", "2029") for month in FiscalYear(year).months]
PAPERS = ("#ffffff", "#12181f")


def a_chart(*values: str | None, metric: Metric = UPTIME, service: str = "VPN", targets: str = "") -> MetricChart:
    """`targets` by month, where they are not the metric's."""
    agreed = [Decimal(each) for each in targets.split()] or [metric.target] * len(values)
    months = [
        MonthFigure(month.start, None if value is None else Decimal(value), target, _verdict(value, target, metric))
        for month, value, target in zip(MONTHS, values, agreed, strict=False)
    ]
    return MetricChart(service, metric, tuple(months))


def _verdict(value: str | None, target: Decimal, metric: Metric) -> Verdict:
    tally = Tally() if value is None else Tally(1, Decimal(1), Decimal(value))
    return verdict_of(target, metric.direction, tally)


def words_in(svg: str) -> list[str]:
    return list(ElementTree.fromstring(svg).itertext())


def test_the_text_for_who_does_not_see_it_says_the_answer_first_and_then_every_month() -> None:
    text = alternative_text(a_chart("99.9", "99.1", None, "99.5"))
    assert text.startswith("VPN: Availability: met in 2 of 3 months with data, target at least 99.5 %. ")
    assert text.endswith("Oct 2026 99.9; Nov 2026 99.1, missed; Dec 2026 no data; Jan 2027 99.5.")


def test_nothing_measured_is_not_called_met() -> None:
    text = alternative_text(a_chart(None, None))
    assert "nothing was measured" in text
    assert " met" not in text


def test_the_picture_names_what_was_missed_what_has_no_data_and_the_target() -> None:
    words = words_in(as_svg(a_chart("99.9", "99.1", None, None, "98")))
    assert words.count("missed") == 2
    assert words.count("no data") == 2
    assert "target" in words
    assert "99.5 %" in words


def test_met_and_missed_have_other_shapes() -> None:
    def shapes(*values: str) -> set[str]:
        paths = ElementTree.fromstring(as_svg(a_chart(*values))).iter("{http://www.w3.org/2000/svg}path")
        return {each.attrib["d"] for each in paths if each.get("fill") in (GOOD, BAD)}

    assert shapes("99.9").isdisjoint(shapes("99.1"))


def test_a_month_without_data_interrupts_the_line() -> None:
    def line(*values: str | None) -> str:
        paths = ElementTree.fromstring(as_svg(a_chart(*values))).iter("{http://www.w3.org/2000/svg}path")
        return next(each.attrib["d"] for each in paths if each.get("stroke") == GOOD)

    assert line("99.6", "99.7", "99.8", "99.9").count("M") == 1
    assert line("99.6", "99.7", None, "99.8", "99.9").count("M") == 2


def test_a_target_that_changed_is_named_for_both_times() -> None:
    words = words_in(as_svg(a_chart("99.2", "99.3", "99.6", targets="99 99 99.5")))
    assert "target 99 %" in words
    assert "99.5 %" in words


def test_within_a_page_it_has_the_pages_ink_and_font_and_one_text() -> None:
    svg = as_svg(a_chart("99.9", "99.1"))
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == alternative_text(a_chart("99.9", "99.1"))
    assert "currentColor" in svg
    assert not any(each in svg for each in ("style=", "<script", "font-family", "url(", "<image"))
    assert [each for each in root.iter() if each is not root and (each.get("role") or each.get("aria-label"))] == []


def test_what_people_typed_is_no_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    metric = Metric("x", f"Measure {hostile}", hostile, Decimal(1), Direction.AT_LEAST)
    svg = as_svg(a_chart("1", metric=metric, service=hostile))
    assert "<script" not in svg
    assert hostile in str(ElementTree.fromstring(svg).get("aria-label"))


def test_the_same_data_give_the_same_picture() -> None:
    assert as_svg.__wrapped__(a_chart("99.9", None)) == as_svg.__wrapped__(a_chart("99.9", None))
    assert as_png(a_chart("99.9", None)) == as_png(a_chart("99.9", None))


@pytest.mark.parametrize("metric", [UPTIME, ANSWER])
@pytest.mark.parametrize("values", [("0",), ("5", "5"), (None,), ("0.000001", "100"), ("99.5",) * 24])
def test_any_values_are_drawn(metric: Metric, values: tuple[str | None, ...]) -> None:
    assert as_png(a_chart(*values, metric=metric)).startswith(b"\x89PNG")


def test_of_very_many_months_the_latest_are_drawn() -> None:
    part = Judged(UPTIME.target, UPTIME.direction, Tally(1, Decimal(1), Decimal("99.9"), 1))
    chart = chart_of([Attainment("vpn", "VPN", UPTIME, month, (part,)) for month in MONTHS])
    assert len(chart.months) == 24
    assert chart.months[-1].month == date(2029, 9, 1)


def test_money_says_what_arrived_of_what_was_due() -> None:
    chart = MoneyChart("Money of FY2027", (MonthOfMoney(date(2026, 10, 1), Decimal("20.00"), Decimal("12.50")),))
    assert alternative_text(chart).startswith("Money of FY2027: $12.50 arrived, $20.00 was due.")
    assert {"Oct", "2026"} <= set(words_in(as_svg(chart)))
    assert as_png(chart).startswith(b"\x89PNG")


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("color", [GOOD, BAD])
def test_colors_stand_out_from_light_and_dark_pages(color: str, paper: str) -> None:
    light, dark = sorted((_luminance(color), _luminance(paper)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


@given(st.lists(st.one_of(st.none(), st.decimals(0, 100, places=2)), min_size=1, max_size=24))
def test_the_text_counts_what_the_months_say(values: list[Decimal | None]) -> None:
    chart = a_chart(*(None if value is None else str(value) for value in values))
    text = alternative_text(chart)
    missed, empty = chart.count(Verdict.MISSED), chart.count(Verdict.NO_DATA)
    if empty == len(values):
        assert "nothing was measured" in text
    else:
        assert (text.count(", missed"), text.count("no data")) == (missed, empty)
        assert f"met in {len(values) - missed - empty} of {len(values) - empty} month" in text


def _luminance(color: str) -> float:
    """Relative, as WCAG defines it."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
