"""Deputies: a signer names a colleague who may sign in their place for a period, and ends it."""

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission, Turn
from bot.entered import needed_day_in
from bot.forms import at_field, form_id, is_own_form, submitted, text_of
from bot.handlers.agreement_replies import is_known, reader_of
from bot.plain_documents import names_deputy
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import actions, button, read_value, safe, section
from bot.views.signing_forms import delegate_form, deputies_modal
from bot.views.text import join_and
from domain.errors import Conflict, InvalidInput
from services import Services
from services.cards import PersonCard


def shown(click: Click) -> Outcome:
    return Modal(deputies_modal(click.services.signatures.delegations(click.actor)))


def command(command: Command) -> Outcome:
    return _who_signs(command.asker, command.services)


def deputies_asked(turn: Turn) -> Reply:
    """Asked for in words, or one is to be named."""
    how = " Press Deputies to name one and to say on which days." if names_deputy(turn.text) else ""
    return _who_signs(turn.asker, turn.services, how)


def _who_signs(asker: Asker, services: Services, how: str = "") -> Reply:
    """Neither a command nor a sentence opens a form without a button."""
    found = services.signatures.delegations(asker.actor)
    mine = [safe(each.deputy) for each in found if each.mine]
    for_whom = [safe(each.signer) for each in found if not each.mine]
    text = f"Who may sign for you: {join_and(mine)}." if mine else "Nobody may sign for you at the moment."
    text += f" You may sign for {join_and(for_whom)}." if for_whom else ""
    return Reply(text + how, [section(text + how), actions([button("Deputies", "signing.deputies")])], private=True)


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
