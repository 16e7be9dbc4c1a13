"""A notice on its way: where it goes, who reads it, and how it is posted once."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.places import zone_known
from bot.replies import Block
from bot.slack import Slack
from bot.views.tracker import Reader
from domain.errors import NotAllowed, NotFound
from domain.notices import Notice
from domain.permissions import OPERATOR, Actor
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


log = logging.getLogger("cec.notices")

Sender = Callable[[Outgoing, Slack, Services], None]


def post_once(
    outgoing: Outgoing, slack: Slack, text: str, blocks: list[Block] | None = None, thread: str | None = None
) -> str:
    """Post it, unless an earlier try did. Returns the message's timestamp either way, so that what follows is done."""
    place, key = thread or outgoing.thread_ts, outgoing.notice.key
    found = slack.posted(outgoing.channel_id, place, key) if outgoing.again else None
    return found or slack.post(outgoing.channel_id, text, blocks or (), place, key)


def reader_of(outgoing: Outgoing, services: Services) -> Actor:
    """Who reads it; the staff channel reads as CEC does."""
    slack_user_id = outgoing.notice.to.slack_user_id
    return services.directory.actor(slack_user_id) if slack_user_id else OPERATOR


def notice_reader(outgoing: Outgoing, actor: Actor, today: date) -> Reader:
    """For whom its words are made: `actor` as `reader_of` gives it."""
    in_channel = outgoing.notice.to.slack_user_id is None
    return Reader(actor.is_staff, today, zone_known(actor), actor.person.id if actor.person else None, in_channel)


def seen_by_reader[Seen](outgoing: Outgoing, read: Callable[[], Seen]) -> Seen | None:
    """What `read` gives, or None where its reader may not see it any more: it may have waited long in the queue."""
    try:
        return read()
    except (NotFound, NotAllowed):
        log.info("notice %s is not said: its reader may not see this any more", outgoing.notice.key)
        return None
