"""Someone wants to do business with CEC: from a sentence, a button or `/cec start` to a form that staff get."""

from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission
from bot.forms import at_fields, form_id, is_own_form, text_of
from bot.handlers import first_contact_staff, home
from bot.replies import Block, Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.slack import Slack
from bot.views.blocks import actions, read_value, section
from bot.views.first_contacts import MOST_NAMED, asked, offer, start_button, start_form, waiting_card, withdrawn
from domain.errors import NotFound
from domain.people import Role
from domain.permissions import Action
from services import Services
from services.access import require
from services.first_contact_cards import FirstContactGiven

CHANGED = "Your request is changed, and CEC staff are told."
DECIDED = "CEC staff have decided about this request already, or you withdrew it. Ask me to start with CEC to go on."


def start_reply(asker: Asker, services: Services) -> Reply:
    """A form cannot be opened by a sentence: a button opens it. Who has asked already sees how it stands, a customer
    the agreements there are. Raises NotAllowed for staff."""
    require(asker.actor, Action.START_AGREEMENT)
    waits = _waiting(asker, services)
    if waits:
        return waits
    if asker.actor.organization is None:
        text, blocks = offer(known=False)
        return Reply(text, blocks, private=True)
    own = services.agreements.own(asker.actor, size=MOST_NAMED)
    text, blocks = offer(True, [row.summary.number for row in own.rows], own.count)
    return Reply(text, blocks, private=True)


def stranger_start(asker: Asker, services: Services) -> tuple[str, list[Block]]:
    """For whoever is no customer yet, below an answer: how their request stands, else the button to start. The text
    is empty where there is only the button."""
    waits = services.own_requests.waiting(asker.actor)
    return waiting_card(waits, asker.zone) if waits else ("", [actions([start_button()])])


def start(click: Click) -> Outcome:
    return _waiting(click.asker, click.services) or _form(click.asker, click.services, click.origin)


def command(command: Command) -> Outcome:
    """A customer who has agreements is shown them first."""
    asker, services = command.asker, command.services
    if asker.actor.organization and services.agreements.own(asker.actor, size=1).count:
        return start_reply(asker, services)
    return _waiting(asker, services) or _form(asker, services, {})


def _waiting(asker: Asker, services: Services) -> Reply | None:
    waits = services.own_requests.waiting(asker.actor)
    if waits is None:
        return None
    text, blocks = waiting_card(waits, asker.zone)
    return Reply(text, blocks, private=True)


def _form(asker: Asker, services: Services, origin: dict[str, str]) -> Outcome:
    found = services.first_contacts.start(asker.actor, asker.name, asker.email)
    metadata = {"id": form_id(asker), "at": origin}
    return Modal(start_form(found, metadata, asker.actor.organization is not None))


def sent(submission: Submission) -> Outcome:
    if not is_own_form(submission):
        return Reply(STALE, private=True)

    def save(entered: dict[str, Any]) -> Outcome:
        asker, services = submission.asker, submission.services
        given = _given(entered, asker, services)
        kept = services.first_contacts.ask(asker.actor, given, asker.name, asker.email, _id(submission.metadata))
        text, blocks = asked(kept, asker.zone)
        return Reply(text, blocks, private=True)

    return at_fields(submission, save)


# -- what waits for staff ----------------------------------------------------------------------------------------


def change_form(click: Click) -> Outcome:
    waits = click.services.own_requests.waiting(click.actor)
    if waits is None or waits.first.id != _id(click.value):
        raise NotFound(DECIDED)
    found = click.services.first_contacts.start(click.actor, click.asker.name, click.asker.email)
    metadata = {"id": waits.first.id, "at": click.origin}
    return Modal(start_form(found, metadata, click.actor.organization is not None, waits.first))


def changed(submission: Submission) -> Outcome:
    def save(entered: dict[str, Any]) -> Outcome:
        asker, services = submission.asker, submission.services
        given = _given(entered, asker, services)
        done = services.own_requests.change(asker.actor, _id(submission.metadata), given, asker.name, asker.email)
        text, blocks = asked(done.view, asker.zone)
        return Reply(f"{CHANGED}\n{text}", [section(CHANGED), *blocks], private=True)

    return at_fields(submission, save)


def withdraw(slack: Slack, click: Click) -> Outcome:
    """Its card is replaced, so that no old button stays."""
    done = click.services.own_requests.withdraw(click.actor, _id(click.value))
    if click.in_home:
        home.publish(click.asker, click.services, slack)
    text, blocks = withdrawn(done.view)
    return Reply(text, blocks, private=True, replace=not click.in_home)


def _id(packed: str) -> str:
    return text_of(read_value(packed), "id")


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
    routes.action("first.change", change_form)
    routes.submission("first.change", changed)
    routes.action("first.withdraw", lambda click: withdraw(routes.slack, click))
    first_contact_staff.register(routes)


SUBCOMMANDS = (
    Subcommand("start", "", "Tell CEC that you want to do business", command, lambda actor: not actor.is_staff),
)
