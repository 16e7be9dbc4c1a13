"""Versions of the customer survey, and the responses to it with every answer that was ever given."""

from sqlalchemy import Boolean, Column, ForeignKey, Identity, Index, Integer, Table, UniqueConstraint, text

from storage.columns import Instant, Json, Key, Whole, Words
from storage.schema import metadata
from storage.tables import agreements, organizations
from storage.versions import kept_columns

survey_versions = Table(
    "survey_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("survey", Key, nullable=False),
    Column("version", Integer, nullable=False),
    *kept_columns(),
    UniqueConstraint("survey", "version"),
)

_OPEN = text("state = 'open'")

survey_responses = Table(
    "survey_responses",
    metadata,
    Column("id", Key, primary_key=True),
    # An agreement has one response, also when two people start it at once.
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False, unique=True),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("survey", Key, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Key, nullable=False),
    Column("sections", Json, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", Key, nullable=False),
    Column("moved_at", Instant, nullable=False),
    Column("moved_by", Key, nullable=False),
    Column("submitted_at", Instant),
    Column("submitted_by", Key),
    Column("reopened_at", Instant),
    Column("reopened_by", Key),
    Column("reopened_reason", Words, nullable=False),
    Column("reminder_rounds", Integer, nullable=False),
    Column("reminded_at", Instant),
    Column("reminded", Json, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "organization", "moved_at"),
    Index(None, "moved_at"),
    Index("ix_survey_responses_open", "moved_at", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

#: What each question's answer is now; without a value it was taken back. One that was set aside stands apart.
survey_answers = Table(
    "survey_answers",
    metadata,
    Column("response", Key, ForeignKey(survey_responses.c.id), primary_key=True),
    Column("question", Key, primary_key=True),
    Column("set_aside", Boolean, primary_key=True),
    Column("value", Json),
    Column("kind", Key),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("prefilled", Boolean, nullable=False),
)

#: Every answer that was ever given. The database itself refuses to change or delete it.
survey_answer_history = Table(
    "survey_answer_history",
    metadata,
    Column("id", Whole, Identity(always=True), primary_key=True),
    Column("response", Key, ForeignKey(survey_responses.c.id), nullable=False),
    Column("question", Key, nullable=False),
    Column("event", Key, nullable=False),
    Column("value", Json),
    Column("kind", Key, nullable=False),
    Column("by", Key, nullable=False),
    Column("at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(None, "response", "question", "id"),
)
