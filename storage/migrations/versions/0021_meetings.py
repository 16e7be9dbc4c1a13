"""Meetings of all kinds; those about the needs are carried over into them."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.carried_meetings import carry_back, carry_over
from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_meetings()
    _create_participants()
    _create_items()
    op.create_table(
        "meeting_cadences",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("every", KEY),
        sa.Column("set_at", INSTANT, nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_meeting_cadences_agreement_agreements"),
        sa.PrimaryKeyConstraint("agreement", name="pk_meeting_cadences"),
    )
    carry_over(op.get_bind())
    op.drop_table("needs_meetings")


def downgrade() -> None:
    _create_needs_meetings()
    carry_back(op.get_bind())
    for table in ("meeting_cadences", "action_items", "meeting_participants", "meetings"):
        op.drop_table(table)


def _create_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("organizer", KEY),
        sa.Column("side", KEY, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("slots", JSON, nullable=False),
        sa.Column("proposed_at", INSTANT),
        sa.Column("proposed_by", KEY),
        sa.Column("time", INSTANT),
        sa.Column("ends_at", INSTANT),
        sa.Column("timed_at", INSTANT),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("link", WORDS, nullable=False),
        sa.Column("agenda", WORDS, nullable=False),
        sa.Column("repeats", JSON),
        sa.Column("series", KEY),
        sa.Column("original", INSTANT),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("ended_by", KEY),
        sa.Column("notes", WORDS, nullable=False),
        sa.Column("decisions", WORDS, nullable=False),
        sa.Column("noted_at", INSTANT),
        sa.Column("noted_by", KEY),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_meetings_agreement_agreements"),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_meetings_organization_organizations"),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_agreement_state_ends_at", "meetings", ["agreement", "state", "ends_at"])
    op.create_index("ix_meetings_organization", "meetings", ["organization"])
    op.create_index("ix_meetings_series", "meetings", ["series"])


def _create_participants() -> None:
    op.create_table(
        "meeting_participants",
        sa.Column("meeting", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("side", KEY, nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("invited_at", INSTANT),
        sa.Column("yes", JSON, nullable=False),
        sa.Column("no", JSON, nullable=False),
        sa.Column("other", WORDS, nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.Column("attended", sa.Boolean()),
        sa.Column("state", KEY, nullable=False),
        sa.Column("ends_at", INSTANT),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="fk_meeting_participants_meeting_meetings"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_meeting_participants_person_people"),
        sa.PrimaryKeyConstraint("meeting", "person", name="pk_meeting_participants"),
    )
    op.create_index(
        "ix_meeting_participants_person_state_ends_at", "meeting_participants", ["person", "state", "ends_at"]
    )


def _create_items() -> None:
    op.create_table(
        "action_items",
        sa.Column("id", KEY, nullable=False),
        sa.Column("meeting", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("owner", KEY, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", KEY, nullable=False),
        sa.Column("done_at", INSTANT),
        sa.Column("done_by", KEY),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting"], ["meetings.id"], name="fk_action_items_meeting_meetings"),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_action_items_agreement_agreements"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_action_items_organization_organizations"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_action_items_owner_people"),
        sa.PrimaryKeyConstraint("id", name="pk_action_items"),
    )
    op.create_index("ix_action_items_meeting", "action_items", ["meeting"])
    still_open = sa.text("done_at IS NULL")
    for column in ("agreement", "owner"):
        op.create_index(
            f"ix_action_items_open_{column}",
            "action_items",
            [column, "due_on"],
            sqlite_where=still_open,
            postgresql_where=still_open,
        )


def _create_needs_meetings() -> None:
    op.create_table(
        "needs_meetings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("proposed_by", KEY, nullable=False),
        sa.Column("side", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("times", JSON, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("time", INSTANT),
        sa.Column("answered_by", KEY),
        sa.Column("answered_at", INSTANT),
        sa.Column("reason", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_needs_meetings_agreement_agreements"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_needs_meetings_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_needs_meetings"),
    )
    op.create_index("ix_needs_meetings_organization_time", "needs_meetings", ["organization", "time"])
    op.create_index("ix_needs_meetings_agreement_at_id", "needs_meetings", ["agreement", "at", "id"])
    waiting = sa.text("state = 'proposed'")
    op.create_index(
        "uq_needs_meetings_agreement",
        "needs_meetings",
        ["agreement"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
