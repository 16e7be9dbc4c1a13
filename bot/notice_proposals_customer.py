"""What customers are told of their proposal: what happened, what it costs, whose turn it is, and where to read it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.outgoing import Outgoing, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.slack import Slack
from bot.views.blocks import actions, button, context, safe, section
from bot.views.proposal_turns import budget_words
from bot.views.proposal_wishes import answer_words, names_of, wish_words
from bot.views.proposal_words import changes_counted, effect_words
from bot.views.talk import quoted
from bot.views.text import bullets, day
from domain.people import Side
from domain.permissions import Actor
from domain.proposal_changes import ChangeRequest
from services import Services
from services.proposal_cards import ProposalView

QUOTED = 1_000
#: Answers that are told one by one; the proposal has them all.
ANSWERS = 10


def customer_told(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    actor, number = reader_of(outgoing, services), str(outgoing.facts["number"])
    view = seen_by_reader(outgoing, lambda: services.proposals.view(actor, number))
    if view is None:
        return
    said = _said(outgoing.facts)
    parts = [said, *_of_what(str(outgoing.facts["what"]), view, actor, services)]
    priced = bool(outgoing.facts.get("total")) and outgoing.facts["what"] != "answered"
    notice = [context(safe(view.notice))] if priced and view.notice else []
    opens = button("Open the proposal", "proposal.open", {"number": number}, label=f"Open the proposal of {number}")
    text = "\n".join([*parts, *([view.notice] if notice else [])]).replace("*", "")
    blocks = [section(f"*{said}*"), *(section(part) for part in parts[1:])]
    post(outgoing, slack, text, [*blocks, actions([opens]), *notice])


def _said(facts: Mapping[str, Any]) -> str:
    by, number = quoted(str(facts["by"])), facts["number"]
    what = f"amendment {facts['amendment']} of {number}" if facts.get("amendment") else f"the proposal for {number}"
    version = f"version {facts['version']} of {what}"
    text = quoted(str(facts.get("text") or ""), QUOTED)
    reason = f" Reason: “{text}”" if text else ""
    total = f", {facts['total']} for the whole term" if facts.get("total") else ""
    note = f" {by} says: “{text}”" if text else ""
    return {
        "presented": f"Here is {version}{total}. It is your organization's turn{_until(facts)}.{note}",
        "answered": f"CEC answered what you asked to change in {version if facts['version'] else what}.",
        "agreed": f"Both sides accepted {version}{total}. It is signed next.",
        "withdrawn": f"CEC withdrew {version}, so it cannot be accepted any more.{reason}",
        "paused": f"CEC paused the negotiation of {what}.{reason} You are told when it goes on.",
        "resumed": f"The negotiation of {what} goes on.{_still(facts)}",
        "expired": f"The time to accept {version} has run out. Ask CEC to present it again, or ask for changes.",
        "sent_back": f"A signer declined {version}, so it is negotiated again. CEC prepares another version.{reason}",
        "in_force": f"All have signed {version}. It is in force.",
        "replaced": f"{by} asked CEC for something else in the place of your wish in {what}: {text}.",
        "unaccepted": f"{by} asked CEC to change {version}, so your acceptance does not count any more: {text}.",
        "stands_again": f"{by} took back the last open wish. It is your turn again{_until(facts)}: accept {version}.",
        "amendment": f"CEC prepares {what}. You are told when there is something to read.{reason}",
    }[str(facts["what"])]


def _until(facts: Mapping[str, Any]) -> str:
    last = facts.get("valid_until")
    return f" until {day(date.fromisoformat(str(last)))}" if last else ""


def _still(facts: Mapping[str, Any]) -> str:
    """Until when what is on the table can be accepted, once it is the customer's turn again."""
    return f" You can accept version {facts['version']}{_until(facts)}." if facts.get("turn") == Side.CUSTOMER else ""


def _of_what(what: str, view: ProposalView, actor: Actor, services: Services) -> list[str]:
    """What belongs to it, as it is by now."""
    if what == "presented" and view.current:
        budget = budget_words(view, view.current.over_ceiling)
        return [part for part in (budget, _news(view)) if part]
    return _answers(view, actor, services) if what == "answered" else []


def _news(view: ProposalView) -> str:
    """Empty for who has not looked at an earlier version."""
    if view.changes is None:
        return ""
    return f"Since you looked at version {view.seen}: {changes_counted(view.changes)}. {effect_words(view.changes)}"


def _answers(view: ProposalView, actor: Actor, services: Services) -> list[str]:
    """Each point with its answer, and what follows."""
    request, offer = view.request, view.asked_of
    if request is None or offer is None:
        return []
    name_of = names_of(services.catalog.current().catalog)
    lines = [
        f"{wish_words(item.wanted, offer, name_of)}. *{answer_words(item, offer, name_of)}*"
        for item in request.items[:ANSWERS]
    ]
    lines += [f"And {len(request.items) - ANSWERS} more"] if len(request.items) > ANSWERS else []
    return [bullets(lines), _follows(view, request)]


def _follows(view: ProposalView, request: ChangeRequest) -> str:
    if request.changes:
        return "CEC prepares another version with what was granted."
    if view.current is None or view.may_amend:
        return "What runs stays as it is. Ask for something else, or talk to CEC."
    return f"Version {request.version} stands as it is: accept it, or ask for something else."
