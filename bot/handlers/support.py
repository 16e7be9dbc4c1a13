"""Support requests looked at: one, one's own, those of an agreement. Asked in words, by a command or by buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.commands import Command, Subcommand
from bot.context import Asker, Click, Submission, Turn
from bot.forms import after_form, number_in, submitted, text_of
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, organization_asked, reader_of, told
from bot.handlers.asked import number_asked
from bot.handlers.support_queue import QueueQuestion, queue_reply
from bot.replies import Outcome, Reply
from bot.routes import Routes
from bot.said import value, values
from bot.views.blocks import read_value
from bot.views.support_card import request_blocks
from bot.views.support_lists import requests_list
from bot.views.support_words import request_text
from domain.agreement_numbers import agreement_number
from domain.channels import Audience
from domain.request_numbers import request_number
from services import Services
from services.memory import Memory
from services.support_cards import RequestCard, RequestPage, RequestRow


def request_reply(
    asker: Asker, card: RequestCard, memory: Memory, said: str = "", at: Mapping[str, Any] | None = None
) -> Reply:
    """A request with what the asker can do about it; what staff note is not for a customer's channel. `at` is the
    message that it takes the place of: one that begins a thread says only how the request stands."""
    reader, is_head = reader_of(asker), _is_head(card, at or {})
    said = "" if is_head else said
    return Reply(
        text=request_text(card, reader, said),
        blocks=request_blocks(card, reader, said, is_head),
        about=frozenset({card.organization.key}),
        private=not asker.place.direct and asker.place.audience is not Audience.STAFF,
        memory=replace(memory, agreement=card.agreement, organization=card.organization.key, intent="request_status"),
    )


def _is_head(card: RequestCard, at: Mapping[str, Any]) -> bool:
    threads = (card.request.customer_thread, card.request.staff_thread)
    return any(each and (each.channel_id, each.ts) == (at.get("channel_id"), at.get("message_ts")) for each in threads)


def after_request_form(submission: Submission, card: RequestCard, said: str) -> Outcome:
    at = submitted(submission).get("at") or {}
    return after_form(submission, request_reply(submission.asker, card, submission.memory, said, at))


def show(asker: Asker, services: Services, number: str, memory: Memory, said: str = "") -> Reply:
    return told(asker, lambda: request_reply(asker, services.support_requests.view(asker.actor, number), memory, said))


def own_reply(asker: Asker, services: Services, memory: Memory, page: int = 0, title: str = "") -> Reply:
    found = services.support_requests.own(asker.actor, page)
    usual = "Your support requests, the latest first:" if found.rows or page else "You have asked for no help yet."
    return _list(asker, found, title or usual, memory)


def agreement_reply(asker: Asker, services: Services, number: str, memory: Memory, page: int = 0) -> Reply:
    """Those of an agreement that the asker may see."""
    found = services.support_requests.of_agreement(asker.actor, number, page)
    title = f"Support requests of {number}, the latest first:" if found.rows else f"No request of {number} is known."
    return _list(asker, found, title, replace(memory, agreement=number), number)


def _list(asker: Asker, found: RequestPage, title: str, memory: Memory, number: str = "") -> Reply:
    text, blocks = requests_list(found, reader_of(asker), title, number)
    return Reply(text, blocks, private=not asker.place.direct, memory=memory)


# -- in words ----------------------------------------------------------------------------------------------------


def request_status(turn: Turn) -> Outcome:
    if not is_known(turn.actor):
        return told(turn.asker, lambda: elsewhere.answer_about(turn, elsewhere.question_of("request_status")))
    return told(turn.asker, lambda: _status(turn))


def _status(turn: Turn) -> Reply:
    number = value(turn.understanding, "request_number")
    if number:
        return show(turn.asker, turn.services, number, turn.memory)
    named = organization_asked(turn)  # a customer who names another one is refused
    if turn.actor.is_staff:
        question = QueueQuestion(organization=named.key if named else None)
        return queue_reply(turn.asker, turn.services, question)
    of_agreement = number_asked(turn)
    if of_agreement:
        return agreement_reply(turn.asker, turn.services, of_agreement, turn.memory)
    return _of_own(turn)


def _of_own(turn: Turn) -> Reply:
    """The one that is meant, where only one can be; else all."""
    found = turn.services.support_requests.own(turn.actor)
    keys = values(turn.understanding, "service")
    about = [row for row in found.rows if row.request.service in keys]
    if keys and not about:
        title = "None of your latest requests is about that service. These are yours:"
        return own_reply(turn.asker, turn.services, turn.memory, title=title if found.rows else "")
    only = _only(about or found.rows)
    if only:
        return show(turn.asker, turn.services, only, turn.memory)
    if about:
        page = RequestPage(tuple(about), 0, False)
        return _list(turn.asker, page, "Your requests about that service:", turn.memory)
    return own_reply(turn.asker, turn.services, turn.memory)


def _only(rows: Sequence[RequestRow]) -> str | None:
    """The only one, or the only one that is open."""
    still = [row for row in rows if row.request.is_open] or rows
    return still[0].request.number if len(still) == 1 else None


def command(command: Command) -> Outcome:
    """`/cec support`, with the number of a request or an agreement, or nothing."""
    words = command.words
    number = request_number(words) if words else None
    of_agreement = agreement_number(words) if words else None
    asker, services, memory = command.asker, command.services, Memory()
    if of_agreement:
        return told(asker, lambda: agreement_reply(asker, services, of_agreement, memory))
    if number:
        return show(asker, services, number, memory)
    if words:
        return command.conversation.answer_as("request_status", asker, words)
    if asker.actor.is_staff:
        return told(asker, lambda: queue_reply(asker, services, QueueQuestion()))
    return told(asker, lambda: own_reply(asker, services, memory))


# -- buttons -----------------------------------------------------------------------------------------------------


def opened(click: Click) -> Outcome:
    return show(click.asker, click.services, number_of(click), click.memory)


def number_of(click: Click) -> str:
    """The number of the request that a button names."""
    return text_of(read_value(click.value), "r")[:20]


def listed(click: Click) -> Outcome:
    kept = read_value(click.value)
    number, page = text_of(kept, "n"), number_in(kept)
    asker, services, memory = click.asker, click.services, click.memory

    def answer() -> Reply:
        if number:
            return agreement_reply(asker, services, number, memory, page)
        return own_reply(asker, services, memory, page)

    return replace(told(asker, answer), replace=kept.get("in") is True)


def register(routes: Routes) -> None:
    routes.action("support.open", opened)
    routes.action("support.list", listed)


SUBCOMMANDS = (
    Subcommand("support", "[number]", "Your support requests, or one of them", command, is_known),
)  # fmt: skip
