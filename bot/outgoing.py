"""A notice on its way: where it goes, and how it is posted once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.replies import Block
from bot.slack import Slack
from domain.notices import Notice
from services import Services


@dataclass(frozen=True)
class Outgoing:
    """A notice with the place that it goes to. `again`: an earlier try may have posted it already."""

    notice: Notice
    channel_id: str
    thread_ts: str | None
    again: bool = False

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.notice.facts


Sender = Callable[[Outgoing, Slack, Services], None]


def post_once(
    outgoing: Outgoing, slack: Slack, text: str, blocks: list[Block] | None = None, thread: str | None = None
) -> str:
    """Post it, unless an earlier try did. Returns the message's timestamp either way, so that what follows is done."""
    place, key = thread or outgoing.thread_ts, outgoing.notice.key
    found = slack.posted(outgoing.channel_id, place, key) if outgoing.again else None
    return found or slack.post(outgoing.channel_id, text, blocks or (), place, key)
