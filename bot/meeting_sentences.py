"""What a sentence says of a meeting: its kind, how it repeats, and by how long it is moved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.said import values
from bot.understanding.model import Understanding
from bot.understanding.readers.number_words import BELOW_HUNDRED, counted
from bot.views.meeting_forms import NEVER
from domain.errors import InvalidInput
from domain.local_times import moment_of
from domain.meetings import MOST_SLOTS, MeetingKind

USUAL_TIME = time(10, 0)
"""Of a meeting on a day that is named without an hour."""
_KINDS: tuple[tuple[str, MeetingKind], ...] = (
    (r"introduct\w+|intro(?: call| meeting)?|get to know", MeetingKind.INTRODUCTION),
    (r"needs?|requirements?", MeetingKind.NEEDS),
    (r"negotiat\w+|proposal|draft|terms", MeetingKind.NEGOTIATION),
    (r"startup|start-up|kick-?\s?off|onboarding|transition|go-?\s?live", MeetingKind.STARTUP),
    (r"renew\w*|next term", MeetingKind.RENEWAL),
    (r"(?:service |quarterly |monthly )?reviews?", MeetingKind.SERVICE_REVIEW),
)
_RHYTHMS: tuple[tuple[str, str], ...] = (
    (
        r"weekly|every week|each week|every (?:mon|tues|wednes|thurs|fri)day|(?:mon|tues|wednes|thurs|fri)days",
        "weekly day",
    ),
    (r"quarterly|every (?:quarter|three months)|each quarter", "quarterly day"),
    (r"every (?:first|second|third|fourth|last) \w+day", "monthly weekday"),
    (r"monthly|every month|each month|once a month", "monthly day"),
)
_PERIODS = {"P1W": "weekly day", "P7D": "weekly day", "P1M": "monthly day", "P3M": "quarterly day"}
_BY = re.compile(
    rf"\b(?:by )?(half an|a|an|one|\d{{1,2}}|{BELOW_HUNDRED}) (minute|hour|day|week)s?\b(?! (?:ago|before))",
    re.IGNORECASE,
)
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_EARLIER = re.compile(r"\b(?:earlier|forward|sooner|bring \w+ up)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|through|up to|ending|end(?:s)? (?:in|on))\W+$", re.IGNORECASE)
#: No meeting about needs: "I need to talk", "we need a meeting".
_NEED_TO = re.compile(r"\b(?:i|we) need\b", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"\b(?:mornings?|afternoons?|evenings?)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\W*(?:the )?$", re.IGNORECASE)
_FOLLOWING = re.compile(
    r"\b(?:all|every|each|the) (?:of )?(?:the |my |our )?(?:following|future|remaining|later|further|series)\b"
    r"|\bwhole series\b|\bfrom now on\b|\band all (?:that|which) follow\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SaidTimes:
    """`instants` are moments that are to come; `bare` are days that are named without an hour, `days` all that are
    named. `start` is the first day of a span in which to look for times, `until` the last one of a series.
    """

    instants: tuple[datetime, ...] = ()
    bare: tuple[date, ...] = ()
    days: tuple[date, ...] = ()
    start: date | None = None
    until: date | None = None


def kind_said(text: str) -> MeetingKind | None:
    text = _NEED_TO.sub(" ", text)
    found = [(match.start(), kind) for words, kind in _KINDS if (match := re.search(rf"\b(?:{words})\b", text, re.I))]
    return min(found, key=lambda one: one[0])[1] if found else None


def rhythm_said(text: str, understanding: Understanding) -> str:
    """As the form has it (`RHYTHMS`): by the words, else by the period of a time that comes again."""
    said = next((value for words, value in _RHYTHMS if re.search(rf"\b(?:{words})\b", text, re.I)), None)
    periods = [each.repeats for each in understanding.entities if each.repeats]
    return said or next((_PERIODS[each] for each in periods if each in _PERIODS), NEVER)


def other_rhythm(understanding: Understanding) -> bool:
    """Whether a rhythm is meant that there is none of, such as every other week."""
    return any(each.repeats and each.repeats not in _PERIODS for each in understanding.entities)


def says_following(text: str) -> bool:
    """Whether all that follow of a series are meant."""
    return bool(_FOLLOWING.search(text))


def shift_said(text: str) -> timedelta | None:
    """By how much a meeting is moved: "a week", "two days earlier", "back half an hour"."""
    found = _BY.search(text)
    if not found:
        return None
    unit = _UNITS[found[2].casefold()]
    by = unit / 2 if found[1].casefold() == "half an" else counted(found[1]) * unit
    return -by if _EARLIER.search(text) else by


def times_said(text: str, understanding: Understanding, at: datetime) -> SaidTimes:
    """What the sentence says about when; several days, or a part of one, are looked through for a time."""
    instants, bare, days = list[datetime](), list[date](), list[date]()
    start = until = None
    for said in values(understanding, "time"):
        first, last = _ends(said)
        if first is None:
            continue
        if _stands_after(_UNTIL, text, understanding, said):
            until = _last_day(first, last)
            continue
        days.append(first.date())
        if _stands_after(_FROM, text, understanding, said):
            continue  # the day that it is moved from
        if last and (last - first > timedelta(days=1) or _PART_OF_DAY.search(_words_of(understanding, said))):
            start = first.date()
        elif "T" not in said:
            bare.append(first.date())
        elif first.tzinfo and first > at:
            instants.append(first)
    return SaidTimes(tuple(instants[:MOST_SLOTS]), tuple(bare), tuple(days), start, until)


def on_days(days: Sequence[date], clock: time, zone: ZoneInfo, at: datetime) -> tuple[tuple[datetime, ...], str]:
    """That time of day on these days, where it is to come; and what to know of a time that comes twice, or not."""
    instants, notes = list[datetime](), list[str]()
    for day in days:
        try:
            moment = moment_of(day, clock, zone)
        except InvalidInput as error:
            notes.append(str(error))
            continue
        if moment.at > at:
            instants.append(moment.at)
            notes.append(moment.note)
    return tuple(instants), " ".join(note for note in notes if note)


def _ends(said: str) -> tuple[datetime | None, datetime | None]:
    start, _, end = said.partition("/")
    try:
        return datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None
    except ValueError:
        return None, None


def _last_day(first: datetime, last: datetime | None) -> date:
    """ "Until September" is until it ends."""
    return (last - timedelta(days=1)).date() if last else first.date()


def _words_of(understanding: Understanding, said: str) -> str:
    return next((each.text for each in understanding.entities if each.value == said), "")


def _stands_after(words: re.Pattern[str], text: str, understanding: Understanding, said: str) -> bool:
    starts: Sequence[int] = [each.start for each in understanding.entities if each.value == said]
    return any(words.search(text[:start]) for start in starts)
