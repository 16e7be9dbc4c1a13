"""Words of the pages of agreements and of the portfolio: what their templates use as filters."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from documents.charts import Chart, alternative_text, as_svg, legend, number_words
from domain.attainment import Attainment, Trend
from domain.funding import TransferState
from domain.funding_accounts import InstalmentState
from domain.meetings import MeetingState
from services.agreement_cards import AgreementStatus, WhoseTurn
from services.renewal_files import renewal_in_words

_TRENDS = {
    Trend.BETTER: "better",
    Trend.SAME: "the same",
    Trend.WORSE: "worse",
    Trend.UNKNOWN: "",
}
_INSTALMENTS = {
    InstalmentState.PAID: "paid",
    InstalmentState.PARTLY_PAID: "paid in part",
    InstalmentState.OVERDUE: "overdue",
    InstalmentState.BILLED: "to be paid now",
    InstalmentState.COMING: "to come",
    InstalmentState.CREDIT: "a credit of the customer",
}
_TRANSFERS = {
    TransferState.RECORDED: "waits to be confirmed",
    TransferState.CONFIRMED: "arrived",
    TransferState.CORRECTED: "arrived with other figures",
    TransferState.REJECTED: "did not arrive",
    TransferState.REVERSED: "went back",
}
_MEETINGS = {
    MeetingState.ASKED: "has no time yet",
    MeetingState.PROPOSED: "times are proposed",
    MeetingState.BOOKED: "booked",
    MeetingState.HELD: "took place",
    MeetingState.CANCELLED: "called off",
}
_STATES: dict[object, str] = {**_INSTALMENTS, **_TRANSFERS, **_MEETINGS}


def chart_svg(chart: Chart) -> Markup:
    """Made by us, with its words escaped."""
    return Markup(as_svg(chart))


def value_in_words(month: Attainment) -> str:
    """In the unit of the target, without zeros at the end: 99.5. Nothing without data."""
    value = month.tally.value
    return "" if value is None else number_words(value)


def counted(month: Attainment) -> str:
    """How many measurements: 1,200, or 8 (2 left out)."""
    tally = month.tally
    return f"{tally.number:,}{f' ({tally.excluded:,} left out)' if tally.excluded else ''}"


def renewal_of(status: AgreementStatus) -> str:
    return renewal_in_words(status.renewal, status.not_renewing)


def who_acts(turn: WhoseTurn) -> str:
    """As in Dana Reyes, SML."""
    if turn.person is None:
        return f"{turn.role.label}, not named yet"
    stands_in = f", as no {turn.role.label} is named yet" if turn.stands_in else f", {turn.role.label}"
    return f"{turn.person.name}{stands_in}"


def size_in_words(size: int) -> str:
    """Of a file, in KB of 1,000 bytes."""
    return f"{max(round(size / 1000), 1):,} KB"


AGREEMENT_FILTERS: dict[str, Callable[..., Any]] = {
    "chart": chart_svg,
    "legend": legend,
    "spoken": alternative_text,
    "value": value_in_words,
    "targets": attrgetter("target_words"),
    "counted": counted,
    "trend": _TRENDS.__getitem__,
    "state": _STATES.__getitem__,
    "renewal_of": renewal_of,
    "who_acts": who_acts,
    "file_size": size_in_words,
}
"""By the name that templates use."""
