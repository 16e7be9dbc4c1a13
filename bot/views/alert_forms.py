"""The forms of an alert: until when it is snoozed, to whom it is given, and how it was settled."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.alert_words import headline, sentence
from bot.views.alerts import named
from bot.views.blocks import field, modal, section, text_input
from bot.views.menus import menu
from bot.views.text import day
from bot.views.zones import zone_words
from domain.business_days import add_business_days
from domain.kept_alerts import LONGEST_SNOOZE_DAYS
from services.alert_cards import AlertCard
from services.alerts import LONGEST_WHY
from services.cards import PersonCard

_MORNING = "09:00"


def snooze_form(card: AlertCard, at: datetime, zone: ZoneInfo, metadata: Any) -> View:
    """The next business day stands in it; `zone` is the person's own."""
    today = at.astimezone(zone).date()
    last = _last_day(card, today)
    next_day = min(add_business_days(today, 1), last)
    blocks = [
        _head(card, zone),
        field("until", "Until this day", {**_picker("datepicker"), "initial_date": str(next_day)},
              hint=f"Up to {day(last)}."),
        field("time", "At", {**_picker("timepicker"), "initial_time": _MORNING}, hint=f"In {zone_words(zone)}."),
        section("Until then nobody is told of it again, unless things go on. It stays in the lists."),
    ]  # fmt: skip
    return modal("alerts.snooze", "Snooze", blocks, "Snooze", metadata)


def assign_form(card: AlertCard, staff: Sequence[PersonCard], zone: ZoneInfo, metadata: Any) -> View:
    people = [(f"{person.name}, {person.title}" if person.title else person.name, person.id) for person in staff]
    known = {value for _, value in people}
    chosen = card.alert.claimed_by if card.alert.claimed_by in known else None
    who = field("person", "Who sees to it", menu("value", "Person of CEC", people, chosen), hint="They are told.")
    return modal("alerts.assign", "Assign", [_head(card, zone), who], "Assign", metadata)


def done_form(card: AlertCard, zone: ZoneInfo, metadata: Any) -> View:
    blocks = [
        _head(card, zone),
        field("why", "How it was settled", text_input(multiline=True, max_length=LONGEST_WHY), optional=True),
        section("Alerts settle by themselves once the thing is done. Use this for what is done elsewhere."),
    ]
    return modal("alerts.done", "Done", blocks, "Done", metadata)


def _last_day(card: AlertCard, today: date) -> date:
    """Until when it can be snoozed: what is due is not put off until after that."""
    last, due_on = today + timedelta(days=LONGEST_SNOOZE_DAYS - 1), card.alert.due_on
    return min(last, due_on) if due_on and due_on >= today else last


def _head(card: AlertCard, zone: ZoneInfo) -> Block:
    about = f"  {named(card)}" if named(card) else ""
    return section(f"*{headline(card.alert)}*{about}\n{sentence(card.alert, zone)}")


def _picker(kind: str) -> Block:
    return {"type": kind, "action_id": "value"}
