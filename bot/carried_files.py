"""Files that are carried over from one conversation to another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.outgoing import Outgoing
from bot.slack import Slack, SlackRefused
from bot.views.blocks import safe

#: How Slack says that a file was deleted, or that we may not see it any more.
_GONE = ("file_not_found", "file_deleted")


@dataclass(frozen=True)
class Carried:
    """A file in Slack; `text` is said with its copy, in mrkdwn."""

    id: str
    name: str
    text: str = ""


def carry_files(
    outgoing: Outgoing, slack: Slack, files: Iterable[Carried], thread: str | None, since: str, largest: int
) -> None:
    """Into the thread after the message `since`; what an earlier try did is not done again.

    One that is larger than `largest` bytes, or gone, is told instead.
    """
    there = slack.files_after(outgoing.channel_id, thread, since) if outgoing.again else Counter[str]()
    for file in files:
        if there[file.name] > 0:
            there[file.name] -= 1
        else:
            _carry(outgoing, slack, file, thread, largest)


def _carry(outgoing: Outgoing, slack: Slack, file: Carried, thread: str | None, largest: int) -> None:
    try:
        slack.copy_file(file.id, outgoing.channel_id, thread, largest, file.text)
    except (SlackRefused, ValueError) as error:
        key = f"{outgoing.notice.key}:{file.id}"
        if not (outgoing.again and slack.posted(outgoing.channel_id, thread, key)):
            told = f"The file {safe(file.name)} could not be carried over: {_why(error)}."
            slack.post(outgoing.channel_id, told, (), thread, key)


def _why(error: SlackRefused | ValueError) -> str:
    gone = isinstance(error, SlackRefused) and error.error in _GONE
    return "it is not there any more" if gone else safe(str(error))
