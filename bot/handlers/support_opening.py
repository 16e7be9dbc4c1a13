"""Help is asked for: the form of a new request, opened and sent, and where the customer follows it."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.context import Asker, Click, Submission
from bot.forms import after_form, at_field, form_id, is_own_form, submitted, text_of
from bot.handlers.agreement_replies import reader_of
from bot.handlers.support import request_reply
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.slack import Slack, SlackError
from bot.support_sentences import impact_said, place_said, urgency_said
from bot.views.blocks import read_value
from bot.views.support_card import request_blocks
from bot.views.support_forms import Filled, report_form, service_chosen, service_value
from bot.views.support_words import request_text
from domain.errors import InvalidInput, NotCovered
from domain.handoffs import Thread
from domain.support_priorities import Impact, Urgency
from domain.support_requests import Report, RequestFile
from services.support_cards import RequestCard

log = logging.getLogger("cec.support")

NOTHING_RUNS = (
    "Help is asked for with services of an agreement that runs, and your organization has none today. Ask for a person "
    "at CEC instead."
)
_OPEN = "{number} is open. CEC is told."
_HELD = (
    "{number} is kept. You opened many requests within an hour, so CEC looks at this one before it counts. It is not "
    "lost."
)


def opened(click: Click) -> Outcome:
    """The button carries what was said and the service that was meant."""
    value = read_value(click.value)
    covered = click.services.support_requests.covered(click.actor)
    if not covered:
        return Reply(NOTHING_RUNS, private=True)
    words = text_of(value, "w")
    filled = Filled(
        service_value(text_of(value, "n"), text_of(value, "s")) if value.get("n") else _only(covered),
        words,
        impact_said(words) if words else Impact.PERSON,
        urgency_said(words),
        place_said(words),
    )
    return Modal(report_form(covered, filled, {"id": form_id(click.asker), "at": click.origin}))


def _only(covered: Any) -> str | None:
    return service_value(covered[0].number, covered[0].service) if len(covered) == 1 else None


def sent(slack: Slack, submission: Submission) -> Outcome:
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    kept, values = submitted(submission), submission.values
    number, service = service_chosen(values.get("service"))
    try:
        card = submission.services.support_requests.open(
            submission.actor, service, _report(values), number or None, _thread_at(submission), text_of(kept, "id")
        )
    except InvalidInput as error:
        return at_field(submission, error)
    except NotCovered as error:
        return at_field(submission, InvalidInput("service", str(error)))
    said = (_HELD if card.request.held else _OPEN).format(number=card.request.number)
    if card.request.customer_thread is None:
        card = _with_thread(slack, submission, card, said)
    return _answer(submission, card, said)


def _answer(submission: Submission, card: RequestCard, said: str) -> Outcome:
    """Where the message became the head of the thread, that it is open is still to be said."""
    here, thread = _thread_at(submission), card.request.customer_thread
    if here and thread == here:
        reader = reader_of(submission.asker)
        reply = request_reply(submission.asker, card, submission.memory, said)
        return after_form(submission, replace(reply, blocks=request_blocks(card, reader, said, in_thread=True)))
    where = " It has a message of its own in your direct messages with me: write in its thread." if thread else ""
    return after_form(submission, request_reply(submission.asker, card, submission.memory, f"{said}{where}"))


def _report(values: Mapping[str, Any]) -> Report:
    return Report(
        description=str(values.get("description") or ""),
        impact=next((each for each in Impact if each == values.get("impact")), Impact.PERSON),
        urgency=next((each for each in Urgency if each == values.get("urgency")), Urgency.NORMAL),
        place=str(values.get("place") or ""),
        for_whom=str(values.get("for_whom") or ""),
        files=files_in(values.get("files")),
    )


def files_in(given: object) -> tuple[RequestFile, ...]:
    """The files of an input or a message, as Slack tells of them."""
    found = given if isinstance(given, (list, tuple)) else ()
    return tuple(
        RequestFile(str(each["id"]), str(each.get("name") or "file"), int(each.get("size") or 0))
        for each in found
        if isinstance(each, dict) and each.get("id")
    )


# -- where it is followed ----------------------------------------------------------------------------------------


def _thread_at(submission: Submission) -> Thread | None:
    """The direct message whose button opened the form: the request takes its place and begins a thread there."""
    at = submitted(submission).get("at") or {}
    own = submission.asker.place.direct and at.get("channel_id") and at.get("message_ts")
    return Thread(str(at["channel_id"]), str(at["message_ts"])) if own and not at.get("thread_ts") else None


def _with_thread(slack: Slack, submission: Submission, card: RequestCard, said: str) -> RequestCard:
    """A message of its own in the direct messages begins the thread. Without one CEC's answers come there by
    themselves."""
    asker: Asker = submission.asker
    reader = reader_of(asker)
    try:
        direct = slack.direct_channel(asker.slack_user_id)
        blocks = request_blocks(card, reader, said, in_thread=True)
        ts = slack.post(direct, request_text(card, reader, said), blocks)
    except SlackError as error:
        log.warning("%s has no thread for its customer: %s", card.request.number, error)
        return card
    return submission.services.support_requests.thread_posted(asker.actor, card.request.number, Thread(direct, ts))


def register(routes: Routes) -> None:
    routes.action("support.new", opened)
    routes.submission("support.report", lambda submission: sent(routes.slack, submission))
