"""A meeting about the needs: the times to choose from, what was agreed, and its forms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import actions, button, divider, field, header, modal, option, safe, section, select, text_input
from bot.views.meeting_words import how, meeting_words
from bot.views.text import instant, instant_in_words, plural
from bot.views.tracker import Reader
from domain.needs_meetings import LENGTHS, LONGEST_PLACE, LONGEST_REASON, MOST_TIMES, MeetingState
from domain.people import Side
from services.needs_cards import MeetingView

USUAL_LENGTH = 60


def meeting_line(view: MeetingView, reader: Reader) -> str:
    """As in Meeting about the needs of SLA-2027-0048: Nov 10, 2026 at 2:00 PM (Eastern Time), 60 minutes, Room 4."""
    return f"Meeting about the needs of {view.number}: {meeting_words(view.meeting, reader.zone, reader.whose_time)}"


def home_meetings(views: Sequence[MeetingView], reader: Reader) -> list[Block]:
    """Those that lie ahead; nothing where there are none."""
    rows = [section(meeting_line(view, reader), _open_needs(view.number)) for view in views]
    return [divider(), header("Meetings ahead"), *rows] if rows else []


def meeting_text(view: MeetingView, reader: Reader) -> str:
    """Where it stands, in words; also what the blocks say."""
    meeting = view.meeting
    why = f" “{safe(meeting.reason)}”" if meeting.reason else ""
    by = safe(view.answered_by or ("CEC" if meeting.side is Side.CUSTOMER else view.organization.abbreviation))
    match meeting.state:
        case MeetingState.ACCEPTED:
            return f"{meeting_line(view, reader)}. {by} accepted this time."
        case MeetingState.CANCELLED:
            return f"{meeting_line(view, reader)}. {by} cancelled it:{why}"
        case MeetingState.OTHER_TIMES:
            return f"{by} asks for other times for the meeting about the needs of {view.number}.{why}"
        case MeetingState.PROPOSED:
            times = "; ".join(instant(time, reader.zone) for time in meeting.invitation.times)
            whose = "CEC" if meeting.side is Side.CEC else safe(view.organization.abbreviation)
            return (
                f"{safe(view.proposed_by)} ({whose}) proposes a meeting about the needs of {view.number}, "
                f"{how(meeting)}: {times} ({reader.whose_time})."
            )


def meeting_blocks(view: MeetingView, reader: Reader) -> list[Block]:
    """One button for each time that can be accepted, in the reader's own time."""
    buttons = [*(_accept_button(view, time, reader) for time in view.meeting.invitation.times if view.may_answer)]
    value = {"m": view.meeting.id}
    if view.may_answer:
        buttons.append(button("Other times", "needs.meeting_others", value, label="None of these times suits"))
    if view.may_cancel:
        what = "Cancel the meeting" if view.meeting.time else "Cancel the proposal"
        buttons.append(button(what, "needs.meeting_cancel", value, label=f"{what} about {view.number}"))
    said = section(meeting_text(view, reader))
    return [said, actions(buttons, "needs.meeting")] if buttons else [said]


def propose_button(number: str, times: Sequence[datetime] = ()) -> Block:
    """Opens the form; `times` stand in it already."""
    value: dict[str, Any] = {"number": number, "t": [int(time.timestamp()) for time in times[:MOST_TIMES]]}
    return button("Propose a meeting", "needs.meeting_propose", value, label=f"Propose a meeting about {number}")


# -- forms -------------------------------------------------------------------------------------------------------


def times_form(number: str, times: Sequence[int], whose_time: str, metadata: object) -> View:
    """Up to five times in the person's own zone, which is that of Slack's picker; the length, and where."""
    given = [*times, *([None] * MOST_TIMES)][:MOST_TIMES]
    asked = f"Propose times for a meeting about the needs of {number}. The other side accepts one of them."
    blocks = [section(f"{asked} You give them in {whose_time}; everyone reads them in their own time.")]
    blocks += [_time_field(place, initial, whose_time) for place, initial in enumerate(given, start=1)]
    lengths = [option(plural(minutes, "minute"), str(minutes)) for minutes in LENGTHS]
    usual = next(each for each in lengths if each["value"] == str(USUAL_LENGTH))
    blocks += [
        field("minutes", "How long", select("value", "Length", lengths, usual)),
        field("place", "Place or link", text_input(max_length=LONGEST_PLACE), optional=True),
    ]
    return modal("needs.meeting_propose", "Propose a meeting", blocks, "Propose", metadata)


def others_form(whose_time: str, metadata: object) -> View:
    """None of the times suits: what would."""
    hint = f"For example: mornings, or after 3 PM {whose_time}. Name the time zone beside an hour."
    note = field("reason", "What would suit you?", _words(), optional=True, hint=hint)
    return modal("needs.meeting_others", "Ask for other times", [note], "Ask", metadata)


def cancel_form(metadata: object) -> View:
    reason = field("reason", "Why is it cancelled?", _words(), hint="Both sides read this.")
    return modal("needs.meeting_cancel", "Cancel the meeting", [reason], "Cancel it", metadata, close="Go back")


def _words() -> Block:
    return text_input(multiline=True, max_length=LONGEST_REASON)


def _time_field(place: int, initial: int | None, whose_time: str) -> Block:
    element: Block = {"type": "datetimepicker", "action_id": "value"}
    if initial:
        element["initial_date_time"] = initial
    return field(f"time{place}", f"Time {place}, in {whose_time}", element, optional=place > 1)


def _accept_button(view: MeetingView, time: datetime, reader: Reader) -> Block:
    at = int(time.timestamp())
    words = instant_in_words(time, reader.zone)
    return button(words, f"needs.meeting_accept:{at}", {"m": view.meeting.id, "t": at}, label=f"Accept {words}")


def _open_needs(number: str) -> Block:
    return button("Open", f"needs.open:meeting.{number}", {"number": number}, label=f"Open the needs of {number}")
