"""Each kind of notice: how it is said in Slack."""

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot import (
    notice_agreement_documents,
    notice_alerts,
    notice_calendars,
    notice_channels,
    notice_contacts,
    notice_exceptions,
    notice_measurements,
    notice_meetings,
    notice_needs,
    notice_payments,
    notice_proposals,
    notice_renewals,
    notice_reports,
    notice_signing,
    notice_startup,
    notice_support,
    notice_surveys,
)
from bot.carried_files import Carried, carry_files
from bot.notice_documents import contact_cards, survey_files
from bot.outgoing import Outgoing, Sender
from bot.outgoing import post_once as _post
from bot.places import OFFICE_ZONE
from bot.slack import Slack, SlackRefused
from bot.views import handoffs as views
from bot.views.blocks import actions, context, safe, section, verbatim
from bot.views.sections import sections
from bot.views.text import day
from domain.handoffs import Handoff, HandoffState, Relayed, Thread
from domain.notices import NoticeKind
from services import Services
from services.handoff_cards import files_from_fact

log = logging.getLogger("cec.notices")

LARGEST_FILE = 20 * 1024 * 1024


def _handoff(outgoing: Outgoing, services: Services) -> Handoff | None:
    return services.handoffs.find(str(outgoing.facts["handoff"]))


def _staff_thread(outgoing: Outgoing, services: Services) -> str | None:
    """The staff's thread; it may have been posted only after the notice was written."""
    handoff = _handoff(outgoing, services)
    thread = handoff.staff_thread if handoff else None
    return thread.ts if thread and thread.channel_id == outgoing.channel_id else outgoing.thread_ts


def handoff_opened(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    text, blocks = views.staff_card(outgoing.facts, HandoffState.OPEN, None, OFFICE_ZONE)
    ts = _post(outgoing, slack, text, blocks)
    services.handoffs.staff_thread_posted(str(outgoing.facts["handoff"]), Thread(outgoing.channel_id, ts))


def handoff_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Claimed, given back or closed: told in the thread; on the staff's side its head shows the new state."""
    facts = outgoing.facts
    by = safe(str(facts["by"]))
    if facts.get("side") == "staff":
        _refresh_head(outgoing, slack, services)
        _post(outgoing, slack, _to_staff(facts, by), thread=_staff_thread(outgoing, services))
    else:
        _post(outgoing, slack, _to_requester(facts, by))


def _to_staff(facts: Mapping[str, Any], by: str) -> str:
    name = safe(str(facts["name"]))
    return {
        "claimed": f"{by} has this conversation. What {by} writes in this thread goes to {name}; what others write "
        "stays among staff. Mention me to ask me something without it being passed on.",
        "released": f"{by} gave this conversation back. It waits for someone to claim it.",
        "closed": f"{by} closed this conversation. What is written here is not passed on any more.",
    }[str(facts["what"])]


def _to_requester(facts: Mapping[str, Any], by: str) -> str:
    title = f" ({safe(str(facts['by_title']))})" if facts.get("by_title") else ""
    return {
        "claimed": f"{by}{title} from CEC is here. Write in this thread.",
        "released": f"{by} can't go on with this conversation. Someone else from CEC will take it over.",
        "closed": f"{by} closed this conversation. From now on I answer here again. Ask for a person to start "
        "a new one.",
    }[str(facts["what"])]


def _refresh_head(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    handoff = _handoff(outgoing, services)
    if handoff is None or handoff.staff_thread is None:
        return
    facts = {**outgoing.facts, "opened_at": handoff.opened_at.isoformat()}
    text, blocks = views.staff_card(facts, handoff.state, outgoing.facts.get("claimed_by"), OFFICE_ZONE)
    try:
        slack.update(handoff.staff_thread.channel_id, handoff.staff_thread.ts, text, blocks)
    except SlackRefused as refused:  # the head is gone or too old to edit: the thread is told all the same
        log.warning("the head of conversation %s was not updated: %s", handoff.id, refused)


def handoff_reminder(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    handoff = _handoff(outgoing, services)
    if handoff is None or handoff.state is not HandoffState.OPEN:
        return  # settled since
    text = f"{safe(str(outgoing.facts['name']))} still waits for a person."
    row = actions(views.staff_buttons(handoff.id, handoff.state))
    _post(outgoing, slack, text, [section(text), row], _staff_thread(outgoing, services))


def relay(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    thread = _staff_thread(outgoing, services) if facts["side"] == "staff" else outgoing.thread_ts
    text = views.relayed(str(facts["author"]), str(facts["text"]))
    ts = _post(outgoing, slack, text, thread=thread)
    services.handoffs.keep_relayed(
        Relayed(str(facts["handoff"]), str(facts["source_channel"]), str(facts["source_ts"]), outgoing.channel_id, ts)
    )
    files = [Carried(file.id, file.name) for file in files_from_fact(facts.get("files"))]
    carry_files(outgoing, slack, files, thread, ts, LARGEST_FILE)


def relay_edit(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    copy = services.handoffs.relayed_from(str(facts["source_channel"]), str(facts["source_ts"]))
    if copy:
        text = views.relayed(str(facts["author"]), f"{facts['text']} _(edited)_")
        slack.update(copy.target_channel, copy.target_ts, text)


def relay_delete(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    copy = services.handoffs.relayed_from(str(outgoing.facts["source_channel"]), str(outgoing.facts["source_ts"]))
    if copy:
        slack.update(copy.target_channel, copy.target_ts, "_This message was deleted by its author._")


def custom_request(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    organization = f", {safe(str(facts['organization_name']))}" if facts.get("organization_name") else ""
    head = f"{safe(str(facts['name']))}{organization} asks for a custom service."
    needed = facts.get("needed_by")
    details = [
        ("Based on", facts.get("service_name")),
        ("How much", facts.get("quantity")),
        ("Needed by", day(date.fromisoformat(str(needed))) if needed else None),
        ("Why", facts.get("why")),
    ]
    lines = [f"*{label}:* {safe(str(value))}" for label, value in details if value]
    what, body = str(facts["what"]), "\n".join([views.quoted_lines(str(facts["what"])), *lines])
    asker = f"Asked by <@{facts['slack_user_id']}>. A quote is yours to make: custom work has a fee of its own."
    _post(outgoing, slack, f"{head}\n{body}", [section(f"*{head}*"), verbatim(what), *sections(lines), context(asker)])


def delivery_failed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    text = (
        f"I can't reach {facts['where']} any more ({safe(str(facts['error']))}). What should go there is not "
        "delivered. Bind another channel with `/cec bind`, or invite me again."
    )
    _post(outgoing, slack, text)


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.HANDOFF_OPENED: handoff_opened,
    NoticeKind.HANDOFF_CHANGED: handoff_changed,
    NoticeKind.HANDOFF_CLOSED: handoff_changed,
    NoticeKind.HANDOFF_REMINDER: handoff_reminder,
    NoticeKind.RELAY: relay,
    NoticeKind.RELAY_EDIT: relay_edit,
    NoticeKind.RELAY_DELETE: relay_delete,
    NoticeKind.CUSTOM_REQUEST: custom_request,
    NoticeKind.DELIVERY_FAILED: delivery_failed,
    NoticeKind.SURVEY_FILES: survey_files,
    NoticeKind.CONTACT_CARDS: contact_cards,
    **notice_agreement_documents.SENDERS,
    **notice_alerts.SENDERS,
    **notice_calendars.SENDERS,
    **notice_channels.SENDERS,
    **notice_contacts.SENDERS,
    **notice_exceptions.SENDERS,
    **notice_measurements.SENDERS,
    **notice_meetings.SENDERS,
    **notice_needs.SENDERS,
    **notice_payments.SENDERS,
    **notice_signing.SENDERS,
    **notice_proposals.SENDERS,
    **notice_renewals.SENDERS,
    **notice_reports.SENDERS,
    **notice_startup.SENDERS,
    **notice_support.SENDERS,
    **notice_surveys.SENDERS,
}
