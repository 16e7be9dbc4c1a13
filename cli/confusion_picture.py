"""A picture of the confusion matrix. Counts are printed in the cells, so that it is readable without its colours."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt

from cli.scores import Answer, accuracy, matrix

CELL = 19  # pixels
SCALE = 2.0
INK, PAPER = "#1b1b1b", "#ffffff"
#: From here on a cell is so dark that its count is written in white.
DARK = 0.55
NAMED = 5


def save_picture(answers: Sequence[Answer], title: str, file: Path) -> None:
    """Write a PNG. Intents keep the order in which they are expected. Raises OSError."""
    file.write_bytes(_png(_specification(answers, title)))


def _png(specification: str) -> bytes:
    # Here and not above: the converter takes a second to load.
    import vl_convert

    return vl_convert.vegalite_to_png(specification, scale=SCALE)


def alt_text(answers: Sequence[Answer], title: str) -> str:
    """The picture in words, for those who do not see it."""
    right = accuracy(answers)
    wrong = Counter({pair: count for pair, count in matrix(answers).items() if pair[0] != pair[1]})
    most = [f"{expected} found as {found} ({count})" for (expected, found), count in _ordered(wrong)[:NAMED]]
    often = f" Confused most: {', '.join(most)}." if most else ""
    return f"{title}: {right.part} of {right.whole} sentences lie on the diagonal.{often}"


def _ordered(counts: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _specification(answers: Sequence[Answer], title: str) -> str:
    """Of Vega-Lite, as JSON."""
    intents = list(dict.fromkeys([*(each.expected for each in answers), *(each.found for each in answers)]))
    base = alt.Chart(alt.Data(values=_cells(answers))).encode(
        x=alt.X("found:N", sort=intents, scale=alt.Scale(domain=intents), title="intent found", axis=_axis(-90)),
        y=alt.Y("expected:N", sort=intents, scale=alt.Scale(domain=intents), title="intent expected", axis=_axis(0)),
    )
    shade = alt.Color(
        "share:Q",
        scale=alt.Scale(scheme="blues", domain=[0, 1]),
        legend=alt.Legend(title="share of the intent's sentences", format="%", orient="bottom", gradientLength=300),
    )
    ink = alt.condition(alt.datum.share > DARK, alt.value(PAPER), alt.value(INK))
    layers = alt.layer(
        base.mark_rect().encode(color=shade), base.mark_text(fontSize=9).encode(text="count:Q", color=ink)
    )
    size = CELL * len(intents)
    shown = layers.properties(width=size, height=size, title=title, background=PAPER, padding=12)
    return shown.configure_title(fontSize=16, anchor="start").to_json()


def _axis(angle: int) -> alt.Axis:
    return alt.Axis(labelAngle=angle, labelLimit=220, labelFontSize=10, titleFontSize=12, grid=True, tickBand="extent")


def _cells(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    totals = Counter(each.expected for each in answers)
    return [
        {"expected": expected, "found": found, "count": count, "share": count / totals[expected]}
        for (expected, found), count in matrix(answers).items()
    ]
