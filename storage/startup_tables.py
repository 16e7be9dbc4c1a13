"""Versions of the startup definition, and the plans that were made from them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Day, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import agreements, organizations
from storage.versions import kept_columns

startup_versions = Table(
    "startup_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *kept_columns(),
)

startup_plans = Table(
    "startup_plans",
    metadata,
    Column("id", Key, primary_key=True),
    # An agreement has one plan, also when two processes make it at once.
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False, unique=True),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    # 0 where the office had no definition yet.
    Column("definition", Integer, nullable=False),
    Column("started_on", Day, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    # The day of the last digest to CEC's lead.
    Column("digest_on", Day),
    Index(None, "organization"),
)

_LEFT = text("state IN ('open', 'blocked')")

startup_tasks = Table(
    "startup_tasks",
    metadata,
    Column("plan", Key, ForeignKey(startup_plans.c.id), primary_key=True),
    Column("key", Key, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("title", Words, nullable=False),
    Column("side", Key, nullable=False),
    Column("role", Key, nullable=False),
    Column("due_on", Day, nullable=False),
    Column("required", Boolean, nullable=False),
    Column("instructions", Words, nullable=False),
    Column("depends_on", Json, nullable=False),
    Column("lines", Json, nullable=False),
    Column("owner", Key),
    Column("state", Key, nullable=False),
    Column("reason", Words, nullable=False),
    Column("since", Instant),
    Column("by", Key),
    Column("revision", Integer, nullable=False),
    # Which reminders were sent, each with the day and the person.
    Column("reminded", Json, nullable=False),
    Index("ix_startup_tasks_left", "due_on", "plan", sqlite_where=_LEFT, postgresql_where=_LEFT),
)

startup_comments = Table(
    "startup_comments",
    metadata,
    Column("plan", Key, ForeignKey(startup_plans.c.id), primary_key=True),
    Column("task", Key, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("text", Words, nullable=False),
)

startup_confirmations = Table(
    "startup_confirmations",
    metadata,
    Column("plan", Key, ForeignKey(startup_plans.c.id), primary_key=True),
    Column("side", Key, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
)
