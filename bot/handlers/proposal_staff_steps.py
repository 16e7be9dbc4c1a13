"""Steps of a negotiation that CEC's staff take: present, accept, withdraw, pause, amend; and `/cec proposal`."""

from collections.abc import Callable
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Click, Submission, memory_key
from bot.entered import day_in
from bot.forms import after_form, at_field, number_in, submitted, text_of
from bot.handlers.agreement_replies import is_known, list_reply
from bot.handlers.proposal_refusals import or_refused
from bot.handlers.proposal_staff import draft_of, kept_of, moved_reply, number_of
from bot.handlers.proposals import show
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.list_question import ListQuestion
from bot.views.proposal_staff_steps import confirm_form, present_form, reason_form
from bot.views.proposal_words import valid_words
from domain.errors import Conflict, InvalidInput
from domain.people import Side
from domain.permissions import Action
from domain.stages import Stage
from services.access import require
from services.proposal_cards import ProposalMoved, ProposalView

# -- presented and accepted --------------------------------------------------------------------------------------


def present(click: Click) -> Outcome:
    """The form shows the draft as it is now, so its revision is that of now. Raises Conflict where it must wait."""
    view = _view(click)
    draft = draft_of(view)
    if draft.unready:
        raise Conflict(draft.unready)
    kept = {**kept_of(click), "v": draft.revision}
    return Modal(present_form(view, kept))


def presented(submission: Submission) -> Outcome:
    def move(kept: dict[str, Any]) -> ProposalMoved:
        note, until = text_of(submission.values, "note"), day_in(submission.values, "valid_until")
        proposals = submission.services.proposals
        return proposals.present(submission.actor, number_of(kept), number_in(kept, "v"), note, until)

    return _taken(submission, move, lambda view: f"Version {_current(view)} is presented to the customer.")


def confirm(click: Click) -> Outcome:
    """Who gets the form has the version before them: only what was seen can be accepted."""
    require(click.actor, Action.EDIT_PROPOSAL)
    view = _view(click)
    if view.current is None:
        raise Conflict(view.why)
    number = view.current.version.number
    click.services.proposals.look(click.actor, view.number, number)
    return Modal(confirm_form(view, {**kept_of(click), "version": number}))


def confirmed(submission: Submission) -> Outcome:
    def move(kept: dict[str, Any]) -> ProposalMoved:
        return submission.services.proposals.accept(submission.actor, number_of(kept), number_in(kept, "version"))

    said = "Both sides accepted version {}. Its documents are made to be signed."
    return _taken(submission, move, lambda view: said.format(_current(view)))


# -- steps with a reason -----------------------------------------------------------------------------------------


def withdraw(click: Click) -> Outcome:
    view = _view(click)
    kept = {**kept_of(click), **({"version": _current(view)} if view.current else {})}
    return Modal(reason_form("withdraw_amendment" if view.amendment else "withdraw", view.number, kept))


def withdrawn(submission: Submission) -> Outcome:
    def move(kept: dict[str, Any]) -> ProposalMoved:
        proposals, reason = submission.services.proposals, text_of(submission.values, "reason")
        return proposals.withdraw(submission.actor, number_of(kept), reason, number_in(kept, "version") or None)

    return _taken(submission, move, lambda view: "The proposal is withdrawn.")


def pause(click: Click) -> Outcome:
    return _reason_form(click, "pause")


def paused(submission: Submission) -> Outcome:
    def move(kept: dict[str, Any]) -> ProposalMoved:
        proposals, reason = submission.services.proposals, text_of(submission.values, "reason")
        return proposals.pause(submission.actor, number_of(kept), reason)

    return _taken(submission, move, lambda view: "The negotiation is paused.")


def amend(click: Click) -> Outcome:
    return _reason_form(click, "amend")


def amended(submission: Submission) -> Outcome:
    def move(kept: dict[str, Any]) -> ProposalMoved:
        proposals, reason = submission.services.proposals, text_of(submission.values, "reason")
        return proposals.start_amendment(submission.actor, number_of(kept), reason)

    return _taken(submission, move, lambda view: f"Amendment {view.amendment} is started, from the version in force.")


def no_amendment(click: Click) -> Outcome:
    return _reason_form(click, "no_amendment")


def answered_without(submission: Submission) -> Outcome:
    def move(kept: dict[str, Any]) -> ProposalMoved:
        proposals, reason = submission.services.proposals, text_of(submission.values, "reason")
        return proposals.answer_without_amendment(submission.actor, number_of(kept), reason)

    return _taken(submission, move, lambda view: "The customer has your answer. No amendment is started.")


def resumed(click: Click) -> Outcome:
    moved = click.services.proposals.resume(click.actor, number_of(read_value(click.value)))
    valid = valid_words(moved.view.valid_until) if moved.view.turn is Side.CUSTOMER else ""
    return moved_reply(click, moved, f"The negotiation goes on. {valid}".strip())


def _reason_form(click: Click, step: str) -> Outcome:
    require(click.actor, Action.EDIT_PROPOSAL)
    kept = kept_of(click)
    return Modal(reason_form(step, number_of(kept), kept))


# -- pieces ------------------------------------------------------------------------------------------------------


def _view(click: Click) -> ProposalView:
    """For staff alone. Raises as `proposals.view`."""
    require(click.actor, Action.EDIT_PROPOSAL)
    return click.services.proposals.view(click.actor, number_of(read_value(click.value)))


def _current(view: ProposalView) -> int:
    return view.current.version.number if view.current else 0


def _taken(
    submission: Submission, move: Callable[[dict[str, Any]], ProposalMoved], said: Callable[[ProposalView], str]
) -> Outcome:
    try:
        moved = move(submitted(submission))
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, moved_reply(submission, moved, said(moved.view)))


# -- the command -------------------------------------------------------------------------------------------------


def command(command: Command) -> Outcome:
    """Without a number: the agreement spoken of, else the only one at this step, else those to choose from."""
    services, asker = command.services, command.asker
    memory = services.memory.read(memory_key(asker))
    if command.words or memory.agreement:
        return show(asker, services, command.words or str(memory.agreement))
    here = ListQuestion(stage=Stage.PROPOSAL)
    rows = services.agreements.list(asker.actor, here.filter, size=2).rows
    if len(rows) == 1:
        return show(asker, services, rows[0].summary.number)
    return list_reply(asker, services, here, memory)


SUBCOMMANDS = (Subcommand("proposal", "[number]", "The proposal: read, negotiate, accept", command, is_known),)


def register(routes: Routes) -> None:
    routes.action("proposal.present", or_refused(present))
    routes.submission("proposal.present", presented)
    routes.action("proposal.confirm", or_refused(confirm))
    routes.submission("proposal.confirm", or_refused(confirmed))
    routes.action("proposal.withdraw", or_refused(withdraw))
    routes.submission("proposal.withdraw", withdrawn)
    routes.action("proposal.pause", or_refused(pause))
    routes.submission("proposal.pause", paused)
    routes.action("proposal.resume", or_refused(resumed))
    routes.action("proposal.no_amendment", or_refused(no_amendment))
    routes.submission("proposal.no_amendment", answered_without)
    routes.action("proposal.amend", or_refused(amend))
    routes.submission("proposal.amend", amended)
