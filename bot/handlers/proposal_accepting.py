"""The customer accepts a version: the exact one with its total, confirmed by a button."""

from dataclasses import replace

from bot.context import Click, Turn
from bot.forms import number_in
from bot.handlers.elsewhere import Question
from bot.handlers.proposal_refusals import cannot, or_refused, refusal
from bot.handlers.proposal_staff import UNTOLD
from bot.handlers.proposal_versions import number_of
from bot.handlers.proposals import about_proposal, customers, for_side, no_proposal
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.version_words import versions_said
from bot.views.blocks import read_value, safe
from bot.views.text import money
from domain.errors import Conflict
from domain.permissions import Action
from domain.proposal_states import Move
from domain.stages import Stage
from services.proposal_cards import ProposalView, must_be_approved


def accept_proposal(turn: Turn) -> Outcome:
    """`accept_proposal`: the version on the table with the button that accepts it. Words alone accept nothing."""
    return about_proposal(turn, Question("accept_proposal", Stage.PROPOSAL, _asked))


def _asked(turn: Turn, number: str) -> Reply:
    asker, services, memory = turn.asker, turn.services, turn.memory
    try:
        view = services.proposals.view(asker.actor, number)
    except Conflict as error:  # no proposal yet
        return no_proposal(asker, services, number, memory, error)
    if asker.actor.is_staff:
        said = _for_staff(view, asker.actor.id)
        if said is None:
            return refusal(view, memory, f"There is nothing to accept for CEC now. {safe(view.why)}")
        return for_side(asker, services, number, memory, said=said)
    if Move.ACCEPT not in view.moves or view.current is None:
        return cannot(asker, services, view, memory, Action.ACCEPT_PROPOSAL)
    current, said = view.current.version.number, versions_said(turn.text)
    other = f"Version {said[0]} is not the current one: version {current} is. " if said and current not in said else ""
    press = f"Nothing is accepted yet. To accept version {current} for {money(view.current.total)}, press the button."
    return customers(asker, services, view, memory, said=f"{other}{press}")


def _for_staff(view: ProposalView, reader: str) -> str | None:
    """What a colleague can accept or approve; None where nothing."""
    if Move.CONFIRM in view.moves:
        return "Nothing is accepted yet: press “Accept for CEC”."
    draft = view.draft if Move.EDIT in view.moves else None
    if draft is None or not draft.unapproved:
        return None
    lines = [line for line in draft.draft.lines if line.id in draft.unapproved]
    own = all(line.override and line.override.by == reader for line in lines)
    does = "You set it yourself." if own else "To agree with it, press “Approve the price”."
    return safe(f"{must_be_approved([line.name for line in lines])} {does}")


def accepted(click: Click) -> Outcome:
    """Only the version that is current and was seen. Who comes late reads what happened meanwhile."""
    value = read_value(click.value)
    version = number_in(value, "ver")
    moved = click.services.proposals.accept(click.actor, number_of(value), version)
    view = moved.view
    total = f" for {money(view.current.total)}" if view.current else ""
    said = f"Version {version} is accepted{total}. CEC confirms it next.{'' if moved.told else UNTOLD}"
    return replace(customers(click.asker, click.services, view, click.memory, said=said), replace=True)


def register(routes: Routes) -> None:
    routes.action("proposal.accept", or_refused(accepted))


INTENTS = {"accept_proposal": accept_proposal}
