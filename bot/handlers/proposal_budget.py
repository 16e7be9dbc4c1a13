"""The customer's budget for a proposal: set in a form, or said in words and confirmed by a button."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from bot.budget_words import budget_said
from bot.context import Click, Submission, Turn
from bot.entered import amount_in
from bot.forms import after_form, at_field, submitted, text_of
from bot.handlers.proposal_refusals import or_refused, refusal
from bot.handlers.proposal_staff import UNTOLD
from bot.handlers.proposal_versions import number_of, spoken_of
from bot.handlers.proposals import customers
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.proposal_wish_forms import budget_form
from bot.views.text import money
from domain.errors import InvalidInput
from domain.permissions import Action
from domain.proposals import over_ceiling
from services.proposal_cards import ProposalMoved, ProposalView

# -- in words ----------------------------------------------------------------------------------------------------


def budget_asked(turn: Turn, view: ProposalView) -> Reply:
    """What the budget would be, and how the version on the table compares; set by the button."""
    memory, about = spoken_of(turn.memory, view.number, view.organization.key), frozenset({view.organization.key})
    if not view.may_set_ceiling:
        why = turn.services.proposals.why_not(turn.actor, view.number, Action.SET_CEILING)
        return refusal(view, turn.memory, safe(why or view.why))
    ceiling = budget_said(turn.text)
    said = f"Set the budget of {view.number} to {money(ceiling)} for the whole term?" if ceiling is not None else (
        f"Take back the budget of {view.number}?"
    )  # fmt: skip
    text = f"{said}{_against(view, ceiling)} CEC is told."
    value = {"number": view.number, "c": str(ceiling) if ceiling is not None else None}
    yes = button("Set the budget" if ceiling is not None else "Take it back", "proposal.set_budget", value, "primary")
    no = button("Cancel", "proposal.cancel", {"number": view.number})
    return Reply(text, [section(text), actions([yes, no])], about, memory=memory)


def _against(view: ProposalView, ceiling: Decimal | None) -> str:
    if view.current is None or ceiling is None:
        return ""
    over = over_ceiling(view.current.total, ceiling)
    within = f"{money(over)} over it" if over else "within it"
    return f" Version {view.current.version.number} costs {money(view.current.total)}: {within}."


# -- buttons and the form ----------------------------------------------------------------------------------------


def confirmed(click: Click) -> Outcome:
    value = read_value(click.value)
    return _done(click, click.services.proposals.set_ceiling(click.actor, number_of(value), _ceiling(value.get("c"))))


def _ceiling(value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise InvalidInput("ceiling", "Give the budget in USD, such as 250,000.") from error


def form(click: Click) -> Outcome:
    view = click.services.proposals.view(click.actor, number_of(read_value(click.value)))
    current = f"{view.ceiling:,.2f}" if view.ceiling is not None else ""
    return Modal(budget_form(view.number, current, {"number": view.number, "at": click.origin}))


def saved(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    try:
        ceiling = amount_in(values, "ceiling") if text_of(values, "ceiling").strip() else None
        moved = submission.services.proposals.set_ceiling(submission.actor, number_of(kept), ceiling)
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, _done(submission, moved))


def _done(asked: Click | Submission, moved: ProposalMoved) -> Reply:
    view = moved.view
    said = "You have no budget for it any more." if view.ceiling is None else f"Your budget is {money(view.ceiling)}."
    reply = customers(asked.asker, asked.services, view, asked.memory, said=f"{said}{'' if moved.told else UNTOLD}")
    return replace(reply, replace=True)


def register(routes: Routes) -> None:
    routes.action("proposal.set_budget", or_refused(confirmed))
    routes.action("proposal.budget", or_refused(form))
    routes.submission("proposal.budget", saved)
