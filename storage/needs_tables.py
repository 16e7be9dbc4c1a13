"""What customers need, and meetings about it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Instant, Json, Key, Whole, Words
from storage.schema import metadata
from storage.tables import agreements, organizations

needs = Table(
    "needs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("area", Key, nullable=False),
    Column("text", Words, nullable=False),
    Column("service", Key),
    Column("quantity", Whole),
    Column("source", Key, nullable=False),
    Column("reference", Words, nullable=False),
    Column("author", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", Key, nullable=False),
    Column("correction", Json),
    Column("answered_by", Key),
    Column("answered_at", Instant),
    Column("revision", Integer, nullable=False),
    Index(None, "organization"),
    Index(None, "agreement", "at", "id"),
)

_PROPOSED = text("state = 'proposed'")

needs_meetings = Table(
    "needs_meetings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("proposed_by", Key, nullable=False),
    Column("side", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("times", Json, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("place", Words, nullable=False),
    Column("state", Key, nullable=False),
    Column("time", Instant),
    Column("answered_by", Key),
    Column("answered_at", Instant),
    Column("reason", Words, nullable=False),
    Index(None, "agreement", "at", "id"),
    Index(None, "organization", "time"),
    # One proposal at a time waits for an answer, also when both sides propose at once.
    Index("uq_needs_meetings_agreement", "agreement", unique=True, sqlite_where=_PROPOSED, postgresql_where=_PROPOSED),
)
