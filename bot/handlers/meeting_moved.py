"""A meeting is moved or called off: the one that is meant, with a button that opens the form with what was said."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organization_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.meeting_words import QUESTION
from bot.handlers.meetings import PLANNED, meeting_reply
from bot.intent_names import MEETING_INTENTS
from bot.meeting_particulars import reason_said
from bot.meeting_sentences import USUAL_TIME, kind_said, on_days, says_following, shift_said, times_said
from bot.plain_meetings import cannot_come
from bot.replies import Block, Reply
from bot.views.blocks import actions, button, section
from bot.views.meeting_buttons import new_button
from bot.views.meeting_card import meeting_row
from bot.views.meeting_times import as_seconds
from bot.views.meetings import meeting_line
from bot.views.talk import PERSON, ask_button
from bot.views.text import without_bold
from domain.errors import NotAllowed, NotFound
from domain.meeting_series import Scope
from domain.meetings import LONGEST_REASON
from services.meeting_cards import MeetingCard

MOST_PAGES = 5
MOST_SHOWN = 10
_IT = re.compile(r"\b(?:it|that|this)\b(?! (?:week|month|quarter|year|morning|afternoon|evening))", re.IGNORECASE)


def reschedule(turn: Turn) -> Reply:
    """`reschedule_meeting`: the one that is meant, with a button that opens the form with the new times."""
    if cannot_come(turn.text):
        return told(turn.asker, lambda: _one(turn, "I can't come", "other", "Which one?", _nothing))
    return told(turn.asker, lambda: _one(turn, "Move it", "move", "Which one is to be moved?", _new_times))


def cancel(turn: Turn) -> Reply:
    """`cancel_meeting`: the one that is meant, with a button that asks for the reason."""
    return told(turn.asker, lambda: _one(turn, "Cancel it", "cancel", "Which one is called off?", _calling_off))


def _one(turn: Turn, text: str, form: str, which: str, carried: Callable[[Turn, MeetingCard], dict[str, Any]]) -> Reply:
    if not is_known(turn.actor):
        return elsewhere.answer_about(turn, replace(QUESTION, intent=turn.understanding.intent or QUESTION.intent))
    found = _meant(turn)
    if not found:
        number = number_asked(turn)
        said = f"No meeting of {number} is planned." if number else "I found no meeting of yours that is planned."
        return Reply(said, [section(said), actions([new_button(number or ""), ask_button(PERSON)])], memory=turn.memory)
    if len(found) > 1:
        return _choose(turn, found, text, form, which, carried)
    (card,) = found
    if not (card.may_answer if form == "other" else card.may_arrange):
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
        opens = _form_button(card, text, form, carried(turn, card)) if card.may_arrange or form == "other" else None
        rows.append(section(line, opens) if opens else meeting_row(card, reader))
    lines = [meeting_line(card, reader) for card in shown]
    about = frozenset(card.organization.key for card in shown)
    return Reply(without_bold("\n".join([which, *lines])), rows, about, memory=turn.memory)


def _meant(turn: Turn) -> Sequence[MeetingCard]:
    """Those that fit all that is said, of the agreement that is named, else of the asker's own."""
    number, named = number_asked(turn), organization_asked(turn)
    pointed_at = None if number or named or kind_said(turn.text) else _pointed_at(turn)
    if pointed_at:
        return [pointed_at]
    found = _of_number(turn, number) if number else _own(turn)
    if named:
        found = [card for card in found if card.organization.key == named.key]
    kind, zone = kind_said(turn.text), turn.asker.zone
    days = set(times_said(turn.text, turn.understanding, turn.asker.at).days)
    spoken_of = turn.memory.agreement
    found = _narrowed(found, lambda card: card.meeting.kind is kind)
    found = _narrowed(found, lambda card: bool(card.meeting.time and card.meeting.time.astimezone(zone).date() in days))
    return _narrowed(found, lambda card: card.number == spoken_of)


def _pointed_at(turn: Turn) -> MeetingCard | None:
    """ "It": the one that was shown last, while that is spoken of."""
    if not turn.memory.meeting or turn.memory.intent not in MEETING_INTENTS or not _IT.search(turn.text):
        return None
    with suppress(NotFound):
        card = turn.services.meetings.view(turn.actor, turn.memory.meeting)
        return card if card.meeting.state in PLANNED and not card.may_record else None
    return None


def _narrowed(cards: Sequence[MeetingCard], fits: Callable[[MeetingCard], bool]) -> Sequence[MeetingCard]:
    """Those that fit; all where none does."""
    return [card for card in cards if fits(card)] or cards


def _of_number(turn: Turn, number: str) -> Sequence[MeetingCard]:
    cards = turn.services.meetings.of_agreement(turn.actor, number, *PLANNED)
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
    if own and shift and abs(shift) < timedelta(days=1):
        return {"t": as_seconds([own + shift]), **_which_of_series(turn, card)}
    instants = [each for each in said.instants if local is None or each.astimezone(zone).date() != local.date()]
    instants = instants or ([] if said.bare else list(said.instants))
    days = [each for each in said.bare if local is None or each != local.date()]
    if local and shift and not instants and not days:
        days = [local.date() + shift]
    on_bare, _ = on_days(days, local.time() if local else USUAL_TIME, zone, turn.asker.at)
    return {"t": as_seconds((*instants, *on_bare)), **_which_of_series(turn, card)}


def _which_of_series(turn: Turn, card: MeetingCard) -> dict[str, Any]:
    return {"s": Scope.FOLLOWING.value} if card.meeting.series and says_following(turn.text) else {}


def _calling_off(turn: Turn, card: MeetingCard) -> dict[str, Any]:
    reason = reason_said(turn.text)
    return {**_which_of_series(turn, card), **({"w": reason[:LONGEST_REASON]} if reason else {})}


def _nothing(turn: Turn, card: MeetingCard) -> dict[str, Any]:
    """ "I can't come" needs no more than the meeting."""
    return {}


def _form_button(card: MeetingCard, text: str, form: str, carried: dict[str, Any], style: str | None = None) -> Block:
    value = {"m": card.meeting.id, "v": card.meeting.revision, **carried}
    label = f"{text}: {card.number}, {card.meeting.title}"
    return button(text, f"meetings.form:{card.meeting.id}:{form}", value, style, label=label)
