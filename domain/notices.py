"""What leaves for Slack after a commit. A notice says what happened and to whom; the bot finds the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class NoticeKind(StrEnum):
    HANDOFF_OPENED = "handoff_opened"
    HANDOFF_CHANGED = "handoff_changed"
    HANDOFF_REMINDER = "handoff_reminder"
    HANDOFF_CLOSED = "handoff_closed"
    RELAY = "relay"
    RELAY_EDIT = "relay_edit"
    RELAY_DELETE = "relay_delete"
    CUSTOM_REQUEST = "custom_request"
    DELIVERY_FAILED = "delivery_failed"
    SURVEY_STARTED = "survey_started"
    SURVEY_ASSIGNED = "survey_assigned"
    SURVEY_REMINDER = "survey_reminder"
    SURVEY_SUBMITTED = "survey_submitted"
    SURVEY_REOPENED = "survey_reopened"
    SURVEY_FILES = "survey_files"
    SURVEY_REPLACED = "survey_replaced"
    FIRST_CONTACT_ASKED = "first_contact_asked"
    FIRST_CONTACT_CHANGED = "first_contact_changed"
    FIRST_CONTACT_ANSWERED = "first_contact_answered"
    FIRST_CONTACT_ASSIGNED = "first_contact_assigned"
    CHANNEL_WANTED = "channel_wanted"
    CONTACTS_CHANGED = "contacts_changed"
    CONTACT_CARDS = "contact_cards"
    STEP_REACHED = "step_reached"
    NEEDS_SENT = "needs_sent"
    NEEDS_CHANGED = "needs_changed"
    NEEDS_ANSWERED = "needs_answered"
    NEEDS_MEETING = "needs_meeting"
    MEETING = "meeting"
    MEETING_REMINDER = "meeting_reminder"
    ACTION_ITEM = "action_item"
    PROPOSAL_CHANGED = "proposal_changed"
    DOCUMENTS_WANTED = "documents_wanted"
    DOCUMENTS_READY = "documents_ready"
    DOCUMENT_FILE = "document_file"

    SIGNING_DOCUMENT = "signing_document"
    SIGNATURE_WANTED = "signature_wanted"
    SIGNATURE_CHANGED = "signature_changed"
    DEPUTY_ENDED = "deputy_ended"
    FUNDS_CHANGED = "funds_changed"
    FUNDS_OVERDUE = "funds_overdue"
    STARTUP_TASKS = "startup_tasks"
    STARTUP_TASK = "startup_task"
    STARTUP_REMINDER = "startup_reminder"
    STARTUP_DIGEST = "startup_digest"
    GO_LIVE = "go_live"
    RENEWAL_CHANGED = "renewal_changed"
    RENEWAL_COMING = "renewal_coming"
    EXTENSION_CHANGED = "extension_changed"
    RENEWAL_FILE = "renewal_file"
    EXCEPTION_CHANGED = "exception_changed"
    MEASUREMENTS_FILE = "measurements_file"
    ALERT = "alert"
    ALERT_THREAD = "alert_thread"
    ALERT_DIGEST = "alert_digest"
    CALENDAR_WANTED = "calendar_wanted"
    REQUEST_OPENED = "request_opened"
    REQUEST_CHANGED = "request_changed"
    REQUEST_COMMENT = "request_comment"
    RATING_WANTED = "rating_wanted"
    OUTAGE = "outage"
    TICKET = "ticket"
    REPORT_WANTED = "report_wanted"
    REPORT_CHANGED = "report_changed"
    REPORT_FILES = "report_files"
    ANNUAL_SUMMARY = "annual_summary"


@dataclass(frozen=True)
class Destination:
    """Where it goes: the staff channel (`staff`), or a channel, or a person's direct message by Slack user id; or, for
    a request (its number), the office's own ticket system; or nowhere, for work that is done where the notice is
    delivered (`work`, such as "report-1": what has the same name is done one by one)."""

    staff: bool = False
    channel_id: str | None = None
    slack_user_id: str | None = None
    thread_ts: str | None = None
    ticket: str | None = None
    work: str | None = None

    @property
    def partition(self) -> str:
        """Notices of one partition leave in order, one a second."""
        if self.ticket:
            return f"ticket:{self.ticket}"
        if self.work:
            return f"work:{self.work}"
        return "staff" if self.staff else self.channel_id or self.slack_user_id or "nowhere"


@dataclass(frozen=True)
class Notice:
    """`key` is unique and lasting: the same key is never delivered twice. `facts` are JSON values."""

    key: str
    kind: NoticeKind
    to: Destination
    facts: Mapping[str, str | int | bool | None] = field(default_factory=dict[str, str | int | bool | None])
