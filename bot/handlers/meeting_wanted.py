"""A meeting is wanted. A sentence opens no form and changes nothing: a button does, with what was said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organization_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.elsewhere import Question
from bot.handlers.meeting_setup import LONGEST_CARRIED
from bot.handlers.titles import agreement_by_subject
from bot.meeting_entries import local_day
from bot.meeting_particulars import minutes_said, people_said, subject_said
from bot.meeting_sentences import (
    SaidTimes,
    kind_said,
    other_rhythm,
    rhythm_said,
    times_said,
)
from bot.meeting_slips import impossible, left_out_and_past
from bot.replies import Reply
from bot.views.blocks import actions, button, safe, section
from bot.views.meeting_forms import NEVER, RHYTHMS
from bot.views.meeting_times import as_seconds, doubt_sentence
from bot.views.meetings import KINDS
from bot.views.talk import PERSON, ask_button
from bot.views.text import dated, day, join_and, weekday
from domain.meetings import MeetingKind, Plan
from domain.stages import Stage

_STEPS = {
    MeetingKind.INTRODUCTION: Stage.EXCHANGE_CONTACTS,
    MeetingKind.NEEDS: Stage.UNDERSTAND_NEEDS,
    MeetingKind.NEGOTIATION: Stage.PROPOSAL,
    MeetingKind.STARTUP: Stage.STARTUP,
    MeetingKind.SERVICE_REVIEW: Stage.OPERATIONS,
    MeetingKind.RENEWAL: Stage.RENEWAL,
}
"""At which step an agreement is that a meeting of a kind is about."""


def schedule(turn: Turn) -> Reply:
    """`schedule_meeting`: a button that opens the form, filled in with what was said."""
    return told(turn.asker, lambda: _schedule(turn))


def _schedule(turn: Turn) -> Reply:
    kind = kind_said(turn.text)
    question = Question("schedule_meeting", _STEPS.get(kind, Stage.MEETINGS) if kind else Stage.MEETINGS, _wanted)
    if about := _by_subject(turn):
        return _wanted(turn, about)
    named = number_asked(turn) or organization_asked(turn) or turn.memory.agreement
    if turn.actor.is_staff and not named:
        return _offer(turn, "", "Choose the agreement in the form.")
    return elsewhere.answer_about(turn, replace(question, keeps_words=True))


def _by_subject(turn: Turn) -> str | None:
    """The agreement whose title or services are named, whatever was spoken of last."""
    if not is_known(turn.actor) or number_asked(turn) or organization_asked(turn):
        return None
    return agreement_by_subject(replace(turn, text=subject_said(turn)))


def _wanted(turn: Turn, number: str) -> Reply:
    """Raises NotAllowed where the asker may not arrange any."""
    form = turn.services.meeting_planning.form(turn.actor, number, kind_said(turn.text))
    minutes = minutes_said(turn.text) or form.minutes
    about = f"It is about {form.number}, {safe(form.about)}: {KINDS[form.kind].lower()}, {minutes} minutes."
    named = [
        safe(each.name) for each in people_said(turn.text, form.people) if each.id != reader_of(turn.asker).person_id
    ]
    said = f"{about} With {join_and(named)}." if named else about
    memory = replace(turn.memory, agreement=form.number, organization=form.organization.key)
    return replace(_offer(turn, form.number, said, form.kind), about=frozenset({form.organization.key}), memory=memory)


def _offer(turn: Turn, number: str, said: str, kind: MeetingKind = MeetingKind.AD_HOC) -> Reply:
    times = times_said(turn.text, turn.understanding, turn.asker.at)
    no_such, slips = impossible(turn.text), left_out_and_past(turn.understanding, turn.asker.zone, turn.asker.at)
    instants = () if no_such else tuple(each for each in times.instants if each not in slips)
    why_not = [*no_such, *slips.values(), *_doubts(turn, number, kind, instants)]
    first = times.start or next((each for each in times.bare if each >= local_day(turn.asker)), None)
    rhythm, named = rhythm_said(turn.text, turn.understanding), kind_said(turn.text)
    carried: dict[str, Any] = {
        "number": number,
        "t": as_seconds(instants),
        "k": named.value if named else None,
        "r": rhythm,
        "u": times.until.isoformat() if times.until else None,
        "f": first.isoformat() if first else None,
        "w": turn.text[:LONGEST_CARRIED],
    }
    parts = [said, *why_not, _times_words(turn, instants, first), _rhythm_words(rhythm, times)]
    parts.append(_limits(turn))
    text = " ".join(part for part in [*parts, "Check it in the form; then everyone is asked."] if part)
    opens = button("Set up the meeting", "meetings.new", {k: v for k, v in carried.items() if v}, "primary")
    return Reply(text, [section(text), actions([opens, ask_button(PERSON)])], memory=turn.memory)


def _doubts(turn: Turn, number: str, kind: MeetingKind, instants: Sequence[datetime]) -> list[str]:
    """What speaks against the times, before the form opens: a holiday, the night, who is busy."""
    if not number or not instants:
        return []
    found = turn.services.meeting_planning.doubts_of_new(turn.actor, number, Plan(kind, slots=tuple(instants)))
    return [doubt_sentence(each, turn.asker.zone) for each in found]


def _times_words(turn: Turn, instants: Sequence[datetime], first: date | None) -> str:
    if not instants:
        start = f" from {weekday(first)} on" if first else ""
        return f"The form shows times{start} at which all can."
    reader = reader_of(turn.asker)
    return f"Time: {join_and([dated(each, reader.zone) for each in instants], 'or')} ({reader.whose_time})."


def _rhythm_words(rhythm: str, times: SaidTimes) -> str:
    if rhythm == NEVER:
        return ""
    until = f"until {day(times.until)}" if times.until else "until the term ends"
    return f"{dict(RHYTHMS)[rhythm]}, {until}."


def _limits(turn: Turn) -> str:
    return "It can repeat weekly, monthly or quarterly." if other_rhythm(turn.understanding) else ""
