"""Buttons that do what is next in an agreement, for whose turn it is."""

from bot.replies import Block
from bot.views.blocks import button
from bot.views.funding_buttons import payments_button, record_button, signing_button
from bot.views.survey_messages import survey_button
from domain.people import Role
from domain.signing_places import PLACE_BY_KEY
from services.agreement_cards import Todo, Whose

#: What is done where a thing of the agreement is shown: what the button says, and the action that shows it.
_SHOWN_BY: dict[str, tuple[str, str]] = {
    "needs_recorded": ("Record the needs", "needs.open"),
    "needs_confirmed": ("Confirm the needs", "needs.open"),
    "proposal_presented": ("Work on the proposal", "proposal.open"),
    "proposal_accepted_customer": ("Read the proposal", "proposal.open"),
    "proposal_accepted_cec": ("Accept the proposal", "proposal.open"),
    "funds_confirmed": ("See the transfer", "payments.open"),
    "startup_tasks_done": ("Startup tasks", "startup.open"),
    "golive_confirmed": ("Confirm go-live", "startup.open"),
    "golive_confirmed_cec": ("Confirm go-live", "startup.open"),
    "renewal_decided": ("See the renewal", "renewals.open"),
    "succession_settled": ("See the renewal", "renewals.open"),
}


def next_actions(todo: Todo) -> list[Block]:
    """Nothing where it is the other side's turn, or where it is done elsewhere."""
    if todo.turn is None or todo.whose not in (Whose.YOURS, Whose.YOUR_SIDE):
        return []
    requirement = todo.turn.requirement
    if requirement.key in _SHOWN_BY:
        text, action_id = _SHOWN_BY[requirement.key]
        value, label = {"number": todo.number}, f"{text} of {todo.number}"
        return [button(text, f"{action_id}:next.{todo.number}", value, label=label)]
    if requirement.key in PLACE_BY_KEY:
        signs = todo.whose is Whose.YOURS and not todo.turn.stands_in
        return [signing_button(todo.number, "Read and sign" if signs else "See who signs")]
    if requirement.key == "funds_transferred":
        return [record_button(todo.number), payments_button(todo.number)]
    if requirement.key == "survey_submitted":
        return [survey_button(todo.number)]
    if not requirement.filled_by_contact:
        return []
    if todo.turn.confirms_contacts:
        value, label = {"number": todo.number}, f"Confirm the contacts of {todo.number}"
        return [button("Confirm the contacts", f"renewals.contacts:next.{todo.number}", value, "primary", label=label)]
    side, _, role = requirement.key.partition("_")
    name = f"Name the {Role(role).label}"
    value = {"n": todo.number, "s": side, "r": role}
    return [button(name, f"contacts.add:{todo.number}", value, label=f"{name} of {todo.number}")]
