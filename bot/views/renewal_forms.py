"""The forms of renewals: begin one, note that there is none, wish for one, extend a term, confirm contacts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.replies import Block, View
from bot.views.blocks import context, field, modal, option, section, text_input
from bot.views.renewal_words import asked_words, cost_words, line_words, withdrawn_words
from bot.views.sections import sections
from bot.views.text import day
from domain.extensions import LONGEST_DAYS, LONGEST_REASON
from domain.people import Role
from domain.proposal_checks import LONGEST_NAME
from domain.renewal_decisions import LONGEST_NOTICE
from services.cards import ContactCard
from services.renewal_cards import CarriedView, RenewalView

#: Slack holds so many boxes in one group.
BOXES = 10


def start_form(view: RenewalView, metadata: Any) -> View:
    """The new lines at the next prices and what changes, to be confirmed."""
    blocks: list[Block] = [
        section(f"A new agreement goes on after {view.number}, from {_term(view)}. {cost_words(view.outlook)}"),
        *([section(withdrawn_words(view.outlook))] if withdrawn_words(view.outlook) else []),
        *sections(map(line_words, view.outlook.lines)),
        section(
            "These lines are its draft. The confirmed needs go with it, the customer confirms the contacts, and the "
            "survey asks what could have changed. Both sides are told."
        ),
        *([context(view.notice)] if view.notice else []),
    ]
    return modal("renewals.start", "Start renewal", blocks, "Start renewal", metadata)


def not_renewing_form(view: RenewalView, metadata: Any) -> View:
    says = f"*{view.number}* then ends with its term, on {day(view.term.end)}. The customer is told, with the reason."
    asked = asked_words(view)
    says = f"*{asked}*\n{says}" if asked else says
    return _words(
        "not_renewing", "Not renewing", says, field("reason", "Reason", _long(_said(metadata))), "Note it", metadata
    )


def ask_form(view: RenewalView, metadata: Any) -> View:
    says = (
        f"CEC is told that you want to renew *{view.number}* from {day(view.following.start)} on. "
        f"{cost_words(view.outlook)}"
    )
    words = field(
        "words",
        "What should change",
        _long(_said(metadata)),
        optional=True,
        hint="Such as more laptops, or a service to add.",
    )
    return _words("ask", "We want to renew", says, words, "Send", metadata)


def told_from_form(view: RenewalView, metadata: Any) -> View:
    days = view.decided.customer_days
    element: Block = {
        "type": "number_input",
        "action_id": "value",
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": str(LONGEST_NOTICE),
        **({"initial_value": str(days)} if days is not None else {}),
    }
    says = f"From how many days before the end of the term the customer is told of the renewal of *{view.number}*."
    hint = f"From 0 to {LONGEST_NOTICE}. Leave it empty for the usual days of the office."
    asked = field("days", "Days before the end", element, optional=True, hint=hint)
    return _words("told_from", "Tell the customer", says, asked, "Save", metadata)


def extend_form(view: RenewalView, metadata: Any) -> View:
    last = view.term.end + timedelta(days=LONGEST_DAYS)
    blocks = [
        section(
            f"Services of *{view.number}* go on after {day(view.term.end)} at the same prices, while the renewal is "
            "late. Both sides confirm it."
        ),
        *([section(_following_moves(view))] if view.successor else []),
        field("new_end", "New last day", _day_picker(_said(metadata)), hint=f"Until {day(last)}."),
        field("reason", "Reason", _long(), hint="The other side reads it."),
        field(
            "approved_by",
            "Approved by",
            text_input(max_length=LONGEST_NAME),
            hint="Who answers for it, with name and office.",
        ),
    ]
    return modal("renewals.extend", "Ask for an extension", blocks, "Ask", metadata)


def _term(view: RenewalView) -> str:
    return f"{day(view.following.start)} to {day(view.following.end)}"


def _following_moves(view: RenewalView) -> str:
    end = day(view.following.end)
    return f"{view.successor}, which follows it from {day(view.following.start)}, then begins later. It ends on {end}."


def answer_form(form: str, number: str, new_end: date, metadata: Any) -> View:
    """`form` is "decline" or "withdraw"."""
    title, submit = ("Decline", "Decline") if form == "decline" else ("Take it back", "Take it back")
    says = f"The extension of *{number}* until {day(new_end)}. The other side is told, with the reason."
    return _words(form, title, says, field("reason", "Reason", _long()), submit, metadata)


def contacts_form(view: CarriedView, metadata: Any) -> View:
    """A box for each contact of the term before; who is not the contact any more is taken out."""
    blocks = [
        section(
            f"Who had a role before {view.number} began. Uncheck who has it no more; others can be named afterwards."
        )
    ]
    for place, first in enumerate(range(0, len(view.to_confirm), BOXES)):
        blocks.append(_boxes(f"kept{place}", view.to_confirm[first : first + BOXES]))
    return modal("renewals.contacts", "Confirm contacts", blocks, "Confirm", metadata)


def kept_value(person: str, role: Role) -> str:
    """How a checked box names a contact."""
    return f"{role} {person}"


def _said(metadata: Any) -> str:
    """What they said already."""
    return str(metadata.get("w", ""))


def _day_picker(initial: str) -> Block:
    return {"type": "datepicker", "action_id": "value", **({"initial_date": initial} if initial else {})}


def _boxes(name: str, cards: Sequence[ContactCard]) -> Block:
    named = [(f"{card.person.name}, {card.role.label}", kept_value(card.person.id, card.role)) for card in cards]
    options = [option(text, value) for text, value in named]
    element: Block = {"type": "checkboxes", "action_id": "value", "options": options, "initial_options": options}
    return field(name, "Contacts", element, optional=True)


def _words(form: str, title: str, says: str, asked: Block, submit: str, metadata: Any) -> View:
    return modal(f"renewals.{form}", title, [section(says), asked], submit, metadata)


def _long(initial: str = "") -> Block:
    return text_input(initial, multiline=True, max_length=LONGEST_REASON)
