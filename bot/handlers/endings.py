"""An agreement is to be ended: the assistant cannot do that, and says who can."""

from dataclasses import replace

from bot.context import Turn
from bot.handlers.agreement_replies import is_known, organization_asked, told
from bot.handlers.asked import number_asked
from bot.handlers.proposal_changes import request_change as change_proposal
from bot.handlers.suggestions import for_turn
from bot.plain_words import wants_to_end
from bot.replies import Outcome, Reply
from bot.views.blocks import actions, safe, section
from bot.views.contacts import reach
from bot.views.talk import PERSON, Offer, ask_button
from bot.views.text import bullets
from bot.views.tracker import lead_of
from services.agreement_cards import AgreementStatus

_CANNOT = (
    "I can't end or change an agreement. "
    "The officials who sign for both sides decide that, under its terms of termination."
)
_TERMINATION = Offer("What termination means", "explain_term", "termination")
#: Agreements that are told one by one; who has more names the number.
_MOST = 5


def request_change(turn: Turn) -> Outcome:
    """A change of the proposal goes to CEC; the wish to end an agreement is answered with who can do that."""
    return told(turn.asker, lambda: _ending(turn)) if wants_to_end(turn.text) else change_proposal(turn)


def _ending(turn: Turn) -> Reply:
    found = _agreements(turn)
    text = f"{_CANNOT} {_whom(found)}"
    row = actions([ask_button(for_turn(PERSON, turn), style="primary"), ask_button(_TERMINATION)])
    memory = replace(turn.memory, misunderstood=0)
    if len(found) == 1:
        memory = replace(memory, agreement=found[0].number, organization=found[0].organization.key)
    return Reply(text, [section(text), row], frozenset(each.organization.key for each in found), memory=memory)


def _agreements(turn: Turn) -> tuple[AgreementStatus, ...]:
    """The one that is named, or the customer's own that may be meant."""
    number = number_asked(turn)
    if not number and is_known(turn.actor):
        organization_asked(turn)  # a customer who names another one is refused
    if number or turn.actor.is_staff or not turn.actor.organization:
        return (turn.services.agreements.status(turn.actor, number),) if number else ()
    rows = turn.services.agreements.own(turn.actor, size=_MOST).rows
    return tuple(turn.services.agreements.status(turn.actor, row.summary.number) for row in rows)


def _whom(found: tuple[AgreementStatus, ...]) -> str:
    leads = [(status, lead) for status in found if (lead := lead_of(status))]
    if not leads:
        return "Ask for a person at CEC, who brings it to them."
    lines = [
        f"{each.number}, {safe(each.title)}: {safe(lead.name)}, SML at CEC, {reach(lead, False)}"
        for each, lead in leads
    ]
    if len(lines) == 1:
        return f"Write to who leads it:\n{lines[0]}."
    return f"Write to who leads the agreement in question:\n{bullets(lines)}"
