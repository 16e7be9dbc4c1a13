"""Charts of how a metric was kept and of money by month: one description for pages (SVG) and for messages (PNG).

They are readable without colour: what was met is a circle, what was missed a triangle with the word beside it, a month
without data a gap with words, a target a dashed line with its value. The same data also gives the text for those who
do not see the picture.
"""

from functools import lru_cache

from documents.chart_facts import (
    Chart,
    MetricChart,
    MoneyChart,
    MonthFigure,
    MonthOfMoney,
    alternative_text,
    answer_text,
    legend,
    metric_chart,
    number_words,
)

__all__ = [
    "Chart",
    "MetricChart",
    "MoneyChart",
    "MonthFigure",
    "MonthOfMoney",
    "alternative_text",
    "answer_text",
    "as_png",
    "as_svg",
    "legend",
    "metric_chart",
    "number_words",
]

_KEPT_DRAWN = 512


@lru_cache(_KEPT_DRAWN)
def as_svg(chart: Chart) -> str:
    """To stand within a page: in the page's own font and ink, light or dark, with its text for screen readers."""
    # Here and not above: the libraries take a second to load.
    from documents.chart_drawing import drawn_svg

    return drawn_svg(chart, alternative_text(chart))


def as_png(chart: Chart) -> bytes:
    """On white, with its title and the meaning of its signs. Goes with `alternative_text`."""
    from documents.chart_drawing import drawn_png

    return drawn_png(chart, legend(chart))
