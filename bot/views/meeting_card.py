"""A meeting with what its reader can do: answer, book, move, change, cancel, write notes, mark items as done."""

from datetime import datetime, timedelta
from typing import Any

from bot.replies import Block
from bot.views.blocks import actions, button, confirmation, context, option, safe, section, select
from bot.views.meetings import (
    OPEN_SHOWN,
    answers_text,
    item_line,
    meeting_line,
    named,
    notes_text,
    state_sentence,
    titled,
)
from bot.views.text import dated_in_words, day
from bot.views.tracker import Reader
from domain.business_days import next_business_day
from domain.meetings import MeetingState
from services.meeting_cards import ItemCard, MeetingCard

MOST_ITEMS = 15


def meeting_blocks(card: MeetingCard, reader: Reader, said: str = "") -> list[Block]:
    meeting = card.meeting
    head = f"*{named(card)}*, {safe(card.about)}\n{state_sentence(card, reader)}"
    texts = [said, head, answers_text(card, reader), titled("*Agenda*", meeting.agenda), notes_text(card)]
    blocks = [section(text) for text in texts if text]
    blocks += items_blocks(card, reader)
    if card.next_on and meeting.state is MeetingState.HELD:
        blocks.append(context(f"The next {safe(meeting.title.lower())} is due by {day(card.next_on)}."))
    rows = (answer_buttons(card, reader), work_buttons(card, reader), change_buttons(card))
    return [*blocks, *(actions(row) for row in rows if row)]


def key_of(meeting_id: str) -> str:
    """With this the keys of all messages begin that show a meeting."""
    return f"meeting:{meeting_id}:"


def outdated_blocks(card: MeetingCard, reader: Reader) -> list[Block]:
    """What is left of an older message: how the meeting stands now, and the way to it."""
    return [section(f"*{named(card)}*\n{state_sentence(card, reader)}"), actions([open_button(card, reader)])]


def meeting_row(card: MeetingCard, reader: Reader) -> Block:
    """One line of a list."""
    return section(meeting_line(card, reader), open_button(card, reader))


def open_button(card: MeetingCard, reader: Reader, text: str = "Open") -> Block:
    meeting = card.meeting
    when = f", {dated_in_words(meeting.time, reader.zone)}" if meeting.time else ""
    label = f"{text} {card.number}: {meeting.title}{when}"
    return button(text, f"meetings.open:{meeting.id}", {"m": meeting.id}, label=label)


def answer_buttons(card: MeetingCard, reader: Reader) -> list[Block]:
    """Yes to each time that waits, another time, and for who decides a menu to book one now."""
    meeting, made = card.meeting, list[Block]()
    if card.may_answer:
        own = meeting.participant(reader.person_id or "")
        offered = meeting.slots or ((meeting.time,) if meeting.time else ())
        made += [_yes(card, time, reader) for time in offered if own is None or time not in own.yes]
        if own is None or not meeting.time or meeting.slots or meeting.time not in own.no:
            text = "I can't come" if meeting.time and not meeting.slots else "None of these"
            made.append(_form(card, text, "other"))
    if card.may_decide and meeting.slots:
        made.append(_book_menu(card, reader))
    return made


def work_buttons(card: MeetingCard, reader: Reader) -> list[Block]:
    """What is done once it has begun, and its calendar file."""
    meeting, made = card.meeting, list[Block]()
    if card.may_record:
        made.append(_form(card, "Change the notes" if meeting.noted_at else "Write notes", "notes"))
        made.append(_form(card, "Add an action item", "item"))
        if meeting.state is MeetingState.BOOKED:
            made.append(_form(card, "It did not take place", "not_held"))
    if meeting.state is MeetingState.HELD:
        made.append(_next_button(card, reader))
    if meeting.time and meeting.state is not MeetingState.HELD:
        made.append(button("File for my calendar", "meetings.file", _value(card)))
    return made


def _next_button(card: MeetingCard, reader: Reader) -> Block:
    """The form begins with the day on which the next one is due, at the same hour as this one."""
    meeting = card.meeting
    value: dict[str, Any] = {"number": card.number, "k": meeting.kind.value}
    if card.next_on and meeting.time:
        due = next_business_day(max(card.next_on, reader.today + timedelta(days=1)))
        at = datetime.combine(due, meeting.time.astimezone(reader.zone).time(), reader.zone)
        value |= {"f": due.isoformat(), "t": [int(at.timestamp())]}
    return button("Set up the next one", "meetings.new:next", value)


def change_buttons(card: MeetingCard) -> list[Block]:
    if not card.may_arrange:
        return []
    meeting, made = card.meeting, list[Block]()
    if card.may_decide and meeting.time and meeting.slots:
        made.append(button("Keep the time", "meetings.keep", _value(card)))
    made.append(_form(card, "Move it" if meeting.time else "Propose times", "move"))
    made += [_form(card, "Change people", "people"), _form(card, "Change details", "details")]
    made.append(_form(card, "Cancel it", "cancel"))
    return made


def items_blocks(card: MeetingCard, reader: Reader) -> list[Block]:
    blocks: list[Block] = []
    if card.items:
        blocks += [section("*Action items*"), *(item_row(each, reader) for each in card.items[:MOST_ITEMS])]
    if card.open_before:
        shown = card.open_before[:OPEN_SHOWN]
        blocks += [section("*Open since earlier meetings*"), *(item_row(each, reader) for each in shown)]
    rest = max(0, len(card.items) - MOST_ITEMS) + max(0, len(card.open_before) - OPEN_SHOWN)
    return (
        [*blocks, context(f"{rest} more are not shown here. Write “my action items” to see yours.")] if rest else blocks
    )


def item_row(card: ItemCard, reader: Reader, listed: bool = False) -> Block:
    """`listed`: in the list of one's own, which is shown again after a click."""
    if not card.may_change:
        return section(item_line(card, reader, listed))
    text, do = ("Done", "done") if card.item.is_open else ("Open again", "reopen")
    value: dict[str, Any] = {"i": card.item.id, "m": card.item.meeting, **({"l": 1} if listed else {})}
    label = f"{text}: {card.item.text}"
    return section(
        item_line(card, reader, listed), button(text, f"meetings.item_{do}:{card.item.id}", value, label=label)
    )


def _yes(card: MeetingCard, time: datetime, reader: Reader) -> Block:
    at, words = int(time.timestamp()), dated_in_words(time, reader.zone)
    booked = card.meeting.time == time and not card.meeting.slots
    text = "I can come" if booked else f"Yes, {words}"
    return button(text, f"meetings.yes:{at}", {"m": card.meeting.id, "t": at}, "primary", label=f"I can come, {words}")


def _book_menu(card: MeetingCard, reader: Reader) -> Block:
    """Decides for all, so it is asked once more."""
    meeting = card.meeting
    options = [
        option(dated_in_words(slot, reader.zone), f"{meeting.revision} {int(slot.timestamp())} {meeting.id}")
        for slot in meeting.slots
    ]
    made = select("meetings.book", "Book a time", options)
    made["confirm"] = confirmation(
        "Book this time?", "It counts for all, whoever has answered. Everyone is told.", "Book"
    )
    return made


def _form(card: MeetingCard, text: str, form: str) -> Block:
    return button(text, f"meetings.form:{form}", _value(card), label=f"{text}: {card.meeting.title}")


def _value(card: MeetingCard) -> dict[str, Any]:
    return {"m": card.meeting.id, "v": card.meeting.revision}
