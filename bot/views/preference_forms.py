"""The forms of a person's preferences."""

from collections.abc import Sequence
from datetime import time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.replies import Block, View
from bot.views.blocks import field, modal, option, section, select, text_input
from bot.views.preferences import ALERTS_BY, DAYS, DIGESTS, reminder_words
from bot.views.text import capital
from bot.views.zones import zone_words
from domain.preference_checks import MOST_CALENDARS, MOST_REMINDERS
from domain.preferences import Preferences
from services.calendar_addresses import LONGEST_ADDRESS
from services.preferences import PreferencesView

_DAY = 24 * 60
_REMINDERS = (14 * _DAY, 7 * _DAY, 2 * _DAY, _DAY, 240, 120, 60, 30, 15, 10, 5)
"""Minutes that can be chosen."""


_NO_QUIET = "Alerts wait until then. For no quiet hours, choose the same time in both."


def hours_form(view: PreferencesView, metadata: Any) -> View:
    chosen = view.preferences
    days = [option(name, str(place)) for place, name in enumerate(DAYS)]
    works = select("value", "Days", days, kind="multi_static_select")
    works["initial_options"] = [each for each in days if int(each["value"]) in chosen.works_on]
    blocks = [
        section(f"Times are in {zone_words(ZoneInfo(view.zone))}, as your profile in Slack says."),
        field("works_on", "Days on which you work", works),
        _time("works_from", "From", chosen.works_from),
        _time("works_until", "Until", chosen.works_until, "Meetings are proposed within these hours."),
        _time("quiet_from", "Quiet from", chosen.quiet_from),
        _time(
            "quiet_until",
            "Quiet until",
            chosen.quiet_until,
            _NO_QUIET,
        ),
    ]
    return modal("preferences.hours", "Hours", blocks, "Save", metadata)


def alerts_form(view: PreferencesView, metadata: Any) -> View:
    chosen = view.preferences
    blocks = [
        field("alerts_by", "Alerts come", _menu(ALERTS_BY, chosen.alerts_by)),
        field("digest", "The digest of what is open comes", _menu(DIGESTS, chosen.digest),
              hint="Once a week: on your first working day."),
        _time("digest_at", "At", chosen.digest_at, "Where that is in your quiet hours, it comes when they end."),
    ]  # fmt: skip
    return modal("preferences.alerts", "Alerts and digest", blocks, "Save", metadata)


def reminders_form(chosen: Preferences, metadata: Any) -> View:
    known = sorted({*_REMINDERS, *chosen.reminders}, reverse=True)
    options = [option(f"{reminder_words(each)} before", str(each)) for each in known]
    element = select("value", "Choose", options, kind="multi_static_select")
    initial = [each for each in options if int(each["value"]) in chosen.reminders]
    if initial:
        element["initial_options"] = initial
    hint = f"Up to {MOST_REMINDERS}. None: you are not reminded."
    blocks = [field("reminders", "Remind me of meetings", element, optional=True, hint=hint)]
    return modal("preferences.reminders", "Reminders", blocks, "Save", metadata)


def calendar_form(metadata: Any) -> View:
    hint = (
        "The private address in iCalendar format, from the settings of your calendar. "
        f"Up to {MOST_CALENDARS} calendars. I read it now and every 15 minutes."
    )
    address = text_input(max_length=LONGEST_ADDRESS, placeholder="https://")
    return modal(
        "preferences.calendar", "Connect a calendar", [field("calendar", "Address", address, hint=hint)], "Connect",
        metadata,
    )  # fmt: skip


def feed_modal(address: str) -> View:
    blocks = [
        section("Your address:"),
        section(f"`{address}`"),
        section(
            "In Outlook: Add calendar, then Subscribe from web. In Google Calendar: Other calendars, then From URL. "
            "It shows your meetings with CEC, and changes with them. Whoever has the address can read it."
        ),
    ]
    return modal("preferences.reading", "Calendar of meetings", blocks)


def _menu[Choice: StrEnum](choices: dict[Choice, str], chosen: Choice) -> Block:
    options: Sequence[Block] = [option(capital(text), each.value) for each, text in choices.items()]
    return select("value", "Choose", options, next(each for each in options if each["value"] == chosen))


def _time(name: str, label: str, chosen: time, hint: str = "") -> Block:
    picker = {"type": "timepicker", "action_id": "value", "initial_time": f"{chosen:%H:%M}"}
    return field(name, label, picker, hint=hint)
