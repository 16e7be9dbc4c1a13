"""Support requests and outages in Slack: the two threads of a request, kept in step, and news for customers."""

import logging
from collections.abc import Mapping

from bot.carried_files import Carried, carry_files
from bot.outgoing import Outgoing, Sender, notice_reader, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.replies import Block
from bot.slack import Slack, SlackRefused
from bot.views.blocks import actions, safe, section
from bot.views.outages import outage_blocks, outage_text
from bot.views.support_card import rating_buttons, request_blocks
from bot.views.support_words import request_text
from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.people import Side
from domain.permissions import OPERATOR, Actor
from domain.support_requests import RequestState, SupportRequest
from services import Services
from services.handoff_cards import files_from_fact

log = logging.getLogger("cec.notices")

LARGEST_FILE = 20 * 1024 * 1024

#: What happened, as the service names it: for the customer, and for CEC. `{words}` may be empty.
_TO_CUSTOMER: Mapping[str, str] = {
    "claimed": "{by} is working on {numbers}.",
    "changed": "{by} changed {numbers}: {words}.",
    "resolved": "{numbers}, {service}, is resolved. {words}\nIf it still does not work, tell me and I open it again.",
    "reopened": "{numbers} is open again.",
    "merged": "{numbers} goes on as {words}, which is about the same thing. You hear of it here.",
    "released": "CEC took up {numbers}.",
}
_TO_CEC: Mapping[str, str] = {
    "claimed": "{by} has {numbers}.",
    "assigned": "{by} gave {numbers} to {words}.",
    "unassigned": "{by} gave {numbers} back to the queue.",
    "changed": "{by} changed {numbers}: {words}.",
    "resolved": "{by} resolved {numbers}. {words}",
    "reopened": "{by} opened {numbers} again: {words}",
    "merged": "{by} merged {numbers} into {words}.",
    "rated": "{by} rated the help with {numbers}. {words}",
}
_NEWS: Mapping[str, str] = {
    "updated": "*News of the outage of {service}.* {words}",
    "ended": "*The outage of {service} is over.* {words}",
}


def request_opened(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Begins the thread in which CEC works on it, with the files that came with it."""
    text, blocks, request = _head(outgoing, services, OPERATOR, str(outgoing.facts["number"]))
    ts = post(outgoing, slack, text, blocks)
    if request.staff_thread is None:
        services.support_queue.staff_thread_posted(request.id, Thread(outgoing.channel_id, ts))
    carry_files(outgoing, slack, [Carried(each.id, each.name) for each in request.report.files], ts, ts, LARGEST_FILE)


def request_changed(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts = outgoing.facts
    what, to_staff = str(facts["what"]), facts["side"] == Side.CEC
    if what == "assigned" and not facts["words"]:
        what = "unassigned"
    said = {"by": safe(str(facts["by"])), "numbers": str(facts["numbers"]), "words": safe(str(facts["words"]))}
    template = (_TO_CEC if to_staff else _TO_CUSTOMER)[what]
    text = template.format(service=safe(str(facts["service_name"])), **said).strip()
    _refresh_head(outgoing, slack, services)
    post(outgoing, slack, text, [section(text)], thread=_thread(outgoing, services))


def request_comment(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    facts, thread = outgoing.facts, _thread(outgoing, services)
    asks = " asks" if facts["asked"] else ""
    text = f"*{facts['number']}*, {safe(str(facts['author']))}{asks}: {safe(str(facts['text']))}"
    _refresh_head(outgoing, slack, services)
    ts = post(outgoing, slack, text, [section(text)], thread=thread)
    files = [Carried(file.id, file.name) for file in files_from_fact(facts.get("files"))]
    carry_files(outgoing, slack, files, thread, ts, LARGEST_FILE)


def rating_wanted(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """Nothing where it was opened again, or rated, meanwhile."""
    request = services.support_requests.find(str(outgoing.facts["request"]))
    if request is None or request.rating or request.state not in (RequestState.RESOLVED, RequestState.CLOSED):
        return
    text = (
        f"{request.number}, {safe(request.service_name)}, is resolved. How satisfied are you with the help, "
        "from 1, not satisfied, to 5, very satisfied?"
    )
    post(outgoing, slack, text, [section(text), actions(rating_buttons(request))])


def outage(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """One message in each place, kept up to date; its news are told in its thread."""
    facts, actor = outgoing.facts, reader_of(outgoing, services)
    card = seen_by_reader(outgoing, lambda: services.outages.view(actor, str(facts["outage"])))
    if card is None:
        return
    reader = notice_reader(outgoing, actor, card.outage.started_at.date())
    text, blocks = outage_text(card, reader), outage_blocks(card, reader)
    head = None if facts["what"] == "announced" else slack.posted(outgoing.channel_id, None, _first_key(outgoing))
    if head is None:
        post(outgoing, slack, text, blocks)
        return
    _update(slack, Thread(outgoing.channel_id, head), text, blocks)
    news = _NEWS[str(facts["what"])].format(service=safe(str(facts["service_name"])), words=safe(str(facts["words"])))
    post(outgoing, slack, news, [section(news)], thread=head)


def _first_key(outgoing: Outgoing) -> str:
    """The key of the notice that announced it there: the first revision."""
    return f"outage:{outgoing.facts['outage']}:1:{outgoing.notice.to.partition}"


def ticket(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """To the office's own ticket system, not to Slack."""
    comment = outgoing.facts.get("comment")
    services.tickets.send(str(outgoing.facts["request"]), str(comment) if comment else None, outgoing.notice.key)


def _thread(outgoing: Outgoing, services: Services) -> str | None:
    """CEC's thread may have been posted only after the notice was written."""
    if not outgoing.notice.to.staff or outgoing.thread_ts:
        return outgoing.thread_ts
    request = services.support_requests.find(str(outgoing.facts["request"]))
    thread = request.staff_thread if request else None
    return thread.ts if thread and thread.channel_id == outgoing.channel_id else None


def _refresh_head(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """The message at the head of this side's thread, as the request is now."""
    request = services.support_requests.find(str(outgoing.facts["request"]))
    to_staff = outgoing.notice.to.staff
    thread = (request.staff_thread if to_staff else request.customer_thread) if request else None
    actor = OPERATOR if to_staff else _asker(services, request.number) if request else None
    if request is None or thread is None or actor is None:
        return
    found = seen_by_reader(outgoing, lambda: _head(outgoing, services, actor, request.number))
    if found:
        _update(slack, thread, *found[:2])


def _asker(services: Services, number: str) -> Actor | None:
    """Who asked: the customer's thread is in their direct messages."""
    person = services.support_requests.view(OPERATOR, number).asked_by
    return services.directory.actor(person.slack_user_id) if person and person.slack_user_id else None


def _head(outgoing: Outgoing, services: Services, actor: Actor, number: str) -> tuple[str, list[Block], SupportRequest]:
    card = services.support_requests.view(actor, number)
    reader = notice_reader(outgoing, actor, card.request.asked_at.date())
    return request_text(card, reader), request_blocks(card, reader, in_thread=True), card.request


def _update(slack: Slack, at: Thread, text: str, blocks: list[Block]) -> None:
    """The thread is told all the same where the message is gone or too old to be changed."""
    try:
        slack.update(at.channel_id, at.ts, text, blocks)
    except SlackRefused as refused:
        if refused.shuts_out:
            raise
        log.info("a message was not updated: %s", refused)


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.REQUEST_OPENED: request_opened,
    NoticeKind.REQUEST_CHANGED: request_changed,
    NoticeKind.REQUEST_COMMENT: request_comment,
    NoticeKind.RATING_WANTED: rating_wanted,
    NoticeKind.OUTAGE: outage,
    NoticeKind.TICKET: ticket,
}
