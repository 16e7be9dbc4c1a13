"""How near the end of a term is, what follows it, and when its renewal is told of."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from domain.business_days import add_business_days, next_business_day
from domain.errors import InvalidInput
from domain.fiscal import MONTHS_IN_YEAR, Period, fiscal_year_of
from domain.stages import SERVICES_RUN, Stage
from domain.words import day_in_words

_DAY = timedelta(days=1)

ALERT_DAYS = (180, 120, 90, 60, 30, 14, 7, 1)
"""Days before the end of a term on which its renewal is told of, unless the office sets others."""

DEFAULT_WINDOW = 180
"""Days before the end of a term from which its renewal is talked about (the first alert of the design)."""

LONGEST_WINDOW = 1_100
"""Three years of days: nobody plans a renewal further ahead."""


class RenewalState(StrEnum):
    """`lapsed`: the term ended and nothing follows. `not_running`: services have not begun yet."""

    LAPSED = "lapsed"
    DUE = "due"
    UNDER_WAY = "under_way"
    SETTLED = "settled"
    NOT_RUNNING = "not_running"


def days_left(term: Period, today: date) -> int:
    """Whole days until the last day of the term: 0 on that day, negative after it."""
    return (term.end - today).days


def window_end(today: date, days: int) -> date:
    """The first day after a window of that many days, as `AgreementFilter.ends_before` wants it."""
    return today + timedelta(days=days + 1)


def renewal_state(stage: Stage, term: Period, today: date, successor_stage: Stage | None) -> RenewalState:
    """`successor_stage` is the step of the agreement that follows, None when there is none."""
    if successor_stage in SERVICES_RUN:
        return RenewalState.SETTLED
    if stage not in SERVICES_RUN:
        return RenewalState.NOT_RUNNING
    if successor_stage is not None:
        return RenewalState.UNDER_WAY
    if days_left(term, today) < 0:
        return RenewalState.LAPSED
    return RenewalState.UNDER_WAY if stage is Stage.RENEWAL else RenewalState.DUE


def alert_day(term: Period, days: int) -> date:
    """So many days before the end; where the office does not open again before the end, the business day before it."""
    day = term.end - timedelta(days=days)
    return day if next_business_day(day) <= term.end else add_business_days(day, -1)


def alert_reached(term: Period, today: date, days: Iterable[int]) -> int | None:
    """The last of these days before the end that has come; None before the first one."""
    return min((each for each in days if alert_day(term, each) <= today), default=None)


def next_alert(term: Period, today: date, days: Iterable[int]) -> date | None:
    """The next of these days before the end, or the day after the end, when services stop; None once that is past."""
    ahead = (*(alert_day(term, each) for each in days), term.end + _DAY)
    return min((day for day in ahead if day > today), default=None)


def following_term(term: Period, agreed: Period | None = None) -> Period:
    """The term of a renewal: from the day after, for as many whole years or months as this one; where it is not as it
    was `agreed`, since it was extended, for as many as that.

    A term that begins or ends with a fiscal year is followed by one that ends with a fiscal year.
    """
    start, agreed = term.end + _DAY, agreed or term
    months = max(1, round(agreed.months))
    if _is_fiscal(agreed):
        years = max(1, round(months / MONTHS_IN_YEAR))
        last = fiscal_year_of(start).end
        return Period(start, last.replace(year=last.year + years - 1))
    return Period(start, same_day_later(start, months) - _DAY)


def require_following(before: Period, after: Period, field: str = "start") -> None:
    """Raises InvalidInput, naming the day, unless `after` begins on the day after `before` ends."""
    first = before.end + _DAY
    if after.start == first:
        return
    fault = "overlap with" if after.start < first else "leave a gap after"
    raise InvalidInput(
        field,
        f"That would {fault} the term before, which ends on {day_in_words(before.end)}. "
        f"Let the renewal begin on {day_in_words(first)}.",
    )


def moved_to_follow(before: Period, after: Period) -> Period:
    """The term of a renewal when the one before it ends on another day: it begins later or earlier, its end stays.
    Where that is past by then, it is as long as it was to be."""
    start = before.end + _DAY
    return Period(start, after.end) if start <= after.end else following_term(before, after)


def _is_fiscal(term: Period) -> bool:
    return term.start == fiscal_year_of(term.start).start or term.end == fiscal_year_of(term.end).end


def same_day_later(day: date, months: int) -> date:
    """The same day so many months later; the first of the next month where that month is too short for it."""
    place = day.year * MONTHS_IN_YEAR + day.month - 1 + months
    year, month = divmod(place, MONTHS_IN_YEAR)
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    year, month = divmod(place + 1, MONTHS_IN_YEAR)
    return date(year, month + 1, 1)
