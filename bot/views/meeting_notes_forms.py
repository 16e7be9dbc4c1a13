"""The forms after a meeting: notes, decisions and who was there; an action item; which meeting a message belongs to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import context, field, modal, option, plain, text_input
from bot.views.menus import menu
from bot.views.text import instant_in_words
from bot.views.tracker import Reader
from domain.action_items import LONGEST_ITEM
from services.cards import PersonCard
from services.meeting_cards import MeetingCard

#: Slack takes so many characters in one field.
LONGEST_FIELD = 3_000


def notes_form(card: MeetingCard, metadata: Any, added: str = "") -> View:
    """What was written stands in it; `added` comes below."""
    meeting = card.meeting
    notes = "\n".join(part for part in (meeting.notes, added) if part)
    blocks = [
        field("notes", "Notes", _words(notes), optional=True),
        field("decisions", "Decisions", _words(meeting.decisions), optional=True),
        field("attended", "Who was there", _attended(card), optional=True),
        context("Everyone who takes part can read this. Action items are added once it is saved."),
    ]
    return modal("meetings.notes", "Notes of the meeting", blocks, "Save", metadata)


def item_form(people: Sequence[PersonCard], due_on: date, metadata: Any) -> View:
    day: Block = {"type": "datepicker", "action_id": "value", "initial_date": due_on.isoformat()}
    choices = [(f"{person.name}, {person.title}" if person.title else person.name, person.id) for person in people]
    blocks = [
        field("text", "What is to be done", text_input(multiline=True, max_length=LONGEST_ITEM)),
        field("owner", "Who does it", menu("value", "Choose a person", choices)),
        field("due_on", "Due", day),
    ]
    return modal("meetings.item", "Add an action item", blocks, "Add", metadata)


def which_form(cards: Sequence[MeetingCard], reader: Reader, metadata: Any) -> View:
    """The meeting that the message is a note of: those without notes come first."""
    choices = [(_choice(card, reader), card.meeting.id) for card in cards]
    blocks = [field("meeting", "Notes of which meeting", menu("value", "Choose a meeting", choices, choices[0][1]))]
    return modal("meetings.note_of", "Notes of a meeting", blocks, "Go on", metadata)


def _choice(card: MeetingCard, reader: Reader) -> str:
    when = instant_in_words(card.meeting.time, reader.zone) if card.meeting.time else ""
    return f"{card.number}, {when}: {card.meeting.title}"


def _attended(card: MeetingCard) -> Block:
    """Until it is known, those stand in it who said that they come."""
    options = [option(each.person.name, each.person.id) for each in card.people]
    known = card.meeting.noted_at is not None
    there = {
        each.person.id
        for each in card.people
        if (each.answer.attended if known else card.meeting.time in each.answer.yes)
    }
    element: Block = {
        "type": "multi_static_select",
        "action_id": "value",
        "placeholder": plain("Choose people"),
        "options": options,
    }
    initial = [each for each in options if each["value"] in there]
    return {**element, "initial_options": initial} if initial else element


def _words(text: str) -> Block:
    return text_input(text, multiline=True, max_length=LONGEST_FIELD)
