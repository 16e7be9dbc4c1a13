"""Notices on their way to Slack: after the commit, through the queue, in order, never twice.

A notice says what happened and to whom; `bot/notice_texts.py` finds the words by its kind.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.metrics import NOTICES
from bot.notice_texts import SENDERS
from bot.outgoing import Outgoing
from bot.slack import Slack, SlackRefused
from domain.notices import Destination, Notice, NoticeKind
from services import Services

log = logging.getLogger("cec.notices")

#: Slack's words for "nothing can be said there any more".
GONE = frozenset({"channel_not_found", "is_archived", "not_in_channel", "user_not_found", "user_disabled"})


#: Work that is done, or told to another system, and said nowhere in Slack.
WITHOUT_PLACE = frozenset({NoticeKind.DOCUMENTS_WANTED, NoticeKind.TICKET, NoticeKind.REPORT_WANTED})


@dataclass(frozen=True)
class Notices:
    """Delivers one notice. Called from a durable workflow, also again after a crash."""

    slack: Slack
    services: Services

    def deliver(self, packed: Mapping[str, Any], again: bool) -> None:
        """Raises SlackUnreachable, and SlackRefused where we are shut out: try again later. A place that is gone is
        reported to staff, once."""
        notice = unpack(packed)
        try:
            channel_id = self._channel(notice)
            if channel_id is None and notice.kind not in WITHOUT_PLACE:
                log.warning("notice %s has nowhere to go: no staff channel is set", notice.key)
                NOTICES.labels(notice.kind, "nowhere").inc()
                self._tell_others(notice, "no channel")
                return
            outgoing = Outgoing(notice, channel_id or "", notice.to.thread_ts, again)
            SENDERS[notice.kind](outgoing, self.slack, self.services)
        except SlackRefused as refused:
            if refused.shuts_out:
                raise
            NOTICES.labels(notice.kind, "refused").inc()
            log.warning("notice %s was refused: %s", notice.key, refused)
            self._tell_others(notice, refused.error)
            if refused.error in GONE and notice.kind is not NoticeKind.DELIVERY_FAILED:
                self.services.channels.report_gone(notice.to, refused.error)
            return
        NOTICES.labels(notice.kind, "delivered").inc()

    def _tell_others(self, notice: Notice, error: str) -> None:
        """Of an alert that this place will never hear of, others are told."""
        if notice.kind is NoticeKind.ALERT:
            self.services.alerts.failed(str(notice.facts["alert"]), str(notice.facts["place"]), error)

    def _channel(self, notice: Notice) -> str | None:
        if notice.to.channel_id:
            return notice.to.channel_id
        if notice.to.staff:
            return self.services.channels.staff_channel()
        return self.slack.direct_channel(notice.to.slack_user_id) if notice.to.slack_user_id else None


def unpack(packed: Mapping[str, Any]) -> Notice:
    """The JSON that the queue keeps, as a Notice."""
    to = Destination(**packed["to"])
    return Notice(key=packed["key"], kind=NoticeKind(packed["kind"]), to=to, facts=packed["facts"])
