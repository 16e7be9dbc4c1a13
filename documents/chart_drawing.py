"""Charts drawn by Vega-Lite, without a browser and without a network."""

import re
from copy import deepcopy
from functools import cache
from html import escape
from typing import Any

import altair as alt
import vl_convert  # pyright: ignore[reportMissingTypeStubs]

from documents.chart_facts import Chart, MetricChart, MoneyChart, month_words, number_words
from domain.attainment import Verdict
from domain.catalog import Direction

type Specification = dict[str, Any]
"""Of Vega-Lite."""

FONT = "Liberation Sans"
"""Comes with the converter, so that charts look alike everywhere."""
INK, PAPER, OF_PAGE = "#1a2330", "#ffffff", "currentColor"
#: Three to one or more against white and against the dark page.
GOOD, BAD = "#2f7fd0", "#cc5f14"
STEP, HEIGHT = 48, 180
"""In pixels: of a month, and of the whole."""
_DASH = [6, 6]
"""A whole number of times in a step, so that the line of several months looks like one."""
_SCALE = 2.0
_ROOM = 0.2
_NO_ADDRESSES: list[str] = []
_TOP = re.compile(r"^<svg ")
_LEFT_OUT = re.compile(rf' (?:font-family="{FONT}"|role="[^"]*"|aria-[a-z]+="[^"]*")')
"""The font, which is that of the page; and what its parts say to screen readers, as the whole says it better."""


def drawn_svg(chart: Chart, text: str) -> str:
    made: str = vl_convert.vegalite_to_svg(  # pyright: ignore[reportUnknownMemberType]
        specification(chart, OF_PAGE), allowed_base_urls=_NO_ADDRESSES
    )
    return _TOP.sub(lambda _: f'<svg role="img" aria-label="{escape(text)}" ', _LEFT_OUT.sub("", made), count=1)


def drawn_png(chart: Chart, legend: str) -> bytes:
    title = {"text": chart.title, "subtitle": legend, "anchor": "start", "limit": 900, "subtitlePadding": 6}
    titled = {**specification(chart, INK), "title": title, "background": PAPER}
    made: bytes = vl_convert.vegalite_to_png(  # pyright: ignore[reportUnknownMemberType]
        titled, scale=_SCALE, allowed_base_urls=_NO_ADDRESSES
    )
    return made


def specification(chart: Chart, ink: str) -> Specification:
    if isinstance(chart, MoneyChart):
        return {**_money(ink), "data": {"values": _months_of_money(chart)}}
    made = deepcopy(_metric(chart.metric.direction, ink))
    for layer in made["layer"]:
        value = layer["encoding"].get("y", {})
        if "scale" in value:
            value["scale"]["domain"] = _bounds(chart)
            value["title"] = chart.metric.unit
    return {**made, "data": {"values": _months_of_metric(chart)}}


def _finished(layers: alt.LayerChart | alt.FacetChart, ink: str) -> Specification:
    """Without data. It is the same for all charts of a kind, and takes longer to make than they take to draw."""
    return layers.properties(width=alt.Step(STEP), height=HEIGHT, padding=8).to_dict() | {
        "config": {
            "background": None,
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                **{f"{part}Color": ink for part in ("label", "title", "tick", "domain", "grid")},
                "labelFontSize": 11,
                "titleFontSize": 11,
                "titleFontWeight": "normal",
                "gridOpacity": 0.15,
            },
            "title": {"color": ink, "subtitleColor": ink, "fontSize": 15, "subtitleFontSize": 12},
            "text": {"fontSize": 11},
        }
    }


def _months(**options: Any) -> alt.X:
    """In the order in which they come; the year stands under the month."""
    return alt.X(
        "month:O",
        sort=None,
        title=None,
        scale=alt.Scale(type="band", paddingInner=0, paddingOuter=0),
        axis=alt.Axis(labelAngle=0, labelExpr="split(datum.label, ' ')", grid=False),
        **options,
    )


# -- a metric


@cache
def _metric(direction: Direction, ink: str) -> Specification:
    """With any unit and bounds: those of the chart are put in their place."""
    base = alt.Chart(alt.NamedData("months")).encode(x=_months())
    value = alt.Y(
        "value:Q",
        title="unit",
        scale=alt.Scale(domain=[0, 1], zero=False, nice=False),
        axis=alt.Axis(tickCount=5, titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-12),
    )
    away = -13 if direction is Direction.AT_MOST else 15
    met, missed, empty = (_of(base, verdict) for verdict in (Verdict.MET, Verdict.MISSED, Verdict.NO_DATA))
    layers = alt.layer(
        base.mark_rule(strokeDash=_DASH, strokeWidth=2, color=ink).encode(
            x=_months(bandPosition=0), x2=alt.X2("month:O", bandPosition=1), y="target:Q"
        ),
        base.mark_line(color=GOOD, strokeWidth=2).encode(y=value),
        met.mark_point(shape="circle", filled=True, size=70, opacity=1, color=GOOD).encode(y=value),
        missed.mark_point(shape="triangle-down", filled=True, size=130, opacity=1, color=BAD).encode(y=value),
        missed.mark_text(dy=away, color=ink).encode(y=value, text=alt.value("missed")),
        empty.mark_text(color=ink, baseline="bottom").encode(y=alt.value(HEIGHT - 4), text=alt.value("no data")),
        *_target_words(base, direction, ink),
    )
    return _finished(layers, ink)


def _target_words(base: alt.Chart, direction: Direction, ink: str) -> list[alt.Chart]:
    """Beside the last month; where the target was another one before, on the side of its line where misses lie."""
    above = direction is Direction.AT_MOST
    before = base.transform_filter("datum.before != null").mark_text(
        align="left", baseline="bottom" if above else "top", dx=2, dy=-4 if above else 4, color=ink, fontWeight="bold"
    )
    last = base.transform_filter("datum.last != null").mark_text(
        align="left", dx=6, color=ink, lineBreak="\n", fontWeight="bold"
    )
    return [
        before.encode(x=_months(bandPosition=0), y="target:Q", text="before:N"),
        last.encode(x=_months(bandPosition=1), y="target:Q", text="last:N"),
    ]


def _of(base: alt.Chart, verdict: Verdict) -> alt.Chart:
    return base.transform_filter(f"datum.verdict == '{verdict.value}'")


def _months_of_metric(chart: MetricChart) -> list[dict[str, Any]]:
    """The target stands in the first month of each run of months that has another one, and in the last month."""
    last = chart.months[-1]
    rows: list[dict[str, Any]] = []
    for before, each in zip((None, *chart.months), chart.months, strict=False):
        begins = before is None or before.target != each.target
        target = f"{number_words(each.target)} {chart.metric.unit}"
        rows.append(
            {
                "month": month_words(each.month),
                "value": None if each.value is None else float(each.value),
                "target": float(each.target),
                "verdict": each.verdict.value,
                "before": f"target {target}" if begins and each.target != last.target else None,
                "last": f"target\n{target}" if each is last else None,
            }
        )
    return rows


def _bounds(chart: MetricChart) -> list[float]:
    """With room for the words above and below."""
    values = [float(each) for month in chart.months for each in (month.value, month.target) if each is not None]
    lowest, highest = min(values), max(values)
    usual = 1.0 if chart.metric.unit == "%" else highest * _ROOM
    room = (highest - lowest) * _ROOM or usual or 1.0
    return [max(lowest - room, 0.0), highest + room]


# -- money


@cache
def _money(ink: str) -> Specification:
    base = alt.Chart(alt.NamedData("months")).encode(x=_months())
    axis = alt.Axis(format="$~s", tickCount=5, title=None)
    layers = alt.layer(
        base.mark_bar(size=18, color=GOOD).encode(y=alt.Y("arrived:Q", axis=axis)),
        base.mark_bar(size=30, filled=False, stroke=ink, strokeWidth=1.5).encode(y=alt.Y("due:Q", axis=axis)),
    )
    return _finished(layers, ink)


def _months_of_money(chart: MoneyChart) -> list[dict[str, Any]]:
    return [
        {"month": month_words(each.month), "due": float(each.due), "arrived": float(each.arrived)}
        for each in chart.months
    ]
