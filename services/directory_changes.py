"""Changes of organizations and people: checked, saved and remembered, within a use case that is under way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import cast

from domain.alerts import Subject, SubjectType
from domain.errors import Conflict, NotFound
from domain.organizations import Organization
from domain.people import Person
from domain.permissions import Actor
from services.context import plain_change
from services.directory_rules import checked_organization, checked_person
from services.signing_voids import renew_documents_of
from services.telling_hours import look_at_what_is_told
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Saved[T]:
    """What was saved; `changed` is false when it was so before."""

    value: T
    changed: bool
    is_new: bool = False


def keep_organization(
    work: UnitOfWork, actor: Actor, given: Organization, now: datetime, is_new: bool
) -> Saved[Organization]:
    """Check, save and remember an organization, within a use case that is under way."""
    key = given.key.strip().lower()
    before = work.organizations.find(key)
    if is_new and before:
        raise Conflict(f"There is an organization with the key {key} already: {before.name}.")
    made = checked_organization(given, (o for o in work.organizations.all() if o.key != key))
    if made == before:
        return Saved(made, changed=False)
    work.organizations.save(made)
    _remember(work, actor, ("organization", key), before, made, now, key)
    return Saved(made, changed=True, is_new=before is None)


def keep_person(
    work: UnitOfWork, actor: Actor, given: Person, now: datetime, new_id: Callable[[], str]
) -> Saved[Person]:
    """Check, save and remember a person, within a use case that is under way. Where they sign under another name or
    title, or no longer, the document that waits is made anew."""
    before = work.people.get(given.id) if given.id else None
    made = checked_person(given, work.organizations.all(), _areas(work, before))
    made = made if before else replace(made, id=new_id())
    if made == before:
        return Saved(made, changed=False)
    other = work.people.by_email(made.email)
    if other and other.id != made.id:
        raise Conflict(f"{other.name} already has the e-mail address {made.email}.")
    if before and before.slack_user_id and made.slack_user_id not in (None, before.slack_user_id):
        raise Conflict(f"{before.name} is linked to another Slack account. Unlink it first.")
    if before:
        _keep_one_administrator(work, before, made)
    work.people.save(made)
    if before and (before.active, before.slack_user_id) != (made.active, made.slack_user_id):
        _look_at_alerts(work, made)
        work.sign_ins.end_all_of(made.id)
    if before and before.time_zone != made.time_zone:
        look_at_what_is_told(work, made.id, now)
    _remember(work, actor, ("person", made.id), before, made, now, made.organization)
    if before and (before.name, before.title, before.active) != (made.name, made.title, made.active):
        renew_documents_of(work, actor, made.id, now)
    return Saved(made, changed=True, is_new=before is None)


def _look_at_alerts(work: UnitOfWork, person: Person) -> None:
    """Who left is told nothing more, and what waits for them goes to others."""
    agreements = {Subject(SubjectType.AGREEMENT, each.id) for each in work.agreements.open_of_person(person.id)}
    for subject in agreements | set(work.alerts.subjects_of(person.id)):
        work.watches.look(subject)


def _keep_one_administrator(work: UnitOfWork, before: Person, made: Person) -> None:
    if not (before.administrator and before.active) or (made.administrator and made.active):
        return
    others = (p for p in work.people.staff() if p.id != before.id)
    if not any(other.active and other.administrator for other in others):
        raise Conflict(f"{before.name} is the last administrator. Make someone else an administrator first.")


def _areas(work: UnitOfWork, before: Person | None) -> frozenset[str]:
    """The catalog's areas of expertise, and those that the person has already."""
    kept = frozenset(before.areas if before else ())
    try:
        return kept | {area.key for area in work.catalog.current()[1].areas}
    except NotFound:
        return kept


def _remember(
    work: UnitOfWork,
    actor: Actor,
    subject: tuple[str, str],
    before: Organization | Person | None,
    made: Organization | Person,
    now: datetime,
    organization: str | None,
) -> None:
    if before is None:
        work.history.append(plain_change(actor, subject, "added", None, made.name, now, organization))
        return
    old, new = _plain(before), _plain(made)
    changed = [name for name in new if old[name] != new[name]]
    work.history.append(
        *(plain_change(actor, subject, name, old[name], new[name], now, organization) for name in changed)
    )


def _plain(entry: Organization | Person) -> Mapping[str, str | None]:
    values = {field.name: cast(object, getattr(entry, field.name)) for field in fields(entry)}
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> str | None:
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in cast(tuple[object, ...], value))
    return None if value is None else str(value)
