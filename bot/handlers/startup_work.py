"""Startup tasks worked on by both sides: checked off, blocked, opened again, given to someone, commented; go-live."""

from collections.abc import Callable
from dataclasses import replace

from bot.context import Click, Submission
from bot.forms import after_form, at_field, number_in, submitted, text_of
from bot.handlers.agreement_replies import reader_of
from bot.handlers.startup import show
from bot.handlers.startup_replies import (
    done_sentence,
    filter_in,
    key_of,
    number_of,
    or_as_it_is_now,
    seen_of,
    task_reply,
)
from bot.replies import Modal, Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import read_value, safe
from bot.views.startup import whose
from bot.views.startup_forms import BY_ROLE, WORDS, assign_form, words_form
from bot.views.startup_task import warning_blocks, warning_text
from domain.errors import Conflict, InvalidInput
from domain.people import Side
from services.startup_cards import TaskChanged

# -- buttons -----------------------------------------------------------------------------------------------------


def checked_off(click: Click) -> Outcome:
    """Where others should be done first it is asked again; from a list, the list is shown again."""
    return or_as_it_is_now(click, lambda: _checked_off(click))


def _checked_off(click: Click) -> Reply:
    value = read_value(click.value)
    changed = click.services.startup.check_off(
        click.actor, number_of(click), key_of(click), seen_of(click), value.get("any") is True
    )
    if changed.warning and changed.view:
        about = frozenset({changed.view.organization})
        blocks = warning_blocks(changed.view, changed.warning)
        return Reply(warning_text(changed.view, changed.warning), blocks, about, replace=True)
    listed = text_of(value, "f")
    if not listed or changed.view is None:
        return _changed(click, changed, "The task is done.")
    said = done_sentence(changed, f"“{safe(changed.view.card.title)}” is done.")
    reply = show(click.asker, click.services, number_of(click), click.memory, filter_in(listed), done=said)
    return replace(reply, replace=True)


def unblocked(click: Click) -> Outcome:
    def change() -> Reply:
        changed = click.services.startup.unblock(click.actor, number_of(click), key_of(click), seen_of(click))
        return _changed(click, changed, "The task can go on. Who has it is told.")

    return or_as_it_is_now(click, change)


def go_live(click: Click) -> Outcome:
    number = number_of(click)
    try:
        confirmed = click.services.startup.confirm_go_live(click.actor, number, seen_of(click))
    except Conflict as conflict:
        said = safe(str(conflict))
    else:
        reader = reader_of(click.asker)
        own = whose(Side.CEC if reader.is_staff else Side.CUSTOMER, reader)
        if confirmed.live:
            said = f"Both sides have confirmed. The services of {number} run now."
        elif confirmed.changed:
            said = f"You confirmed go-live for {own}. The other side is told."
        else:
            said = f"Nothing was changed: go-live was confirmed for {own} before."
    return replace(show(click.asker, click.services, number, click.memory, done=said), replace=True)


def _changed(asked: Click | Submission, changed: TaskChanged, said: str) -> Reply:
    """The task as it is now, in the place of what was before."""
    if changed.view is None:
        return replace(
            show(asked.asker, asked.services, changed.plan.number, asked.memory, done=done_sentence(changed, said)),
            replace=True,
        )
    return replace(task_reply(asked.asker, changed.view, asked.memory, done_sentence(changed, said)), replace=True)


# -- forms -------------------------------------------------------------------------------------------------------


def form(click: Click) -> Outcome:
    """A form of a task; `w` holds words that were said already."""
    value, name = read_value(click.value), click.action_id.rpartition(":")[2]
    view = click.services.startup.task(click.actor, number_of(click), key_of(click))
    metadata = {"n": view.number, "k": view.card.key, "v": seen_of(click), "at": click.origin}
    if name == "assign":
        return Modal(assign_form(view, metadata, text_of(value, "w") or None))
    if name not in WORDS:
        return Reply(STALE, private=True)
    return Modal(words_form(name, view, metadata, text_of(value, "w")))


def blocked(submission: Submission) -> Outcome:
    return _with_words(submission, submission.services.startup.block, "The task is blocked. Both sides are told.")


def reopened(submission: Submission) -> Outcome:
    return _with_words(submission, submission.services.startup.reopen, "The task is open again.")


def not_needed(submission: Submission) -> Outcome:
    return _with_words(submission, submission.services.startup_editing.not_needed, "The task is noted as not needed.")


def removed(submission: Submission) -> Outcome:
    return _with_words(submission, submission.services.startup_editing.remove_task, "The task is removed.")


def _with_words(submission: Submission, change: Callable[..., TaskChanged], said: str) -> Outcome:
    """One of the changes that need a reason."""
    kept, reason = submitted(submission), str(submission.values.get("reason") or "")
    try:
        changed = change(submission.actor, text_of(kept, "n"), text_of(kept, "k"), number_in(kept, "v"), reason)
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, _changed(submission, changed, said))


def commented(submission: Submission) -> Outcome:
    kept, text = submitted(submission), str(submission.values.get("text") or "")
    try:
        changed = submission.services.startup.comment(submission.actor, text_of(kept, "n"), text_of(kept, "k"), text)
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, _changed(submission, changed, "Your comment is there."))


def assigned(submission: Submission) -> Outcome:
    kept, chosen = submitted(submission), str(submission.values.get("person") or "")
    person = None if chosen == BY_ROLE else chosen
    try:
        changed = submission.services.startup.reassign(
            submission.actor, text_of(kept, "n"), text_of(kept, "k"), number_in(kept, "v"), person
        )
    except InvalidInput as error:
        return at_field(submission, error)
    return after_form(submission, _changed(submission, changed, "Who has the task is changed. They are told."))


def register(routes: Routes) -> None:
    routes.action("startup.done", checked_off)
    routes.action("startup.unblock", unblocked)
    routes.action("startup.go_live", go_live)
    routes.action("startup.form", form)
    routes.submission("startup.block", blocked)
    routes.submission("startup.reopen", reopened)
    routes.submission("startup.comment", commented)
    routes.submission("startup.assign", assigned)
    routes.submission("startup.not_needed", not_needed)
    routes.submission("startup.remove", removed)
