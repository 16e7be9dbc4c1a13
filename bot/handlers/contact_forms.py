"""Contacts named, replaced, changed and taken off, in one modal whose content changes. Nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.context import Asker, Click, Submission
from bot.forms import at_field, at_fields, text_of
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.slack import Slack
from bot.views import contact_forms as views
from bot.views.admin_forms import fingerprint
from bot.views.blocks import read_value, safe
from bot.views.contact_forms import Named
from bot.views.text import join_and
from bot.views.vcards import GONE
from domain.errors import Conflict, InvalidInput, NotFound
from domain.people import Role, Side
from services import Services
from services.contact_cards import ContactBook, ContactGiven, ContactsChanged
from services.contact_people import PersonGiven
from services.directory_rules import checked_email, checked_phone

MEANWHILE = "Someone else changed this after you opened it. Open the contacts again, and make your change there."
WHO = "Choose a person in Slack, or give a name and an e-mail."
UNVOUCHED = "I can't see an e-mail of this person in Slack. Give it below."
A_BOT = "That is an app. Choose a person."


def managed(
    asker: Asker, services: Services, number: str | None, done: str = "", organization: str | None = None
) -> Modal:
    """The contacts of one agreement with their menus; of several, the agreements to choose from."""
    book = services.contacts.book(asker.actor, number, organization)
    only = [sheet for sheet in book.sheets if sheet.agreement]
    if not only:
        raise NotFound("There is no open agreement yet. Contacts belong to one.")
    view = views.manage_view(book, done) if len(only) == 1 else views.choose_view(book, done)
    return Modal(view, update=True)


def manage(click: Click) -> Outcome:
    value = read_value(click.value)
    return managed(click.asker, click.services, number_of(value), organization=text_of(value, "o") or None)


def add(click: Click) -> Outcome:
    """A button: of the list, of what is still missing, of what a sentence said, of what is next."""
    value = read_value(click.value)
    book = click.services.contacts.book(click.actor, number_of(value), text_of(value, "o") or None)
    return form(book, _named(value), click.asker.at)


def form(book: ContactBook, named: Named, at: datetime, warning: str = "") -> Modal:
    if not book.numbers:
        raise NotFound("There is no open agreement whose contacts you can change.")
    return Modal(views.name_form(book, named, at, warning), update=True)


# -- submitted ---------------------------------------------------------------------------------------------------


def named(slack: Slack, submission: Submission) -> Outcome:
    """Someone else was quicker: the form comes back with what was typed and what happened meanwhile."""
    kept = read_value(submission.metadata)

    def save(entered: dict[str, Any]) -> Outcome:
        if wrong := _unreadable(_typed(entered)):
            return at_field(submission, *wrong)
        number, services = number_of(kept), submission.services
        book = services.contacts.book(submission.actor, number, text_of(kept, "o") or None)
        side, role = _side_and_role(text_of(kept, "r") or str(entered.get("role") or ""))
        given = ContactGiven(
            side, role, _person(slack, entered), text_of(kept, "p") or None, entered.get("how") == views.BESIDE
        )
        try:
            changed = services.contacts.name(submission.actor, _numbers(kept, entered), given, _since(kept))
        except Conflict as error:
            before = Named(number, side, role, replaces=text_of(kept, "p") or None)
            return form(book, views.entered_named(entered, before), submission.asker.at, str(error))
        return managed(submission.asker, services, number, _done(changed), book.organization.key)

    return at_fields(submission, save)


def person_saved(submission: Submission) -> Outcome:
    kept = read_value(submission.metadata)

    def save(entered: dict[str, Any]) -> Outcome:
        if wrong := _unreadable(_typed(entered)):
            return at_field(submission, *wrong)
        services, actor = submission.services, submission.actor
        before = services.contacts.person(actor, text_of(kept, "p"))
        if kept.get("was") != fingerprint(before):
            raise Conflict(MEANWHILE)
        saved = services.contacts.change_person(actor, before.id, _typed(entered), before)
        return managed(submission.asker, services, number_of(kept), f"{safe(saved.name)} was saved.")

    return at_fields(submission, save)


# -- reading -----------------------------------------------------------------------------------------------------


def _person(slack: Slack, entered: Mapping[str, Any]) -> PersonGiven:
    """Name and e-mail from Slack where someone was chosen there; what is typed counts for everyone else."""
    typed, chosen = _typed(entered), str(entered.get("person") or "")
    if not chosen:
        if not typed.name.strip() and not typed.email.strip():
            raise InvalidInput("person", WHO)
        return typed
    profile = slack.profile(chosen)
    if profile.is_bot:
        raise InvalidInput("person", A_BOT)
    vouched = bool(profile.email) and not (profile.foreign or profile.deleted)
    if not vouched and not typed.email.strip():
        raise InvalidInput("email", UNVOUCHED)
    return PersonGiven(
        name=profile.name if vouched else typed.name or profile.name,
        email=profile.email if vouched else typed.email,
        title=typed.title,
        phone=typed.phone,
        slack_user_id=chosen if vouched else None,
    )


def _typed(entered: Mapping[str, Any]) -> PersonGiven:
    return PersonGiven(**{name: str(entered.get(name) or "") for name in ("name", "email", "title", "phone")})


def _unreadable(typed: PersonGiven) -> list[InvalidInput]:
    """What is wrong with the e-mail and the phone number, where they are given, so that both are told at once."""
    found: list[InvalidInput] = []
    for check, text in ((checked_email, typed.email), (checked_phone, typed.phone)):
        try:
            if text.strip():
                check(text)
        except InvalidInput as error:
            found.append(error)
    return found


def _numbers(kept: Mapping[str, Any], entered: Mapping[str, Any]) -> list[str]:
    """The agreements chosen, only of those that the form showed: one that was opened since is not meant."""
    shown = [str(number) for number in kept.get("for") or ()]
    chosen = entered.get("agreement") or views.ALL
    return shown if chosen == views.ALL else [number for number in shown if number == chosen]


def _done(changed: ContactsChanged) -> str:
    of = join_and(changed.numbers)
    now = "is now" if changed.changed else "already was"
    return f"{safe(changed.person.name)} {now} {changed.role.label} of {of}."


def _named(value: Mapping[str, Any]) -> Named:
    side = Side.CEC if value.get("s") == Side.CEC else Side.CUSTOMER
    texts = {name: text_of(value, key)[:300] for name, key in (("name", "name"), ("email", "mail"), ("phone", "tel"))}
    role, beside = role_of(text_of(value, "r")), bool(value.get("b"))
    only = text_of(value, "only")
    return Named(number_of(value), side, role, text_of(value, "u"), in_addition=beside, only=only, **texts)


def _side_and_role(packed: str) -> tuple[Side, Role]:
    side, _, role = packed.partition(".")
    found = role_of(role)
    if side not in list(Side) or found is None:
        raise InvalidInput("role", "Choose a role.")
    return Side(side), found


def role_of(value: str) -> Role | None:
    return next((role for role in Role if role == value), None)


def _since(kept: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(text_of(kept, "at"))
    except ValueError as error:
        raise NotFound(GONE) from error


def number_of(value: Mapping[str, Any]) -> str | None:
    return text_of(value, "n")[:40] or None


def register(routes: Routes) -> None:
    routes.action("contacts.manage", manage)
    routes.action("contacts.add", add)
    routes.submission("contacts.name", lambda submission: named(routes.slack, submission))
    routes.submission("contacts.person", person_saved)
