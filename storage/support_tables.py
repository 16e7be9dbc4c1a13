"""Support requests, what is written about them, outages, credits, and what another ticket system calls them."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, text

from storage.columns import Exact, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import agreements, organizations, people

OPEN_STATES = text("state IN ('new', 'in_progress', 'waiting')")
_HELD = text("held")
_DUE = text("next_due_at IS NOT NULL")
_RESOLVED = text("state = 'resolved'")
_RUNNING = text("ended_at IS NULL")

support_requests = Table(
    "support_requests",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", Key, nullable=False, unique=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("service", Key, nullable=False),
    Column("service_name", Words, nullable=False),
    Column("area", Key, nullable=False),
    Column("priority", Key, nullable=False),
    # Its place among the priorities, so that the queue is in order by an index.
    Column("rank", Integer, nullable=False),
    Column("report", Json, nullable=False),
    Column("asked_by", Key, ForeignKey(people.c.id), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("state", Key, nullable=False),
    Column("state_since", Instant),
    Column("held", Boolean, nullable=False),
    Column("assignee", Key, ForeignKey(people.c.id)),
    Column("responded_at", Instant),
    Column("pauses", Json, nullable=False),
    Column("clocks", Json, nullable=False),
    Column("late", Boolean, nullable=False),
    # When the next target is missed; empty where none can be.
    Column("next_due_at", Instant),
    Column("resolution", Json),
    Column("reopened", Integer, nullable=False),
    Column("rating", Json),
    Column("merged_into", Key),
    Column("customer_channel", Key),
    Column("customer_ts", Key),
    Column("staff_channel", Key),
    Column("staff_ts", Key),
    Column("revision", Integer, nullable=False),
    Index(None, "agreement", "asked_at", "id"),
    Index(None, "organization", "asked_at", "id"),
    Index(None, "asked_by", "asked_at", "id"),
    Index(None, "customer_channel", "customer_ts"),
    Index(None, "staff_channel", "staff_ts"),
    Index(None, "merged_into"),
    Index(
        "ix_support_requests_open",
        *("rank", "asked_at", "id", "held", "state", "area", "assignee"),
        sqlite_where=OPEN_STATES,
        postgresql_where=OPEN_STATES,
    ),
    Index("ix_support_requests_assigned", "assignee", "id", sqlite_where=OPEN_STATES, postgresql_where=OPEN_STATES),
    Index("ix_support_requests_held", "asked_by", "id", sqlite_where=_HELD, postgresql_where=_HELD),
    Index("ix_support_requests_due", "next_due_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
    Index("ix_support_requests_resolved", "state_since", "id", sqlite_where=_RESOLVED, postgresql_where=_RESOLVED),
)

support_request_numbers = Table(
    "support_request_numbers",
    metadata,
    Column("series", Key, primary_key=True),
    Column("last", Integer, nullable=False),
)

support_comments = Table(
    "support_comments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("request", Key, ForeignKey(support_requests.c.id), nullable=False),
    Column("kind", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("from_staff", Boolean, nullable=False),
    Column("text", Words, nullable=False),
    Column("files", Json, nullable=False),
    Column("author", Words, nullable=False),
    Index(None, "request", "at", "id"),
)

service_credits = Table(
    "service_credits",
    metadata,
    # One for each month in which a metric of a line was missed.
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("service", Key, primary_key=True),
    Column("metric", Key, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("percent", Exact, nullable=False),
    Column("price", Exact, nullable=False),
    Column("amount", Exact, nullable=False),
    Column("request", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "month"),
)

outages = Table(
    "outages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("service", Key, nullable=False),
    Column("service_name", Words, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("updates", Json, nullable=False),
    Column("place", Words, nullable=False),
    Column("expected_by", Instant),
    Column("ended_at", Instant),
    Column("revision", Integer, nullable=False),
    Index("ix_outages_running", "service", "started_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
    Index(None, "started_at", "id"),
)

outside_tickets = Table(
    "outside_tickets",
    metadata,
    Column("request", Key, ForeignKey(support_requests.c.id), primary_key=True),
    Column("outside_id", Key, nullable=False, unique=True),
)

ticket_positions = Table(
    "ticket_positions",
    metadata,
    # How far the changes of the other system were read.
    Column("system", Key, primary_key=True),
    Column("position", Words, nullable=False),
)

outage_followers = Table(
    "outage_followers",
    metadata,
    Column("outage", Key, ForeignKey(outages.c.id), primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), primary_key=True),
    Column("since", Instant, nullable=False),
)
