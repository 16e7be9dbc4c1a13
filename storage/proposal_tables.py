"""Proposals: their negotiations, their versions, who looked at them, and what customers asked for."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Day, Exact, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import agreements, organizations, people

negotiations = Table(
    "negotiations",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("amendment", Integer, primary_key=True, autoincrement=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("state", Key, nullable=False),
    Column("since", Instant, nullable=False),
    Column("draft", Json, nullable=False),
    Column("current", Integer),
    Column("valid_until", Day),
    Column("ceiling", Exact),
    Column("reason", Words, nullable=False),
    Column("paused_from", Key),
    Column("schedule", Json),
    Column("purpose", Words, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False),
    Index(None, "organization"),
    Index(None, "state", "valid_until"),
)

proposal_versions = Table(
    "proposal_versions",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("amendment", Integer, nullable=False),
    Column("lines", Json, nullable=False),
    Column("terms", Json, nullable=False),
    Column("catalog_version", Integer, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Key, nullable=False),
    Column("note", Words, nullable=False),
    Column("valid_until", Day),
)

proposal_looks = Table(
    "proposal_looks",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), primary_key=True, index=True),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)

_OPEN = text("closed_at IS NULL")

change_requests = Table(
    "change_requests",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("version", Integer, nullable=False),
    Column("items", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("note", Words, nullable=False),
    Column("closed_at", Instant),
    Index(None, "organization"),
    Index(None, "agreement", "at", "id"),
    # One at a time waits for answers, also when two of the customer ask at once.
    Index("uq_change_requests_agreement", "agreement", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)

draft_steps = Table(
    "draft_steps",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("amendment", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("words", Words, nullable=False),
    Column("lines", Json, nullable=False),
    Column("terms", Json, nullable=False),
    Column("catalog_version", Integer, nullable=False),
)
