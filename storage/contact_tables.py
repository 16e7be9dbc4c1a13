"""First contacts: who wants to do business with CEC."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, false, text

from storage.columns import Instant, Key, Words
from storage.schema import metadata

_WAITING = text("state = 'waiting'")

first_contacts = Table(
    "first_contacts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("requester", Key, nullable=False),
    Column("slack_user_id", Key, nullable=False),
    Column("name", Words, nullable=False),
    Column("email", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("phone", Words, nullable=False),
    Column("role", Key, nullable=False),
    Column("organization", Key, ForeignKey("organizations.key"), index=True),
    Column("organization_name", Words, nullable=False),
    Column("wish", Words, nullable=False),
    Column("fiscal_year", Key, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", Key, nullable=False),
    Column("agreement", Key, ForeignKey("agreements.id"), index=True),
    Column("claimed_by", Key),
    Column("claimed_at", Instant),
    Column("decided_by", Key),
    Column("decided_at", Instant),
    Column("reason", Words, nullable=False),
    Column("staff_channel", Key),
    Column("staff_ts", Key),
    Column("vouched", Boolean, nullable=False, server_default=false()),
    # Who waits for an answer asks once, also when two requests arrive at the same moment.
    Index("uq_first_contacts_waiting", "slack_user_id", unique=True, sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("ix_first_contacts_state", "state", "asked_at"),
)
