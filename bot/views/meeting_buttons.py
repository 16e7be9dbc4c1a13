"""Buttons that lead to meetings, from wherever these are spoken of."""

from bot.replies import Block
from bot.views.blocks import button
from domain.meetings import MeetingKind


def new_button(number: str = "", kind: MeetingKind | None = None) -> Block:
    text = "Set up a meeting"
    label, action_id = (f"{text} about {number}", f"meetings.new:{number}") if number else (text, "meetings.new")
    return button(text, action_id, {"number": number, **({"k": kind.value} if kind else {})}, label=label)


def items_button() -> Block:
    return button("My action items", "meetings.items", "{}")


def cadence_button(number: str) -> Block:
    text = "How often services are reviewed"
    return button(text, f"meetings.cadence:{number}", {"number": number}, label=f"{text}: {number}")


def meetings_button(number: str) -> Block:
    """To those of an agreement."""
    return button("Meetings", f"meetings.list:{number}", {"number": number}, label=f"Meetings of {number}")
