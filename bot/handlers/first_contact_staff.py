"""What staff do with someone who wants to do business with CEC: claim, assign, approve, decline, give a channel."""

from typing import Any

from bot.context import Click, Submission
from bot.forms import at_fields, form_id, submitted, text_of
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.slack import Slack, SlackRefused
from bot.views import first_contact_staff as views
from bot.views.blocks import read_value, safe, section
from domain.errors import InvalidInput, NotFound
from domain.organizations import Organization
from domain.permissions import Action
from services.access import require
from services.cards import OrganizationCard
from services.first_contact_cards import FirstContactChanged, FirstContactView
from services.first_contact_notices import NOT_OPEN


def claim(click: Click) -> Outcome:
    return _changed(click.services.first_contacts.claim(click.actor, _id(click.value)), click.in_home)


def assign_form(click: Click) -> Outcome:
    view = _view(click)
    return Modal(views.assign_form(view, click.services.directory.staff(click.actor)))


def assigned(submission: Submission) -> Outcome:
    def save(entered: dict[str, Any]) -> Outcome:
        person = str(entered.get("person") or "")
        services = submission.services
        return _changed(services.first_contacts.assign(submission.actor, _id(submission.metadata), person))

    return at_fields(submission, save)


def approve_form(click: Click) -> Outcome:
    view = _view(click)
    proposed = click.services.first_contacts.proposed(click.actor, view.first.id)
    return Modal(views.approve_form(view, click.services.directory.organizations(click.actor), proposed))


def approved(submission: Submission) -> Outcome:
    def save(entered: dict[str, Any]) -> Outcome:
        known = str(entered.get("known") or "")
        organization = _new(entered) if known == views.NEW else known
        first_contacts, title = submission.services.first_contacts, str(entered.get("title") or "")
        id_, seen = _id(submission.metadata), text_of(submitted(submission), "was")
        return _changed(first_contacts.approve(submission.actor, id_, organization, title, seen))

    return at_fields(submission, save)


def _new(entered: dict[str, Any]) -> Organization:
    domains = str(entered.get("email_domains") or "").replace(",", " ").split()
    return Organization(
        key=str(entered.get("key") or ""),
        name=str(entered.get("name") or ""),
        abbreviation=str(entered.get("abbreviation") or ""),
        email_domains=tuple(domains),
    )


def decide(click: Click) -> Outcome:
    """On Home: the card with its buttons, in a modal."""
    text, blocks = views.card(_view(click), click.asker.zone)
    return Reply(text, blocks, private=True)


def decline_form(click: Click) -> Outcome:
    return Modal(views.decline_form(_view(click)))


def declined(submission: Submission) -> Outcome:
    def save(entered: dict[str, Any]) -> Outcome:
        reason, services = str(entered.get("reason") or ""), submission.services
        id_, seen = _id(submission.metadata), text_of(submitted(submission), "was")
        return _changed(services.first_contacts.decline(submission.actor, id_, reason, seen))

    return at_fields(submission, save)


# -- a channel for both sides ------------------------------------------------------------------------------------


def channel_form(click: Click) -> Outcome:
    view = _view(click)
    lead = [view.claimed_by.slack_user_id] if view.claimed_by and view.claimed_by.slack_user_id else []
    people = dict.fromkeys([view.first.slack_user_id, click.asker.slack_user_id, *lead])
    return Modal(views.channel_form(view, _organization(view), tuple(people), form_id(click.asker)))


def bind_form(click: Click) -> Outcome:
    view = _view(click)
    return Modal(views.bind_form(view, _organization(view)))


def register(routes: Routes) -> None:
    routes.action("first.claim", claim)
    routes.action("first.assign", assign_form)
    routes.submission("first.assign", assigned)
    routes.action("first.approve", approve_form)
    routes.submission("first.approve", approved)
    routes.action("first.decide", decide)
    routes.action("first.decline", decline_form)
    routes.submission("first.decline", declined)
    routes.action("first.channel", channel_form)
    routes.submission("first.channel", create)
    routes.action("first.bind", bind_form)
    routes.submission("first.bind", lambda submission: bind(routes.slack, submission))


def create(submission: Submission) -> Outcome:
    """Creating and inviting take longer than Slack waits for an answer: the thread tells when it is done."""
    form = str(read_value(submission.metadata).get("form") or "")

    def save(entered: dict[str, Any]) -> Outcome:
        name, people = str(entered.get("name") or ""), [str(each) for each in entered.get("people") or ()]
        first_contacts = submission.services.first_contacts
        view = first_contacts.want_channel(submission.actor, _id(submission.metadata), name, people, form)
        owner = safe(_organization(view).name)
        return _said(f"I am creating the channel for {owner}. The thread of this request tells you when it is done.")

    return at_fields(submission, save)


def bind(slack: Slack, submission: Submission) -> Outcome:
    def save(entered: dict[str, Any]) -> Outcome:
        organization, channel = _bindable(submission), str(entered.get("channel") or "")
        try:
            shared = slack.channel(channel).shared
        except SlackRefused as refused:
            raise InvalidInput("channel", "I can't look into that channel. Invite me to it, then bind it.") from refused
        card = submission.services.channels.bind(submission.actor, channel, organization.key, shared)
        before = f" It belonged to {safe(card.replaced.name)} before." if card.replaced else ""
        return _said(f"<#{channel}> belongs to {safe(organization.name)} now.{before}")

    return at_fields(submission, save)


def _bindable(submission: Submission) -> OrganizationCard:
    require(submission.actor, Action.BIND_CHANNEL)
    return _organization(submission.services.first_contacts.get(submission.actor, _id(submission.metadata)))


# -- pieces ------------------------------------------------------------------------------------------------------


def _view(click: Click) -> FirstContactView:
    return click.services.first_contacts.get(click.actor, _id(click.value))


def _id(packed: str) -> str:
    found = read_value(packed).get("id")
    if not isinstance(found, str):
        raise NotFound("I can't find that request.")
    return found


def _organization(view: FirstContactView) -> OrganizationCard:
    if view.organization is None or view.number is None:
        raise NotFound(NOT_OPEN)
    return view.organization


def _changed(changed: FirstContactChanged, say: bool = False) -> Outcome:
    """The card and its thread tell it. Where nothing changed, or nothing would show, it is said here."""
    view = changed.view
    lead = f" {safe(view.claimed_by.name)} leads it." if view.claimed_by else ""
    if not changed.changed:
        return _said(f"This was so already.{lead}")
    return _said(f"Done.{lead}") if say else None


def _said(text: str) -> Reply:
    return Reply(text, [section(text)], private=True)
