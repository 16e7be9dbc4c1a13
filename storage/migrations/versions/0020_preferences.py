"""How people work and want to be told, and the calendars that show when they are busy."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("person", KEY, nullable=False),
        sa.Column("works_on", JSON, nullable=False),
        sa.Column("works_from", sa.Time(), nullable=False),
        sa.Column("works_until", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("alerts_by", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("reminders", JSON, nullable=False),
        sa.Column("calendars", JSON, nullable=False),
        sa.Column("feed", sa.Integer()),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_preferences_person_people"),
        sa.PrimaryKeyConstraint("person", name="pk_preferences"),
    )
    op.create_table(
        "busy_calendars",
        sa.Column("person", KEY, nullable=False),
        sa.Column("address", KEY, nullable=False),
        sa.Column("busy", JSON, nullable=False),
        sa.Column("read_at", INSTANT),
        sa.Column("look_at", INSTANT, nullable=False),
        sa.Column("problem", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_busy_calendars_person_people"),
        sa.PrimaryKeyConstraint("person", "address", name="pk_busy_calendars"),
    )
    op.create_index("ix_busy_calendars_look_at", "busy_calendars", ["look_at"])


def downgrade() -> None:
    op.drop_table("busy_calendars")
    op.drop_table("preferences")
