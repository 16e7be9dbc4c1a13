"""What a customer does with their request: writes, answers, opens it again, rates the help."""

from collections.abc import Callable
from typing import Any

from bot.context import Click, Submission
from bot.forms import at_fields, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.support import after_request_form, number_of
from bot.handlers.support_opening import files_in
from bot.replies import Modal, Outcome, Reply, View
from bot.routes import STALE, Routes
from bot.views.blocks import actions, button, read_value, section
from bot.views.support_forms import STARS, comment_form, rating_form, reopen_form
from domain.errors import InvalidInput
from services.support_cards import RequestCard

_FORMS: dict[str, Callable[[RequestCard, Any], View]] = {
    "comment": comment_form,
    "reopen": reopen_form,
    "rating": rating_form,
}


def form(click: Click) -> Outcome:
    """Raises NotFound, before any opens, for a request that the person may not see."""
    card = click.services.support_requests.view(click.actor, number_of(click))
    name = click.action_id.rpartition(":")[2]
    metadata = {"r": card.request.number, "id": form_id(click.asker), "at": click.origin}
    return Modal(_FORMS[name](card, metadata))


def written(submission: Submission) -> Outcome:
    kept = submitted(submission)
    if not is_own_form(submission):
        return Reply(STALE, private=True)

    def save(values: dict[str, Any]) -> Outcome:
        card = submission.services.support_requests.comment(
            submission.actor,
            text_of(kept, "r"),
            str(values.get("text") or ""),
            files_in(values.get("files")),
            text_of(kept, "id"),
        )
        return after_request_form(submission, card, "CEC has it.")

    return at_fields(submission, save)


def reopened(submission: Submission) -> Outcome:
    def save(values: dict[str, Any]) -> Outcome:
        number = text_of(submitted(submission), "r")
        card = submission.services.support_requests.reopen(submission.actor, number, str(values.get("why") or ""))
        return after_request_form(submission, card, "It is open again. CEC is told.")

    return at_fields(submission, save)


# -- rated -------------------------------------------------------------------------------------------------------


def rated(click: Click) -> Outcome:
    """One of the five buttons: it counts at once, and words can be added."""
    number, stars = number_of(click), number_in(read_value(click.value), "s")
    card = click.services.support_requests.rate(click.actor, number, stars)
    text = f"Thank you. You rated the help with {number}: {STARS[stars]}."
    more = button("Say more", "support.form:rating", {"r": number}, label=f"Say more: {number}")
    return Reply(
        text, [section(text), actions([more])], frozenset({card.organization.key}), memory=click.memory, replace=True
    )


def rated_in_words(submission: Submission) -> Outcome:
    def save(values: dict[str, Any]) -> Outcome:
        stars = next((each for each in STARS if str(each) == values.get("stars")), None)
        if stars is None:
            raise InvalidInput("stars", "Choose how satisfied you are.")
        number = text_of(submitted(submission), "r")
        card = submission.services.support_requests.rate(
            submission.actor, number, stars, str(values.get("words") or "")
        )
        return after_request_form(submission, card, "Thank you. Your rating is kept.")

    return at_fields(submission, save)


def register(routes: Routes) -> None:
    for name in _FORMS:
        routes.action(f"support.form:{name}", form)
    routes.action("support.rate", rated)
    routes.submission("support.comment", written)
    routes.submission("support.reopen", reopened)
    routes.submission("support.rating", rated_in_words)
