"""The customer's answers to the needs: each line is confirmed, corrected or not needed; or all at once."""

from collections.abc import Callable

from bot.context import Click, Submission
from bot.forms import at_field
from bot.handlers.needs import need_shown
from bot.handlers.needs_replies import after_form, changed_reply, number_in, quantity_in, submitted
from bot.replies import Modal, Outcome
from bot.routes import Routes
from bot.views.blocks import read_value
from bot.views.needs_forms import correct_form
from domain.errors import InvalidInput
from domain.permissions import Actor
from services.needs_cards import NeedsChanged


def confirmed(click: Click) -> Outcome:
    return _answered(click, click.services.needs.confirm, "The line is confirmed.")


def declined(click: Click) -> Outcome:
    return _answered(click, click.services.needs.decline, "The line is noted as not needed. CEC staff are told.")


def _answered(click: Click, answer: Callable[[Actor, str, int], NeedsChanged], said: str) -> Outcome:
    value = read_value(click.value)
    changed = answer(click.actor, str(value.get("n") or ""), number_in(value, "v"))
    return changed_reply(click, changed, said, number_in(value))


def all_confirmed(click: Click) -> Outcome:
    value = read_value(click.value)
    changed = click.services.needs.confirm_all(click.actor, str(value.get("number") or ""), number_in(value, "v"))
    return changed_reply(click, changed, "All lines that waited are confirmed.")


def correct(click: Click) -> Outcome:
    value = read_value(click.value)
    need_id = str(value.get("n") or "")
    number = click.services.needs.number_of(click.actor, need_id)
    need = need_shown(click, number, need_id)
    area = next(each.area for each in click.services.needs.view(click.actor, number).lines if each.need.id == need_id)
    metadata = {"n": need_id, "v": number_in(value, "v"), "p": number_in(value), "at": click.origin}
    return Modal(correct_form(need, area, metadata))


def corrected(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    try:
        changed = submission.services.needs.correct(
            submission.actor,
            str(kept.get("n") or ""),
            str(values.get("text") or ""),
            quantity_in(values),
            number_in(kept, "v"),
        )
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(
        submission, changed_reply(submission, changed, "CEC staff have your correction.", number_in(kept))
    )


def register(routes: Routes) -> None:
    routes.action("needs.confirm", confirmed)
    routes.action("needs.decline", declined)
    routes.action("needs.confirm_all", all_confirmed)
    routes.action("needs.correct", correct)
    routes.submission("needs.correct", corrected)
