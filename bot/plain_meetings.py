"""What sentences about meetings ask by their own words: one is moved or called off, or when it is. Pure but for the
turn."""

import re

from bot.context import Turn
from bot.intent_names import MEETING_INTENTS, OUT_OF_SCOPE, TALK_TO_HUMAN
from bot.plain_words import WANTS
from bot.understanding.thresholds import SURE

_MEETING = (
    r"(?:meetings?|(?:(?:service|quarterly|monthly|weekly|regular) )?reviews?|calls?|sync|check-?ins?|appointments?)"
    r"(?! (?:cent(?:er|re)s?|steps?|stages?|phases?|periods?|routing|quality))"
)
_IT = r"(?:it|that|this|(?:that|this|the) (?:one|meeting|call|review))"
_ENDS = r"(?:cancel|call(?:ing)? off|scrap|drop|skip)"
_CALLS_OFF = re.compile(
    rf"{WANTS}{_ENDS}\b.{{0,40}}\b{_MEETING}\b|{WANTS}call\b.{{0,40}}\b{_MEETING} off\b", re.IGNORECASE
)
_CALLS_IT_OFF = re.compile(rf"{WANTS}(?:{_ENDS} {_IT}|call {_IT} off)\W*(?:please\W*)?$", re.IGNORECASE)
_MOVES = re.compile(
    rf"{WANTS}(?:move|push(?: back)?|shift|postpone|delay|defer|re-?schedule|put off|bring(?: forward)?)\b.{{0,40}}"
    rf"\b{_MEETING}\b",
    re.IGNORECASE,
)
_WHEN = re.compile(rf"^\W*(?:when|(?:at )?what (?:time|day)|which day)\b.{{0,30}}\b{_MEETING}\b", re.IGNORECASE)


_OTHER_TIMES = re.compile(
    rf"\b(?:propose|suggest|offer|give|find) (?:\w+ )?(?:other|different|new|another) times?\b.{{0,40}}\b{_MEETING}\b",
    re.I,
)
_CANNOT_COME = re.compile(
    r"\b(?:can['’]?t|can ?not|won['’]?t(?: be able to)?|unable to|not able to) (?:make it|come|attend|join|be there)\b",
    re.I,
)
_WANTS_ONE = re.compile(
    r"\bmeet with (?:us|me)\b|\bsit down with (?:us|me|you)\b|\bfind (?:a|some) (?:times?|slots?)\b"
    r"|\b(?:need|want|like|love|have) to (?:talk|speak|meet|sit down)(?: (?:to|with))?\b",
    re.IGNORECASE,
)
_OPENS_WITH_ONE = re.compile(rf"^\W*(?:an? |another |new )?{_MEETING}\b(?!.*\?)", re.IGNORECASE)
_ANYBODY = re.compile(r"\b(?:a |some ?)(?:person|human|body|one|agent)\b|\bsupport\b", re.IGNORECASE)


def wants_meeting(turn: Turn) -> bool:
    """A meeting at a time, or one about something; not help at once from whoever is there."""
    if turn.understanding.intent not in (TALK_TO_HUMAN, OUT_OF_SCOPE, *MEETING_INTENTS):
        return False
    timed = any(each.entity == "time" and "T" in str(each.value) for each in turn.understanding.entities)
    if turn.understanding.intent == TALK_TO_HUMAN:
        return bool(re.search(r"\bmeet with (?:us|me)\b", turn.text, re.IGNORECASE))
    if _may_mean_meeting(turn) and timed and _OPENS_WITH_ONE.search(turn.text):
        return True
    return _may_mean_meeting(turn) and bool(_WANTS_ONE.search(turn.text)) and not _ANYBODY.search(turn.text)


def cannot_come(text: str) -> bool:
    """Whether someone says that they can't come."""
    return bool(_CANNOT_COME.search(text))


def cannot_come_to_meeting(turn: Turn) -> bool:
    return _may_mean_meeting(turn) and cannot_come(turn.text)


def proposes_other_times(turn: Turn) -> bool:
    """For one that is there: "propose other times for the meeting with the Forest Service"."""
    return turn.understanding.intent in (OUT_OF_SCOPE, *MEETING_INTENTS) and bool(_OTHER_TIMES.search(turn.text))


def calls_off_meeting(turn: Turn) -> bool:
    shown = turn.memory.intent in MEETING_INTENTS - {"schedule_meeting"}  # one that is wanted is only a form so far
    if shown and _CALLS_IT_OFF.search(turn.text):
        return True
    return _may_mean_meeting(turn) and bool(_CALLS_OFF.search(turn.text))


def moves_meeting(turn: Turn) -> bool:
    return _may_mean_meeting(turn) and bool(_MOVES.search(turn.text))


def asks_when_meeting(turn: Turn) -> bool:
    return _may_mean_meeting(turn) and bool(_WHEN.search(turn.text))


def _may_mean_meeting(turn: Turn) -> bool:
    """Whether the understanding saw nothing else in it than an agreement, or nothing sure."""
    meant = turn.understanding
    if meant.intent in MEETING_INTENTS:
        return meant.confidence < SURE
    return meant.intent in ("agreement_status", "next_step", "cancel", OUT_OF_SCOPE)
