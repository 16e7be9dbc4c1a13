"""Alerts: what needs someone, for whom, why now, and when it is settled.

Rules look at one thing (an agreement, a meeting, a first contact) and say which alerts are wanted as things stand, and
when to look again (`Looked`). What is wanted and not there is raised; what is there and no longer wanted is settled.
So an alert needs no code that takes it back, and after a week of silence only what still matters is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.notices import Notice


class AlertKind(StrEnum):
    NEW_PROSPECT = "new_prospect"
    CONTACT_CHANGED = "contact_changed"
    NEED_CHANGED = "need_changed"
    SURVEY_SUBMITTED = "survey_submitted"
    SURVEY_STALE = "survey_stale"
    PROPOSAL_WAITING_CEC = "proposal_waiting_cec"
    PROPOSAL_WAITING_CUSTOMER = "proposal_waiting_customer"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_DECLINED = "proposal_declined"
    SIGNATURE_MISSING = "signature_missing"
    FUNDS_RECORDED = "funds_recorded"
    FUNDS_CONFIRMED = "funds_confirmed"
    FUNDS_OVERDUE = "funds_overdue"
    STARTUP_DUE = "startup_due"
    STARTUP_BLOCKED = "startup_blocked"
    MEETING_ASKED = "meeting_asked"
    MEETING_UNANSWERED = "meeting_unanswered"
    MEETING_CHANGED = "meeting_changed"
    MEETING_DUE = "meeting_due"
    NOTES_MISSING = "notes_missing"
    ACTION_ITEM_DUE = "action_item_due"
    RENEWAL = "renewal"
    NO_SUCCESSOR = "no_successor"
    PERSON_LEFT = "person_left"
    DELIVERY_FAILED = "delivery_failed"
    REQUEST_UNASSIGNED = "request_unassigned"
    REQUEST_WARNING = "request_warning"
    REQUEST_BREACHED = "request_breached"
    REQUEST_WAITING = "request_waiting"
    REQUESTS_HELD = "requests_held"
    OUTAGE_SILENT = "outage_silent"
    REPORT_REVIEW = "report_review"
    REPORT_UNREAD = "report_unread"


class SubjectType(StrEnum):
    AGREEMENT = "agreement"
    MEETING = "meeting"
    FIRST_CONTACT = "first_contact"
    PERSON = "person"
    DELIVERY = "delivery"
    SUPPORT_REQUEST = "support_request"
    OUTAGE = "outage"
    REPORT = "report"


@dataclass(frozen=True)
class Subject:
    """What the rules look at."""

    type: SubjectType
    id: str


@dataclass(frozen=True)
class Level:
    """Whom an alert goes to: people by id, or the staff channel where there are none or none can be reached.

    `hours` of business time after which the next level is told too; None on the last one.
    """

    people: tuple[str, ...]
    hours: int | None = None
    staff_channel: bool = False


@dataclass(frozen=True)
class Wanted:
    """An alert that the rules want as things stand.

    `key` stays the same as long as it is the same thing: one message. A change of `mark` (such as "90" days before the
    end, then "60") tells of it anew, in the thread, also when it was claimed or snoozed. `facts` are JSON values; the
    bot finds the words. `since` is when the thing began to wait. An alert of news (`passing`), which no state of the
    data settles, is settled by whoever says so, and by itself after some days. `said`: a notice of its own told those
    of the first level of it when it began, so only what follows is told.
    """

    kind: AlertKind
    key: str
    subject: Subject
    levels: tuple[Level, ...]
    since: datetime
    agreement: str | None = None
    organization: str | None = None
    mark: str = ""
    passing: bool = False
    said: bool = False
    facts: Mapping[str, str | int | bool | None] = field(default_factory=dict[str, str | int | bool | None])


@dataclass(frozen=True)
class Looked:
    """What a rule wants of one subject, and when it has to be asked again though nothing changes (None: never).

    `notices` are what people are reminded of besides; each has a lasting key, so it leaves once. `over` says in a
    sentence why nothing of a kind is wanted any more, where there is more to say than that.
    """

    wanted: tuple[Wanted, ...] = ()
    again_at: datetime | None = None
    notices: tuple[Notice, ...] = ()
    over: Mapping[AlertKind, str] = field(default_factory=dict[AlertKind, str])


def merged(*parts: Looked) -> Looked:
    """Everything that several rules want, looked at again when the first of them says so."""
    wanted = tuple(each for part in parts for each in part.wanted)
    notices = tuple(each for part in parts for each in part.notices)
    over = {kind: why for part in parts for kind, why in part.over.items()}
    return Looked(wanted, min((part.again_at for part in parts if part.again_at), default=None), notices, over)
