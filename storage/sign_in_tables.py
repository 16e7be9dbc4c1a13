"""Links that sign people in, and their sessions; short-lived, so no export has them."""

from sqlalchemy import Column, ForeignKey, Index, Table

from storage.columns import Instant, Key, Words
from storage.schema import metadata
from storage.tables import people

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("key", Key, primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), nullable=False),
    Column("path", Words, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index(None, "person"),
    Index(None, "ends_at"),
)

online_sessions = Table(
    "online_sessions",
    metadata,
    Column("key", Key, primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Index(None, "person"),
    Index(None, "ends_at"),
)
