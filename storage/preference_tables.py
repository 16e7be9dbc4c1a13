"""How people work and want to be told, and when their calendars show them busy."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Time

from storage.columns import Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import people

preferences = Table(
    "preferences",
    metadata,
    Column("person", Key, ForeignKey(people.c.id), primary_key=True),
    Column("works_on", Json, nullable=False),
    Column("works_from", Time, nullable=False),
    Column("works_until", Time, nullable=False),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_until", Time, nullable=False),
    Column("alerts_by", Key, nullable=False),
    Column("digest", Key, nullable=False),
    Column("digest_at", Time, nullable=False),
    Column("reminders", Json, nullable=False),
    Column("calendars", Json, nullable=False),
    Column("feed", Integer),
)

busy_calendars = Table(
    "busy_calendars",
    metadata,
    Column("person", Key, ForeignKey(people.c.id), primary_key=True),
    Column("address", Key, primary_key=True),
    Column("busy", Json, nullable=False),
    Column("read_at", Instant),
    Column("look_at", Instant, nullable=False),
    Column("problem", Words, nullable=False),
    Index(None, "look_at"),
)
