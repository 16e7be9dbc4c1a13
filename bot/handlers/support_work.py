"""CEC's people at work on a request: claimed, assigned, answered, asked back, noted, changed, resolved, merged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.context import Click, Submission
from bot.forms import after_form, at_fields, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.support import after_request_form, number_of, request_reply, show
from bot.handlers.support_queue import numbers_in
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.blocks import safe
from bot.views.support_work_forms import (
    NOBODY,
    assign_form,
    change_form,
    merge_form,
    resolve_form,
    written_form,
)
from domain.errors import Conflict, InvalidInput
from domain.permissions import Action, require
from domain.support_priorities import Impact, Urgency
from domain.support_requests import Cause
from services.support_cards import RequestCard

#: A form by which something is written: what is done with it, and what is said then.
_WRITTEN = {
    "reply": ("comment", "The customer has your answer."),
    "ask": ("ask_back", "The customer is asked. The clocks stand still until they answer."),
    "note": ("note", "The note is kept among CEC's people."),
}
_MORE = frozenset({"assign", "change", "merge"})


def claimed(click: Click) -> Outcome:
    """Where somebody was quicker, the request as it is now with that reason."""
    number = number_of(click)
    try:
        card = click.services.support_queue.claim(click.actor, number)
    except Conflict as conflict:
        return _as_it_is_now(click, number, conflict)
    return replace(request_reply(click.asker, card, click.memory, at=click.origin), replace=True)


def _as_it_is_now(click: Click, number: str, conflict: Conflict) -> Reply:
    """In the place of the message for who reads it alone; else to who pressed it alone."""
    reply = show(click.asker, click.services, number, click.memory, safe(str(conflict)))
    direct = click.asker.place.direct
    return replace(reply, replace=direct, private=not direct)


# -- opened ------------------------------------------------------------------------------------------------------


def written_opened(click: Click) -> Outcome:
    name = click.action_id.rpartition(":")[2]
    card = _card(click, number_of(click))
    return Modal(written_form(name, card, _metadata(click, card)))


def resolve_opened(click: Click) -> Outcome:
    card = _card(click, number_of(click))
    return Modal(resolve_form(card, _metadata(click, card)))


def more(click: Click) -> Outcome:
    """The menu of what is rarer: its value names what, and the request."""
    name, _, number = click.value.partition(" ")
    if name not in _MORE:
        return Reply(STALE, private=True)
    card = _card(click, number[:20])
    return Modal(_rarer(click, name, card, _metadata(click, card)))


def _rarer(click: Click, name: str, card: RequestCard, metadata: dict[str, Any]) -> View:
    if name == "assign":
        return assign_form(card, click.services.directory.staff(click.actor), metadata)
    if name == "change":
        lines = click.services.agreements.status(click.actor, card.agreement).lines
        return change_form(card, lines, metadata)
    return merge_form([card.request.number], {**metadata, "numbers": [card.request.number]})


def merge_opened(click: Click) -> Outcome:
    """Several at once, from the list of those that are held."""
    require(click.actor, Action.WORK_ON_REQUESTS)
    numbers = numbers_in(click.value)
    if not numbers:
        return Reply(STALE, private=True)
    return Modal(merge_form(numbers, {"numbers": numbers, "at": click.origin}))


def _card(click: Click, number: str) -> RequestCard:
    """Raises NotAllowed for who is not of CEC."""
    require(click.actor, Action.WORK_ON_REQUESTS)
    return click.services.support_requests.view(click.actor, number)


def _metadata(click: Click, card: RequestCard) -> dict[str, Any]:
    request = card.request
    return {"r": request.number, "v": request.revision, "id": form_id(click.asker), "at": click.origin}


# -- sent --------------------------------------------------------------------------------------------------------


def written(submission: Submission) -> Outcome:
    name = submission.callback_id.rpartition(".")[2]
    does, said = _WRITTEN[name]
    if not is_own_form(submission):
        return Reply(STALE, private=True)

    def save(values: dict[str, Any], number: str, seen: int) -> RequestCard:
        do = getattr(submission.services.support_queue, does)
        form = f"{text_of(submitted(submission), 'id')}-{name}"
        return do(submission.actor, number, str(values.get("text") or ""), comment_id=form)

    return _saved(submission, save, said)


def assigned(submission: Submission) -> Outcome:
    def save(values: dict[str, Any], number: str, seen: int) -> RequestCard:
        chosen = str(values.get("person") or "")
        person = None if chosen == NOBODY else chosen
        return submission.services.support_queue.assign(submission.actor, number, person, seen)

    return _saved(submission, save, "It is assigned.")


def changed(submission: Submission) -> Outcome:
    def save(values: dict[str, Any], number: str, seen: int) -> RequestCard:
        impact = next((each for each in Impact if each == values.get("impact")), None)
        urgency = next((each for each in Urgency if each == values.get("urgency")), None)
        service = str(values.get("service") or "") or None
        return submission.services.support_queue.change(submission.actor, number, impact, urgency, service, seen)

    return _saved(submission, save, "It is changed. The customer is told.")


def resolved(submission: Submission) -> Outcome:
    def save(values: dict[str, Any], number: str, seen: int) -> RequestCard:
        cause = next((each for each in Cause if each == values.get("cause")), None)
        if cause is None:
            raise InvalidInput("cause", "Choose where it came from.")
        reason, late = str(values.get("reason") or ""), str(values.get("breach_cause") or "")
        return submission.services.support_queue.resolve(submission.actor, number, reason, cause, late, seen)

    return _saved(submission, save, "It is resolved. The customer is told, and asked how satisfied they are.")


def merged(submission: Submission) -> Outcome:
    kept = submitted(submission)
    found = kept.get("numbers")
    numbers = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def save(values: dict[str, Any], number: str, seen: int) -> RequestCard:
        return submission.services.support_queue.merge(submission.actor, numbers, str(values.get("into") or ""))

    return _saved(submission, save, "They are merged. Who asked is told.", "into")


def _saved(
    submission: Submission, save: Callable[[dict[str, Any], str, int], RequestCard], said: str, field: str = ""
) -> Outcome:
    """`field` is where the form says what stands in the way; without it the request is shown as it is now."""
    kept = submitted(submission)
    number, seen = text_of(kept, "r"), number_in(kept, "v")

    def kept_or_shown(values: dict[str, Any]) -> Outcome:
        try:
            card = save(values, number, seen)
        except Conflict as conflict:
            if field:
                raise InvalidInput(field, str(conflict)) from conflict
            reply = show(submission.asker, submission.services, number, submission.memory, safe(str(conflict)))
            return after_form(submission, reply)
        return after_request_form(submission, card, said)

    return at_fields(submission, kept_or_shown)


def register(routes: Routes) -> None:
    routes.action("support.claim", claimed)
    routes.action("support.more", more)
    routes.action("support.form:resolve", resolve_opened)
    routes.action("support.form:merge", merge_opened)
    for name in _WRITTEN:
        routes.action(f"support.form:{name}", written_opened)
        routes.submission(f"support.{name}", written)
    routes.submission("support.resolve", resolved)
    routes.submission("support.assign", assigned)
    routes.submission("support.change", changed)
    routes.submission("support.merge", merged)
