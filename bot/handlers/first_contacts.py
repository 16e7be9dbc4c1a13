"""Someone wants to do business with CEC: from a sentence, a button or `/cec start` to a form that staff get."""

from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.forms import at_fields, form_id, text_of
from bot.handlers import first_contact_staff
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value, section
from bot.views.first_contacts import asked, offer, start_form, waiting_text
from domain.people import Role
from domain.permissions import Action
from services import Services
from services.access import require
from services.first_contact_cards import FirstContactGiven


def start_reply(asker: Asker) -> Reply:
    """A form cannot be opened by a sentence: a button opens it. Raises NotAllowed for staff."""
    require(asker.actor, Action.START_AGREEMENT)
    text, blocks = offer(asker.actor.organization is not None)
    return Reply(text, blocks, private=True)


def start(click: Click) -> Outcome:
    return _form(click.asker, click.services, click.origin)


def command(command: Command) -> Outcome:
    return _form(command.asker, command.services, {})


def _form(asker: Asker, services: Services, origin: dict[str, str]) -> Outcome:
    own = services.first_contacts.own(asker.actor)
    if own:
        return Reply(waiting_text(own), [section(waiting_text(own))], private=True)
    found = services.first_contacts.start(asker.actor, asker.name, asker.email)
    metadata = {"id": form_id(asker), "at": origin}
    return Modal(start_form(found, metadata, asker.actor.organization is not None))


def sent(submission: Submission) -> Outcome:
    sent_form = text_of(read_value(submission.metadata), "id")
    if not sent_form.startswith(f"{submission.asker.slack_user_id}-"):
        return Reply(STALE, private=True)

    def save(entered: dict[str, Any]) -> Outcome:
        asker, services = submission.asker, submission.services
        given = _given(entered, asker, services)
        kept = services.first_contacts.ask(asker.actor, given, asker.name, asker.email, sent_form)
        text, blocks = asked(kept)
        return Reply(text, blocks, private=True)

    return at_fields(submission, save)


def _given(entered: dict[str, Any], asker: Asker, services: Services) -> FirstContactGiven:
    own = services.directory.organization(asker.actor, asker.actor.organization) if asker.actor.organization else None
    role = next((role for role in Role if role == entered.get("role")), Role.SML)  # unknown: refused as not theirs
    return FirstContactGiven(
        organization=own.name if own else str(entered.get("organization") or ""),
        role=role,
        wish=str(entered.get("wish") or ""),
        fiscal_year=str(entered.get("fiscal_year") or ""),
        title=str(entered.get("title") or ""),
        phone=str(entered.get("phone") or ""),
        email=str(entered.get("email") or ""),
    )


def register(routes: Routes) -> None:
    routes.action("first.start", start)
    routes.submission("first.ask", sent)
    first_contact_staff.register(routes)


SUBCOMMANDS = (
    Subcommand("start", "", "Tell CEC that you want to do business", command, lambda actor: not actor.is_staff),
)
