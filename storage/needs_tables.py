"""What customers need."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

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
