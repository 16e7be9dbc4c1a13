"""Where a reply may be said, and saying it."""

import logging
from dataclasses import replace

from bot.chart_pictures import share_charts
from bot.context import Asker
from bot.places import someone_may_not_see
from bot.replies import Block, Reply
from bot.slack import Slack
from bot.views.blocks import context
from domain.channels import why_not_here
from services import Services

log = logging.getLogger("cec.delivery")

NOT_ALL_MAY_SEE = "Not everyone in this channel may see this, so I answer only you."


def why_only_to_asker(slack: Slack, services: Services, asker: Asker, reply: Reply) -> str | None:
    """None when the reply may be said in the place; otherwise the reason ("" when it needs none)."""
    if asker.place.direct:
        return None
    if reply.private:
        return ""
    reason = why_not_here(asker.place, reply.about)
    if reason is None and reply.about and someone_may_not_see(slack, services, asker.place, reply.about):
        return NOT_ALL_MAY_SEE
    return reason


def with_reason(reply: Reply, reason: str) -> Reply:
    """The reply with a line that says why only the asker sees it."""
    if not reason:
        return reply
    blocks: list[Block] = [*reply.blocks, context(reason)] if reply.blocks else []
    return replace(reply, text=f"{reply.text}\n{reason}", blocks=blocks)


def deliver(
    slack: Slack,
    services: Services,
    asker: Asker,
    reply: Reply,
    thread_ts: str | None,
    key: str | None = None,
    going_on: str | None = None,
) -> str | None:
    """Say the reply at once, in the place or to the asker only. Returns the message's timestamp where all see it.

    `going_on` is the thread in which it was asked, if it was asked in one: what one person alone may see is said there
    or in the channel, for Slack shows it in no thread that it would open (reference of `chat.postEphemeral`).
    Raises SlackError when Slack does not take it.
    """
    thread_ts = reply.thread_ts or thread_ts
    reason = why_only_to_asker(slack, services, asker, reply)
    if reason is None:
        ts = slack.post(asker.place.channel_id, reply.text, reply.blocks, thread_ts, key or reply.key, reply.broadcast)
        share_charts(slack, reply.charts, asker.place.channel_id, thread_ts)
        return ts
    private = with_reason(reply, reason)
    slack.whisper(asker.place.channel_id, asker.slack_user_id, private.text, private.blocks, going_on)
    share_charts_alone(slack, asker, reply)
    return None


def share_charts_alone(slack: Slack, asker: Asker, reply: Reply) -> None:
    """What one person alone may see holds no files: its charts go to their direct messages."""
    if reply.charts:
        share_charts(slack, reply.charts, slack.direct_channel(asker.slack_user_id), None)
