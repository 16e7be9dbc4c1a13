"""What has to be looked at for alerts and when; the alerts, where each was told, and when digests went out."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Day, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import people

_DUE = text("look_at IS NOT NULL")

watches = Table(
    "watches",
    metadata,
    Column("type", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    # None while nothing but a change can make a difference.
    Column("look_at", Instant),
    # Counts the changes of what is looked at, so that none is missed while it is looked at.
    Column("revision", Integer, nullable=False),
    Index("ix_watches_due", "look_at", "type", "id", sqlite_where=_DUE, postgresql_where=_DUE),
)

_OPEN = text("state <> 'settled'")


def _open_index(name: str, *columns: str, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=_OPEN, postgresql_where=_OPEN)


alerts = Table(
    "alerts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("key", Key, nullable=False),
    Column("subject_type", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("agreement", Key),
    Column("organization", Key),
    Column("levels", Json, nullable=False),
    Column("since", Instant, nullable=False),
    Column("mark", Words, nullable=False),
    Column("passing", Boolean, nullable=False),
    Column("said", Boolean, nullable=False),
    Column("facts", Json, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("state", Key, nullable=False),
    Column("claimed_by", Key, ForeignKey(people.c.id)),
    Column("snoozed_until", Instant),
    Column("level", Integer, nullable=False),
    Column("level_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", Key),
    Column("settled_why", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "subject_type", "subject_id"),
    # One thing is one alert, also when two processes see it at once.
    _open_index("ix_alerts_open_key", "key", unique=True),
    _open_index("ix_alerts_open_since", "since", "id"),
    _open_index("ix_alerts_open_claimed", "claimed_by", "since", "id"),
    _open_index("ix_alerts_open_agreement", "agreement", "since", "id"),
)

alert_deliveries = Table(
    "alert_deliveries",
    metadata,
    Column("alert", Key, ForeignKey(alerts.c.id), primary_key=True),
    # A person, or "staff" for the staff channel.
    Column("place", Key, primary_key=True),
    Column("level", Integer, nullable=False),
    Column("how", Key, nullable=False),
    Column("why", Key, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("channel_id", Key),
    Column("ts", Key),
    Column("problem", Words, nullable=False),
    Index(None, "place", "alert"),
)

alert_digests = Table(
    "alert_digests",
    metadata,
    Column("person", Key, ForeignKey(people.c.id), primary_key=True),
    Column("day", Day, nullable=False),
)

failed_deliveries = Table(
    "failed_deliveries",
    metadata,
    Column("place", Key, primary_key=True),
    Column("error", Words, nullable=False),
    Column("at", Instant, nullable=False),
)
