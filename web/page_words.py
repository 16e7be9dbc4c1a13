"""Words of pages: what templates use as filters."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g

from documents.words import period_words
from domain.money import format_money
from domain.stages import Stage
from domain.step_names import STEP_NAMES, step_number
from domain.words import day_in_words, instant_in_words
from services.context import DEFAULT_ZONE
from services.renewal_files import state_in_words
from web.agreement_words import AGREEMENT_FILTERS


def zone_of_reader() -> ZoneInfo:
    """The zone of who is signed in; the office's usual one for who is not."""
    actor = g.get("actor")
    return ZoneInfo(actor.person.time_zone if actor else DEFAULT_ZONE)


def instant_of_reader(value: datetime) -> str:
    return instant_in_words(value, zone_of_reader())


def day_of_reader(value: datetime) -> date:
    """The day that a moment falls on where the reader is."""
    return value.astimezone(zone_of_reader()).date()


def plural(count: int, one: str, many: str = "") -> str:
    """As in 1 agreement, 1,200 agreements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short_day(value: date) -> str:
    """For tables: "Nov 2, 2026"."""
    return f"{value:%b} {value.day}, {value.year}"


def month_in_words(day: date) -> str:
    return f"{day:%B %Y}"


def step_in_words(stage: Stage) -> str:
    """As in 4 of 10, Proposal and negotiation."""
    return f"{step_number(stage)} of {len(Stage)}, {STEP_NAMES[stage]}"


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day_in_words,
    "instant": instant_of_reader,
    "money": format_money,
    "period": period_words,
    "plural": plural,
    "short_day": short_day,
    "month": month_in_words,
    "step": step_in_words,
    "renewal_state": state_in_words,
    **AGREEMENT_FILTERS,
}
"""By the name that templates use."""
