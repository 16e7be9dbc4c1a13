"""Who is who: people of Slack matched to people of the directory, and organizations by what they are called."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from domain.errors import InvalidInput, NotFound
from domain.organizations import Organization
from domain.people import Person, Side
from domain.permissions import OPERATOR, Action, Actor, Subject, decide
from services.access import require
from services.cards import OrganizationCard, PersonCard, organization_card, person_card
from services.context import Context, plain_change
from services.matching import best_names, same_words
from services.telling_hours import look_at_what_is_told
from services.zones import is_zone
from storage.people import has_words
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("cec.directory")

#: Of people with the same name, so many are looked at.
MOST_NAMESAKES = 20


@dataclass(frozen=True)
class DirectoryUseCases:
    context: Context

    def actor(
        self,
        slack_user_id: str,
        email: str | None = None,
        name: str = "",
        time_zone: str | None = None,
        email_confirmed: bool = True,
    ) -> Actor:
        """Who writes: matched by Slack id, else by the e-mail of the Slack profile; the Slack id is then kept.

        `email_confirmed` is false where Slack does not vouch for it (another company's workspace): such an
        e-mail matches nobody, and neither does one whose person is known under another Slack id.
        People who left, and people of organizations that are no longer served, are strangers.
        `time_zone` is the one set in Slack; it is kept. `name` is only for the log.
        """
        with self.context.reading() as work:
            found = work.people.by_slack_id(slack_user_id)
            person = found or _by_email(work, email if email_confirmed else None, slack_user_id)
            if person is None or not is_served(work, person):
                return Actor(slack_user_id=slack_user_id)
        zone = time_zone if time_zone and is_zone(time_zone) else person.time_zone
        if (person.slack_user_id, person.time_zone) != (slack_user_id, zone):
            person = self._keep_slack(person.id, slack_user_id, zone)
        return Actor(person=person, slack_user_id=slack_user_id)

    def likely_organization(self, email: str | None) -> OrganizationCard | None:
        """The organization whose e-mail domain a stranger's address has; it gives no rights, only context."""
        domain = (email or "").lower().rpartition("@")[2]
        if not domain:
            return None
        with self.context.reading() as work:
            found = work.organizations.by_email_domain(domain)
            return organization_card(found) if found else None

    def person(self, actor: Actor, person_id: str) -> PersonCard:
        """One person. Customers find people of their own organization and of CEC; all else is NotFound."""
        with self.context.reading() as work:
            found = work.people.find(person_id)
            if found is None or not _may_see(actor, found):
                require(actor, Action.LIST_OWN_AGREEMENTS)
                raise NotFound("I can't find that person. Ask for your contacts to see whom you can reach.")
            return person_card(found)

    def people(self, actor: Actor, organization: str) -> tuple[PersonCard, ...]:
        """The active people of an organization, by name."""
        require(actor, Action.READ_CONTACTS, Subject(organization))
        with self.context.reading() as work:
            _organization(work, actor, organization)
            return _active_cards(work.people.of_organization(organization))

    def staff(self, actor: Actor) -> tuple[PersonCard, ...]:
        """CEC's active people, by name. For staff."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            return _active_cards(work.people.staff())

    def leads(self, actor: Actor) -> tuple[PersonCard, ...]:
        """CEC's active people who lead an agreement as SML, by name. For staff."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            owners = work.agreements.owners()
            return _active_cards([person for person in work.people.staff() if person.id in owners])

    def find_person(self, actor: Actor, words: str) -> PersonCard:
        """Someone by name or e-mail, for staff. Raises NotFound with the ids of the nearest people."""
        require(actor, Action.LIST_ALL_AGREEMENTS)
        with self.context.reading() as work:
            exact = work.people.by_email(words.strip().lower())
            near = (exact,) if exact else tuple(work.people.named(words, 6))
            same = [person for person in near if exact or same_words(person.name, words)]
            if len(same) == 1 or len(near) == 1:
                return person_card((same or list(near))[0])
            raise NotFound(_nobody(words, near), tuple(person.id for person in near))

    def reachable(self, actor: Actor, words: str) -> tuple[PersonCard, ...]:
        """The active people of that name whom the actor may write to, by name; `words` may be beginnings of its words.

        For staff everyone, for customers the people of their own organization and of CEC.
        """
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            if actor.is_staff:
                near = work.people.named(words, MOST_NAMESAKES)
            else:
                known = (*work.people.of_organization(actor.organization or ""), *work.people.staff())
                near = tuple(person for person in known if _may_see(actor, person) and has_words(person.name, words))
        found = _active_cards(near)
        return tuple(card for card in found if same_words(card.name, words)) or found

    def organizations(self, actor: Actor) -> tuple[OrganizationCard, ...]:
        """All organizations that are served, by name, for staff; their own one for a customer."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            served = (found for found in work.organizations.all() if found.active)
            visible = (o for o in served if decide(actor, Action.READ_AGREEMENT, Subject(o.key)).allowed)
            return tuple(sorted((organization_card(o) for o in visible), key=lambda card: card.name))

    def organization(self, actor: Actor, key: str) -> OrganizationCard:
        """One organization by key. Customers: their own, and one refusal for every other key."""
        require(actor, Action.READ_AGREEMENT, Subject(key))
        with self.context.reading() as work:
            return organization_card(_organization(work, actor, key))

    def resolve_organization(self, actor: Actor, words: str) -> OrganizationCard:
        """An organization by key, name, abbreviation or alias, with slips of typing.

        Raises NotFound for staff, with the nearest keys; for a customer NotAllowed for every name that is not
        of their own organization, whether it exists or not.
        """
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            everyone = tuple(work.organizations.all())
        visible = [o for o in everyone if decide(actor, Action.READ_AGREEMENT, Subject(o.key)).allowed]
        exact = [o for o in visible if any(same_words(name, words) for name in (o.key, *o.names))]
        if exact:
            return organization_card(exact[0])
        near = best_names(words, {o.key: o.names for o in visible})
        if near and near[0].certain:
            return organization_card(next(o for o in visible if o.key == near[0].key))
        require(actor, Action.LIST_ALL_AGREEMENTS if actor.is_staff else Action.READ_AGREEMENT)
        raise NotFound(f"I know no organization called “{words.strip()[:60]}”.", tuple(n.key for n in near[:3]))

    def ensure_administrators(self, emails: tuple[str, ...]) -> tuple[PersonCard, ...]:
        """Make these addresses CEC administrators, as the server's settings say. Returns who was changed or added.

        Someone who was deactivated comes back only when nobody else is an administrator. Raises InvalidInput
        for what is no address, and for an address of a customer.
        """
        with self.context.unit_of_work() as work:
            now = self.context.clock()
            changed = [made for email in emails if (made := self._administrator(work, email.strip().lower(), now))]
            work.commit()
            return tuple(person_card(person) for person in changed)

    def _keep_slack(self, person_id: str, slack_user_id: str, zone: str) -> Person:
        with self.context.unit_of_work() as work:
            person = work.people.get(person_id)
            kept = replace(person, slack_user_id=slack_user_id, time_zone=zone)
            work.people.save(kept)
            if person.time_zone != zone:
                look_at_what_is_told(work, person.id, self.context.clock())
            if person.slack_user_id != slack_user_id:
                now, subject = self.context.clock(), ("person", person.id)
                old, organization = person.slack_user_id, person.organization
                work.history.append(
                    plain_change(Actor(person), subject, "slack_user_id", old, slack_user_id, now, organization)
                )
            work.commit()
            return kept

    def _administrator(self, work: UnitOfWork, email: str, now: datetime) -> Person | None:
        found = work.people.by_email(email)
        if found and found.side is not Side.CEC:
            raise InvalidInput("CEC_ADMIN_EMAILS", f"{email} belongs to a customer and cannot be an administrator.")
        if found and not found.active and any(p.active and p.administrator for p in work.people.staff()):
            log.warning("%s was deactivated and stays so, although CEC_ADMIN_EMAILS names it", email)
            return None
        made = replace(found or self._new_staff(email), administrator=True, active=True)
        if made == found:
            return None
        work.people.save(made)
        what = "added" if found is None else "administrator"
        work.history.append(plain_change(OPERATOR, ("person", made.id), what, None, made.email, now))
        return made

    def _new_staff(self, email: str) -> Person:
        local, _, domain = email.partition("@")
        if not local or "." not in domain or " " in email:
            raise InvalidInput("CEC_ADMIN_EMAILS", f"“{email[:80]}” is not an e-mail address.")
        name = " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part)
        return Person(id=self.context.new_id(), name=name or email, email=email, side=Side.CEC)


def _by_email(work: UnitOfWork, email: str | None, slack_user_id: str) -> Person | None:
    found = work.people.by_email(email.strip().lower()) if email else None
    if found and found.slack_user_id not in (None, slack_user_id):
        log.warning("%s has the e-mail of person %s, who is %s in Slack", slack_user_id, found.id, found.slack_user_id)
        return None
    return found


def is_served(work: UnitOfWork, person: Person) -> bool:
    """Not one who left, nor of an organization that is no longer served."""
    if not person.active or person.organization is None:
        return person.active
    organization = work.organizations.find(person.organization)
    return organization is not None and organization.active


def _may_see(actor: Actor, person: Person) -> bool:
    if person.side is Side.CEC:
        return decide(actor, Action.LIST_OWN_AGREEMENTS).allowed
    return decide(actor, Action.READ_CONTACTS, Subject(person.organization)).allowed


def _organization(work: UnitOfWork, actor: Actor, key: str) -> Organization:
    found = work.organizations.find(key)
    if found is None:
        near = best_names(key, {o.key: (o.key, *o.names) for o in work.organizations.all()}) if actor.is_staff else ()
        raise NotFound(f"There is no organization “{key[:60]}”.", tuple(match.key for match in near[:3]))
    return found


def _active_cards(people: "tuple[Person, ...] | list[Person]") -> tuple[PersonCard, ...]:
    return tuple(sorted((person_card(p) for p in people if p.active), key=lambda card: (card.name, card.id)))


def _nobody(words: str, near: tuple[Person, ...]) -> str:
    if near:
        return f"Several people could be meant by “{words.strip()[:60]}”."
    return f"I don't know anyone called “{words.strip()[:60]}”."
