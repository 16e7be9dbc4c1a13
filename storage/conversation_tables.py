"""Channels, conversations with staff, requests, and what the program keeps for its own work."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Day, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import organizations

channel_bindings = Table(
    "channel_bindings",
    metadata,
    Column("channel_id", Key, primary_key=True),
    Column("organization", Key, ForeignKey(organizations.c.key)),
    Column("bound_by", Key, nullable=False),
    Column("bound_at", Instant, nullable=False),
    Index(None, "organization", "bound_at"),
)

_UNSETTLED = text("state <> 'closed'")

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("requester", Key, nullable=False),
    Column("requester_slack_id", Key, nullable=False),
    Column("requester_name", Words, nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), index=True),
    Column("topic", Words, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("requester_channel", Key, nullable=False),
    Column("requester_ts", Key, nullable=False),
    Column("staff_channel", Key),
    Column("staff_ts", Key),
    Column("state", Key, nullable=False),
    Column("claimed_by", Key),
    Column("claimed_at", Instant),
    Column("closed_by", Key),
    Column("closed_at", Instant),
    Column("reminded_at", Instant),
    Index(None, "requester_channel", "requester_ts"),
    Index(None, "staff_channel", "staff_ts"),
    # A person has one conversation with staff at a time, also when two requests arrive at once.
    Index("uq_handoffs_requester", "requester", unique=True, sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
    Index("ix_handoffs_unsettled", "opened_at", "id", sqlite_where=_UNSETTLED, postgresql_where=_UNSETTLED),
)

relayed = Table(
    "relayed",
    metadata,
    Column("source_channel", Key, primary_key=True),
    Column("source_ts", Key, primary_key=True),
    Column("handoff", Key, ForeignKey("handoffs.id"), nullable=False, index=True),
    Column("target_channel", Key, nullable=False),
    Column("target_ts", Key, nullable=False),
)

custom_requests = Table(
    "custom_requests",
    metadata,
    Column("id", Key, primary_key=True),
    Column("requester", Key, nullable=False),
    Column("requester_slack_id", Key, nullable=False),
    Column("requester_name", Words, nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), index=True),
    Column("what", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("quantity", Words, nullable=False),
    Column("needed_by", Day),
    Column("service", Key),
    Column("asked_at", Instant, nullable=False),
    Index(None, "asked_at", "id"),
)

memory = Table(
    "memory",
    metadata,
    Column("key", Key, primary_key=True),
    Column("data", Json, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

unclear_sentences = Table(
    "unclear_sentences",
    metadata,
    Column("id", Key, primary_key=True),
    Column("text", Words, nullable=False),
    Column("words", Key, nullable=False, index=True),
    Column("ranking", Json, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("chosen", Key),
    Column("decided", Key),
)

settings = Table("settings", metadata, Column("key", Key, primary_key=True), Column("value", Words, nullable=False))

#: How many notices each destination was ever given: their place in its line.
notice_counts = Table(
    "notice_counts",
    metadata,
    Column("partition", Key, primary_key=True),
    Column("last", Integer, nullable=False),
)

#: What the program did once and need not do again.
marks = Table("marks", metadata, Column("name", Key, primary_key=True), Column("value", Key, nullable=False))
