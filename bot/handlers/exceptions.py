"""Exceptions by buttons: proposed by one side from a report, agreed or declined by the other one."""

from dataclasses import replace
from typing import Any

from bot.context import Asker, Click, Submission
from bot.entered import needed_day_in
from bot.forms import after_form, at_field, form_id, is_own_form, submitted, text_of
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.exceptions import (
    ALL_LEVELS,
    card_blocks,
    decline_form,
    list_blocks,
    list_text,
    propose_form,
    said_text,
)
from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from services import Services
from services.exception_cards import ExceptionCard


def list_reply(asker: Asker, services: Services, number: str, said: str = "") -> Reply:
    found = services.measurement_exceptions.listing(asker.actor, number)
    return Reply(list_text(found, said), list_blocks(found, said), frozenset({found.organization}))


def card_reply(card: ExceptionCard, said: str = "") -> Reply:
    return Reply(said_text(card, said), card_blocks(card, said), frozenset({card.exception.organization}))


def listed(click: Click) -> Outcome:
    return list_reply(click.asker, click.services, text_of(read_value(click.value), "number")[:40])


def form(click: Click) -> Outcome:
    found = click.services.measurement_exceptions.listing(click.actor, text_of(read_value(click.value), "number")[:40])
    if not found.may_propose or not found.promised:
        return Reply(STALE, private=True)
    return Modal(propose_form(found, {"number": found.number, "id": form_id(click.asker), "at": click.origin}))


def proposed(submission: Submission) -> Outcome:
    kept = submitted(submission)
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    service, _, metric = text_of(submission.values, "what").partition(" ")
    try:
        made = submission.services.measurement_exceptions.propose(
            submission.actor,
            text_of(kept, "number"),
            service,
            _days(submission.values),
            text_of(submission.values, "reason"),
            None if metric == ALL_LEVELS else metric,
            text_of(submission.values, "key").strip() or None,
            text_of(kept, "id"),
        )
    except InvalidInput as error:
        field = {"service": "what", "metric": "what", "period": "days"}.get(error.field, error.field)
        return at_field(submission, InvalidInput(field, str(error)))
    said = "It is proposed. The other side is asked."
    return after_form(submission, list_reply(submission.asker, submission.services, made.number, said))


def _days(values: Any) -> Period:
    """Raises InvalidInput."""
    return Period(needed_day_in(values, "first"), needed_day_in(values, "days"))


def agreed(click: Click) -> Outcome:
    return _settled(click.asker, click.services, _id(click), lambda: _agree(click))


def _agree(click: Click) -> str:
    click.services.measurement_exceptions.agree(click.actor, _id(click))
    return "You agreed. The figures follow at once."


def decline(click: Click) -> Outcome:
    card = click.services.measurement_exceptions.view(click.actor, _id(click))
    if not card.may_decline:
        return replace(card_reply(card, "Nothing was changed: this is how it stands now."), replace=True)
    return Modal(decline_form(card, {"id": card.exception.id, "at": click.origin}))


def declined(submission: Submission) -> Outcome:
    exception, note = text_of(submitted(submission), "id"), text_of(submission.values, "note")

    def change() -> str:
        submission.services.measurement_exceptions.decline(submission.actor, exception, note)
        return "It is noted, and the other side is told. Everything counts as before."

    try:
        reply = _settled(submission.asker, submission.services, exception, change)
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, reply)


def _settled(asker: Asker, services: Services, exception: str, change: Any) -> Reply:
    """How it stands then, in the place of the message; also where somebody was quicker."""
    try:
        said = change()
    except Conflict as conflict:
        said = str(conflict)
    card = services.measurement_exceptions.view(asker.actor, exception)
    return replace(card_reply(card, said), replace=True)


def _id(click: Click) -> str:
    return text_of(read_value(click.value), "id")[:80]


def register(routes: Routes) -> None:
    routes.action("exceptions.list", listed)
    routes.action("exceptions.propose", form)
    routes.action("exceptions.agree", agreed)
    routes.action("exceptions.decline", decline)
    routes.submission("exceptions.propose", proposed)
    routes.submission("exceptions.decline", declined)
