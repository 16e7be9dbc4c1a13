"""The menu at a contact: replace, take off a role, change, save as a vCard, and that the person left."""

from typing import Any

from bot.context import Click, Submission
from bot.forms import at_fields, text_of
from bot.handlers.contact_forms import GONE, form, managed, number_of, role_of
from bot.handlers.vcards import vcards
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views import contact_forms as views
from bot.views import leaving as leaving_views
from bot.views.blocks import read_value, safe
from bot.views.contact_forms import Named
from domain.errors import Conflict, InvalidInput, NotFound
from domain.people import Role
from services.cards import ContactCard
from services.contact_cards import ContactBook


def chosen(click: Click) -> Outcome:
    value = read_value(click.value)
    number, person, role = number_of(value), text_of(value, "p"), role_of(text_of(value, "r"))
    if number is None or role is None:
        raise NotFound(GONE)
    match value.get("d"):
        case "replace":
            book, card = _holder(click, number, person, role)
            return form(book, Named(number, card.side, role, replaces=person), click.asker.at)
        case "remove":
            book, card = _holder(click, number, person, role)
            return Modal(views.remove_form(book, card.person, number, role), update=True)
        case "change":
            return Modal(views.person_form(click.services.contacts.person(click.actor, person), number), update=True)
        case "left":
            held = click.services.leaving.holdings(click.actor, person)
            return Modal(leaving_views.left_form(held, number), update=True)
        case _:
            raise NotFound(GONE)


def _holder(click: Click, number: str, person: str, role: Role) -> tuple[ContactBook, ContactCard]:
    """Who has the role, with the contacts of the agreement. Raises NotFound where they do not have it any more."""
    book = click.services.contacts.book(click.actor, number)
    cards = [card for card in book.sheets[0].contacts if (card.person.id, card.role) == (person, role)]
    if not cards:
        raise NotFound(GONE)
    return book, cards[0]


def removed(submission: Submission) -> Outcome:
    kept = read_value(submission.metadata)
    number, role = number_of(kept), role_of(text_of(kept, "r"))
    if number is None or role is None:
        raise NotFound(GONE)
    changed = submission.services.contacts.remove(submission.actor, number, text_of(kept, "p"), role)
    done = f"{safe(changed.person.name)} is no longer {role.label} of {number}."
    return managed(submission.asker, submission.services, number, done)


def leaving(click: Click) -> Outcome:
    """The button "This person left"."""
    value = read_value(click.value)
    held = click.services.leaving.holdings(click.actor, text_of(value, "p"))
    return Modal(leaving_views.left_form(held, number_of(value)), update=True)


def left(submission: Submission) -> Outcome:
    kept = read_value(submission.metadata)

    def save(entered: dict[str, Any]) -> Outcome:
        actor, services = submission.actor, submission.services
        held = services.leaving.holdings(actor, text_of(kept, "p"))
        if kept.get("was") != leaving_views.held_mark(held):
            return Modal(leaving_views.left_form(held, number_of(kept), changed=True), update=True)
        takers = {item.key: _taker(entered.get(f"take{place}")) for place, item in enumerate(held.items)}
        try:
            done = services.leaving.leave(actor, held.person.id, takers)
        except InvalidInput as error:
            if error.field not in takers:  # of the person who leaves: no field of this form is about that
                raise Conflict(str(error)) from error
            raise InvalidInput(f"take{list(takers).index(error.field)}", str(error)) from error
        return Modal(leaving_views.left_view(done, number_of(kept)), update=True)

    return at_fields(submission, save)


def _taker(value: Any) -> str | None:
    return None if value in (None, leaving_views.NOBODY) else str(value)


def register(routes: Routes) -> None:
    def menu(click: Click) -> Outcome:
        return vcards(click) if read_value(click.value).get("d") == "card" else chosen(click)

    routes.action("contacts.person", menu)
    routes.submission("contacts.remove", removed)
    routes.action("contacts.leaving", leaving)
    routes.submission("contacts.left", left)
    routes.action("contacts.vcard", vcards)
