"""Organizations, people, the catalog, agreements and their history."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
)
from sqlalchemy.schema import SchemaItem

from domain.catalog import Charge
from storage.columns import Day, Exact, Instant, Json, Key, Whole, Words
from storage.list_indexes import LIST_INDEXES, URGENCY_ORDER
from storage.schema import metadata
from storage.versions import kept_columns

organizations = Table(
    "organizations",
    metadata,
    Column("key", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("abbreviation", Words, nullable=False),
    Column("aliases", Json, nullable=False),
    Column("active", Boolean, nullable=False),
)

organization_domains = Table(
    "organization_domains",
    metadata,
    Column("domain", Key, primary_key=True),
    Column("organization", Key, ForeignKey("organizations.key"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("email", Key, nullable=False, unique=True),
    Column("side", Key, nullable=False),
    Column("organization", Key, ForeignKey("organizations.key")),
    Column("title", Words, nullable=False),
    Column("phone", Words, nullable=False),
    Column("time_zone", Words, nullable=False),
    Column("areas", Json, nullable=False),
    Column("administrator", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("slack_user_id", Key, unique=True),
    Index(None, "organization", "id"),
    Index(None, "side", "id"),
)

person_words = Table(
    "person_words",
    metadata,
    Column("word", Key, primary_key=True),
    Column("person", Key, ForeignKey("people.id"), primary_key=True, index=True),
)

catalog_versions = Table(
    "catalog_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    *kept_columns(),
)

agreements = Table(
    "agreements",
    metadata,
    Column("id", Key, primary_key=True),
    Column("number", Key, nullable=False, unique=True),
    Column("organization", Key, ForeignKey("organizations.key"), nullable=False),
    Column("title", Words, nullable=False),
    Column("stage", Key, nullable=False),
    Column("term_start", Day, nullable=False),
    Column("term_end", Day, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("stage_since", Instant, nullable=False),
    Column("due_on", Day),
    Column("predecessor", Key, ForeignKey("agreements.id"), index=True),
    Column("catalog_version", Integer, ForeignKey("catalog_versions.number")),
    Column("closed_at", Instant),
    Column("closed_reason", Words, nullable=False),
    Column("turned_at", Instant),
    Column("paused_at", Instant),
    Column("version", Integer, nullable=False),
    # What follows is for lists only: written by `save`, from the rules of the domain.
    Column("closed", Boolean, nullable=False),
    Column("waiting_for", Key),
    Column("next_action", Words),
    Column("waiting_since", Instant, nullable=False),
    Column("urgency", SmallInteger, nullable=False),
    Column("due_order", Day, nullable=False),
    Column("owner", Key, ForeignKey("people.id")),
    Column("annual_amount", Exact, nullable=False),
    *(Index(name, *columns) for name, columns in LIST_INDEXES.items()),
)


def _child_of_agreement(name: str, *columns: SchemaItem) -> Table:
    return Table(
        name,
        metadata,
        Column("agreement", Key, ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
    )


agreement_lines = _child_of_agreement(
    "agreement_lines",
    Column("service", Key, nullable=False),
    Column("name", Words, nullable=False),
    Column("quantity", Whole, nullable=False),
    Column("unit", Words, nullable=False),
    Column("unit_price", Exact, nullable=False),
    Column("one_time_fee", Exact, nullable=False),
    Column("metrics", Json, nullable=False),
    Column("charge", Key, nullable=False, server_default=Charge.PER_YEAR.value),
)

agreement_contacts = _child_of_agreement(
    "agreement_contacts",
    Column("person", Key, ForeignKey("people.id"), nullable=False),
    Column("side", Key, nullable=False),
    Column("role", Key, nullable=False),
    # As in the agreement: so a person's most urgent ones are found without reading all of them.
    Column("waiting_for", Key),
    Column("urgency", SmallInteger, nullable=False),
    Column("due_order", Day, nullable=False),
    Column("number", Key, nullable=False),
    Index("ix_agreement_contacts_person_waiting_urgency", "person", "waiting_for", *URGENCY_ORDER),
)

agreement_records = _child_of_agreement(
    "agreement_records",
    Column("requirement", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("note", Words, nullable=False),
)

agreement_numbers = Table(
    "agreement_numbers",
    metadata,
    Column("fiscal_year", Key, primary_key=True),
    Column("last", Integer, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", Whole, Identity(always=True), primary_key=True),
    Column("subject_type", Key, nullable=False),
    Column("subject_id", Key, nullable=False),
    Column("organization", Key),
    Column("field", Key, nullable=False),
    Column("old", Words),
    Column("new", Words),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("note", Words, nullable=False),
    Index(None, "subject_type", "subject_id", "id"),
)
