"""Notices about first contacts, changed contacts and steps reached: how they are said in Slack."""

import logging

from bot.outgoing import Outgoing, Sender, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.places import OFFICE_ZONE
from bot.replies import Block
from bot.slack import Slack, SlackRefused
from bot.views import first_contact_staff, first_contacts
from bot.views.blocks import actions, button, safe, section
from bot.views.contacts import person_line, save_label
from bot.views.steps import step
from bot.views.survey_messages import survey_button
from domain.first_contacts import FirstContactState
from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.stages import Stage
from services import Services
from services.cards import PersonCard
from services.first_contact_cards import FirstContactView

log = logging.getLogger("cec.notices")


def first_contact_asked(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    view = _view(outgoing, services)
    if view is None:
        return
    text, blocks = first_contact_staff.card(view, OFFICE_ZONE)
    ts = post(outgoing, slack, text, blocks)
    services.first_contacts.alert_posted(view.first.id, Thread(outgoing.channel_id, ts))


def first_contact_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """The head shows the new state, its thread who did what."""
    view = _view(outgoing, services)
    if view is None:
        return
    thread = view.first.staff_thread
    here = thread.ts if thread and thread.channel_id == outgoing.channel_id else outgoing.thread_ts
    if thread:
        text, blocks = first_contact_staff.card(view, OFFICE_ZONE)
        try:
            slack.update(thread.channel_id, thread.ts, text, blocks)
        except SlackRefused as refused:  # the head is gone or too old to edit: the thread is told all the same
            log.warning("the head of first contact %s was not updated: %s", view.first.id, refused)
    post(outgoing, slack, _what_was_done(outgoing, view), thread=here)


def _what_was_done(outgoing: Outgoing, view: FirstContactView) -> str:
    by, lead = safe(str(outgoing.facts["by"])), safe(str(outgoing.facts.get("leads") or "someone"))
    owner = safe(str(outgoing.facts["organization_name"]))
    return {
        "claimed": f"{by} leads this.",
        "assigned": f"{by} assigned this to {lead}.",
        "approved": f"{by} approved it. {outgoing.facts.get('number')} of {owner} is open.",
        "changed": f"{by} changed this request. Above it stands as it is now.",
        "withdrawn": f"{by} withdrew this request.",
        "passed_on": f"{by} passed this on to {lead}.",
        "released": "Nobody leads this for now. Claim it, or assign it to someone.",
        "declined": f"{by} declined it: {safe(view.first.reason)}",
    }[str(outgoing.facts["what"])]


def first_contact_assigned(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To who leads it from now on, unless that changed again since."""
    first_id, to = str(outgoing.facts["first_contact"]), outgoing.notice.to.slack_user_id
    actor = reader_of(outgoing, services)
    view = seen_by_reader(outgoing, lambda: services.first_contacts.get(actor, first_id))
    if view and view.claimed_by and view.claimed_by.slack_user_id == to:
        post(outgoing, slack, *first_contact_staff.assigned_to_you(view, str(outgoing.facts["by"])))


def first_contact_answered(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    view = _view(outgoing, services)
    if view and (view.first.state is not FirstContactState.WAITING):
        text, blocks = first_contacts.answered(view, str(outgoing.facts["what"]))
        post(outgoing, slack, text, blocks)


def contacts_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What changed, the contact card of the person, and a way to all contacts."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    if seen_by_reader(outgoing, lambda: services.contacts.book(actor, str(facts["number"]))) is None:
        return
    said = f"{safe(str(facts['said']))}\n{safe(str(facts['by']))} changed this."
    card = services.contacts.card(str(facts["person"])) if facts.get("person") else None
    blocks: list[Block] = [section(said), *([section(person_line(card, "", mention=True))] if card else [])]
    number = str(facts["number"])
    buttons = [button("All contacts", "contacts.manage", {"n": number})]
    if card:
        buttons.append(button("Save as vCard", "contacts.vcard", {"n": number, "p": card.id}, label=save_label(card)))
    post(outgoing, slack, _in_full(said, card), [*blocks, actions(buttons)])


def _in_full(said: str, card: PersonCard | None) -> str:
    return f"{said}\n{safe(card.name)}, {safe(card.email)}" if card else said


def step_reached(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    if seen_by_reader(outgoing, lambda: services.agreements.status(actor, str(facts["number"]))) is None:
        return
    number, stage = str(facts["number"]), Stage(str(facts["stage"]))
    text = f"{number} has reached {step(stage)}."
    buttons = [button("Open the agreement", "agreements.open", {"number": number})]
    to = outgoing.notice.to.slack_user_id
    if stage is Stage.SURVEY and to and not services.directory.actor(to).is_staff:
        buttons.insert(0, survey_button(number))
    post(outgoing, slack, text, [section(text), actions(buttons)])


def _view(outgoing: Outgoing, services: Services) -> FirstContactView | None:
    return services.first_contacts.find(str(outgoing.facts["first_contact"]))


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.FIRST_CONTACT_ASKED: first_contact_asked,
    NoticeKind.FIRST_CONTACT_CHANGED: first_contact_changed,
    NoticeKind.FIRST_CONTACT_ANSWERED: first_contact_answered,
    NoticeKind.FIRST_CONTACT_ASSIGNED: first_contact_assigned,
    NoticeKind.CONTACTS_CHANGED: contacts_changed,
    NoticeKind.STEP_REACHED: step_reached,
}
