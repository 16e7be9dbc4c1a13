"""What administrators change: organizations, people and settings. Each change is kept in the history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.catalog import plain_words
from domain.channels import ChannelBinding
from domain.errors import Conflict
from domain.organizations import Organization
from domain.people import Person
from domain.permissions import Action, Actor
from services.access import require
from services.context import Context, plain_change
from services.directory_changes import Saved, keep_organization, keep_person
from services.settings_table import (
    KINDS,
    OFFICE_CLOSES,
    OFFICE_OPENS,
    STAFF_CHANNEL,
    SettingKind,
    setting_kind,
    staff_channel_of,
    value_of,
)
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 15


@dataclass(frozen=True)
class OrganizationEntry:
    organization: Organization
    people: int


@dataclass(frozen=True)
class OrganizationPage:
    """A page of organizations by name, counted from 0."""

    entries: tuple[OrganizationEntry, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class PeoplePage:
    """A page of people by name, counted from 0; `organization` None: CEC's people."""

    organization: Organization | None
    people: tuple[Person, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class Setting:
    """A setting with its value; `is_default` while nobody changed it."""

    kind: SettingKind
    value: str
    is_default: bool


@dataclass(frozen=True)
class AdminUseCases:
    """All for administrators: everyone else gets NotAllowed."""

    context: Context

    def organizations(self, actor: Actor, page: int = 0, size: int = PAGE_SIZE, words: str = "") -> OrganizationPage:
        """Also those that are no longer served; with `words`, those of which a name holds all of them."""
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            found = [o for o in work.organizations.all() if _is_called(o, words)]
            pages, page = _pages(len(found), page, size)
            shown = found[page * size : (page + 1) * size]
            entries = tuple(OrganizationEntry(o, len(work.people.of_organization(o.key))) for o in shown)
        return OrganizationPage(entries, page, pages, len(found))

    def organization(self, actor: Actor, key: str) -> Organization:
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            return work.organizations.get(key)

    def people(self, actor: Actor, organization: str | None = None, page: int = 0, size: int = PAGE_SIZE) -> PeoplePage:
        """The people of an organization, or of CEC when None, also those who left."""
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            owner = work.organizations.get(organization) if organization else None
            found = work.people.of_organization(owner.key) if owner else work.people.staff()
        pages, page = _pages(len(found), page, size)
        return PeoplePage(owner, found[page * size : (page + 1) * size], page, pages, len(found))

    def person(self, actor: Actor, person_id: str) -> Person:
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            return work.people.get(person_id)

    def find_people(self, actor: Actor, words: str, limit: int = PAGE_SIZE) -> tuple[Person, ...]:
        """By e-mail, or by the beginnings of names."""
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            exact = work.people.by_email(words)
            return (exact,) if exact else work.people.named(words, limit)

    def save_organization(
        self, actor: Actor, given: Organization, is_new: bool, before: Organization | None = None
    ) -> Saved[Organization]:
        """Raises InvalidInput for a bad field, Conflict when a new one has the key of another.

        `before` is what was changed: Conflict when it is no longer so, as someone else was quicker.
        """
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            _refuse_if_changed(before, work.organizations.find(given.key.strip().lower()))
            saved = keep_organization(work, actor, given, self.context.clock(), is_new)
            work.commit()
            return saved

    def save_person(self, actor: Actor, given: Person, before: Person | None = None) -> Saved[Person]:
        """A person with an empty id is new. Raises InvalidInput for a bad field, Conflict for a taken e-mail.

        The last active administrator stays one. A changed Slack id is refused; None unlinks the Slack account.
        `before` is what was changed: Conflict when it is no longer so, as someone else was quicker.
        """
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            _refuse_if_changed(before, work.people.find(given.id) if given.id else None)
            saved = keep_person(work, actor, given, self.context.clock(), self.context.new_id)
            work.commit()
            return saved

    def deactivate_person(self, actor: Actor, person_id: str) -> Saved[Person]:
        """They left: in Slack they are a stranger from now on. Their name stays where they did something."""
        return self._alter_person(actor, person_id, lambda person: replace(person, active=False))

    def activate_person(self, actor: Actor, person_id: str) -> Saved[Person]:
        return self._alter_person(actor, person_id, lambda person: replace(person, active=True))

    def settings(self, actor: Actor) -> tuple[Setting, ...]:
        """Every setting with its value, in the order of the table."""
        require(actor, Action.ADMINISTER)
        with self.context.reading() as work:
            return tuple(_setting(work, kind) for kind in KINDS.values())

    def set_setting(self, actor: Actor, key: str, value: str) -> Saved[Setting]:
        """Raises NotFound for an unknown key, InvalidInput for a value that it does not accept.

        The staff channel is also bound to CEC staff, so that facts may be said in it.
        """
        return self.set_settings(actor, {key: value})[0]

    def set_settings(self, actor: Actor, values: Mapping[str, str]) -> tuple[Saved[Setting], ...]:
        """Several settings by key, all of them or none, as `set_setting`."""
        require(actor, Action.ADMINISTER)
        checked = [(setting_kind(key), setting_kind(key).check(value)) for key, value in values.items()]
        with self.context.unit_of_work() as work:
            saved = tuple(_set(work, actor, kind, value, self.context.clock()) for kind, value in checked)
            for each in saved:
                _check_together(work, each.value.kind.key, each.value.value)
            work.commit()
            return saved

    def _alter_person(self, actor: Actor, person_id: str, alter: Callable[[Person], Person]) -> Saved[Person]:
        require(actor, Action.ADMINISTER)
        with self.context.unit_of_work() as work:
            altered = alter(work.people.get(person_id))
            saved = keep_person(work, actor, altered, self.context.clock(), self.context.new_id)
            work.commit()
            return saved


def _is_called(organization: Organization, words: str) -> bool:
    names = plain_words(" ".join((organization.key, *organization.names)))
    return all(word in names for word in plain_words(words).split())


def _refuse_if_changed(before: Organization | Person | None, now: Organization | Person | None) -> None:
    if before is not None and before != now:
        raise Conflict(f"{before.name} was changed by someone else meanwhile. Look at it again, then change it.")


def _set(work: UnitOfWork, actor: Actor, kind: SettingKind, value: str, now: datetime) -> Saved[Setting]:
    before = _setting(work, kind)
    if before.value == value:
        return Saved(before, changed=False)
    if kind.key == STAFF_CHANNEL:
        _bind_to_staff(work, actor, value, now)
    work.settings.put(kind.key, value)
    work.history.append(plain_change(actor, ("setting", kind.key), "value", before.value or None, value, now))
    return Saved(Setting(kind, value, is_default=False), changed=True)


def _setting(work: UnitOfWork, kind: SettingKind) -> Setting:
    kept = work.settings.get(kind.key)
    shown = (staff_channel_of(work) or "") if kind.key == STAFF_CHANNEL else value_of(work, kind.key)
    return Setting(kind, shown, is_default=kept is None)


def _check_together(work: UnitOfWork, key: str, value: str) -> None:
    opens = value if key == OFFICE_OPENS else value_of(work, OFFICE_OPENS)
    closes = value if key == OFFICE_CLOSES else value_of(work, OFFICE_CLOSES)
    if key in (OFFICE_OPENS, OFFICE_CLOSES) and opens >= closes:
        raise Conflict(f"The office would open at {opens} and close at {closes}. Let it close later than it opens.")


def _bind_to_staff(work: UnitOfWork, actor: Actor, channel_id: str, now: datetime) -> None:
    before = work.channels.find(channel_id)
    if before and before.organization:
        owner = work.organizations.get(before.organization)
        raise Conflict(f"This channel is bound to {owner.name}. Unbind it there first.")
    if before is None:
        work.channels.save(ChannelBinding(channel_id, None, actor.id, now))
        work.history.append(plain_change(actor, ("channel", channel_id), "binding", None, "staff", now))


def _pages(count: int, page: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-count // size))
    return pages, min(max(page, 0), pages - 1)
