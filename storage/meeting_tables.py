"""Meetings, who takes part in them, what was promised there, and how often an agreement is to have one."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, text

from storage.columns import Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import agreements, organizations, people

meetings = Table(
    "meetings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("kind", Key, nullable=False),
    Column("title", Words, nullable=False),
    Column("organizer", Key),
    Column("side", Key, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", Key, nullable=False),
    Column("slots", Json, nullable=False),
    Column("proposed_at", Instant),
    Column("proposed_by", Key),
    Column("time", Instant),
    # When it ends, so that what is ahead and what is over is found by an index.
    Column("ends_at", Instant),
    Column("timed_at", Instant),
    Column("place", Words, nullable=False),
    Column("link", Words, nullable=False),
    Column("agenda", Words, nullable=False),
    Column("repeats", Json),
    Column("series", Key),
    Column("original", Instant),
    Column("sequence", Integer, nullable=False),
    Column("reason", Words, nullable=False),
    Column("ended_by", Key),
    Column("notes", Words, nullable=False),
    Column("decisions", Words, nullable=False),
    Column("noted_at", Instant),
    Column("noted_by", Key),
    Column("revision", Integer, nullable=False),
    Index(None, "agreement", "state", "ends_at"),
    Index(None, "organization"),
    Index(None, "series"),
)

meeting_participants = Table(
    "meeting_participants",
    metadata,
    Column("meeting", Key, ForeignKey(meetings.c.id), primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("side", Key, nullable=False),
    Column("required", Boolean, nullable=False),
    Column("invited_at", Instant),
    Column("yes", Json, nullable=False),
    Column("no", Json, nullable=False),
    Column("other", Words, nullable=False),
    Column("answered_at", Instant),
    Column("attended", Boolean),
    # Those of the meeting, so that a person's meetings are found by an index.
    Column("state", Key, nullable=False),
    Column("ends_at", Instant),
    Index(None, "person", "state", "ends_at"),
)

_OPEN = text("done_at IS NULL")

action_items = Table(
    "action_items",
    metadata,
    Column("id", Key, primary_key=True),
    Column("meeting", Key, ForeignKey(meetings.c.id), nullable=False),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("text", Words, nullable=False),
    Column("owner", Key, ForeignKey(people.c.id), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Key, nullable=False),
    Column("done_at", Instant),
    Column("done_by", Key),
    Column("revision", Integer, nullable=False),
    Index(None, "meeting"),
    Index("ix_action_items_open_agreement", "agreement", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_action_items_open_owner", "owner", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

meeting_cadences = Table(
    "meeting_cadences",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    # Empty where the agreement needs no regular meetings.
    Column("every", Key),
    Column("set_at", Instant, nullable=False),
    Column("set_by", Key, nullable=False),
)
