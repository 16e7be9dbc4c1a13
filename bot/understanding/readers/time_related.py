"""Days named by another in the same sentence: "a week later", "the next day", "the Tuesday after that"."""

import re
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_model import DAY, WEEK, Clock, Days, Found, Said, one_day, week_of
from bot.understanding.readers.time_relative import amount, days_later
from bot.understanding.readers.time_words import COUNT, UNIT, ZONES

_UNITS = UNIT.replace("(?:", "(?P<unit>", 1)
_LATER = re.compile(
    rf"\b(?:{COUNT}\s+{_UNITS}\s+(?P<side>later|earlier|sooner|after\s+that|before\s+that|afterwards?)"
    r"|the\s+(?P<beside>next|following|previous)\s+day|the\s+day\s+(?P<then>after|before)(?=\s*(?:$|[.,;:?!)]|\bat\b)))",
    FLAGS,
)
#: The grain of a day that a month named before it has decided.
_OF_MONTH = "day of month"
_SENTENCE_END = re.compile(r"[.?!;](?:\s|$)")
_FOLLOWING = re.compile(r"(?:the\s+)?following\b", FLAGS)
_AFTER_THAT = re.compile(r"\s+(?P<side>after|following|before)\s+(?:that|it)\b", FLAGS)
_CHOICE = re.compile(
    r"(?:\s*[,:(-])?\s*(?:(?:maybe|preferably|ideally|say|perhaps|probably|possibly|either|on|the|that|any|could|be|is"
    r"|works?|best|how|what|about)\b[\s,]*)*",
    FLAGS,
)
_LISTED = re.compile(r"\s*(?:,|/|\b(?:or|and)\b|,\s*(?:or|and)\b)\s*(?:(?:on|the|maybe)\s+)*", FLAGS)
_DUE_ON = re.compile(r"(?:\s+[a-z]+){1,3}?\s+(?:on|by)\s+(?:the\s+)?", FLAGS)
_ZONE_AFTER = re.compile(
    rf"\s*\(?\b(?P<zone>{one_of(ZONES)})\b(?:\s+(?:standard\s+|daylight\s+)?time\b)?\)?"
    r"(?=\s*(?:$|[.,;:?!-]|(?:please|pls|if|or|and|works?|is|for|with|to|then|instead)\b))",
    FLAGS,
)


def with_related(found: list[Found], said: Said) -> list[Found]:
    """With the days that are named by the one before them."""
    done: list[Found] = []
    for item in sorted([*found, *_shifts(found, said)], key=lambda item: item.start):
        done.append(_related(item, done[-1], said) if done else item)
    return done


def _shifts(found: list[Found], said: Said) -> list[Found]:
    """ "Two days later", counted from the last day before it in its sentence."""
    shifts: list[Found] = []
    for match in _LATER.finditer(said.text):
        before = [item for item in found if item.end <= match.start() and _is_day(item)]
        is_taken = any(item.start < match.end() and match.start() < item.end for item in found)
        if is_taken or not before or _SENTENCE_END.search(said.text, before[-1].end, match.start()):
            continue
        try:
            day = _moved(before[-1].meaning, match)
        except (ValueError, OverflowError):
            continue
        if day:
            shifts.append(Found(match.start(), match.end(), one_day(day)))
    return shifts


def _is_day(item: Found) -> bool:
    meaning = item.meaning
    return isinstance(meaning, Days) and meaning.end - meaning.start == DAY and not meaning.fragment


def _moved(meaning, match: re.Match[str]) -> date | None:
    if match["unit"]:
        count, unit = amount(match)
        if unit in ("hour", "minute"):
            return None
        is_back = match["side"].lower().startswith(("earlier", "sooner", "before"))
        return days_later(meaning.start, -count if is_back else count, unit)
    side = (match["beside"] or match["then"]).lower()
    return meaning.start + (-DAY if side in ("previous", "before") else DAY)


def _related(item: Found, before: Found, said: Said) -> Found:
    days, origin, gap = item.meaning, before.meaning, said.text[before.end : item.start]
    if not (isinstance(days, Days) and isinstance(origin, Days)) or _SENTENCE_END.search(gap):
        return item
    if days.weekday is not None and days.nth is None and not days.in_week:
        return _weekday_beside(item, days, before, origin, said)
    if days.day_of_month and (
        _in_month(origin, gap, said, before) or (origin.grain == _OF_MONTH and _LISTED.fullmatch(gap))
    ):
        try:
            day = origin.start.replace(day=days.day_of_month)
        except ValueError:
            return item
        return replace(item, meaning=Days(day, day + DAY, _OF_MONTH))
    return item


def _in_month(origin: Days, gap: str, said: Said, before: Found) -> bool:
    """ "Is the January payment due on the 15th": a month ahead, told of as such."""
    is_ahead = origin.grain == "month" and origin.start > said.today
    return is_ahead and not said.looks_back(before.start) and _DUE_ON.fullmatch(gap) is not None


def _weekday_beside(item: Found, days: Days, before: Found, origin: Days, said: Said) -> Found:
    after = _AFTER_THAT.match(said.text, item.end)
    if (after or _FOLLOWING.match(said.text, item.start)) and _is_day(before):
        day = origin.start + DAY * (((days.weekday or 0) - origin.start.weekday() - 1) % 7 + 1)
        if after and after["side"].lower() == "before":
            day -= WEEK if (days.weekday or 0) != origin.start.weekday() else 2 * WEEK
        return Found(item.start, after.end() if after else item.end, replace(days, start=day, end=day + DAY))
    is_listed = origin.in_week and _LISTED.fullmatch(said.text[before.end : item.start])
    is_that = _is_day(before) and said.text[: item.start].lower().endswith("that ")
    is_week = origin.grain == "week" and not origin.fragment
    own = said.text[item.start : item.end].lower()
    is_plain = not own.startswith(("this", "next", "nxt", "last", "past", "coming", "every", "each", "previous"))
    chosen = is_week and _CHOICE.fullmatch(said.text[before.end : item.start])
    if is_plain and (chosen or is_listed or is_that):
        day = week_of(origin.start).start + DAY * (days.weekday or 0)
        return replace(item, meaning=Days(day, day + DAY, in_week=True))
    return item


def with_zones(found: list[Found], said: Said) -> list[Found]:
    """ "At 10 tomorrow Eastern": the zone stands after the day."""
    return [_with_zone(item, said) for item in found]


def _with_zone(item: Found, said: Said) -> Found:
    meaning = item.meaning
    clock = meaning.clock if isinstance(meaning, Days) else meaning if isinstance(meaning, Clock) else None
    match = _ZONE_AFTER.match(said.text, item.end) if clock and not clock.zone and not clock.part else None
    if not match or clock is None:
        return item
    zoned = replace(clock, zone=ZoneInfo(ZONES[match["zone"].lower()]))
    return Found(item.start, match.end(), replace(meaning, clock=zoned) if isinstance(meaning, Days) else zoned)
