"""What was decided about renewals, what they took over, and extensions of terms."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Day, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import agreements, organizations

renewals = Table(
    "renewals",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("asked_at", Instant),
    Column("asked_by", Key),
    Column("wish", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", Key),
    Column("customer_days", Integer),
    Column("ended_on", Day),
    Column("revision", Integer, nullable=False),
)

carryovers = Table(
    "carryovers",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("predecessor", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("lines", Json, nullable=False),
    Column("to_confirm", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
)

_ASKED = text("state = 'asked'")

extensions = Table(
    "extensions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("end", Day, nullable=False),
    Column("new_end", Day, nullable=False),
    Column("reason", Words, nullable=False),
    Column("approved_by", Words, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("state", Key, nullable=False),
    Column("confirmed", Json, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", Key),
    Column("note", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "agreement", "asked_at", "id"),
    # One at a time waits for an answer, also when two people ask at once.
    Index("uq_extensions_agreement", "agreement", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED),
)
