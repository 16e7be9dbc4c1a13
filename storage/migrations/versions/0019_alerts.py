"""Alerts, where each was told, and what has to be looked at for them. All that is open is looked at once."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_LONG_AGO = "1970-01-01 00:00:00.000000"
_WATCH_AGREEMENTS = f"""
INSERT INTO watches (type, id, look_at, revision)
SELECT 'agreement', id, '{_LONG_AGO}', 1 FROM agreements WHERE closed_at IS NULL
"""  # noqa: S608 -- the text is fixed
_WATCH_FIRST_CONTACTS = f"""
INSERT INTO watches (type, id, look_at, revision)
SELECT 'first_contact', id, '{_LONG_AGO}', 1 FROM first_contacts WHERE state = 'waiting'
"""  # noqa: S608 -- the text is fixed


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column("type", KEY, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("look_at", INSTANT),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("type", "id", name="pk_watches"),
    )
    due = sa.text("look_at IS NOT NULL")
    op.create_index("ix_watches_due", "watches", ["look_at", "type", "id"], sqlite_where=due, postgresql_where=due)
    _create_alerts()
    op.create_table(
        "alert_deliveries",
        sa.Column("alert", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("how", KEY, nullable=False),
        sa.Column("why", KEY, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT),
        sa.Column("channel_id", KEY),
        sa.Column("ts", KEY),
        sa.Column("problem", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alerts.id"], name="fk_alert_deliveries_alert_alerts"),
        sa.PrimaryKeyConstraint("alert", "place", name="pk_alert_deliveries"),
    )
    op.create_index("ix_alert_deliveries_place_alert", "alert_deliveries", ["place", "alert"])
    op.create_table(
        "alert_digests",
        sa.Column("person", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_alert_digests_person_people"),
        sa.PrimaryKeyConstraint("person", name="pk_alert_digests"),
    )
    op.create_table(
        "failed_deliveries",
        sa.Column("place", KEY, nullable=False),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_failed_deliveries"),
    )
    op.execute(_WATCH_AGREEMENTS)
    op.execute(_WATCH_FIRST_CONTACTS)


def downgrade() -> None:
    for table in ("failed_deliveries", "alert_digests", "alert_deliveries", "alerts", "watches"):
        op.drop_table(table)


def _create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("subject_type", KEY, nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("agreement", KEY),
        sa.Column("organization", KEY),
        sa.Column("levels", JSON, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("mark", WORDS, nullable=False),
        sa.Column("passing", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Boolean(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("raised_at", INSTANT, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("claimed_by", KEY),
        sa.Column("snoozed_until", INSTANT),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("level_at", INSTANT, nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("settled_by", KEY),
        sa.Column("settled_why", WORDS, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claimed_by"], ["people.id"], name="fk_alerts_claimed_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_subject_type_subject_id", "alerts", ["subject_type", "subject_id"])
    _create_open_index("ix_alerts_open_key", ["key"], unique=True)
    _create_open_index("ix_alerts_open_since", ["since", "id"])
    _create_open_index("ix_alerts_open_claimed", ["claimed_by", "since", "id"])
    _create_open_index("ix_alerts_open_agreement", ["agreement", "since", "id"])


def _create_open_index(name: str, columns: list[str], unique: bool = False) -> None:
    still_open = sa.text("state <> 'settled'")
    op.create_index(name, "alerts", columns, unique=unique, sqlite_where=still_open, postgresql_where=still_open)
