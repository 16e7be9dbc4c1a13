"""Why an alert was sent, to whom it was delivered, and what happened to it since."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.replies import View
from bot.views.alert_words import headline, sentence
from bot.views.alerts import STAFF_CHANNEL, named, state_words
from bot.views.blocks import context, modal, safe, section
from bot.views.sections import sections
from bot.views.text import capital, instant, instant_day, join_and, plural
from domain.alert_deliveries import How, Why
from domain.alerts import AlertKind
from domain.kept_alerts import NO_LONGER_WANTED, Alert, Event
from services.alert_cards import AlertEntry, AlertView, DeliveryView

_HOW: Mapping[How, str] = {
    How.DIRECT: "by direct message",
    How.CHANNEL: "in the staff channel",
    How.DIGEST: "in the digest only, as they chose",
    How.NOTICE: "by the message that told of the thing itself",
}
_WHY: Mapping[Why, str] = {
    Why.FIRST: "It goes to them first",
    Why.ESCALATED: "Nobody before them claimed it in time",
    Why.ASSIGNED: "It was given to them",
    Why.UNREACHABLE: "Nobody nearer to it can be reached in Slack",
}
_PROBLEMS: Mapping[str, str] = {"settled": "it was settled before", "left": "they left"}


def details_modal(view: AlertView, zone: ZoneInfo) -> View:
    alert, about = view.card.alert, named(view.card)
    blocks = [
        section(f"*{headline(alert)}*{f'  {about}' if about else ''}\n{sentence(alert, zone)}"),
        section(f"*Why now*\n{why_now(alert, alert.wanted.mark, zone)}"),
        context(state_words(view.card, zone)),
        section("*Who was told, how and why*"),
        *(sections([_delivery(each, zone) for each in view.deliveries]) or [section("Nobody yet.")]),
        section("*What happened*"),
        *sections([_entry(each, alert, zone) for each in view.history]),
    ]
    return modal("alerts.reading", "Why and to whom", blocks)


def _delivery(delivery: DeliveryView, zone: ZoneInfo) -> str:
    name = safe(delivery.name) if delivery.name else capital(STAFF_CHANNEL)
    in_channel = delivery.name is None
    if delivery.how is How.NOTICE and delivery.why is Why.ASSIGNED:
        return f"• {name}: {_when(delivery, zone)}, by claiming it."
    how = "" if in_channel else f", {_HOW[delivery.how]}"
    return f"• {name}{how}: {_when(delivery, zone)}. {_WHY[delivery.why]}."


def _when(delivery: DeliveryView, zone: ZoneInfo) -> str:
    if delivery.problem:
        return f"not delivered, {_PROBLEMS.get(delivery.problem, f'Slack answered “{safe(delivery.problem)}”')}"
    if delivery.told_at is None:
        return f"held until {instant(delivery.due_at, zone)}, because of quiet hours or a day off"
    return instant(delivery.told_at, zone)


def why_now(alert: Alert, mark: str, zone: ZoneInfo) -> str:
    """What its time has come by: for the end of a term, which of the office's days before it, and what happened."""
    if alert.wanted.kind not in (AlertKind.RENEWAL, AlertKind.NO_SUCCESSOR):
        return f"It waits since {instant_day(alert.wanted.since, zone)}."
    said = [_reached(each) for each in mark.split(", ") if each]
    return capital(f"{join_and(said)}.") if said else "The end of the term is near."


def _reached(mark: str) -> str:
    if mark.isdecimal():
        return f"the term ends within {plural(int(mark), 'day')}, which is one of the days that the office chose"
    return {"asked": "the customer asked to renew", "ended": "the term is over"}.get(mark, "things went on")


def _entry(entry: AlertEntry, alert: Alert, zone: ZoneInfo) -> str:
    return f"• {instant(entry.at, zone)}: {_happened(entry, alert, zone)}"


def _happened(entry: AlertEntry, alert: Alert, zone: ZoneInfo) -> str:
    by, new = safe(entry.by or ""), safe(entry.new or "")
    match entry.what:
        case Event.RAISED:
            return "it began."
        case Event.RENEWED:
            return f"it was told anew. {why_now(alert, entry.new or '', zone)}"
        case Event.CHANGED:
            return "its facts changed."
        case Event.WOKEN:
            return "the snooze was over."
        case Event.ESCALATED:
            return "nobody claimed it in time, so the next ones were told."
        case Event.CLAIMED:
            return f"{by} claimed it."
        case Event.RELEASED:
            return f"{by} gave it back." if by else "who had it left."
        case Event.ASSIGNED:
            return f"{by} gave it to {new}."
        case Event.SNOOZED:
            return f"{by} snoozed it until {instant(datetime.fromisoformat(str(entry.new)), zone)}."
        case _:
            why = safe(entry.note or NO_LONGER_WANTED)
            return f"{by} settled it. {why}" if by else f"settled. {why}"
