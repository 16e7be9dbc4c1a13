"""The settings that an administrator may change: their keys, what they mean, and what they accept."""

import re
from collections.abc import Mapping
from datetime import date, time
from zoneinfo import ZoneInfo

from domain.errors import InvalidInput, NotFound
from domain.people import Person
from domain.proposal_dates import LONGEST_VALIDITY_DAYS
from domain.proposal_prices import OverrideLimit, override_limit
from domain.recurrences import Rhythm
from domain.renewal_decisions import LONGEST_NOTICE
from domain.renewals import ALERT_DAYS, DEFAULT_WINDOW, LONGEST_WINDOW
from domain.signing_places import PLACES, order_from, order_in_words
from services.context import DEFAULT_ZONE, Context
from services.matching import best_names
from services.office_hours import OfficeHours
from services.report_settings import REPORT_KINDS
from services.setting_checks import SettingKind, days_before, hour, whole
from services.support_settings import SUPPORT_KINDS
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
RENEWAL_ALERT_DAYS = "renewal_alert_days"
RENEWAL_CUSTOMER_DAYS = "renewal_customer_days"
MEETING_CADENCE = "service_review_cadence"
MEETING_ANSWER_HOURS = "meeting_answer_hours"
ALERT_HOURS = "alert_hours"
ALERT_WAIT_DAYS = "alert_wait_days"

_LONGEST_REMINDER = 2_400
_LONGEST_GRACE = 90
_LONGEST_SOON = 20
_LONGEST_ANSWER = 200
CADENCES = (*(rhythm.value for rhythm in Rhythm), "never")
_MOST_ALERT_HOURS = 200
_LONGEST_WAIT = 60


def _channel(value: str) -> str:
    found = re.fullmatch(r"(?:<#)?([CG][A-Z0-9]{2,20})(?:\|[^>]*>)?", value.strip(), re.ASCII)
    if not found:
        raise InvalidInput(STAFF_CHANNEL, "Give a Slack channel, or its id, such as C012AB3CD.")
    return found[1]


def _zone(value: str) -> str:
    if not is_zone(value.strip()):
        raise InvalidInput(OFFICE_ZONE, "Give a time zone such as America/New_York or America/Denver.")
    return value.strip()


def _signing_order(value: str) -> str:
    return order_in_words(order_from(value, SIGNING_ORDER))


def _cadence(value: str) -> str:
    if value.strip().lower() not in CADENCES:
        raise InvalidInput(MEETING_CADENCE, f"Give one of: {', '.join(CADENCES)}.")
    return value.strip().lower()


def _override_limit(value: str) -> str:
    limit = override_limit(value)
    return f"{limit.percent} %" if limit.percent is not None else f"{limit.amount} USD"


KINDS: Mapping[str, SettingKind] = {
    kind.key: kind
    for kind in (
        SettingKind(STAFF_CHANNEL, "Staff channel", "Where notices for CEC staff are posted.", "", _channel),
        SettingKind(OFFICE_ZONE, "Office time zone", "The zone of the office hours.", DEFAULT_ZONE, _zone),
        SettingKind(
            OFFICE_OPENS, "Office opens", "When staff begin to answer, Monday to Friday.", "08:00", hour(OFFICE_OPENS)
        ),
        SettingKind(OFFICE_CLOSES, "Office closes", "When staff stop answering.", "17:00", hour(OFFICE_CLOSES)),
        SettingKind(
            REMINDER_MINUTES,
            "Reminder for unclaimed conversations",
            "After so many minutes of open office, staff are reminded of a conversation that nobody claimed.",
            "30",
            whole(REMINDER_MINUTES, 1, _LONGEST_REMINDER, "minutes"),
        ),
        SettingKind(
            RENEWAL_WINDOW,
            "Renewal window",
            "How many days before the end of a term its renewal is shown.",
            str(DEFAULT_WINDOW),
            whole(RENEWAL_WINDOW, 1, LONGEST_WINDOW, "days"),
        ),
        SettingKind(
            RENEWAL_ALERT_DAYS,
            "Renewal alerts",
            "So many days before the end of a term CEC is told of its renewal until that is begun or decided against.",
            ", ".join(str(days) for days in ALERT_DAYS),
            days_before(RENEWAL_ALERT_DAYS),
        ),
        SettingKind(
            RENEWAL_CUSTOMER_DAYS,
            "Renewal alerts for customers",
            "From so many days before the end of a term the customer is told too, unless the agreement says otherwise.",
            "120",
            whole(RENEWAL_CUSTOMER_DAYS, 0, LONGEST_NOTICE, "days"),
        ),
        SettingKind(
            PROPOSAL_DAYS,
            "Validity of a proposal",
            "For how many days a customer can accept a version, unless another day is given with it.",
            "30",
            whole(PROPOSAL_DAYS, 1, LONGEST_VALIDITY_DAYS, "days"),
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
            whole(GRACE_DAYS, 0, _LONGEST_GRACE, "days"),
        ),
        SettingKind(
            STARTUP_SOON,
            "Startup tasks due soon",
            "So many business days before its due day, who has to do a startup task is reminded of it.",
            "2",
            whole(STARTUP_SOON, 1, _LONGEST_SOON, "business days"),
        ),
        SettingKind(
            MEETING_CADENCE,
            "Regular service reviews",
            "How often an agreement whose services run has a service review, unless it was set for that agreement.",
            Rhythm.QUARTERLY.value,
            _cadence,
        ),
        SettingKind(
            MEETING_ANSWER_HOURS,
            "Answers about meetings",
            "After so many hours of open office, people are reminded of times that wait for their answer; after as "
            "many again, who leads for CEC is told.",
            "16",
            whole(MEETING_ANSWER_HOURS, 1, _LONGEST_ANSWER, "hours"),
        ),
        SettingKind(
            ALERT_HOURS,
            "Alerts go on to the next person",
            "After so many hours of open office, an alert that nobody claimed goes on to the next person or the staff "
            "channel.",
            "16",
            whole(ALERT_HOURS, 1, _MOST_ALERT_HOURS, "hours"),
        ),
        SettingKind(
            ALERT_WAIT_DAYS,
            "Alerts about waiting customers",
            "After so many business days without an answer of the customer, who leads the agreement is told.",
            "5",
            whole(ALERT_WAIT_DAYS, 1, _LONGEST_WAIT, "business days"),
        ),
        *SUPPORT_KINDS,
        *REPORT_KINDS,
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


def zone_of_person(work: UnitOfWork, person: Person | None) -> ZoneInfo:
    """Where they are; the office's zone where that is not known."""
    own = person.time_zone if person else ""
    return ZoneInfo(own if is_zone(own) else value_of(work, OFFICE_ZONE))


def renewal_alert_days(work: UnitOfWork) -> tuple[int, ...]:
    """The days before the end of a term on which its renewal is told of, the earliest first."""
    return tuple(int(days) for days in value_of(work, RENEWAL_ALERT_DAYS).split(", "))


def staff_channel_of(work: UnitOfWork) -> str | None:
    """Where notices for staff go: the channel of the setting, else the first one bound to staff."""
    bound = work.channels.staff_channel()
    return work.settings.get(STAFF_CHANNEL) or (bound.channel_id if bound else None)


def office_day(work: UnitOfWork, context: Context) -> date:
    """The day that it is at CEC's office."""
    return context.today(value_of(work, OFFICE_ZONE))
