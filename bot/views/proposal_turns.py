"""Whose turn it is in a negotiation, and what the budget says, in sentences for the customer."""

from decimal import Decimal

from bot.views.blocks import safe
from bot.views.text import day, instant_day, money
from bot.views.tracker import Reader
from domain.people import Side
from domain.proposal_states import Move, NegotiationState
from services.proposal_cards import ProposalView

_S = NegotiationState


def budget_words(view: ProposalView, over: Decimal | None) -> str:
    """What the budget says of a total; empty where there is none."""
    if view.ceiling is None:
        return ""
    within = f"Within your budget of {money(view.ceiling)}."
    return f"*{money(over)} over your budget* of {money(view.ceiling)}." if over else within


def turn_sentence(view: ProposalView, reader: Reader) -> str:
    """Whose turn it is since when, and what can be done or is waited for."""
    since = instant_day(view.since, reader.zone)
    current = f"version {view.current.version.number}" if view.current else "the version"
    until = f" It can be accepted until {day(view.valid_until)}." if view.valid_until else ""
    reason = f" Reason: {safe(view.reason)}" if view.reason else ""
    if view.turn is Side.CUSTOMER and Move.ACCEPT in view.moves:
        return f"It is your turn since {since}: accept {current}, or ask for changes.{until}"
    if view.turn is Side.CUSTOMER:
        does = f"your program manager accepts {current}, or a contact asks for changes"
        return f"It is your organization's turn since {since}: {does}.{until}"
    waits = {
        _S.DRAFTING: "CEC prepares the next version, and you are told when it is ready.",
        _S.REQUESTED: "CEC answers the changes that you asked for.",
        _S.CUSTOMER_ACCEPTED: f"You accepted {current}, and CEC confirms it.",
        _S.WITHDRAWN: f"CEC withdrew {current} and prepares another one.",
        _S.EXPIRED: f"{current.capitalize()} was not accepted in time. CEC presents another one, or ask for changes.",
    }
    if view.turn is Side.CEC:
        return f"It is CEC's turn since {since}. {waits[view.state]}{reason}"
    return {
        _S.AGREED: f"Both sides accepted {current} {since}. It is being signed.",
        _S.IN_FORCE: f"{current.capitalize()} is in force since {since}. An amendment changes it: ask for a change.",
        _S.PAUSED: f"{pause_words(view.paused_by, since)} Nothing is expected of you until CEC resumes it.{reason}",
    }[view.state]


def pause_words(by: str, since: str) -> str:
    return f"The negotiation is paused since {since} by {safe(by)}."
