"""The forms of administrators: opened from a list, checked, saved, and back to the list.

What cannot be kept is said at its field and nothing typed is lost. Who opened a form before another administrator
saved the same thing is told so instead of overwriting it.
"""

from dataclasses import replace
from typing import Any

from bot.context import Click, Submission
from bot.forms import at_fields
from bot.handlers.admin_lists import organizations_modal, people_modal
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views.admin import CEC, admin_menu
from bot.views.admin_forms import (
    YES,
    agreement_form,
    fields_of,
    fingerprint,
    organization_form,
    person_form,
    roles_view,
    settings_form,
)
from bot.views.blocks import read_value
from domain.catalog import Area
from domain.errors import Conflict, InvalidInput, NotFound
from domain.organizations import Organization
from domain.people import Person, Role, Side
from domain.permissions import Action
from services import Services
from services.access import require
from services.contact_cards import ContactGiven

CHANGED_MEANWHILE = "Someone else changed this after you opened it. Go back, open it again, and make your change there."


def _unchanged(submission: Submission, now: object) -> None:
    """Raises Conflict when the thing is no longer as it was when the form was opened."""
    if read_value(submission.metadata).get("was") != fingerprint(now):
        raise Conflict(CHANGED_MEANWHILE)


# -- organizations -----------------------------------------------------------------------------------------------


def organization(click: Click) -> Outcome:
    require(click.actor, Action.ADMINISTER)
    key = str(read_value(click.value).get("key") or "")
    known = click.services.admin.organization(click.actor, key) if key else None
    return Modal(organization_form(known), update=True)


def organization_saved(submission: Submission) -> Outcome:
    key = str(read_value(submission.metadata).get("key") or "")
    before = submission.services.admin.organization(submission.actor, key) if key else None
    _unchanged(submission, before)

    def save(entered: dict[str, Any]) -> Outcome:
        given = _organization(entered, before)
        saved = submission.services.admin.save_organization(submission.actor, given, before is None, before)
        done = f"{saved.value.name} was {'saved' if saved.changed else 'left as it was'}."
        return organizations_modal(submission.actor, submission.services, done=done)

    return at_fields(submission, save)


def _organization(entered: dict[str, Any], before: Organization | None) -> Organization:
    return Organization(
        key=before.key if before else _text(entered, "key"),
        name=_text(entered, "name"),
        abbreviation=_text(entered, "abbreviation"),
        aliases=_lines(entered, "aliases"),
        email_domains=_lines(entered, "email_domains"),
        active=entered.get("active", YES) == YES,
    )


# -- people ------------------------------------------------------------------------------------------------------


def person(click: Click) -> Outcome:
    value = read_value(click.value)
    person_id = str(value.get("id") or "")
    known = click.services.admin.person(click.actor, person_id) if person_id else None
    require(click.actor, Action.ADMINISTER)
    cards = click.services.directory.organizations(click.actor)
    return Modal(person_form(known, cards, _areas(click.services), str(value.get("where") or CEC)), update=True)


def person_saved(submission: Submission) -> Outcome:
    person_id = str(read_value(submission.metadata).get("id") or "")
    before = submission.services.admin.person(submission.actor, person_id) if person_id else None
    _unchanged(submission, before)

    def save(entered: dict[str, Any]) -> Outcome:
        given = _person(entered, before)
        saved = submission.services.admin.save_person(submission.actor, given, before)
        done = f"{saved.value.name} was {'saved' if saved.changed else 'left as it was'}."
        where = saved.value.organization or CEC
        return people_modal(submission.actor, submission.services, where=where, done=done)

    return at_fields(submission, save)


def _person(entered: dict[str, Any], before: Person | None) -> Person:
    where = entered.get("organization") or CEC
    known = before or Person("", "", "", Side.CEC)
    return replace(
        known,
        name=_text(entered, "name"),
        email=_text(entered, "email"),
        side=Side.CEC if where == CEC else Side.CUSTOMER,
        organization=None if where == CEC else where,
        title=_text(entered, "title"),
        phone=_text(entered, "phone"),
        areas=tuple(entered.get("areas") or ()),
        administrator=entered.get("administrator") == YES,
        active=entered.get("active", YES) == YES,
    )


def _areas(services: Services) -> tuple[Area, ...]:
    try:
        return services.catalog.current().catalog.areas
    except NotFound:
        return ()


# -- roles of an agreement ---------------------------------------------------------------------------------------


def agreement(click: Click) -> Outcome:
    require(click.actor, Action.ADMINISTER)
    return Modal(agreement_form(), update=True)


def agreement_chosen(submission: Submission) -> Outcome:
    require(submission.actor, Action.ADMINISTER)
    number = _text(fields_of(submission.values), "number")
    return Modal(roles_view(submission.services.agreements.status(submission.actor, number)), update=True)


def role_given(submission: Submission) -> Outcome:
    require(submission.actor, Action.ADMINISTER)
    number = str(read_value(submission.metadata).get("number", ""))

    def save(entered: dict[str, Any]) -> Outcome:
        try:
            found = submission.services.directory.find_person(submission.actor, _text(entered, "person"))
        except NotFound as error:
            raise InvalidInput("person", f"{error} Give their e-mail address.") from error
        role = _role(entered.get("role"))
        given = ContactGiven(found.side, role, found.id, in_addition=True)
        submission.services.contacts.name(submission.actor, (number,), given, submission.asker.at)
        status = submission.services.agreements.status(submission.actor, number)
        return Modal(roles_view(status, f"{found.name} is {role.label} of {status.number}."), update=True)

    return at_fields(submission, save)


def role_taken(click: Click) -> Outcome:
    require(click.actor, Action.ADMINISTER)
    value = read_value(click.value)
    role = _role(value.get("role"))
    number, person_id = str(value.get("number", "")), str(value.get("person", ""))
    click.services.contacts.remove(click.actor, number, person_id, role)
    status = click.services.agreements.status(click.actor, number)
    return Modal(roles_view(status, f"The role {role.label} was taken away."), update=True)


def _role(value: object) -> Role:
    role = next((role for role in Role if role == value), None)
    if role is None:
        raise InvalidInput("role", "That role is not known. Open the agreement again.")
    return role


# -- settings ----------------------------------------------------------------------------------------------------


def settings(click: Click) -> Outcome:
    return Modal(settings_form(click.services.admin.settings(click.actor)), update=True)


def settings_saved(submission: Submission) -> Outcome:
    now = submission.services.admin.settings(submission.actor)
    _unchanged(submission, [(setting.kind.key, setting.value) for setting in now])

    def save(entered: dict[str, Any]) -> Outcome:
        given = {key: str(value).strip() for key, value in entered.items() if value is not None}
        saved = submission.services.admin.set_settings(submission.actor, given)
        changed = [each.value.kind.label for each in saved if each.changed]
        done = f"Changed: {', '.join(changed)}." if changed else "Nothing was changed."
        return Modal(admin_menu(done), update=True)

    return at_fields(submission, save)


# -- pieces ------------------------------------------------------------------------------------------------------


def _text(entered: dict[str, Any], name: str) -> str:
    return str(entered.get(name) or "")


def _lines(entered: dict[str, Any], name: str) -> tuple[str, ...]:
    """What was written one per line, or with commas between."""
    lines = _text(entered, name).replace(",", "\n").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def register(routes: Routes) -> None:
    routes.action("admin.organization", organization)
    routes.submission("admin.organization", organization_saved)
    routes.action("admin.person", person)
    routes.submission("admin.person", person_saved)
    routes.action("admin.agreement", agreement)
    routes.submission("admin.agreement", agreement_chosen)
    routes.submission("admin.roles", role_given)
    routes.action("admin.take_role", role_taken)
    routes.action("admin.settings", settings)
    routes.submission("admin.settings", settings_saved)
