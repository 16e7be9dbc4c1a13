"""The customer's answers to the needs: each line is confirmed, corrected or not needed; or all at once."""

from collections.abc import Callable

from bot.context import Click, Submission
from bot.forms import after_form, at_field, form_id, is_own_form, number_in, submitted, text_of
from bot.handlers.needs import line_shown
from bot.handlers.needs_replies import changed_reply, quantity_in
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.needs_forms import add_form, correct_form
from domain.errors import InvalidInput
from domain.needs import NeedContent
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
    line = line_shown(click, text_of(value, "n"))
    metadata = {"n": line.need.id, "v": number_in(value, "v"), "p": number_in(value), "at": click.origin}
    return Modal(correct_form(line, metadata))


def corrected(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    need_id = text_of(kept, "n")
    try:
        changed = submission.services.needs.correct(
            submission.actor,
            need_id,
            str(values.get("text") or ""),
            quantity_in(values),
            number_in(kept, "v"),
        )
    except InvalidInput as error:
        return at_field(submission, error)
    waits = any(need.id == need_id and need.correction for need in changed.view.needs)
    said = "CEC staff have your correction." if waits else "Your correction is taken back, and CEC staff are told."
    return after_form(submission, changed_reply(submission, changed, said, number_in(kept)))


def add(click: Click) -> Outcome:
    view = click.services.needs.view(click.actor, text_of(read_value(click.value), "number"))
    if not view.may_confirm:
        return Reply(
            f"You can't add a need to {view.number}. Its contacts can, once CEC staff have sent the needs.",
            private=True,
        )
    metadata = {"id": form_id(click.asker), "number": view.number, "at": click.origin}
    return Modal(add_form(click.services.catalog.current().catalog, view.number, metadata))


def added(submission: Submission) -> Outcome:
    kept, values = submitted(submission), submission.values
    if not is_own_form(submission):
        return Reply(STALE, private=True)
    try:
        content = NeedContent(
            area=str(values.get("area") or ""), text=str(values.get("text") or ""), quantity=quantity_in(values)
        )
        changed = submission.services.needs.add(submission.actor, text_of(kept, "number"), content, text_of(kept, "id"))
    except InvalidInput as error:
        return at_field(submission, error)
    last = len(changed.view.lines)
    return after_form(submission, changed_reply(submission, changed, "CEC staff have the need that you added.", last))


def register(routes: Routes) -> None:
    routes.action("needs.confirm", confirmed)
    routes.action("needs.decline", declined)
    routes.action("needs.confirm_all", all_confirmed)
    routes.action("needs.correct", correct)
    routes.submission("needs.correct", corrected)
    routes.action("needs.add", add)
    routes.submission("needs.add", added)
