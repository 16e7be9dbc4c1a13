"""Periods for which attainment is asked: a month, a quarter, a fiscal year, or any two days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import InvalidInput
from domain.fiscal import Period, fiscal_year_of

MOST_YEARS = 5
_DAY = timedelta(days=1)


class Span(StrEnum):
    """The periods by which sums are kept."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def start(self, day: date) -> date:
        """The first day of the one in which a day lies."""
        if self is Span.YEAR:
            return fiscal_year_of(day).start
        months_in = (day.month - 1) % 3 if self is Span.QUARTER else 0
        return day.replace(month=day.month - months_in, day=1)


def checked_length(period: Period) -> Period:
    """Raises InvalidInput at "period" for days of no fiscal year that is known, and for more than can be looked at."""
    for day in (period.start, period.end):
        fiscal_year_of(day)
    if period.days > MOST_YEARS * 366:
        raise InvalidInput("period", f"These are more than {MOST_YEARS} years. Give fewer days.")
    return period


def span_of(period: Period) -> Span | None:
    """None for any other period than one month, quarter or fiscal year."""
    if cut(period).parts:
        return None
    months = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}
    count = len(period.by_month())
    return next((each for each in Span if months[each] == count and each.start(period.end) == period.start), None)


@dataclass(frozen=True)
class Cut:
    """A period as its whole months, from `first` to `last` (their first days; None where there is none), and the parts
    of other months."""

    first: date | None
    last: date | None
    parts: tuple[Period, ...]


def is_whole_month(part: Period) -> bool:
    """Of a part of one month."""
    return part.days == monthrange(part.start.year, part.start.month)[1]


def cut(period: Period) -> Cut:
    months = period.by_month()
    whole = [part.start for part in months if is_whole_month(part)]
    parts = tuple(part for part in months if not is_whole_month(part))
    return Cut(whole[0], whole[-1], parts) if whole else Cut(None, None, parts)


def period_before(period: Period) -> Period:
    """As many months where it is of whole months, else as many days."""
    end = period.start - _DAY
    if cut(period).parts:
        return Period(end - (period.days - 1) * _DAY, end)
    start = period.start
    for _ in period.by_month():
        start = (start - _DAY).replace(day=1)
    return Period(start, end)


def period_after(period: Period) -> Period:
    """As many months where it is of whole months, else as many days."""
    start = period.end + _DAY
    if cut(period).parts:
        return Period(start, start + (period.days - 1) * _DAY)
    end = month_of(start)
    for _ in period.by_month()[1:]:
        end = month_of(end.end + _DAY)
    return Period(start, end.end)


def month_of(day: date) -> Period:
    """The whole month of a day."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def with_months_before(period: Period, today: date, months: int = 12) -> Period:
    """The period up to this month, with so many months before it that there are `months`; as it is where it is still
    to come. So a single month is seen among others."""
    if period.start > today:
        return period
    end = min(period.end, month_of(today).end)
    first = end.year * 12 + end.month - months
    return Period(min(period.start, date(first // 12, first % 12 + 1, 1)), end)
