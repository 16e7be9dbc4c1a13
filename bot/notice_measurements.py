"""Files of measurements that were given in Slack: read when the notice is delivered, all of a file or nothing."""

from collections.abc import Sequence

from bot.outgoing import Outgoing, Sender, post_once, reader_of
from bot.slack import Slack, SlackRefused
from bot.views.blocks import safe, section
from bot.views.measurement_files import THE_COLUMNS
from bot.views.sections import sections
from bot.views.text import capital
from domain.errors import CecError
from domain.notices import NoticeKind
from services import Services
from services.csv_rows import LARGEST_FILE
from services.measurements import Brought


def measurements_file(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """The same file again changes nothing, so an earlier try that was cut off is simply done again."""
    name, file_id = str(outgoing.facts["name"]), str(outgoing.facts["file"])
    actor = reader_of(outgoing, services)
    try:
        _, content = slack.read_file(file_id, LARGEST_FILE)
        brought = services.measurements.import_file(actor, name, content)
    except (ValueError, SlackRefused) as error:
        why = "it is not there any more" if isinstance(error, SlackRefused) else str(error)
        _say(outgoing, slack, f"The file {safe(name)} could not be read: {safe(why)}. Nothing was kept.")
        return
    except CecError as error:
        _say(outgoing, slack, f"{safe(name)}: {safe(str(error))}")
        return
    _say(outgoing, slack, f"*{safe(name)}*: {brought.sentence}", _lines(brought))


def _lines(brought: Brought) -> list[str]:
    """Each problem by row and column; what to do where even the columns are wrong."""
    lines = [safe(capital(str(problem))) for problem in brought.problems]
    return [*lines, THE_COLUMNS] if brought.problem_count and not brought.rows else lines


def _say(outgoing: Outgoing, slack: Slack, said: str, lines: Sequence[str] = ()) -> None:
    text = "\n".join([said.replace("*", ""), *lines])
    post_once(outgoing, slack, text, [section(said), *sections(lines)])


SENDERS: dict[NoticeKind, Sender] = {NoticeKind.MEASUREMENTS_FILE: measurements_file}
