"""Weekdays and holidays as people name them: "next Tuesday", "the first Monday", "Thanksgiving"."""

import re
from datetime import date

from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_days import nearest
from bot.understanding.readers.time_model import (
    DAY,
    WEEK,
    Days,
    Meaning,
    Rule,
    Said,
    full_year,
    months_later,
    one_day,
    week_of,
)
from bot.understanding.readers.time_words import MONTH, MONTHS, NTH, WEEKDAY, WEEKDAYS, YEAR

#: Federal holidays (5 U.S.C. 6103) as month and day, or as month, weekday and which of them in the month.
_NEW_YEAR, _KING, _WASHINGTON, _MEMORIAL = (1, 1), (1, 0, 3), (2, 0, 3), (5, 0, -1)
_HOLIDAYS: dict[str, tuple[int, ...]] = {
    "new year's day": _NEW_YEAR, "new years day": _NEW_YEAR, "new year's": _NEW_YEAR,
    "martin luther king day": _KING, "mlk day": _KING,
    "presidents' day": _WASHINGTON, "presidents day": _WASHINGTON, "president's day": _WASHINGTON,
    "memorial day": _MEMORIAL, "juneteenth": (6, 19),
    "independence day": (7, 4), "the fourth of july": (7, 4), "labor day": (9, 0, 1), "columbus day": (10, 0, 2),
    "veterans day": (11, 11), "veterans' day": (11, 11), "veteran's day": (11, 11),
    "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4),
    "new year's eve": (12, 31), "new years eve": (12, 31), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
}  # fmt: skip
#: The full stop of "Tues. the 24th".
_STOP = r"(?:(?<=mon)|(?<=tue)|(?<=tues)|(?<=wed)|(?<=weds)|(?<=thu)|(?<=thur)|(?<=thurs)|(?<=fri))\.(?=\s+\w)"
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>this|next|nxt|last|past|coming|this\s+coming|this\s+past|the\s+following|following|previous"
    rf"|every\s+other|every|each|alternate|happy)\s+)?(?:(?P<nth>{one_of(NTH)})\s+)?(?P<weekday>{WEEKDAY}|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days)(?:'s|{_STOP})?(?!\w|-(?!\s?(?:{WEEKDAY}|\d)))",
    FLAGS,
)
_NTH_OF_TWO = re.compile(
    rf"\b(?P<nth>{one_of(NTH)})(?=(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:the\s+)?{one_of(NTH)}"
    rf"\s+(?P<weekday>{one_of(name for name in WEEKDAYS if len(name) > 5)})s?\b(?:\s+(?:of|in)\s+(?P<name>{MONTH}))?)",
    FLAGS,
)


def _weekday(match: re.Match[str], said: Said) -> Meaning | None:
    name = match["weekday"]
    if name.lower() in ("sat", "sun", "mon") and name.islower() and not _as_a_day(match, said):
        return None
    number = WEEKDAYS[name.lower().removesuffix("s") if len(name) > 5 else name.lower()]
    which = " ".join((match["which"] or "").lower().split())
    if which == "happy":
        return None
    nth = NTH[match["nth"].lower()] if match["nth"] else None
    if which == "last" and re.match(r"\s+(?:of|in)\b", said.text[match.end() : match.end() + 8], FLAGS):
        nth = -1
    if re.match(r"\s+after\s+next\b", said.text[match.end() : match.end() + 14], FLAGS):
        day = _that("next", number, match.start(), said) + WEEK
        return Days(day, day + DAY)
    day = _first_such(said.today, number, nth) if nth else _that(which, number, match.start(), said)
    return Days(day, day + DAY, weekday=number, nth=nth)


def _as_a_day(match: re.Match[str], said: Said) -> bool:
    before = said.text[max(0, match.start() - 10) : match.start()].lower()
    return (
        bool(match["which"])
        or said.text[match.end() : match.end() + 1] == "-"
        or before.endswith((" on ", " by ", " for ", " to ", " until ", " or ", "-", ", "))
    )


def _that(which: str, weekday: int, position: int, said: Said) -> date:
    """Which day "this", "next", "last" or a plain weekday is: see the module `times`."""
    today = said.today
    ahead = (weekday - today.weekday()) % 7
    if which in ("next", "nxt"):
        return today + DAY * (weekday - today.weekday()) + WEEK
    if which == "this" and said.is_done(position):
        return today - DAY * ((today.weekday() - weekday) % 7)
    looks_back = which == "" and said.looks_back(position)
    if which in ("last", "past", "previous", "this past") or looks_back:
        return today - DAY * ((today.weekday() - weekday - 1) % 7 + 1)
    return today + DAY * (ahead if which == "this" else ahead or 7)


def _nth_of_two(match: re.Match[str], said: Said) -> Meaning:
    """ "The 2nd" in "the 2nd and 4th Tuesday"."""
    weekday, nth = WEEKDAYS[match["weekday"].lower().removesuffix("s")], NTH[match["nth"].lower()]
    if not match["name"]:
        day = _first_such(said.today, weekday, nth)
        return Days(day, day + DAY, weekday=weekday, nth=nth)
    month = MONTHS[match["name"].rstrip(".").lower()]
    return one_day(nearest(said, match.start(), lambda year: nth_weekday(date(year, month, 1), weekday, nth), range(3)))


def _first_such(today: date, weekday: int, nth: int) -> date:
    """The next "first Wednesday" of any month."""
    month = today.replace(day=1)
    found = nth_weekday(month, weekday, nth)
    return found if found >= today else nth_weekday(months_later(month, 1), weekday, nth)


def nth_weekday(first_of_month: date, weekday: int, nth: int) -> date:
    """The first, second ... or last (-1) such weekday of a month. Raises ValueError when there is none."""
    if nth < 0:
        last = months_later(first_of_month, 1) - DAY
        return last - DAY * ((last.weekday() - weekday) % 7)
    found = first_of_month + DAY * ((weekday - first_of_month.weekday()) % 7) + WEEK * (nth - 1)
    if found.month != first_of_month.month:
        raise ValueError("no such day in this month")
    return found


def _holiday(match: re.Match[str], said: Said) -> Meaning:
    rule = _HOLIDAYS[" ".join(match["name"].lower().split())]
    if match["year"]:
        return one_day(_holiday_in(full_year(match["year"]), rule))
    day = nearest(said, match.start(), lambda year: _holiday_in(year, rule), range(3))
    return week_of(day) if match["week"] else one_day(day)


def _holiday_in(year: int, rule: tuple[int, ...]) -> date:
    month, *day = rule
    return nth_weekday(date(year, month, 1), *day) if len(day) == 2 else date(year, month, day[0])


RULES: tuple[Rule, ...] = (
    (_WEEKDAY, _weekday),
    (_NTH_OF_TWO, _nth_of_two),
    (re.compile(rf"\b(?P<name>{one_of(_HOLIDAYS)})\b(?:{YEAR}|(?P<week>\s+week\b))?", FLAGS), _holiday),
)
