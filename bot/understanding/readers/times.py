"""Reads times: days, times of day, stretches of days, in words or figures, relative to when they are said.

A value is an ISO 8601 date (`2026-11-24`), a date-time with the speaker's offset
(`2026-11-24T14:00:00-05:00`), or an interval `start/end` of either, the end exclusive.

The grammar is our own. Tried before: duckling (through a native wheel) took more than 20 s for ten weekdays in a row,
so that one message could stop the assistant; chrono finds no quarters, "the 15th" or "end of the month"; dateparser and
parsedatetime resolve a quarter of the validation set's sentences, and find times in a sixth of those without any. None
of them knows the fiscal year.

Rules
- "Next Tuesday" is the Tuesday of next week (weeks begin on Monday), "Tuesday" and "this Tuesday" the coming one;
  said on a Tuesday, "Tuesday" is a week later, "this Tuesday" today. "Last Tuesday" is the latest before today.
- Days, weekdays and months without a year lie ahead or back as the module `tense` says.
- "Q2" is January to March, of the year that the sentence looks to; in payments that of the current fiscal year.
- "Since", "by", "before", "starting" and a month, quarter or year: its first day. "The end of" one: its last day,
  of a week the Friday. "Early", "mid", "late": a third of it.
- The last or next 30 days end or begin with today, which only "next" includes.
- Without am and pm, 7 to 11 is in the morning, 12 to 6 in the afternoon. A morning is 8 to 12, an afternoon
  12 to 5 pm, an evening 5 to 9 pm, a night 6 pm to midnight, COB 5 pm. Midnight closes the day it is named with.
- A time without a day: that of the day named nearest in the text, else the next or, looking back, the latest one.
- "From 2 to 4" is an interval, but two times where something is moved ("move it from 2 to 4").
- Of something that recurs ("every other Thursday at 10") the first time after now, with its period (`time_repeats`).
- "Tuesday or Thursday next week at 2": both in that week, both at 2 (`time_lists`).
- From October to December, said in November: the stretch that today lies in.
- The first week of a month is the first whose Wednesday lies in it.
- Fiscal years alone are no times (see `fiscal_years`), with a quarter, half or end they are.

Known limits: seasons are whole months (spring is March to May); no times relative to events ("the day after the
kickoff") unless a day in the same sentence is meant ("Nov 3, a week later"; see `time_related`); a number that
follows "to" or "for" is a time only in speaking of meetings; the tense is read from common verbs, not from grammar; no
dates in other languages or with the day first (12/8 is December 8).
"""

from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from bot.understanding.model import Entity
from bot.understanding.readers import (
    time_clock_ranges,
    time_clocks,
    time_days,
    time_months,
    time_quarters,
    time_relative,
    time_spans,
    time_weekdays,
)
from bot.understanding.readers.plain import plain
from bot.understanding.readers.time_between import instants
from bot.understanding.readers.time_joins import join
from bot.understanding.readers.time_model import DAY, Clock, Days, Found, Instants, Rule, Said
from bot.understanding.readers.time_repeats import with_repeats
from bot.understanding.readers.time_spelling import spelled_right

_RULES: tuple[Rule, ...] = (
    *time_days.RULES,
    *time_weekdays.RULES,
    *time_spans.RULES,
    *time_quarters.RULES,
    *time_months.RULES,
    *time_relative.RULES,
    *time_clocks.RULES,
    *time_clock_ranges.RULES,
)


@lru_cache(maxsize=64)  # the readers of quantities and fiscal years ask for the same text again
def read(text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> tuple[Entity, ...]:
    """The times in the text, in its order, said at the instant `at` by someone in `zone`."""
    written, places = spelled_right(plain(text))
    said = Said(written, at.astimezone(zone), zone, intent)
    found = with_repeats(join(_parts(said), said), said)
    return tuple(_entity(item, _value(item, found, said), text, places) for item in found)


def _entity(item: Found, value: str, text: str, places: tuple[int, ...]) -> Entity:
    start, end = places[item.start], places[item.end - 1] + 1
    return Entity("time", text[start:end], value, start, end, repeats=item.repeats)


def _parts(said: Said) -> list[Found]:
    """What single rules find, the longer match where two overlap."""
    matches = chain.from_iterable(_matches(rule, said) for rule in _RULES)
    chosen: list[Found] = []
    taken = bytearray(len(said.text))
    for item in sorted(matches, key=lambda item: (item.start - item.end, item.start)):
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            chosen.append(item)
    return sorted(chosen, key=lambda item: item.start)


def _matches(rule: Rule, said: Said) -> list[Found]:
    pattern, meaning_of = rule
    found: list[Found] = []
    for match in pattern.finditer(said.text):
        try:
            meaning = meaning_of(match, said)
        except (ValueError, OverflowError):  # no such day or hour: no time after all
            continue
        if meaning is not None:
            found.append(Found(_start(match), match.end(), meaning))
    return found


def _start(match) -> int:
    """Words before an hour or a month that only show what it is do not belong to it."""
    for group in ("hour", "month", "span"):
        if group in match.re.groupindex and match[group]:
            return match.start(group)
    return match.start()


def _value(item: Found, found: list[Found], said: Said) -> str:
    meaning = item.meaning
    if isinstance(meaning, Clock):
        meaning = _on_its_day(item, meaning, found, said)
    if isinstance(meaning, Days) and meaning.clock:
        meaning = instants(meaning.start, meaning.clock, said)
    if isinstance(meaning, Instants):
        ends = [meaning.start] + ([meaning.end] if meaning.end else [])
        return "/".join(end.replace(microsecond=0).isoformat() for end in ends)
    if meaning.end - meaning.start == DAY:
        return meaning.start.isoformat()
    return f"{meaning.start.isoformat()}/{meaning.end.isoformat()}"


def _on_its_day(item: Found, clock: Clock, found: list[Found], said: Said) -> Instants:
    """A time of day alone, on the nearest day that the text names, else the next or latest such time."""
    days = [near for near in found if isinstance(near.meaning, Days) and near.meaning.end - near.meaning.start == DAY]
    if days:
        nearest = min(days, key=lambda near: (near.start > item.start, abs(near.start - item.start)))
        assert isinstance(nearest.meaning, Days)
        return instants(nearest.meaning.start, clock, said)
    today = instants(said.today, clock, said)
    if said.looks_back(item.start):
        return today if today.start <= said.now else instants(said.today - DAY, clock, said)
    return today if said.now <= (today.end or today.start) else instants(said.today + timedelta(days=1), clock, said)
