"""Single days as people name them: "tomorrow", "12/8", "November 2", "the 15th", "next Tuesday", "Thanksgiving"."""

import re
from collections.abc import Callable
from datetime import date, datetime, time

from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_model import (
    DAY,
    WEEK,
    Clock,
    Days,
    Instants,
    Meaning,
    Rule,
    Said,
    full_year,
    months_later,
    one_day,
)
from bot.understanding.readers.time_words import MONTH, MONTHS, NO_NOUN, NTH, ORDINAL, WEEKDAY, WEEKDAYS, YEAR

_NEARBY = {
    "today": 0, "tomorrow": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1, "tmw": 1,
    "yesterday": -1, "yday": -1, "the day after tomorrow": 2, "day after tomorrow": 2, "overmorrow": 2,
    "the day before yesterday": -2, "day before yesterday": -2,
}  # fmt: skip
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
    "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
}  # fmt: skip
_ISO_INSTANT = re.compile(
    r"(?<![\w-])(\d{4}-\d\d-\d\d)(?:T|\s+at\s+|\s+)(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)(?!\d)", FLAGS
)
_ISO_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?=T\d\d:\d\d|(?![\w-]))", FLAGS)
_SLASHED = re.compile(
    r"(?<![\w/.$,-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?"
    r"(?![\w/%]|\.\d|\s+(?:of|days?|hours?|support|coverage|majority)\b)",
    FLAGS,
)
_DASHED = re.compile(r"(?<![\w/.-])(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{4})(?![\w-])", FLAGS)
_TO = r"\s*(?:-|to|through|thru|until|till|and)\s*(?:the\s+)?"
_LAST_DAY = rf"(?:{_TO}(?P<last>\d{{1,2}}){ORDINAL}?(?![\w:/]|-\d|\s*(?:[ap]\.?m\b|%|o'clock)))"
_MONTH_DAY = re.compile(
    rf"\b(?P<name>{MONTH})\s*(?:the\s+)?(?P<day>\d{{1,2}}){ORDINAL}?(?![\w:/]|,\d{{3}}|\s*[ap]\.?m\b){_LAST_DAY}?{YEAR}?",
    FLAGS,
)
_DAY_MONTH = re.compile(
    rf"(?<![\w/.,-])(?P<day>\d{{1,2}}){ORDINAL}?(?:{_TO}(?P<last>\d{{1,2}}){ORDINAL}?)?\s*(?:day\s+)?(?:of\s+)?"
    rf"(?P<name>{MONTH}){YEAR}?(?!\s*\d{{1,2}}(?:{ORDINAL}|\b(?!:)))",
    FLAGS,
)
_OF_MONTH = re.compile(
    rf"\b(?P<the>(?:the|on|by|since|until|or|and|to|through)\s+)?(?P<span>(?P<day>\d{{1,2}}){ORDINAL}\b){NO_NOUN}",
    FLAGS,
)
_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>this|next|nxt|last|past|coming|this\s+coming|this\s+past|the\s+following|following|previous"
    rf"|every\s+other|every|each|alternate|happy)\s+)?(?:(?P<nth>{one_of(NTH)})\s+)?(?P<weekday>{WEEKDAY}|"
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)days)(?:'s)?(?![-\w])",
    FLAGS,
)


def _iso_instant(match: re.Match[str], said: Said) -> Meaning:
    return Instants(datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3]}").astimezone(said.zone))


def _iso_day(match: re.Match[str], said: Said) -> Meaning:
    return one_day(date(int(match[1]), int(match[2]), int(match[3])))


def _slashed(match: re.Match[str], said: Said) -> Meaning | None:
    return _on(int(match["month"]), int(match["day"]), match["year"], match, said)


def _dated(match: re.Match[str], said: Said) -> Meaning | None:
    """A day with the name of its month, or from a day to another of that month."""
    if match["last"] and re.search(r"\d\D*\band\b", match[0], FLAGS) and not _between(match, said):
        return None
    month = MONTHS[match["name"].rstrip(".").lower()]
    if not match["last"]:
        return _on(month, int(match["day"]), match["year"], match, said)
    last = _on(month, int(match["last"]), match["year"], match, said)
    first = last.start.replace(day=int(match["day"]))
    return Days(first, last.end, "days") if first < last.start else None


def _between(match: re.Match[str], said: Said) -> bool:
    return said.text[: match.start()].rstrip().lower().endswith(("between", "between the"))


def _on(month: int, day: int, year: str | None, match: re.Match[str], said: Said) -> Days:
    if year:
        return one_day(date(full_year(year), month, day))
    return one_day(nearest(said, match.start(), lambda at: date(at, month, day), range(9)))


def nearest(said: Said, position: int, day_in: Callable[[int], date], years: range) -> date:
    """The nearest of the days that `day_in` gives for a year, on the side of today that the sentence looks to."""
    back = said.looks_back(position)
    for distance in years:
        try:
            found = day_in(said.today.year + (-distance if back else distance))
        except ValueError:  # such as February 29 in most years
            continue
        if found <= said.today if back else found >= said.today:
            return found
    raise ValueError("no such day")


def _of_month(match: re.Match[str], said: Said) -> Meaning | None:
    """ "the 15th": of this month, or of the next or last one that has such a day, as the sentence looks."""
    day = int(match["day"])
    if not match["the"] or not 1 <= day <= 31:
        return None
    step = -1 if said.looks_back(match.start()) else 1
    first = said.today.replace(day=1)
    for distance in range(4):
        month = months_later(first, step * distance)
        found = months_later(month, 0) + DAY * (day - 1)
        if found.month == month.month and (found - said.today).days * step >= 0:
            return Days(found, found + DAY, day_of_month=day)
    return None


def _nearby(match: re.Match[str], said: Said) -> Meaning:
    return one_day(said.today + DAY * _NEARBY[" ".join(match["name"].lower().split())])


def _now(match: re.Match[str], said: Said) -> Meaning:
    """Only the start of a stretch: "between now and Friday"."""
    return Days(said.today, said.today + DAY, fragment=True)


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
    day = _first_such(said.today, number, nth) if nth else _that(which, number, match.start(), said)
    return Days(day, day + DAY, weekday=number, nth=nth)


def _as_a_day(match: re.Match[str], said: Said) -> bool:
    before = said.text[max(0, match.start() - 10) : match.start()].lower()
    return bool(match["which"]) or before.endswith((" on ", " by ", " for ", " to ", " until ", " or ", "-", ", "))


def _that(which: str, weekday: int, position: int, said: Said) -> date:
    """Which day "this", "next", "last" or a plain weekday is: see the module `times`."""
    today = said.today
    ahead = (weekday - today.weekday()) % 7
    if which in ("next", "nxt"):
        return today + DAY * (weekday - today.weekday()) + WEEK
    looks_back = which == "" and said.looks_back(position)
    if which in ("last", "past", "previous", "this past") or looks_back:
        return today - DAY * ((today.weekday() - weekday - 1) % 7 + 1)
    return today + DAY * (ahead if which == "this" else ahead or 7)


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
    return one_day(nearest(said, match.start(), lambda year: _holiday_in(year, rule), range(3)))


def _holiday_in(year: int, rule: tuple[int, ...]) -> date:
    month, *day = rule
    return nth_weekday(date(year, month, 1), *day) if len(day) == 2 else date(year, month, day[0])


def _night(match: re.Match[str], said: Said) -> Meaning:
    day = said.today if match[0].lower() == "tonight" else said.today - DAY
    return Days(day, day + DAY, clock=Clock(time(18), time(0), part=True))


RULES: tuple[Rule, ...] = (
    (_ISO_INSTANT, _iso_instant),
    (_ISO_DAY, _iso_day),
    (_SLASHED, _slashed),
    (_DASHED, _slashed),
    (_MONTH_DAY, _dated),
    (_DAY_MONTH, _dated),
    (_OF_MONTH, _of_month),
    (re.compile(rf"\b(?P<name>{one_of(_NEARBY)})(?:'s)?\b", FLAGS), _nearby),
    (re.compile(r"(?<=\bbetween )now\b|(?<=\bfrom )now(?= (?:to|through|until|till)\b)", FLAGS), _now),
    (_WEEKDAY, _weekday),
    (re.compile(rf"\b(?P<name>{one_of(_HOLIDAYS)})\b{YEAR}?", FLAGS), _holiday),
    (re.compile(r"\b(?:tonight|last\s+night)\b", FLAGS), _night),
)
