"""Buttons that do what is next in an agreement, for whose turn it is."""

from bot.replies import Block
from bot.views.blocks import button
from bot.views.survey_messages import survey_button
from domain.people import Role
from services.agreement_cards import Todo, Whose

#: What is done where the needs of the agreement are shown.
_IN_NEEDS = {"needs_recorded": "Record the needs", "needs_confirmed": "Confirm the needs"}


def next_actions(todo: Todo) -> list[Block]:
    """Nothing where it is the other side's turn, or where it is done elsewhere."""
    if todo.turn is None or todo.whose not in (Whose.YOURS, Whose.YOUR_SIDE):
        return []
    requirement = todo.turn.requirement
    if requirement.key in _IN_NEEDS:
        text = _IN_NEEDS[requirement.key]
        return [button(text, f"needs.open:{todo.number}", {"number": todo.number}, label=f"{text} of {todo.number}")]
    if requirement.key == "survey_submitted":
        return [survey_button(todo.number)]
    if not requirement.filled_by_contact:
        return []
    side, _, role = requirement.key.partition("_")
    name = f"Name the {Role(role).label}"
    value = {"n": todo.number, "s": side, "r": role}
    return [button(name, f"contacts.add:{todo.number}", value, label=f"{name} of {todo.number}")]
