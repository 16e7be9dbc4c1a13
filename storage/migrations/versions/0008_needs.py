"""Needs of customers, and meetings about them."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WHOLE, WORDS

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "needs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("area", KEY, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("service", KEY),
        sa.Column("quantity", WHOLE),
        sa.Column("source", KEY, nullable=False),
        sa.Column("reference", WORDS, nullable=False),
        sa.Column("author", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("correction", JSON),
        sa.Column("answered_by", KEY),
        sa.Column("answered_at", INSTANT),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_needs_agreement_agreements"),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_needs_organization_organizations"),
        sa.PrimaryKeyConstraint("id", name="pk_needs"),
    )
    op.create_index("ix_needs_organization", "needs", ["organization"])
    op.create_index("ix_needs_agreement_at_id", "needs", ["agreement", "at", "id"])

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
    op.create_index(
        "uq_needs_meetings_agreement",
        "needs_meetings",
        ["agreement"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )


def downgrade() -> None:
    op.drop_table("needs_meetings")
    op.drop_table("needs")
