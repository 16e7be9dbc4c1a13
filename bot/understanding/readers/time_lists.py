"""Days in a list share what only the last one was given: "Tuesday or Thursday next week", "the 1st or 2nd at 3"."""

import re
from dataclasses import replace

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_model import DAY, Days, Found, Said, week_of
from bot.understanding.readers.time_words import MONTH, ORDINAL, WEEKDAY

_LISTED = re.compile(
    r"\s*(?:,|/|-|&|\b(?:or|and|to|through|thru|until)\b|,\s*(?:or|and)\b)\s*(?:(?:on|the|maybe)\s+)*", FLAGS
)
_OR = re.compile(r"\s*(?:,|/|\b(?:or|and)\b|,\s*(?:or|and)\b)\s*(?:(?:on|the|maybe)\s+)*", FLAGS)
_DAY_OF_MONTH = re.compile(rf"\d{{1,2}}{ORDINAL}\s+of\s+{MONTH}", FLAGS)
#: The grain of a day that the month beside another has decided.
_OF_MONTH = "day of month"
_DAY_OF_WEEK = re.compile(rf"{WEEKDAY}.*\b(?:week|wk)\b", FLAGS)


def with_shared_weeks(found: list[Found], said: Said) -> list[Found]:
    """ "Tuesday or Thursday next week": both are next week."""
    done = list(found)
    for place in range(len(done) - 2, -1, -1):
        first, second = done[place], done[place + 1]
        if _is_plain_weekday(first) and _is_decided(second, said) and _LISTED.fullmatch(_gap(first, second, said)):
            assert isinstance(first.meaning, Days)
            assert isinstance(second.meaning, Days)
            day = week_of(second.meaning.start).start + DAY * (first.meaning.weekday or 0)
            done[place] = replace(first, meaning=Days(day, day + DAY, in_week=True))
    return done


def with_shared_months(found: list[Found], said: Said) -> list[Found]:
    """ "The 10th, 11th or 14th of January": all in that month."""
    done = list(found)
    for place in range(len(done) - 2, -1, -1):
        first, second = done[place], done[place + 1]
        one, other, words = first.meaning, second.meaning, said.text[second.start : second.end]
        if not (isinstance(one, Days) and isinstance(other, Days) and one.day_of_month and not one.clock):
            continue
        is_decided = other.grain == _OF_MONTH or _DAY_OF_MONTH.match(words)
        if is_decided and _OR.fullmatch(_gap(first, second, said)) and one.day_of_month < other.start.day:
            day = other.start.replace(day=one.day_of_month)
            done[place] = replace(first, meaning=Days(day, day + DAY, _OF_MONTH))
    return done


def with_shared_clocks(found: list[Found], said: Said) -> list[Found]:
    """ "Tuesday or Thursday at 2": both at 2."""
    done = list(found)
    for place in range(len(done) - 2, -1, -1):
        one, other = done[place].meaning, done[place + 1].meaning
        if not (isinstance(one, Days) and isinstance(other, Days) and other.clock and not one.clock):
            continue
        of_one_kind = (one.weekday is None) == (other.weekday is None)
        if of_one_kind and one.end - one.start == DAY and _OR.fullmatch(_gap(done[place], done[place + 1], said)):
            done[place] = replace(done[place], meaning=replace(one, clock=other.clock))
    return done


def _gap(first: Found, second: Found, said: Said) -> str:
    return said.text[first.end : second.start][:40]


def _is_plain_weekday(found: Found) -> bool:
    days = found.meaning
    return isinstance(days, Days) and days.weekday is not None and days.nth is None and days.clock is None


def _is_decided(found: Found, said: Said) -> bool:
    """Whether a week beside it decided which day it is."""
    if not isinstance(found.meaning, Days):
        return False
    return found.meaning.in_week or bool(_DAY_OF_WEEK.match(said.text[found.start : found.end]))
