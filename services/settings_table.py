"""The settings that an administrator may change: their keys, what they mean, and what they accept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from domain.errors import InvalidInput, NotFound
from domain.proposal_dates import LONGEST_VALIDITY_DAYS
from domain.proposal_prices import OverrideLimit, override_limit
from domain.renewals import DEFAULT_WINDOW, LONGEST_WINDOW
from domain.signing_places import PLACES, order_from, order_in_words
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
PROPOSAL_DAYS = "proposal_valid_days"
OVERRIDE_LIMIT = "price_override_limit"
SIGNING_ORDER = "signing_order"
GRACE_DAYS = "funds_grace_days"
STARTUP_SOON = "startup_soon_days"

_LONGEST_REMINDER = 2_400
_LONGEST_GRACE = 90
_LONGEST_SOON = 20


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


def _signing_order(value: str) -> str:
    return order_in_words(order_from(value, SIGNING_ORDER))


def _whole(key: str, least: int, most: int, what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        plain = value.strip().replace(",", "")
        if not re.fullmatch(r"\d{1,6}", plain, re.ASCII) or not least <= int(plain) <= most:
            raise InvalidInput(key, f"Give a whole number of {what} from {least} to {most:,}.")
        return str(int(plain))

    return check


def _override_limit(value: str) -> str:
    limit = override_limit(value)
    return f"{limit.percent} %" if limit.percent is not None else f"{limit.amount} USD"


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
        SettingKind(
            PROPOSAL_DAYS,
            "Validity of a proposal",
            "For how many days a customer can accept a version, unless another day is given with it.",
            "30",
            _whole(PROPOSAL_DAYS, 1, LONGEST_VALIDITY_DAYS, "days"),
        ),
        SettingKind(
            OVERRIDE_LIMIT,
            "Limit of price changes",
            "Beyond this difference to the price of the catalog a second person of CEC must approve a price: in "
            "percent of the price, such as 10 %, or in USD over the term, such as 5,000 USD.",
            "10 %",
            _override_limit,
        ),
        SettingKind(
            SIGNING_ORDER,
            "Order of signatures",
            "Who signs an agreement after whom: the four officials with commas between them.",
            order_in_words(PLACES),
            _signing_order,
        ),
        SettingKind(
            GRACE_DAYS,
            "Grace days for payments",
            "So many days after its due day an open instalment counts as overdue, and both sides are told.",
            "5",
            _whole(GRACE_DAYS, 0, _LONGEST_GRACE, "days"),
        ),
        SettingKind(
            STARTUP_SOON,
            "Startup tasks due soon",
            "So many business days before its due day, who has to do a startup task is reminded of it.",
            "2",
            _whole(STARTUP_SOON, 1, _LONGEST_SOON, "business days"),
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


def override_limit_of(work: UnitOfWork) -> OverrideLimit:
    return override_limit(value_of(work, OVERRIDE_LIMIT))


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
