"""The notices about changed contacts: to who leads the other side, and to the person who was named."""

from collections.abc import Sequence
from datetime import datetime

from domain.agreements import Agreement
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person, Role, Side
from domain.permissions import Actor
from services.step_notices import destinations
from storage.unit_of_work import UnitOfWork


def tell_other_side(
    work: UnitOfWork, actor: Actor, agreement: Agreement, said: Sequence[str], about: Person | None = None
) -> None:
    """`said` are sentences about what changed; `about` is the person whose contact card goes along."""
    for place, to in enumerate(destinations(work, agreement, _other_side(actor))):
        key = f"contacts:{agreement.id}:{agreement.version}:{place}"
        _tell(work, key, to, actor, agreement, said, about)


def tell_details(work: UnitOfWork, actor: Actor, agreements: Sequence[Agreement], person: Person, at: datetime) -> None:
    """Name, address or number of a contact changed: each of the other side hears it once."""
    first: dict[Destination, Agreement] = {}
    for agreement in agreements:
        for to in destinations(work, agreement, _other_side(actor)):
            first.setdefault(to, agreement)
    for place, (to, agreement) in enumerate(first.items()):
        key = f"details:{person.id}:{at.isoformat()}:{place}"
        _tell(work, key, to, actor, agreement, [f"The details of {person.name} were changed."], person)


def tell_named(work: UnitOfWork, actor: Actor, agreement: Agreement, person: Person, role: Role) -> None:
    """To the one who was named, unless they did it themselves or are not in Slack."""
    if person.slack_user_id is None or person.id == actor.id:
        return
    said = [f"You are now {role.label} of {agreement.number}, {agreement.title}."]
    facts = {**_facts(actor, agreement, said), "person": None}
    key = f"named:{agreement.id}:{agreement.version}:{person.id}:{role}"
    work.notices.enqueue(
        Notice(key, NoticeKind.CONTACTS_CHANGED, Destination(slack_user_id=person.slack_user_id), facts)
    )


def cards_notice(actor: Actor, number: str | None, organization: str | None, person_id: str, at: datetime) -> Notice:
    """To who asked for contact cards; once a minute for the same ones."""
    kind, asked = NoticeKind.CONTACT_CARDS, ":".join((number or "", organization or "", person_id))
    facts = {"number": number, "organization": organization, "person": person_id, "at": at.isoformat()}
    key = f"{kind}:{actor.slack_user_id}:{asked}:{at:%Y%m%d%H%M}"
    return Notice(key, kind, Destination(slack_user_id=actor.slack_user_id), facts)


def _other_side(actor: Actor) -> Side:
    return Side.CUSTOMER if actor.is_staff else Side.CEC


def _tell(
    work: UnitOfWork,
    key: str,
    to: Destination,
    actor: Actor,
    agreement: Agreement,
    said: Sequence[str],
    about: Person | None,
) -> None:
    facts = {**_facts(actor, agreement, said), "person": about.id if about else None}
    work.notices.enqueue(Notice(key, NoticeKind.CONTACTS_CHANGED, to, facts))


def _facts(actor: Actor, agreement: Agreement, said: Sequence[str]) -> dict[str, str | int | bool | None]:
    return {
        "number": agreement.number,
        "organization": agreement.organization,
        "by": actor.person.name if actor.person else "CEC",
        "said": "\n".join(said),
    }
