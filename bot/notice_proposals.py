"""What each side is told of a proposal, with the proposal as it is when it is said."""

from collections.abc import Mapping
from typing import Any

from bot.notice_proposals_customer import customer_told
from bot.outgoing import Outgoing, Sender, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.slack import Slack
from bot.views.blocks import actions, button, section
from bot.views.proposal_staff_buttons import answer_amendment_row
from bot.views.proposal_words import ceiling_words
from bot.views.talk import quotations, quoted
from bot.views.text import capital
from domain.notices import NoticeKind
from domain.people import Side
from domain.proposal_states import Move
from services import Services
from services.proposal_cards import ProposalView

QUOTED = 1_000


def proposal_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    _TOLD[Side(str(outgoing.facts["side"]))](outgoing, slack, services)


def staff_told(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What happened, whose turn it is now, and what can be done about it as it stands by now."""
    actor, number = reader_of(outgoing, services), str(outgoing.facts["number"])
    view = seen_by_reader(outgoing, lambda: services.proposals.view(actor, number))
    if view is None:
        return
    said = _to_staff(outgoing.facts, view)
    asked = answer_amendment_row(view) if view.may_amend else []
    does = [
        button(text, action_id, {"number": number}, "primary", label=f"{text}: proposal of {number}")
        for move, (text, action_id) in _DOES.items()
        if move in view.moves
    ]
    opens = button("Open the proposal", "proposal.open", {"number": number}, label=f"Open the proposal of {number}")
    post(outgoing, slack, said, [section(said), actions([*asked, *does, opens])])


def _next(view: ProposalView) -> str:
    if view.request and view.request.waiting:
        return " Other wishes wait."
    return "" if view.turn is None else f" {view.why}"


_DOES = {
    Move.ANSWER: ("Answer the customer's request", "proposal.answer"),
    Move.CONFIRM: ("Accept for CEC", "proposal.confirm"),
}


def _to_staff(facts: Mapping[str, Any], view: ProposalView) -> str:
    by, number = quoted(str(facts["by"])), facts["number"]
    what = f"amendment {facts['amendment']} of {number}" if facts.get("amendment") else f"the proposal of {number}"
    version = f"version {facts['version']} of {what}"
    text = quoted(str(facts.get("text") or ""), QUOTED)
    reason = f" Reason: “{text}”" if text else ""
    note = quotations(str(facts.get("note") or ""), QUOTED)
    wrote = f" In the customer's words: {note}." if note else ""
    total = f", {facts['total']} for the term" if facts.get("total") else ""
    over = view.current.over_ceiling if view.current else None
    budget = ceiling_words(view.ceiling, over) or "There is no budget any more."
    return {
        "amendment_asked": f"{by} asks for an amendment of {number}: {text}.{wrote} Start one with it, or answer.",
        "wish_taken_back": f"{by} took back what was asked to be changed in {version}: {text}.{_next(view)}",
        "requested": f"{by} asks for changes of {version}: {text}. It is CEC's turn: answer them.",
        "accepted": f"{by} accepted {version}{total}. It is CEC's turn: accept it for CEC.",
        "agreed": f"Both sides accepted {version}{total}. Its documents are made to be signed.",
        "expired": f"{capital(version)} was not accepted in time. Present another one.",
        "sent_back": f"A signer declined {version}, so it is negotiated again.{reason} It is CEC's turn.",
        "in_force": f"All have signed {version}. It is in force.",
        "ceiling": f"{by} changed the customer's budget for {what}. {budget}",
    }[str(facts["what"])]


_TOLD: dict[Side, Sender] = {Side.CEC: staff_told, Side.CUSTOMER: customer_told}

SENDERS: dict[NoticeKind, Sender] = {NoticeKind.PROPOSAL_CHANGED: proposal_changed}
