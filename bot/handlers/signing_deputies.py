"""Deputies: a signer names a colleague who may sign in their place for a period, and ends it."""

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.entered import needed_day_in
from bot.forms import at_field, form_id, is_own_form, submitted, text_of
from bot.handlers.agreement_replies import is_known, reader_of
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.signing_forms import delegate_form, deputies_modal
from domain.errors import Conflict, InvalidInput
from services import Services
from services.cards import PersonCard


def shown(click: Click) -> Outcome:
    return Modal(deputies_modal(click.services.signatures.delegations(click.actor)))


def command(command: Command) -> Outcome:
    """A command opens no form without a button."""
    found = command.services.signatures.delegations(command.actor)
    mine = [each.deputy for each in found if each.mine]
    text = f"Who may sign for you: {safe(', '.join(mine))}." if mine else "Nobody may sign for you at the moment."
    return Reply(text, [section(text), actions([button("Deputies", "signing.deputies")])], private=True)


def form(click: Click) -> Outcome:
    colleagues = _colleagues(click.asker, click.services)
    return Modal(delegate_form(colleagues, reader_of(click.asker).today, {"id": form_id(click.asker)}), update=True)


def named(submission: Submission) -> Outcome:
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    values, signatures = submission.values, submission.services.signatures
    try:
        first, last = needed_day_in(values, "first"), needed_day_in(values, "last")
        deputy = str(values.get("deputy") or "")
        made = signatures.delegate(submission.actor, deputy, first, last, text_of(submitted(submission), "id"))
    except InvalidInput as error:
        return at_field(submission, error)
    said = f"{safe(made.deputy)} may sign for you on these days."
    return Modal(deputies_modal(signatures.delegations(submission.actor), said), update=True)


def ended(click: Click) -> Outcome:
    signatures = click.services.signatures
    try:
        view = signatures.end_delegation(click.actor, text_of(read_value(click.value), "d"))
        said = f"{safe(view.deputy)} signs for you no more."
    except Conflict as before:
        said = str(before)
    return Modal(deputies_modal(signatures.delegations(click.actor), said), update=True)


def _colleagues(asker: Asker, services: Services) -> tuple[PersonCard, ...]:
    actor = asker.actor
    people = services.directory
    found = people.people(actor, actor.organization) if actor.organization else people.staff(actor)
    return tuple(each for each in found if each.id != actor.id)


def register(routes: Routes) -> None:
    routes.action("signing.deputies", shown)
    routes.action("signing.delegate", form)
    routes.submission("signing.delegate", named)
    routes.action("signing.end", ended)


SUBCOMMANDS = (Subcommand("deputies", "", "Who may sign for you, and for whom you may sign", command, is_known),)
