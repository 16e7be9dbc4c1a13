"""What is asked about planned meetings: the asker's own, those of an agreement, and action items."""

import re
from datetime import datetime, time, timedelta

from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organization_asked, told
from bot.handlers.asked import agreement_spoken_of, number_asked
from bot.handlers.elsewhere import Question
from bot.handlers.meetings import agreement_reply, items_reply, own_reply
from bot.meeting_sentences import times_said
from bot.replies import Reply
from bot.views.text import day
from domain.stages import Stage

_OVER = re.compile(
    r"\b(last|past|over|previous|earlier|former|held|notes?|minutes|happened|decided|talked about|did we)\b", re.I
)
_WAITING = re.compile(r"\b(without a time|no time|not booked|unbooked|unanswered|waiting|pending|proposed)\b", re.I)
_ITEMS = re.compile(r"\baction items?\b|\bto-?\s?dos? (?:from|of|after)\b", re.I)


def list_meetings(turn: Turn) -> Reply:
    """`list_meetings`: the asker's own, or those of an agreement that is named."""
    return told(turn.asker, lambda: _list(turn))


def asks_action_items(text: str) -> bool:
    return bool(_ITEMS.search(text))


def action_items(turn: Turn) -> Reply:
    return told(turn.asker, lambda: items_reply(turn.asker, turn.services, turn.memory))


def _list(turn: Turn) -> Reply:
    if not is_known(turn.actor):
        return elsewhere.answer_about(turn, QUESTION)
    if asks_action_items(turn.text):
        return action_items(turn)
    named = organization_asked(turn)  # a customer who names another one is refused
    if number_asked(turn) or (named and turn.actor.is_staff):
        return elsewhere.answer_about(turn, QUESTION)
    spoken_of = agreement_spoken_of(turn)
    if spoken_of and not _OVER.search(turn.text):
        return _of_agreement(turn, spoken_of)
    which = "over" if _OVER.search(turn.text) else "waiting" if _WAITING.search(turn.text) else "ahead"
    times = times_said(turn.text, turn.understanding, turn.asker.at)
    if which == "ahead" and times.days:
        return _between(turn)
    return own_reply(turn.asker, turn.services, which, turn.memory)


def _of_agreement(turn: Turn, number: str) -> Reply:
    return agreement_reply(turn.asker, turn.services, number, turn.memory)


QUESTION = Question("list_meetings", Stage.MEETINGS, _of_agreement)


def _between(turn: Turn) -> Reply:
    """Those of the days that are named."""
    starts, ends = _span(turn)
    title = f"Your meetings from {day(starts.date())} to {day((ends - timedelta(days=1)).date())}:"
    if ends - starts <= timedelta(days=1):
        title = f"Your meetings on {day(starts.date())}:"
    found = turn.services.meetings.ahead(turn.actor, 0, starts, ends)
    said = title if found.cards else f"{title.replace('Your meetings', 'No meeting of yours is planned').rstrip(':')}."
    return own_reply(turn.asker, turn.services, "ahead", turn.memory, said=said, found=found)


def _span(turn: Turn) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last one that is named, by the asker's clocks."""
    said = next(str(each.value) for each in turn.understanding.entities if each.entity == "time")
    start, _, end = said.partition("/")
    first = datetime.fromisoformat(start).date()
    last = datetime.fromisoformat(end).date() if end and "T" not in end else first + timedelta(days=1)
    begins, ends = (datetime.combine(each, time(), turn.asker.zone) for each in (first, last))
    return begins, ends
