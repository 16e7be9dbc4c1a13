"""What forms have in common: reading what was entered and kept, and saying what is wrong at its field."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.context import Asker, Submission
from bot.replies import FieldErrors, Outcome
from bot.views.admin_forms import field_of, fields_of
from domain.errors import InvalidInput


def at_fields(submission: Submission, save: Callable[[dict[str, Any]], Outcome]) -> Outcome:
    """What is wrong goes to the field that it is about."""
    try:
        return save(fields_of(submission.values))
    except InvalidInput as error:
        return at_field(submission, error)


def at_field(submission: Submission, error: InvalidInput) -> FieldErrors:
    block = next((b for b in submission.values if field_of(b) == error.field), error.field)
    return FieldErrors({block: str(error)})


def form_id(asker: Asker) -> str:
    """One form counts once, however often it is sent."""
    return f"{asker.slack_user_id}-{int(asker.at.timestamp() * 1000)}"


def text_of(values: Mapping[str, Any], key: str) -> str:
    """A text of a button or form; empty where it is none."""
    found = values.get(key)
    return found if isinstance(found, str) else ""
