"""The forms of a meeting that is there: other times, why one can't come, people, details, and calling it off; and how
often an agreement has a service review."""

from collections.abc import Sequence
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import field, modal, option, section, select, text_input
from bot.views.meeting_forms import NEVER, people_fields, place_fields
from bot.views.meeting_times import TimesShown, times_blocks
from bot.views.meetings import meeting_line
from bot.views.tracker import Reader
from domain.meeting_series import Scope
from domain.meetings import LONGEST_AGENDA, LONGEST_REASON, LONGEST_TITLE, Meeting
from domain.recurrences import Rhythm
from services.cards import PersonCard
from services.meeting_cards import MeetingCard

REPLAN = "meetings.replan"
ASK, BOOK = "ask", "book"


def move_form(card: MeetingCard, times: TimesShown, reader: Reader, how: str, scope: str, metadata: Any) -> View:
    """Other times: the others are asked, or who decides books one at once; with those that follow, where there are
    some."""
    blocks = [section(meeting_line(card, reader)), *times_blocks(times)]
    if card.may_decide:
        blocks.append(field("how", "What happens then", _how(how)))
        blocks += _scope(card.meeting, scope)
    title, submit = ("Move the meeting", "Move") if card.meeting.time else ("Propose times", "Propose")
    return modal("meetings.move", title, blocks, submit, metadata)


def other_form(card: MeetingCard, reader: Reader, whose_time: str, metadata: Any) -> View:
    """No time suits: what would."""
    hint = f"For example: mornings, or after 3 PM {whose_time}. Name the time zone beside an hour."
    words = text_input(multiline=True, max_length=LONGEST_REASON)
    note = field("other", "What would suit you?", words, optional=True, hint=hint)
    title = "I can't come" if card.meeting.time and not card.meeting.slots else "None of these times"
    return modal("meetings.other", title, [section(meeting_line(card, reader)), note], "Send", metadata)


def cancel_form(card: MeetingCard, reader: Reader, metadata: Any, scope: Scope = Scope.ONE, why: str = "") -> View:
    reason = field("reason", "Why is it called off?", _words(why), hint="Everyone who takes part reads this.")
    blocks = [section(meeting_line(card, reader)), reason, *_scope(card.meeting, scope)]
    return modal("meetings.cancel", "Cancel the meeting", blocks, "Cancel it", metadata, close="Go back")


def not_held_form(card: MeetingCard, reader: Reader, metadata: Any) -> View:
    reason = field("reason", "Why did it not take place?", _words(), hint="Everyone who takes part reads this.")
    blocks = [section(meeting_line(card, reader)), reason]
    return modal("meetings.not_held", "It did not take place", blocks, "Save", metadata)


def people_form(card: MeetingCard, people: Sequence[PersonCard], reader: Reader, metadata: Any) -> View:
    required, invited = ([e.person.id for e in card.people if e.answer.required is each] for each in (True, False))
    said = f"{meeting_line(card, reader)}\nWho is new or left out is told."
    fields = people_fields(people, required, invited, card.meeting.kind.value)
    blocks = [section(said), *fields, *_scope(card.meeting, Scope.ONE)]
    return modal("meetings.people", "Change people", blocks, "Save", metadata)


def details_form(card: MeetingCard, metadata: Any) -> View:
    meeting = card.meeting
    blocks = [
        field("title", "Title", text_input(meeting.title, max_length=LONGEST_TITLE)),
        *place_fields(meeting.place, meeting.link),
        field("agenda", "Agenda", text_input(meeting.agenda, True, LONGEST_AGENDA), optional=True),
    ]
    return modal("meetings.details", "Change details", blocks, "Save", metadata)


def cadence_form(number: str, every: Rhythm | None, metadata: Any) -> View:
    options = [*(option(each.value.capitalize(), each) for each in Rhythm), option("Not regularly", NEVER)]
    chosen = next(each for each in options if each["value"] == (every or NEVER))
    said = f"CEC and the customer review the services of {number}. You are told when the next review is due."
    blocks = [section(said), field("every", "How often", select("value", "Choose", options, chosen))]
    return modal("meetings.cadence", "Service reviews", blocks, "Save", metadata)


def _how(chosen: str) -> Block:
    options = [option("The others are asked which time suits", ASK), option("It is booked at once, for all", BOOK)]
    return select("value", "Choose", options, options[1 if chosen == BOOK else 0])


def _scope(meeting: Meeting, chosen: str) -> list[Block]:
    """Only of a series."""
    if meeting.series is None:
        return []
    options = [option("Only this one", Scope.ONE), option("This one and all that follow", Scope.FOLLOWING)]
    return [field("scope", "Which of the series", select("value", "Choose", options, options[chosen != Scope.ONE]))]


def _words(said: str = "") -> Block:
    return text_input(said, multiline=True, max_length=LONGEST_REASON)
