"""What the use cases of first contacts have in common, within a unit of work."""

from dataclasses import replace
from datetime import datetime

from domain.agreement_contacts import set_contact
from domain.agreements import Agreement
from domain.contacts import replace_contact
from domain.errors import Conflict, InvalidInput, NotFound
from domain.first_contacts import LONGEST_TITLE, FirstContact, open_agreement, title_of
from domain.fiscal import FiscalYear, fiscal_year_of
from domain.history import Change
from domain.organizations import Organization
from domain.people import ROLES_OF, Contact, Person, Role, Side
from domain.permissions import Actor
from services.agreement_changes import NewAgreement, opened
from services.cards import organization_card, person_card
from services.context import Context, plain_change
from services.directory_changes import keep_organization, keep_person
from services.directory_rules import LONGEST_NAME, LONGEST_TEXT, checked_email, checked_phone
from services.first_contact_cards import FirstContactGiven, FirstContactView
from services.matching import best_names, same_words
from services.settings_table import office_day
from storage.unit_of_work import UnitOfWork

LONGEST_WISH = 3_000
ONLY_TYPED = (
    "The address {email} is that of {name}, and Slack does not vouch that it belongs to who asks. "
    "Find out who it is. An administrator can add them with another address."
)
NOT_SHOWN = (
    "Slack does not show me that this address is yours, so I can't take it. "
    "Give another one, or leave this form and ask me for a person at CEC."
)


def checked(given: FirstContactGiven, email: str, years: tuple[FiscalYear, ...]) -> FirstContactGiven:
    """Trimmed, with the e-mail that counts. Raises InvalidInput, with the field's name, for what cannot be kept."""
    if not given.wish.strip():
        raise InvalidInput("wish", "Say in a sentence what you are after.")
    if len(given.wish) > LONGEST_WISH:
        raise InvalidInput("wish", f"Shorten this to {LONGEST_WISH:,} characters.")
    name = " ".join(given.organization.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidInput("organization", f"Give the name of your organization, {LONGEST_NAME} characters at most.")
    if given.role not in ROLES_OF[Side.CUSTOMER]:
        raise InvalidInput("role", "Choose one of the roles.")
    if given.fiscal_year not in {year.name for year in years}:
        raise InvalidInput("fiscal_year", "Choose one of the fiscal years.")
    if len(given.title.strip()) > LONGEST_TEXT:
        raise InvalidInput("title", f"Shorten the title to {LONGEST_TEXT} characters.")
    return replace(
        given,
        organization=name,
        wish=given.wish.strip(),
        title=given.title.strip(),
        phone=checked_phone(given.phone),
        email=checked_email(email or given.email),
    )


def asked_by(
    work: UnitOfWork, context: Context, actor: Actor, given: FirstContactGiven, name: str, email: str, form_id: str
) -> FirstContact:
    """What someone asks. `name` and `email` are what Slack shows. Raises InvalidInput, with the field's name."""
    person = actor.person if actor.organization else None
    vouched = person.email if person else email
    said = checked(given, vouched, start_years(work, context))
    _refuse_known_address(work, vouched, said.email)
    known = matched(work, said.organization)
    return FirstContact(
        id=form_id,
        requester=actor.id,
        slack_user_id=actor.slack_user_id or "",
        name=person.name if person else " ".join(name.split())[:120] or "Someone",
        email=said.email,
        title=said.title,
        phone=said.phone,
        role=said.role,
        organization=known.key if known else None,
        organization_name=said.organization,
        wish=said.wish,
        fiscal_year=said.fiscal_year,
        asked_at=context.clock(),
        vouched=bool(vouched),
    )


def _refuse_known_address(work: UnitOfWork, vouched: str, typed: str) -> None:
    """Raises InvalidInput for an address that is only typed and is that of someone whom CEC knows."""
    if not vouched and work.people.by_email(typed):
        raise InvalidInput("email", NOT_SHOWN)


def start_years(work: UnitOfWork, context: Context) -> tuple[FiscalYear, ...]:
    """The fiscal years that an agreement may begin with: this one and the next."""
    year = fiscal_year_of(office_day(work, context))
    return (year, year.next())


def matched(work: UnitOfWork, words: str) -> Organization | None:
    """The organization that CEC serves and that is called so, slips of typing aside."""
    served = [organization for organization in work.organizations.all() if organization.active]
    exact = [o for o in served if any(same_words(name, words) for name in (o.key, *o.names))]
    near = best_names(words, {o.key: o.names for o in served})
    certain = [o for o in served if near and near[0].certain and o.key == near[0].key]
    return next(iter(exact or certain), None)


def sole_owner(work: UnitOfWork, email: str) -> Organization | None:
    """The organization that this address surely belongs to: who has it may see everything of that organization.

    The domain must be the organization's own, letter for letter, and nobody else's: one such as usda.gov, where people
    of CEC or of another customer have their address, or under which another customer has its own, proves nothing.
    """
    found, domain = of_email(work, email), email.lower().rpartition("@")[2]
    if found is None or work.people.homes_at(domain) - {found.key}:
        return None
    below = any(
        own.endswith(f".{domain}")
        for other in work.organizations.all()
        if other.key != found.key
        for own in other.email_domains
    )
    return None if below else found


def of_email(work: UnitOfWork, email: str) -> Organization | None:
    """The organization that CEC serves and that has the domain of the address."""
    found = work.organizations.by_email_domain(email.rpartition("@")[2]) if email else None
    return found if found and found.active else None


def open_with(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    first: FirstContact,
    organization: Organization,
    person: Person,
    title: str = "",
) -> FirstContact:
    """Open the agreement at its first step, with the person and whoever leads it at CEC as its contacts.

    `title` is the agreement's; an empty one is made of what the person is after. Raises InvalidInput for a long one.
    """
    if len(title) > LONGEST_TITLE:
        raise InvalidInput("title", f"Shorten the title to {LONGEST_TITLE} characters.")
    now = context.clock()
    term = FiscalYear.parse(first.fiscal_year).period
    new = NewAgreement(organization.key, " ".join(title.split()) or title_of(first), term)
    number = work.agreements.next_number(fiscal_year_of(term.start).name)
    agreement = opened(new, context.new_id(), number, (), None, None, now)
    history = [plain_change(actor, ("agreement", agreement.id), "opened", None, number, now, organization.key)]
    agreement, change = set_contact(agreement, Contact(person.id, Side.CUSTOMER, first.role), now, actor.id)
    history.append(change)
    if first.claimed_by:
        agreement, change = set_contact(agreement, Contact(first.claimed_by, Side.CEC, Role.SML), now, actor.id)
        history.append(change)
    work.agreements.add(agreement)
    work.history.append(*history)
    return open_agreement(first, organization.key, agreement.id, actor.id, now)


def let_lead(
    agreement: Agreement, before: str | None, person: Person, at: datetime, by: str
) -> tuple[Agreement, tuple[Change, ...]]:
    """The agreement with that person as its SML, in place of `before` where they still are.

    Raises Conflict where someone else was named as SML in the meantime.
    """
    contact = Contact(person.id, Side.CEC, Role.SML)
    if contact in agreement.contacts:
        return agreement, ()
    old = Contact(before, Side.CEC, Role.SML) if before else None
    if old in agreement.contacts:
        return replace_contact(agreement, old, contact, at, by)
    if agreement.holder_of(Side.CEC, Role.SML):
        raise Conflict(f"{agreement.number} has an SML already. Open its contacts to change that.")
    changed, change = set_contact(agreement, contact, at, by)
    return changed, (change,)


def keep_requester(
    work: UnitOfWork, context: Context, actor: Actor, first: FirstContact, organization: Organization
) -> Person:
    """The person who asked, as one of the organization: added, or as they are known already, by their Slack account
    or by an address that Slack vouches for.

    Raises Conflict for someone who is known elsewhere, whose address another one has, or who left.
    """
    same_address = work.people.by_email(first.email)
    found = work.people.by_slack_id(first.slack_user_id) or (same_address if first.vouched else None)
    if found is None and same_address:
        raise Conflict(ONLY_TYPED.format(email=first.email, name=same_address.name))
    if found is None:
        made = Person("", first.name, first.email, Side.CUSTOMER, organization.key, first.title, first.phone)
        made = replace(made, slack_user_id=first.slack_user_id)
        return keep_person(work, actor, made, context.clock(), context.new_id).value
    if found.organization != organization.key:
        raise Conflict(f"{found.name} is known with another organization. An administrator can change that.")
    if not found.active:
        raise Conflict(f"{found.name} was marked as having left. An administrator can make them active again.")
    if found.slack_user_id != first.slack_user_id:
        linked = replace(found, slack_user_id=first.slack_user_id)
        return keep_person(work, actor, linked, context.clock(), context.new_id).value
    return found


def view_of(work: UnitOfWork, first: FirstContact) -> FirstContactView:
    organization = work.organizations.find(first.organization) if first.organization else None
    people = {p.id: person_card(p) for p in work.people.several(filter(None, (first.claimed_by, first.decided_by)))}
    return FirstContactView(
        first,
        organization_card(organization) if organization else None,
        work.agreements.get(first.agreement).number if first.agreement else None,
        people.get(first.claimed_by or ""),
        people.get(first.decided_by or ""),
    )


def approved_organization(work: UnitOfWork, actor: Actor, given: str | Organization, now: datetime) -> Organization:
    """A new organization, kept, or the known one with that key. Raises NotFound, or InvalidInput for a bad field."""
    if isinstance(given, Organization):
        return keep_organization(work, actor, given, now, is_new=True).value
    found = work.organizations.find(given)
    if found is None:
        raise NotFound("There is no such organization.")
    if not found.active:
        raise InvalidInput("known", f"{found.name} is no longer served. An administrator can change that.")
    return found


def keep(
    work: UnitOfWork, context: Context, actor: Actor, before: FirstContact | None, after: FirstContact, why: str = ""
) -> None:
    """A new one (`before` None) or a changed one, with its history."""
    if before is None:
        work.first_contacts.add(after)
    else:
        work.first_contacts.save(after)
    subject, old = ("first_contact", after.id), before.state.value if before else None
    now, note = context.clock(), why or after.reason
    work.history.append(plain_change(actor, subject, "state", old, after.state.value, now, after.organization, note))
