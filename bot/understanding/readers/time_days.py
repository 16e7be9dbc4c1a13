"""Single days as people name them: "tomorrow", "12/8", "November 2", "the 15th", "the third of May"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_model import (
    DAY,
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
from bot.understanding.readers.time_words import (
    MONTH,
    MONTHS,
    NO_NOUN,
    ORDINAL,
    ORDINAL_WORDS,
    WEEKDAY,
    YEAR,
)

_NEARBY = {
    "today": 0, "tomorrow": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1, "tmw": 1,
    "yesterday": -1, "yday": -1, "the day after tomorrow": 2, "day after tomorrow": 2, "overmorrow": 2,
    "the day before yesterday": -2, "day before yesterday": -2,
}  # fmt: skip
_ISO_INSTANT = re.compile(
    r"(?<![\w-])(\d{4}-\d\d-\d\d)(?:T|\s+at\s+|\s+)(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)(?!\d)", FLAGS
)
_ISO_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?=T\d\d:\d\d|(?![\w-]))", FLAGS)
_SLASHED = re.compile(
    r"(?<!error )(?<!code )(?<!slot )(?<!port )"
    r"(?:(?<![\w/.$,-])|(?<=/\d-)|(?<=/\d\d-))(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?"
    r"(?![\w/%]|\.\d|\s+(?:of|days?|hours?|support|coverage|majority)\b)",
    FLAGS,
)
_DOTTED = re.compile(r"(?<![\w/.-])(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.(?P<year>20\d\d)(?![\w-])", FLAGS)
_DAY_NAME_YEAR = re.compile(
    r"(?<![\w/.-])(?<!at )(?<!@ )(?P<day>\d{1,2})[\s-]?(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\s-]?"
    r"(?P<year>20\d\d|2\d)(?![\w:-]|\s*[ap]\.?m\b)",
    FLAGS,
)
_YEAR_FIRST = re.compile(r"(?<![\w/.-])(?P<year>20\d\d)/(?P<month>\d\d)/(?P<day>\d\d)(?![\w/-])", FLAGS)
_DASHED = re.compile(r"(?<![\w/.-])(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{4})(?![\w-])", FLAGS)
_TO = r"\s*(?:-|to|through|thru|until|till?|and)\s*(?:the\s+)?"
_LAST_DAY = rf"(?:{_TO}(?P<last>\d{{1,2}}){ORDINAL}?(?![\w:/]|-\d|\s*(?:[ap]\.?m\b|%|o'clock)))"
_ONE_DAY = rf"\b(?P<name>{MONTH})\s*(?:the\s+)?(?P<day>\d{{1,2}}){ORDINAL}?(?![\w:/]|,\d{{3}}|\s*[ap]\.?m\b)"
_MONTH_DAY = re.compile(rf"{_ONE_DAY}{_LAST_DAY}?{YEAR}?", FLAGS)
_MONTH_DAY_ONLY = re.compile(rf"{_ONE_DAY}{YEAR}?", FLAGS)
_DAY_MONTH = re.compile(
    rf"(?<![\w/.,-])(?P<day>\d{{1,2}}){ORDINAL}?(?:{_TO}(?P<last>\d{{1,2}}){ORDINAL}?)?\s*(?:day\s+)?(?:of\s+)?"
    rf"(?P<name>{MONTH}){YEAR}?(?!\s*\d{{1,2}}(?:{ORDINAL}|\b(?!:)))",
    FLAGS,
)
_WORDED = re.compile(
    rf"\b(?P<name>{MONTH})\s+(?:the\s+)?(?P<day>{one_of(ORDINAL_WORDS)})\b(?!\s+(?:half|quarter|week)){YEAR}?"
    rf"|\b(?P<day_first>{one_of(ORDINAL_WORDS)})\s+(?:day\s+)?of\s+(?P<name_last>{MONTH})(?:(?:,?\s*|\s+of\s+)(?P<year_last>20\d\d))?",
    FLAGS,
)
_WORDED_OF_MONTH = re.compile(
    rf"\b(?P<the>(?:on\s+the|by\s+the|until\s+the|the)\s+)(?P<span>(?P<day>{one_of(ORDINAL_WORDS)}))\b{NO_NOUN}", FLAGS
)
_AND_DAY = rf"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:the\s+)?(?P<span>(?P<day>\d{{1,2}}){ORDINAL}?)"
_LISTED = re.compile(rf"{_AND_DAY}(?![\w:/]|-\d|,\d{{3}}|\s*(?:[ap]\.?m\b|%|o'clock)){NO_NOUN}", FLAGS)
_LIST_SO_FAR = re.compile(
    rf"\b(?P<name>{MONTH})\s*\d{{1,2}}{ORDINAL}?(?:(?:\s*,\s*|\s+(?:and|or|&)\s+)(?:the\s+)?\d{{1,2}}{ORDINAL}?){{0,6}}\Z",
    FLAGS,
)
_ORDINAL_BEFORE = re.compile(rf"\d{ORDINAL},\s*(?:or\s+|and\s+)?\Z", FLAGS)
_OF_MONTH = re.compile(
    rf"\b(?P<the>(?:the|on|by|since|until|or|and|to|through)\s+)?(?P<span>(?P<day>\d{{1,2}}){ORDINAL}\b){NO_NOUN}"
    rf"(?!\s+(?:and|or|&)\s+(?:the\s+)?\d{ORDINAL}\s+{WEEKDAY})",
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
    last_day = match.groupdict().get("last")
    if last_day and re.search(r"\d\D*\band\b", match[0], FLAGS) and not _between(match, said):
        return None
    month = MONTHS[match["name"].rstrip(".").lower()]
    if not last_day:
        return _on(month, int(match["day"]), match["year"], match, said)
    last = _on(month, int(last_day), match["year"], match, said)
    first = last.start.replace(day=int(match["day"]))
    return Days(first, last.end, "days", dated=last.dated) if first < last.start else None


def _listed(match: re.Match[str], said: Said) -> Meaning | None:
    """A further day of the month that the list began with: "November 5, 6 and 7"."""
    begun = _LIST_SO_FAR.search(said.text, max(0, match.start() - 60), match.start())
    return _on(MONTHS[begun["name"].rstrip(".").lower()], int(match["day"]), None, match, said) if begun else None


def _between(match: re.Match[str], said: Said) -> bool:
    return said.text[: match.start()].rstrip().lower().endswith(("between", "between the"))


def _on(month: int, day: int, year: str | None, match: re.Match[str], said: Said) -> Days:
    if year:
        return replace(one_day(date(full_year(year), month, day)), dated=True)
    found = nearest(said, match.start(), lambda at: date(at, month, day), range(9))
    if said.intent in ("payment_schedule", "record_funding") and found > said.today:
        before = months_later(found, -12)
        if said.today - before < DAY * 60:  # "our Oct. 30 payment" is not that of next year
            found = before
    return one_day(found)


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
    is_day = match["the"] or _ORDINAL_BEFORE.search(said.text, max(0, match.start() - 8), match.start())
    return _day_of_month(day, match.start(), said) if is_day and 1 <= day <= 31 else None


def _day_of_month(day: int, position: int, said: Said) -> Meaning | None:
    step = -1 if said.looks_back(position) else 1
    first = said.today.replace(day=1)
    for distance in range(4):
        month = months_later(first, step * distance)
        found = months_later(month, 0) + DAY * (day - 1)
        if found.month == month.month and (found - said.today).days * step >= 0:
            return Days(found, found + DAY, day_of_month=day)
    return None


def _worded(match: re.Match[str], said: Said) -> Meaning:
    """ "December the third", "the third of December"."""
    month = MONTHS[(match["name"] or match["name_last"]).rstrip(".").lower()]
    day = ORDINAL_WORDS[" ".join((match["day"] or match["day_first"]).lower().split())]
    return _on(month, day, match["year"] or match["year_last"], match, said)


def _worded_of_month(match: re.Match[str], said: Said) -> Meaning | None:
    """ "By the fifteenth". "The first" and "the second" are days only after "on", "by" or "until"."""
    day = ORDINAL_WORDS[" ".join(match["day"].lower().split())]
    alone = match["the"].lower().split() == ["the"]
    return _day_of_month(day, match.start(), said) if day > 3 or not alone else None


def _nearby(match: re.Match[str], said: Said) -> Meaning:
    return one_day(said.today + DAY * _NEARBY[" ".join(match["name"].lower().split())])


def _now(match: re.Match[str], said: Said) -> Meaning:
    """Only the start of a stretch: "between now and Friday"."""
    return Days(said.today, said.today + DAY, fragment=True)


def _night(match: re.Match[str], said: Said) -> Meaning:
    day = said.today if match[0].lower() == "tonight" else said.today - DAY
    return Days(day, day + DAY, clock=Clock(time(18), time(0), part=True))


RULES: tuple[Rule, ...] = (
    (_ISO_INSTANT, _iso_instant),
    (_ISO_DAY, _iso_day),
    (_SLASHED, _slashed),
    (_DASHED, _slashed),
    (_DOTTED, _slashed),
    (_DAY_NAME_YEAR, _dated),
    (_YEAR_FIRST, _slashed),
    (_MONTH_DAY, _dated),
    (_MONTH_DAY_ONLY, _dated),
    (_DAY_MONTH, _dated),
    (_LISTED, _listed),
    (_OF_MONTH, _of_month),
    (_WORDED, _worded),
    (_WORDED_OF_MONTH, _worded_of_month),
    (re.compile(rf"\b(?P<name>{one_of(_NEARBY)})(?:'s)?\b", FLAGS), _nearby),
    (re.compile(r"(?<=\bbetween )now\b|(?<=\bfrom )now(?= (?:to|through|until|till)\b)", FLAGS), _now),
    (re.compile(r"\b(?:tonight|last\s+night)\b", FLAGS), _night),
)
