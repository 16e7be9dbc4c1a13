"""Measurements, their sums by month, exceptions agreed by both sides, and keys for programs that bring them in."""

from sqlalchemy import Column, ForeignKey, Identity, Index, Integer, PrimaryKeyConstraint, Table, text
from sqlalchemy.schema import SchemaItem

from storage.columns import Day, Exact, Instant, Key, Whole, Words
from storage.schema import metadata
from storage.tables import agreements, organizations


def _measured() -> tuple[SchemaItem, ...]:
    return (
        Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
        Column("service", Key, nullable=False),
        Column("metric", Key, nullable=False),
        Column("key", Key, nullable=False),
        Column("organization", Key, nullable=False),
        Column("start", Day, nullable=False),
        Column("day", Day, nullable=False),
        Column("value", Exact, nullable=False),
        Column("weight", Exact, nullable=False),
        Column("target", Exact, nullable=False),
        Column("direction", Key, nullable=False),
        Column("source", Key, nullable=False),
        Column("by", Key, nullable=False),
        Column("at", Instant, nullable=False),
        Column("exception", Key),
        Column("revision", Integer, nullable=False),
    )


measurements = Table(
    "measurements",
    metadata,
    *_measured(),
    PrimaryKeyConstraint("agreement", "service", "metric", "key"),
    Index(None, "agreement", "day"),
)

superseded_measurements = Table(
    "superseded_measurements",
    metadata,
    Column("id", Whole, Identity(always=True), primary_key=True),
    *_measured(),
    Column("superseded_at", Instant, nullable=False),
    Column("superseded_by", Key, nullable=False),
    Column("reason", Words, nullable=False),
    Index(None, "agreement", "service", "metric", "key"),
)

# By month, quarter and fiscal year (`span`), each by its first day; by the target too, so that where it changed each
# part is judged by its own.
measurement_sums = Table(
    "measurement_sums",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("service", Key, nullable=False),
    Column("metric", Key, nullable=False),
    Column("span", Key, nullable=False),
    Column("start", Day, nullable=False),
    Column("target", Exact, nullable=False),
    Column("direction", Key, nullable=False),
    Column("organization", Key, nullable=False),
    Column("number", Whole, nullable=False),
    Column("weight", Exact, nullable=False),
    Column("total", Exact, nullable=False),
    Column("within", Whole, nullable=False),
    Column("excluded", Whole, nullable=False),
    Column("verdict", Key, nullable=False),
    PrimaryKeyConstraint("agreement", "span", "start", "service", "metric", "target"),
    Index(None, "span", "start"),
)

measurement_exceptions = Table(
    "measurement_exceptions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False, index=True),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("service", Key, nullable=False),
    Column("metric", Key),
    Column("key", Key),
    Column("start", Day, nullable=False),
    Column("end", Day, nullable=False),
    Column("reason", Words, nullable=False),
    Column("side", Key, nullable=False),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", Key, nullable=False),
    Column("settled_by", Key),
    Column("settled_at", Instant),
    Column("note", Words, nullable=False),
    Column("revision", Integer, nullable=False),
)

_USABLE = text("revoked_at IS NULL")
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Key, nullable=False),
    Column("sha256", Key, nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Key, nullable=False),
    Column("revoked_at", Instant),
    Column("revoked_by", Key),
    Index("uq_api_keys_name", "name", unique=True, sqlite_where=_USABLE, postgresql_where=_USABLE),
)
