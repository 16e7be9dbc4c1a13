"""What forms have in common: reading what was entered and kept, and saying what is wrong at its field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.context import Asker, Submission
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.views.admin_forms import field_of, fields_of
from bot.views.blocks import read_value
from bot.views.reading import as_modal
from domain.errors import InvalidInput


def at_fields(submission: Submission, save: Callable[[dict[str, Any]], Outcome]) -> Outcome:
    """What is wrong goes to the field that it is about."""
    try:
        return save(fields_of(submission.values))
    except InvalidInput as error:
        return at_field(submission, error)


def at_field(submission: Submission, *errors: InvalidInput) -> FieldErrors:
    blocks = {field_of(block): block for block in submission.values}
    return FieldErrors({blocks.get(error.field, error.field): str(error) for error in errors})


def form_id(asker: Asker) -> str:
    """One form counts once, however often it is sent."""
    return f"{asker.slack_user_id}-{int(asker.at.timestamp() * 1000)}"


def text_of(values: Mapping[str, Any], key: str) -> str:
    """A text of a button or form; empty where it is none."""
    found = values.get(key)
    return found if isinstance(found, str) else ""


def number_in(values: Mapping[str, Any], key: str = "p") -> int:
    """A whole number of a button or form; zero where it is none."""
    found = values.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10_000_000_000 else 0


def submitted(submission: Submission) -> dict[str, Any]:
    """What the form keeps: ids, what was seen, and where it was opened."""
    return read_value(submission.metadata)


def is_own_form(submission: Submission) -> bool:
    """Whether the form's id was given to who sends it (`form_id`)."""
    return is_own_id(submission.asker, text_of(submitted(submission), "id"))


def is_own_id(asker: Asker, form: str) -> bool:
    """Whether a form's id was given to this person (`form_id`)."""
    return form.startswith(f"{asker.slack_user_id}-")


def after_form(submission: Submission, reply: Reply) -> Outcome:
    """In the place of the message whose button opened the form; in a modal where it was none (Home, a shortcut)."""
    at = submitted(submission).get("at") or {}
    if not at.get("channel_id"):
        return Modal(as_modal(reply), update=True)
    from_message = "message_ts" in at or "response_url" in at
    return replace(reply, replace=from_message, private=not submission.asker.place.direct and not from_message)
