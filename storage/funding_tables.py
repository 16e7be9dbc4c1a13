"""Signatures, deputies, payment schedules and transfers of funds."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, text

from storage.columns import Day, Exact, Instant, Json, Key, Words
from storage.schema import metadata
from storage.tables import agreements, organizations, people

_OPEN = text("state = 'open'")

signings = Table(
    "signings",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("version", Integer, nullable=False),
    Column("amendment", Integer, nullable=False),
    Column("sha256", Key, nullable=False),
    Column("places", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", Key, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Key),
    Column("reason", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "agreement", "at", "id"),
    # One document at a time is signed, also when two are prepared at once.
    Index("uq_signings_agreement", "agreement", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
)

signing_openings = Table(
    "signing_openings",
    metadata,
    Column("signing", Key, ForeignKey(signings.c.id), primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), primary_key=True),
    Column("at", Instant, nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("signing", Key, ForeignKey(signings.c.id), primary_key=True),
    Column("place", Key, primary_key=True),
    Column("person", Key, ForeignKey(people.c.id), nullable=False),
    Column("signer", Key, ForeignKey(people.c.id), nullable=False),
    Column("typed", Words, nullable=False),
    Column("statement", Words, nullable=False),
    Column("sha256", Key, nullable=False),
    Column("at", Instant, nullable=False),
)

delegations = Table(
    "delegations",
    metadata,
    Column("id", Key, primary_key=True),
    Column("signer", Key, ForeignKey(people.c.id), nullable=False, index=True),
    Column("deputy", Key, ForeignKey(people.c.id), nullable=False, index=True),
    Column("organization", Key, ForeignKey(organizations.c.key)),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
)

payment_schedules = Table(
    "payment_schedules",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("content", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("warned", Json, nullable=False),
    # The day on which the next instalment that is open is due; None where nobody has to be warned of one.
    Column("watched", Day, index=True),
)

_STANDS = text("state IN ('recorded', 'confirmed', 'corrected')")
_WAITS = text("state = 'recorded'")

transfers = Table(
    "transfers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("amount", Exact, nullable=False),
    Column("on", Day, nullable=False),
    Column("reference", Words, nullable=False),
    Column("reference_key", Key, nullable=False),
    Column("recorded", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("state", Key, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", Key),
    Column("reason", Words, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "agreement", "at", "id"),
    Index("ix_transfers_waiting", "at", "id", sqlite_where=_WAITS, postgresql_where=_WAITS),
    # The same money is not recorded twice, also when two people do it at once.
    Index(
        "uq_transfers_agreement_reference_key",
        "agreement",
        "reference_key",
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    ),
)
