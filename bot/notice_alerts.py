"""Alerts on their way: one message in each place, kept up to date, with its history in the thread; and digests."""

import logging
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.outgoing import Outgoing, Sender, reader_of, seen_by_reader
from bot.outgoing import post_once as post
from bot.places import zone_known
from bot.slack import Slack, SlackRefused
from bot.views.alert_lists import digest_blocks, digest_text
from bot.views.alerts import alert_blocks, alert_text, thread_line
from domain.notices import NoticeKind
from services import Services
from services.alert_cards import AlertMessage

log = logging.getLogger("cec.notices")

#: Slack's words for a message that cannot be changed: it is said anew.
_NOT_THERE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


def alert(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """The message of this place as things are now: posted, or changed where it stands."""
    message = services.alerts.message(*_names(outgoing), maybe_posted=outgoing.again)
    if message is None:
        return
    noted = _noted(outgoing, slack, services, message)
    if noted.ts or noted.card.alert.is_open:
        _show(outgoing, slack, services, noted)


def _noted(outgoing: Outgoing, slack: Slack, services: Services, message: AlertMessage) -> AlertMessage:
    """With where it is, where an earlier try posted it and ended before that was noted."""
    if message.ts or not outgoing.again:
        return message
    alert_id, place = _names(outgoing)
    ts = slack.posted(outgoing.channel_id, None, outgoing.notice.key)
    if ts is None:
        return message
    services.alerts.posted(alert_id, place, outgoing.channel_id, ts)
    return replace(message, channel_id=outgoing.channel_id, ts=ts)


def _show(outgoing: Outgoing, slack: Slack, services: Services, message: AlertMessage) -> None:
    alert_id, place = _names(outgoing)
    card, zone = message.card, _zone(outgoing, services)
    text, blocks = alert_text(card, zone), alert_blocks(card, zone)
    if message.ts and message.channel_id:
        try:
            slack.update(message.channel_id, message.ts, text, blocks)
            return
        except SlackRefused as refused:
            if refused.error not in _NOT_THERE:
                raise
            log.info("the message of alert %s is not there any more: %s", alert_id, refused)
        if not card.alert.is_open:
            return
    ts = post(outgoing, slack, text, blocks)
    services.alerts.posted(alert_id, place, outgoing.channel_id, ts)


def thread(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What happened to it, where its message stands."""
    message = services.alerts.message(*_names(outgoing))
    if message is None or not message.ts or not message.channel_id:
        return
    there = replace(outgoing, channel_id=message.channel_id)
    post(there, slack, thread_line(outgoing.facts, message.card.alert, _zone(outgoing, services)), thread=message.ts)


def digest(outgoing: Outgoing, slack: Slack, services: Services) -> None:
    """What is open for its reader at this moment; nothing where that is nothing, or a later digest is there."""
    actor, told_on = reader_of(outgoing, services), date.fromisoformat(str(outgoing.facts["day"]))
    page = seen_by_reader(outgoing, lambda: services.alerts.digest(actor, told_on))
    if page is None or not page.total:
        return
    weekly, zone = bool(outgoing.facts["weekly"]), zone_known(actor)
    post(outgoing, slack, digest_text(page, told_on, weekly, zone), digest_blocks(page, told_on, weekly, zone))


def _names(outgoing: Outgoing) -> tuple[str, str]:
    return str(outgoing.facts["alert"]), str(outgoing.facts["place"])


def _zone(outgoing: Outgoing, services: Services) -> ZoneInfo:
    return zone_known(reader_of(outgoing, services))


SENDERS: dict[NoticeKind, Sender] = {
    NoticeKind.ALERT: alert,
    NoticeKind.ALERT_THREAD: thread,
    NoticeKind.ALERT_DIGEST: digest,
}
