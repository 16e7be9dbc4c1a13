"""What is said of meetings: one is wanted, moved or called off, and which are planned. A sentence opens no form and
changes nothing: a button does, with what was said."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organization_asked, reader_of, told
from bot.handlers.asked import agreement_spoken_of, number_asked
from bot.handlers.elsewhere import Question
from bot.handlers.meetings import agreement_reply, items_reply, meeting_reply, own_reply
from bot.meeting_sentences import (
    SaidTimes,
    kind_said,
    on_days,
    other_rhythm,
    rhythm_said,
    says_following,
    shift_said,
    times_said,
)
from bot.replies import Block, Reply
from bot.views.blocks import actions, button, safe, section
from bot.views.meeting_buttons import new_button
from bot.views.meeting_card import meeting_row
from bot.views.meeting_forms import NEVER, RHYTHMS
from bot.views.meeting_times import as_seconds
from bot.views.meetings import KINDS, meeting_line
from bot.views.talk import PERSON, ask_button
from bot.views.text import day, instant, join_and, without_bold
from domain.errors import NotAllowed
from domain.meeting_series import Scope
from domain.meetings import MeetingKind, MeetingState
from domain.stages import Stage
from services.meeting_cards import MeetingCard

_STEPS = {
    MeetingKind.INTRODUCTION: Stage.EXCHANGE_CONTACTS,
    MeetingKind.NEEDS: Stage.UNDERSTAND_NEEDS,
    MeetingKind.NEGOTIATION: Stage.PROPOSAL,
    MeetingKind.STARTUP: Stage.STARTUP,
    MeetingKind.SERVICE_REVIEW: Stage.OPERATIONS,
    MeetingKind.RENEWAL: Stage.RENEWAL,
}
"""At which step an agreement is that a meeting of a kind is about."""
_MORNING = time(10, 0)
_OVER = re.compile(
    r"\b(last|past|over|previous|earlier|former|held|notes?|minutes|happened|decided|talked about|did we)\b", re.I
)
_WAITING = re.compile(r"\b(without a time|no time|not booked|unbooked|unanswered|waiting|pending|proposed)\b", re.I)
_ITEMS = re.compile(r"\baction items?\b|\bto-?\s?dos? (?:from|of|after)\b", re.I)
MOST_PAGES = 5
MOST_SHOWN = 10

# -- wanted ------------------------------------------------------------------------------------------------------


def schedule(turn: Turn) -> Reply:
    """`schedule_meeting`: a button that opens the form, filled in with what was said."""
    return told(turn.asker, lambda: _schedule(turn))


def _schedule(turn: Turn) -> Reply:
    kind = kind_said(turn.text)
    question = Question("schedule_meeting", _STEPS.get(kind, Stage.MEETINGS) if kind else Stage.MEETINGS, _wanted)
    named = number_asked(turn) or organization_asked(turn) or turn.memory.agreement
    if turn.actor.is_staff and not named:
        return _offer(turn, "", "Choose the agreement in the form.")
    return elsewhere.answer_about(turn, replace(question, keeps_words=True))


def _wanted(turn: Turn, number: str) -> Reply:
    """Raises NotAllowed where the asker may not arrange any."""
    form = turn.services.meeting_planning.form(turn.actor, number, kind_said(turn.text))
    said = f"It is about {form.number}, {safe(form.about)}: {KINDS[form.kind].lower()}, {form.minutes} minutes."
    memory = replace(turn.memory, agreement=form.number, organization=form.organization.key)
    return replace(_offer(turn, form.number, said), about=frozenset({form.organization.key}), memory=memory)


def _offer(turn: Turn, number: str, said: str) -> Reply:
    times = times_said(turn.text, turn.understanding, turn.asker.at)
    on_bare, note = on_days(times.bare, _MORNING, turn.asker.zone, turn.asker.at)
    instants = (*times.instants, *on_bare)
    rhythm, kind = rhythm_said(turn.text, turn.understanding), kind_said(turn.text)
    carried: dict[str, Any] = {
        "number": number,
        "t": as_seconds(instants),
        "k": kind.value if kind else None,
        "r": rhythm,
        "u": times.until.isoformat() if times.until else None,
        "f": times.start.isoformat() if times.start else None,
    }
    parts = [said, _times_words(turn, instants), _rhythm_words(rhythm, times), _limits(turn), safe(note)]
    text = " ".join(part for part in [*parts, "Check it in the form; then everyone is asked."] if part)
    opens = button("Set up the meeting", "meetings.new", {k: v for k, v in carried.items() if v}, "primary")
    return Reply(text, [section(text), actions([opens, ask_button(PERSON)])], memory=turn.memory)


def _times_words(turn: Turn, instants: Sequence[datetime]) -> str:
    if not instants:
        return "The form shows times at which all can."
    reader = reader_of(turn.asker)
    return f"Time: {join_and([instant(each, reader.zone) for each in instants], 'or')} ({reader.whose_time})."


def _rhythm_words(rhythm: str, times: SaidTimes) -> str:
    if rhythm == NEVER:
        return ""
    until = f"until {day(times.until)}" if times.until else "until the term ends"
    return f"{dict(RHYTHMS)[rhythm]}, {until}."


def _limits(turn: Turn) -> str:
    return "It can repeat weekly, monthly or quarterly." if other_rhythm(turn.understanding) else ""


# -- planned -----------------------------------------------------------------------------------------------------


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


# -- moved, called off -------------------------------------------------------------------------------------------


def reschedule(turn: Turn) -> Reply:
    """`reschedule_meeting`: the one that is meant, with a button that opens the form with the new times."""
    return told(turn.asker, lambda: _one(turn, "Move it", "move", "Which one is to be moved?", _new_times))


def cancel(turn: Turn) -> Reply:
    """`cancel_meeting`: the one that is meant, with a button that asks for the reason."""
    return told(turn.asker, lambda: _one(turn, "Cancel it", "cancel", "Which one is called off?", _which_of_series))


def _one(turn: Turn, text: str, form: str, which: str, carried: Callable[[Turn, MeetingCard], dict[str, Any]]) -> Reply:
    if not is_known(turn.actor):
        return elsewhere.answer_about(turn, replace(QUESTION, intent=turn.understanding.intent or QUESTION.intent))
    found = _meant(turn)
    if not found:
        said = "I found no meeting of yours that is planned."
        return Reply(said, [section(said), actions([new_button(), ask_button(PERSON)])], memory=turn.memory)
    if len(found) > 1:
        return _choose(turn, found, text, form, which, carried)
    (card,) = found
    if not card.may_arrange:
        raise NotAllowed("The contacts of the agreement and CEC's staff move and call off its meetings.")
    shown = meeting_reply(turn.asker, card, turn.memory)
    line = meeting_line(card, reader_of(turn.asker))
    opens = _form_button(card, text, form, carried(turn, card), "primary")
    opened = button("Open it", "meetings.open", {"m": card.meeting.id})
    said = f"{line}. Press “{text}” to go on; nothing is changed yet."
    return replace(shown, text=without_bold(said), blocks=[section(said), actions([opens, opened, ask_button(PERSON)])])


def _choose(
    turn: Turn,
    found: Sequence[MeetingCard],
    text: str,
    form: str,
    which: str,
    carried: Callable[[Turn, MeetingCard], dict[str, Any]],
) -> Reply:
    reader, shown = reader_of(turn.asker), found[:MOST_SHOWN]
    rows: list[Block] = [section(which)]
    for card in shown:
        line = meeting_line(card, reader)
        opens = _form_button(card, text, form, carried(turn, card)) if card.may_arrange else None
        rows.append(section(line, opens) if opens else meeting_row(card, reader))
    lines = [meeting_line(card, reader) for card in shown]
    about = frozenset(card.organization.key for card in shown)
    return Reply(without_bold("\n".join([which, *lines])), rows, about, memory=turn.memory)


def _meant(turn: Turn) -> Sequence[MeetingCard]:
    """Those that fit all that is said, of the agreement that is named, else of the asker's own."""
    number, named = number_asked(turn), organization_asked(turn)
    found = _of_number(turn, number) if number else _own(turn)
    if named:
        found = [card for card in found if card.organization.key == named.key]
    kind, zone = kind_said(turn.text), turn.asker.zone
    days = set(times_said(turn.text, turn.understanding, turn.asker.at).days)
    spoken_of = turn.memory.agreement
    found = _narrowed(found, lambda card: card.meeting.kind is kind)
    found = _narrowed(found, lambda card: bool(card.meeting.time and card.meeting.time.astimezone(zone).date() in days))
    return _narrowed(found, lambda card: card.number == spoken_of)


def _narrowed(cards: Sequence[MeetingCard], fits: Callable[[MeetingCard], bool]) -> Sequence[MeetingCard]:
    """Those that fit; all where none does."""
    return [card for card in cards if fits(card)] or cards


def _of_number(turn: Turn, number: str) -> Sequence[MeetingCard]:
    states = (MeetingState.BOOKED, MeetingState.PROPOSED, MeetingState.ASKED)
    cards = turn.services.meetings.of_agreement(turn.actor, number, *states)
    return [card for card in cards if not card.may_record]


def _own(turn: Turn) -> Sequence[MeetingCard]:
    found, meetings = list[MeetingCard](), turn.services.meetings
    for page in range(MOST_PAGES):
        ahead = meetings.ahead(turn.actor, page)
        found += ahead.cards
        if not ahead.has_next:
            break
    return [*found, *meetings.waiting(turn.actor).cards]


def _new_times(turn: Turn, card: MeetingCard) -> dict[str, Any]:
    """The times that are said besides its own day; a day alone, or a week later, keeps its time of day."""
    zone, own = turn.asker.zone, card.meeting.time
    said, shift = times_said(turn.text, turn.understanding, turn.asker.at), shift_said(turn.text)
    local = own.astimezone(zone) if own else None
    instants = [each for each in said.instants if local is None or each.astimezone(zone).date() != local.date()]
    instants = instants or ([] if said.bare else list(said.instants))
    days = [each for each in said.bare if local is None or each != local.date()]
    if local and shift and not instants and not days:
        days = [local.date() + shift]
    on_bare, _ = on_days(days, local.time() if local else _MORNING, zone, turn.asker.at)
    return {"t": as_seconds((*instants, *on_bare)), **_which_of_series(turn, card)}


def _which_of_series(turn: Turn, card: MeetingCard) -> dict[str, Any]:
    return {"s": Scope.FOLLOWING.value} if card.meeting.series and says_following(turn.text) else {}


def _form_button(card: MeetingCard, text: str, form: str, carried: dict[str, Any], style: str | None = None) -> Block:
    value = {"m": card.meeting.id, "v": card.meeting.revision, **carried}
    label = f"{text}: {card.number}, {card.meeting.title}"
    return button(text, f"meetings.form:{card.meeting.id}:{form}", value, style, label=label)


INTENTS = {
    "schedule_meeting": schedule,
    "list_meetings": list_meetings,
    "reschedule_meeting": reschedule,
    "cancel_meeting": cancel,
}
