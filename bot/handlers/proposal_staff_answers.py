"""A customer's request answered by CEC's staff in one form, wish by wish."""

from collections.abc import Mapping
from typing import Any

from bot.context import Click, Submission
from bot.entered import day_in, decimal_in, needed_whole_in
from bot.forms import after_form, number_in, submitted, text_of
from bot.handlers.proposal_refusals import refusal
from bot.handlers.proposal_staff import draft_of, kept_of, moved_reply, number_of
from bot.payloads import entered
from bot.replies import FieldErrors, Modal, Outcome
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.proposal_staff_answers import BILLINGS, DECIDES, answer_form, open_items
from bot.views.proposal_wishes import names_of
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action
from domain.proposal_changes import (
    Answer,
    BillingWanted,
    Decision,
    QuantityWanted,
    RemovalWanted,
    ServiceWanted,
    TargetWanted,
    TermWanted,
    Wanted,
    WishItem,
    WordsWanted,
)
from domain.proposal_terms import BillingFrequency, BillingTime
from services.access import require
from services.proposal_cards import ProposalView

NOTHING_OPEN = "Nothing the customer asked for waits for an answer."


def open_form(click: Click) -> Outcome:
    require(click.actor, Action.EDIT_PROPOSAL)
    kept = kept_of(click)
    view = click.services.proposals.view(click.actor, number_of(kept))
    if not open_items(view):
        return refusal(view, click.memory, NOTHING_OPEN)
    kept["v"] = draft_of(view).revision
    return Modal(_form(click, view, {}, kept))


def decided(click: Click) -> Outcome:
    """A decision was chosen: what it asks for is shown, with everything typed still in the form."""
    kept = read_value(click.metadata)
    view = click.services.proposals.view(click.actor, number_of(kept))
    if not open_items(view):
        raise Conflict(f"{NOTHING_OPEN} Someone answered it meanwhile.")
    return Modal(_form(click, view, _decisions(entered(click.state), view), kept), update=True)


def _form(click: Click, view: ProposalView, chosen: Mapping[str, Decision], kept: dict[str, Any]) -> dict[str, Any]:
    name_of = names_of(click.services.catalog.current().catalog)
    return answer_form(view, name_of, chosen, kept, click.asker.zone)


def _decisions(values: Mapping[str, Any], view: ProposalView) -> dict[str, Decision]:
    """By the id of the wish; those that were left open are not in it."""
    chosen = {item.id: values.get(f"decision|{item.id}") for item in open_items(view)}
    return {item: each for item, given in chosen.items() for each in Decision if each == given}


def answered(submission: Submission) -> Outcome:
    """Errors stand at their fields, all of them at once where they can be read in the form alone."""
    kept = submitted(submission)
    view = submission.services.proposals.view(submission.actor, number_of(kept))
    errors: dict[str, str] = {}
    answers: dict[str, Answer] = {}
    decisions = _decisions(submission.values, view)
    for item in open_items(view):
        if item.id in decisions:
            try:
                answers[item.id] = _answer(item, decisions[item.id], submission.values)
            except InvalidInput as error:
                errors[error.field] = str(error)
    if errors:
        return FieldErrors(errors)
    try:
        proposals, seen = submission.services.proposals, number_in(kept, "v")
        moved = proposals.answer_request(submission.actor, number_of(kept), answers, seen)
    except InvalidInput as error:
        return FieldErrors({error.field: str(error)})
    return after_form(submission, moved_reply(submission, moved, _said(moved.view)))


def _said(view: ProposalView) -> str:
    """What follows from the answers."""
    request = view.request
    if request is None or request.closed_at is None:
        return "The answers are kept. The customer is told once all are answered."
    if request.changes:
        return "The customer has the answers. Present the next version when the draft is ready."
    if view.current is None:
        return "The customer has the answers. Nothing was granted: go on with the draft, or end the amendment."
    number = view.current.version.number
    return f"The customer has the answers. Version {number} stands, as nothing was changed."


def _answer(item: WishItem, decision: Decision, values: Mapping[str, Any]) -> Answer:
    """Raises InvalidInput with the input's own name."""
    reason = text_of(values, f"reason|{item.id}")
    if decision is Decision.ACCEPTED:
        return Answer(decision)
    if not reason.strip():
        raise InvalidInput(f"reason|{item.id}", "Say why it is not accepted as asked. The customer reads it.")
    counter = _counter(item, values) if decision is Decision.COUNTERED else None
    return Answer(decision, reason, counter)


def _counter(item: WishItem, values: Mapping[str, Any]) -> Wanted:
    """What CEC offers instead, in the kind of what was asked for; of a removal, another quantity."""
    field = f"counter|{item.id}"
    match item.wanted:
        case QuantityWanted(line, _) | RemovalWanted(line):
            return QuantityWanted(line, needed_whole_in(values, field))
        case ServiceWanted(service, _):
            return ServiceWanted(service, needed_whole_in(values, field))
        case TargetWanted(line, metric, _):
            target = decimal_in(values, field)
            if target is None:
                raise InvalidInput(field, "Give the target that CEC offers, such as 99.9.")
            return TargetWanted(line, metric, target)
        case TermWanted():
            return TermWanted(day_in(values, field), day_in(values, f"end|{item.id}"))
        case BillingWanted():
            return _billing(field, text_of(values, field))
        case WordsWanted():
            return WordsWanted(text_of(values, field))


def _billing(field: str, chosen: str) -> BillingWanted:
    if chosen not in BILLINGS:
        raise InvalidInput(field, "Choose the billing that CEC offers.")
    frequency, _, time = chosen.partition(" ")
    return BillingWanted(BillingFrequency(frequency), BillingTime(time))


def register(routes: Routes) -> None:
    routes.action("proposal.answer", open_form)
    routes.action(DECIDES, decided)
    routes.submission("proposal.answer", answered)
