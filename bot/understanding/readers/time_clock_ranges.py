"""From one time of day to another: "3-5pm", "between 2 and 4", "10 pm to 1 am"."""

import re

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_clocks import HOURS, MEETING_INTENTS, MERIDIEM, ZONE, clock_at
from bot.understanding.readers.time_model import Clock, Meaning, Rule, Said
from bot.understanding.readers.time_words import NO_NOUN

_RANGE = re.compile(
    rf"(?:\b(?P<lead>from|between)\s+)?(?<![\w.$/:#,-])(?P<hour>{HOURS})(?::(?P<minute>[0-5]\d))?\s*(?P<meridiem>{MERIDIEM})?"
    rf"\s*(?:-|to|until|till|through|and)\s*(?P<hour2>{HOURS})(?::(?P<minute2>[0-5]\d))?\s*(?P<meridiem2>{MERIDIEM})?{ZONE}?(?![\w:%])",
    FLAGS,
)
MOVING = re.compile(
    r"\b(?:move|moving|mv|shift|push|slide|change|changing|switch|swap|reschedule|postpone|delay|bring|take|put|update)\b",
    FLAGS,
)
_DAY_BEFORE = re.compile(
    r"(?:day|tomorrow|tmrw|mon|tues?|wed|thurs?|fri|\d(?:st|nd|rd|th)|/\d\d?),?\s*(?:from\s+|between\s+)?\Z", FLAGS
)
_DAY_AFTER = re.compile(
    r",?\s+(?:on\s+|this\s+|next\s+)?(?:today|tomorrow|tmrw|mon|tue|wed|thu|fri)|\s+(?:this|in\s+the|yesterday)\s+(?:morning|afternoon|evening)",
    FLAGS,
)


def _range(match: re.Match[str], said: Said) -> Meaning | None:
    lead = (match["lead"] or "").lower()
    if ("and" in match[0].lower().split()) != (lead == "between") or (lead != "between" and moves(match, said)):
        return None
    if not any(match[part] for part in ("minute", "minute2", "meridiem", "meridiem2")) and not _is_bare_range(
        match, said
    ):
        return None
    first = clock_at(match["hour"], match["minute"], match["meridiem"], match["zone"])
    last = clock_at(match["hour2"], match["minute2"], match["meridiem2"], match["zone"])
    if match["meridiem2"] and not match["meridiem"] and first.guessed:
        first = _before(last, clock_at(match["hour"], match["minute"], match["meridiem2"], match["zone"]))
    end = last.start
    if last.guessed and end <= first.start and end.hour < 12:
        end = end.replace(hour=end.hour + 12)
    is_overnight = first.start.hour >= 12 > end.hour and bool(match["meridiem"] and match["meridiem2"])
    return Clock(first.start, end, first.zone) if end > first.start or is_overnight else None


def _before(last: Clock, first: Clock) -> Clock:
    """ "11-1pm" begins at 11 in the morning."""
    if first.start < last.start:
        return first
    return Clock(first.start.replace(hour=(first.start.hour + 12) % 24), zone=first.zone)


def _is_bare_range(match: re.Match[str], said: Said) -> bool:
    """Whether "2 to 4" is of the clock: after a day, or where meetings are spoken of."""
    if not re.match(NO_NOUN, said.text[match.end() : match.end() + 20], FLAGS):
        return False
    before = said.text[max(0, match.start() - 20) : match.start()]
    beside_day = _DAY_BEFORE.search(before) or _DAY_AFTER.match(said.text, match.end())
    return bool(beside_day or (match["lead"] and said.intent in MEETING_INTENTS))


def moves(match: re.Match[str], said: Said) -> bool:
    """Whether "to" leads from an old time to a new one ("move it from 2 to 3") and makes no interval."""
    words = match[0].lower().replace("-", " ").split()
    return "to" in words and (
        said.intent == "reschedule_meeting" or MOVING.search(said.text, 0, match.start()) is not None
    )


RULES: tuple[Rule, ...] = ((_RANGE, _range),)
