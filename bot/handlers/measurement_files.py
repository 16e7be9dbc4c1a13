"""Files of measurements that staff give: in a form, or dropped into the direct message with the assistant."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.commands import Command, Subcommand
from bot.context import Asker, Submission
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.blocks import safe
from bot.views.measurement_files import files_form
from bot.views.reading import as_modal
from bot.views.text import join_and
from services import Services

KINDS = ("csv", "xlsx")
MOST_FILES = 5


def is_given(asker: Asker, event: Mapping[str, Any]) -> bool:
    """Whether staff dropped spreadsheets into their direct message, and nothing else."""
    files = _files(event.get("files"))
    return asker.actor.is_staff and bool(files) and all(_is_sheet(each) for each in files)


def take(asker: Asker, services: Services, files: Sequence[Mapping[str, Any]]) -> Reply:
    """What came of each file follows by the queue of notices, in the same conversation."""
    place = asker.place
    for each in files:
        where = (place.channel_id, place.thread_ts) if place.direct else (None, None)
        services.measurements.want(asker.actor, str(each["id"]), _name(each), *where)
    names = join_and([safe(_name(each)) for each in files])
    return Reply(f"I am reading {names} as measurements. What came of it follows in your direct messages with me.")


def take_dropped(asker: Asker, services: Services, event: Mapping[str, Any]) -> Reply:
    return take(asker, services, _files(event.get("files")))


def command(command: Command) -> Outcome:
    command.services.measurements.check_may_bring(command.actor)
    return Modal(files_form(KINDS, MOST_FILES))


def submitted(submission: Submission) -> Outcome:
    files = _files(submission.values.get("files"))
    if not files or not all(map(_is_sheet, files)):
        return FieldErrors({"files": "Give files that end in .csv or .xlsx."})
    reply = take(submission.asker, submission.services, files)
    return Modal(as_modal(reply), update=True)


def _files(given: Any) -> list[Mapping[str, Any]]:
    listed = cast(list[Any], given) if isinstance(given, list) else []
    found = [cast(Mapping[str, Any], each) for each in listed if isinstance(each, dict)]
    return [each for each in found if each.get("id")][:MOST_FILES]


def _is_sheet(file: Mapping[str, Any]) -> bool:
    return _name(file).casefold().rpartition(".")[2] in KINDS


def _name(file: Mapping[str, Any]) -> str:
    return str(file.get("name") or "file")[:200]


SUBCOMMANDS = (
    Subcommand("measurements", "", "Bring measurements in from a file", command, lambda actor: actor.is_staff),
)


def register(routes: Routes) -> None:
    routes.submission("measurements.files", submitted)
