"""Extensions of a term, asked for and answered by both sides."""

from typing import Any

from bot.context import Click, Submission
from bot.entered import needed_day_in
from bot.forms import is_own_form, number_in, text_of
from bot.handlers.renewal_cards import number_of, or_as_it_is_now, renewal_reply
from bot.handlers.renewal_steps import AS_IT_IS, as_it_is, kept_of, taken
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value
from bot.views.renewal_forms import answer_form
from bot.views.text import day
from domain.extensions import ExtensionState


def asked(submission: Submission) -> Outcome:
    if not is_own_form(submission):
        return Reply(STALE, private=True)

    def change(kept: dict[str, Any]) -> Reply:
        values, extensions = submission.values, submission.services.extensions
        reason, approved_by = text_of(values, "reason"), text_of(values, "approved_by")
        until = needed_day_in(values, "new_end")
        view = extensions.ask(
            submission.actor, text_of(kept, "number"), until, reason, approved_by, text_of(kept, "id")
        )
        said = "The extension is asked for. The other side is told, and confirms it."
        return renewal_reply(submission.asker, view, submission.memory, said)

    return taken(submission, change)


def confirmed(click: Click) -> Outcome:
    value = read_value(click.value)

    def change() -> Reply:
        view = click.services.extensions.confirm(click.actor, text_of(value, "x"), number_in(value, "v"))
        in_force = any(e.id == text_of(value, "x") and e.state is ExtensionState.IN_FORCE for e in view.extensions)
        said = "Both sides confirmed the extension." if in_force else "You confirmed it. The other side is told."
        if in_force and view.successor:
            following = f"{day(view.following.start)} to {day(view.following.end)}"
            said = f"{said} The term of {view.successor}, which follows it, is {following} now."
        return renewal_reply(click.asker, view, click.memory, said)

    return or_as_it_is_now(click, change)


def answer(click: Click) -> Outcome:
    """The reason why it is declined, or taken back; one that was answered meanwhile is shown as it is."""
    value, view = read_value(click.value), click.services.renewals.view(click.actor, number_of(click))
    waiting = view.waiting_extension
    if waiting is None or (waiting.id, waiting.revision) != (text_of(value, "x"), number_in(value, "v")):
        return as_it_is(click, renewal_reply(click.asker, view, click.memory, AS_IT_IS))
    form = click.action_id.rpartition(":")[2]
    metadata = {**kept_of(click), "x": waiting.id, "v": waiting.revision}
    return Modal(answer_form(form, view.number, waiting.new_end, metadata))


def declined(submission: Submission) -> Outcome:
    return _answered(submission, "The extension is declined. The other side is told.")


def withdrawn(submission: Submission) -> Outcome:
    return _answered(submission, "You took the extension back. The other side is told.")


def _answered(submission: Submission, said: str) -> Outcome:
    def change(kept: dict[str, Any]) -> Reply:
        extensions, reason = submission.services.extensions, text_of(submission.values, "reason")
        view = extensions.decline(submission.actor, text_of(kept, "x"), number_in(kept, "v"), reason)
        return renewal_reply(submission.asker, view, submission.memory, said)

    return taken(submission, change)


def register(routes: Routes) -> None:
    routes.action("renewals.confirm_extension", confirmed)
    routes.action("renewals.answer_extension", answer)
    routes.submission("renewals.extend", asked)
    routes.submission("renewals.decline", declined)
    routes.submission("renewals.withdraw", withdrawn)
