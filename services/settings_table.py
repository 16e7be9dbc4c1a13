"""The settings that an administrator may change: their keys, what they mean, and what they accept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from domain.errors import InvalidInput, NotFound
from domain.renewals import DEFAULT_WINDOW, LONGEST_WINDOW
from services.context import DEFAULT_ZONE, Context
from services.matching import best_names
from services.office_hours import OfficeHours
from services.zones import is_zone
from storage.unit_of_work import UnitOfWork

STAFF_CHANNEL = "staff_channel"
OFFICE_ZONE = "office_zone"
OFFICE_OPENS = "office_opens"
OFFICE_CLOSES = "office_closes"
REMINDER_MINUTES = "handoff_reminder_minutes"
RENEWAL_WINDOW = "renewal_window_days"

_LONGEST_REMINDER = 2_400


@dataclass(frozen=True)
class SettingKind:
    """`check` returns the value as it is kept, or raises InvalidInput saying what to give. `default` "" is none."""

    key: str
    label: str
    help: str
    default: str
    check: Callable[[str], str]


def _channel(value: str) -> str:
    found = re.fullmatch(r"(?:<#)?([CG][A-Z0-9]{2,20})(?:\|[^>]*>)?", value.strip(), re.ASCII)
    if not found:
        raise InvalidInput(STAFF_CHANNEL, "Give a Slack channel, or its id, such as C012AB3CD.")
    return found[1]


def _zone(value: str) -> str:
    if not is_zone(value.strip()):
        raise InvalidInput(OFFICE_ZONE, "Give a time zone such as America/New_York or America/Denver.")
    return value.strip()


def _hour(key: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip(), re.ASCII)
        if not found:
            raise InvalidInput(key, "Give a time of day with hours and minutes, such as 08:00 or 17:30.")
        return f"{int(found[1]):02d}:{found[2]}"

    return check


def _whole(key: str, least: int, most: int, what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        plain = value.strip().replace(",", "")
        if not re.fullmatch(r"\d{1,6}", plain, re.ASCII) or not least <= int(plain) <= most:
            raise InvalidInput(key, f"Give a whole number of {what} from {least} to {most:,}.")
        return str(int(plain))

    return check


KINDS: Mapping[str, SettingKind] = {
    kind.key: kind
    for kind in (
        SettingKind(STAFF_CHANNEL, "Staff channel", "Where notices for CEC staff are posted.", "", _channel),
        SettingKind(OFFICE_ZONE, "Office time zone", "The zone of the office hours.", DEFAULT_ZONE, _zone),
        SettingKind(
            OFFICE_OPENS, "Office opens", "When staff begin to answer, Monday to Friday.", "08:00", _hour(OFFICE_OPENS)
        ),
        SettingKind(OFFICE_CLOSES, "Office closes", "When staff stop answering.", "17:00", _hour(OFFICE_CLOSES)),
        SettingKind(
            REMINDER_MINUTES,
            "Reminder for unclaimed conversations",
            "After so many minutes of open office, staff are reminded of a conversation that nobody claimed.",
            "30",
            _whole(REMINDER_MINUTES, 1, _LONGEST_REMINDER, "minutes"),
        ),
        SettingKind(
            RENEWAL_WINDOW,
            "Renewal window",
            "How many days before the end of a term its renewal is shown.",
            str(DEFAULT_WINDOW),
            _whole(RENEWAL_WINDOW, 1, LONGEST_WINDOW, "days"),
        ),
    )
}


def setting_kind(key: str) -> SettingKind:
    """Raises NotFound with the nearest keys."""
    if key in KINDS:
        return KINDS[key]
    near = best_names(key, {kind.key: (kind.key, kind.label) for kind in KINDS.values()})
    raise NotFound(f"There is no setting “{key[:40]}”.", tuple(match.key for match in near[:3]))


def value_of(work: UnitOfWork, key: str) -> str:
    """The value that is set, or the default."""
    return work.settings.get(key) or KINDS[key].default


def office_hours_of(work: UnitOfWork) -> OfficeHours:
    opens, closes = (time.fromisoformat(value_of(work, key)) for key in (OFFICE_OPENS, OFFICE_CLOSES))
    return OfficeHours(value_of(work, OFFICE_ZONE), opens, closes)


def staff_channel_of(work: UnitOfWork) -> str | None:
    """Where notices for staff go: the channel of the setting, else the first one bound to staff."""
    bound = work.channels.staff_channel()
    return work.settings.get(STAFF_CHANNEL) or (bound.channel_id if bound else None)


def office_day(work: UnitOfWork, context: Context) -> date:
    """The day that it is at CEC's office."""
    return context.today(value_of(work, OFFICE_ZONE))
