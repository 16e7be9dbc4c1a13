"""Times of day: "2pm", "14:30", "half past nine", "at 2", "3-5pm", "noon", "8 Pacific", "morning", "COB"."""

import re
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

from bot.understanding.readers.number_words import ONES, TEENS
from bot.understanding.readers.plain import FLAGS, one_of
from bot.understanding.readers.time_model import DAY, Clock, Days, Meaning, Rule, Said
from bot.understanding.readers.time_words import NO_COUNT, NO_NOUN, ZONES

#: Where people speak of meetings, a bare "to 11" or "for 3" is a time of day.
MEETING_INTENTS = frozenset({"schedule_meeting", "reschedule_meeting", "cancel_meeting", "list_meetings"})
#: Hours of an office: 7 to 11 are in the morning, 12 to 6 in the afternoon, when am or pm is not said.
_FIRST_HOUR = 7

PARTS = {
    "morning": Clock(time(8), time(12), part=True),
    "afternoon": Clock(time(12), time(17), part=True),
    "evening": Clock(time(17), time(21), part=True),
    "night": Clock(time(18), time(0), part=True),
}
_CLOSE = Clock(time(17))
_NAMED = {"noon": time(12), "midday": time(12), "mid-day": time(12), "lunchtime": time(12), "midnight": time(0)}
_HOUR_WORDS = ONES | {word: TEENS[word] for word in ("ten", "eleven", "twelve")}

_MINUTE_WORDS = {"fifteen": 15, "thirty": 30, "forty-five": 45, "forty five": 45}

MERIDIEM = r"(?:[ap]\.\s?m\.|[ap]\.?m\b|(?<=\d)[ap]\b|[ap]\b(?=\s*(?:$|[-,.;?!)])))"
ZONE = rf"(?:\s*\(?\b(?P<zone>{one_of(ZONES)})\b(?:\s+(?:standard\s+|daylight\s+)?time\b)?\)?)"
HOURS = rf"(?:\d{{1,2}}|{one_of(_HOUR_WORDS)})"
_WHOLE = re.compile(
    rf"(?<![\w.$/:#,-])(?P<hour>{HOURS})(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<meridiem>{MERIDIEM}){ZONE}?",
    FLAGS,
)
_COLON = re.compile(
    r"(?<![\w.$/:#,-])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\w:%]|[.,]\d)" + ZONE + "?", FLAGS
)
_ISO_CLOCK = re.compile(r"(?<=\d)T(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\w:+-])", FLAGS)
_O_CLOCK = re.compile(
    rf"(?<![\w.$/:#,-])(?P<hour>{HOURS})\s*o'?\s?clock\b(?:\s*(?P<meridiem>{MERIDIEM}))?{ZONE}?", FLAGS
)
_IN_ZONE = re.compile(rf"(?<![\w.$/:#,-])(?P<hour>{HOURS}){ZONE}(?!\s+(?:region|office|time\s+zone)\b)", FLAGS)
_PAST = re.compile(
    rf"\b(?P<share>half|quarter|a\s+quarter|(?:five|ten|twenty)(?:\s+minutes)?|\d{{1,2}}\s+minutes|\d{{1,2}}(?=\s+past))\s+(?P<side>past|after|to|till|before)\s+"
    rf"(?P<past_hour>{HOURS})\b(?:\s*(?P<meridiem>{MERIDIEM}))?(?!\s*(?:%|\w+s\b))",
    FLAGS,
)
_WORDED = re.compile(
    rf"(?<![\w-])(?P<hour>{one_of(_HOUR_WORDS)})[\s-](?P<minute>{one_of(_MINUTE_WORDS)})\b(?!-)(?:\s*(?P<meridiem>{MERIDIEM}))?{NO_NOUN}{ZONE}?",
    FLAGS,
)
_MILITARY = re.compile(
    rf"(?:(?:\b(?:at|around|by|from|until|(?P<meeting>for|to))\s+|@\s*)(?!20[2-4]\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){NO_NOUN}"
    r"|\b(?P<hour_h>[01]\d|2[0-3])(?P<minute_h>[0-5]\d)\s*(?:hours|hrs|h)\b)",
    FLAGS,
)
_NOON = re.compile(rf"\b(?P<name>{one_of(_NAMED)})\b{ZONE}?", FLAGS)
_AT = re.compile(
    rf"(?:\b(?:at|around|until|till|til|@)|@)\s*(?:about\s+|around\s+)?(?P<hour>{HOURS})(?:-?ish)?\b(?![:.,%]\d|%|/|-\w|\s*[ap]\.?m\b|\s+of\b)(?:{NO_NOUN}|{NO_COUNT}){ZONE}?",
    FLAGS,
)
_BARE = re.compile(
    r"\b(?:at|do|to|for|from|or|of|by|than|after|before|not|make\s+it|between|and|monday|tuesday|wednesday|thursday|friday|mon"
    r"|tues?|wed|thu|thurs?|fri|today|tomorrow|tmrw)\s+(?P<hour>\d{1,2})\b(?![:.,%]\d|%|/|-\w|\s*(?:[ap]\.?m\b|o'?clock|of\b))"
    + NO_NOUN,
    FLAGS,
)
_OF_PART = re.compile(
    rf"(?<![\w.$/:#,-])(?P<hour>{HOURS})(?=\s+(?:this|in\s+the|tomorrow|yesterday)\s+(?:morning|afternoon|evening)\b)",
    FLAGS,
)
_PART = re.compile(
    r"\b(?:(?P<lead>good|happy|this|in\s+the|an?|the|top\s+of\s+the|pleasant|lovely|nice|great)\s+)?(?:(?:early|late|mid)[\s-]+)?"
    r"(?P<part>morning|afternoon|evening|night)\b(?!-)",
    FLAGS,
)
_COB = re.compile(
    r"\b(?:COB|EOB|EOD|close\s+of\s+business|end\s+of\s+(?:the\s+)?business\s+day|end\s+of\s+day"
    r"|(?:(?<=by )|(?<=before )|(?<=until )|(?<=by the )|(?<=before the ))end\s+of\s+the\s+day)\b",
    FLAGS,
)


def clock_at(hour: str, minute: str | None, meridiem: str | None, zone: str | None) -> Clock:
    """Raises ValueError for an hour that no clock has."""
    number = int(hour) if hour.isdigit() else _HOUR_WORDS[hour.lower()]
    named_zone = ZoneInfo(ZONES[zone.lower()]) if zone else None
    if meridiem:
        if not 1 <= number <= 12:
            raise ValueError("no such hour")
        return Clock(time(number % 12 + 12 * (meridiem[0] in "pP"), int(minute or 0)), zone=named_zone)
    is_guess = 1 <= number <= 12 and not hour.startswith("0")
    if is_guess and number < _FIRST_HOUR:
        number += 12
    return Clock(time(number, int(minute or 0)), zone=named_zone, guessed=is_guess)


def _whole(match: re.Match[str], said: Said) -> Meaning:
    return clock_at(match["hour"], match["minute"], match["meridiem"], match["zone"])


def _colon(match: re.Match[str], said: Said) -> Meaning:
    return clock_at(match["hour"], match["minute"], None, match["zone"])


def _iso(match: re.Match[str], said: Said) -> Meaning:
    return Clock(time(int(match["hour"]), int(match["minute"])))


def _o_clock(match: re.Match[str], said: Said) -> Meaning:
    return clock_at(match["hour"], None, match["meridiem"], match["zone"])


def _in_zone(match: re.Match[str], said: Said) -> Meaning:
    return clock_at(match["hour"], None, None, match["zone"])


def _past_or_to(match: re.Match[str], said: Said) -> Meaning | None:
    share = match["share"].lower().split()
    words = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
    minutes = next((words[word] for word in share if word in words), None) or int(share[0])
    if match["side"].lower() in ("past", "after"):
        return clock_at(match["past_hour"], str(minutes), match["meridiem"], None) if minutes < 60 else None
    if share == ["half"]:
        return None
    full = clock_at(match["past_hour"], None, match["meridiem"], None)
    total = (full.start.hour * 60 - minutes) % (24 * 60)
    return Clock(time(total // 60, total % 60), guessed=full.guessed)


def _worded(match: re.Match[str], said: Said) -> Meaning:
    minute = _MINUTE_WORDS[" ".join(match["minute"].lower().split())]
    return clock_at(match["hour"], str(minute), match["meridiem"], match["zone"])


def _military(match: re.Match[str], said: Said) -> Meaning | None:
    if match["meeting"] and said.intent not in MEETING_INTENTS:
        return None
    return Clock(time(int(match["hour"] or match["hour_h"]), int(match["minute"] or match["minute_h"])))


def _noon(match: re.Match[str], said: Said) -> Meaning:
    return Clock(_NAMED[match["name"].lower()], zone=ZoneInfo(ZONES[match["zone"].lower()]) if match["zone"] else None)


def _at(match: re.Match[str], said: Said) -> Meaning | None:
    found = clock_at(match["hour"], None, None, match["zone"])
    return found if found.guessed else None


def _bare(match: re.Match[str], said: Said) -> Meaning | None:
    """A number alone: a time of day where meetings are spoken of."""
    if said.intent not in MEETING_INTENTS:
        return None
    found = clock_at(match["hour"], None, None, None)
    return found if found.guessed else None


def _of_part(match: re.Match[str], said: Said) -> Meaning | None:
    """ "7" in "7 this morning"."""
    found = clock_at(match["hour"], None, None, None)
    return found if found.guessed else None


def _part(match: re.Match[str], said: Said) -> Meaning | None:
    lead = " ".join((match["lead"] or "").lower().split())
    part = PARTS[match["part"].lower()]
    if lead == "this":
        return Days(said.today, said.today + DAY, clock=part)
    if lead in ("", "the", "in the"):
        return replace(part, fragment=lead != "in the" or said.intent not in MEETING_INTENTS)
    return None


def _close_of_business(match: re.Match[str], said: Said) -> Meaning:
    return _CLOSE


RULES: tuple[Rule, ...] = (
    (_WHOLE, _whole),
    (_COLON, _colon),
    (_ISO_CLOCK, _iso),
    (_O_CLOCK, _o_clock),
    (_IN_ZONE, _in_zone),
    (_PAST, _past_or_to),
    (_WORDED, _worded),
    (_MILITARY, _military),
    (_NOON, _noon),
    (_AT, _at),
    (_BARE, _bare),
    (_OF_PART, _of_part),
    (_PART, _part),
    (_COB, _close_of_business),
)
