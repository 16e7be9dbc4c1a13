"""Whether what someone asks is opened at once, without staff, within a unit of work."""

from domain.first_contacts import FirstContact
from domain.organizations import Organization
from domain.permissions import Actor
from services.context import Context
from services.first_contact_parts import keep_requester, open_with, sole_owner
from storage.unit_of_work import UnitOfWork


def opened_at_once(work: UnitOfWork, context: Context, actor: Actor, first: FirstContact, vouched: str) -> FirstContact:
    """With its agreement, for who surely belongs to the organization; as it was where staff must decide.

    `vouched` is the e-mail that Slack shows, "" for none.
    """
    home = _home(work, actor, first, vouched)
    if home is None:
        return first
    person = actor.person or keep_requester(work, context, actor, first, home)
    return open_with(work, context, actor, first, home, person)


def _home(work: UnitOfWork, actor: Actor, first: FirstContact, vouched: str) -> Organization | None:
    if actor.organization:
        return work.organizations.get(actor.organization)
    known = work.people.by_email(vouched) or work.people.by_slack_id(first.slack_user_id)
    own = None if known else sole_owner(work, vouched)
    return own if own and own.key == first.organization else None
