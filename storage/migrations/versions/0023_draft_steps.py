"""Edits of the drafts of proposals, to be undone."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import JSON, KEY, WORDS

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_steps",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("amendment", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("terms", JSON, nullable=False),
        sa.Column("catalog_version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("agreement", "amendment", "revision", name="pk_draft_steps"),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_draft_steps_agreement_agreements"),
    )


def downgrade() -> None:
    op.drop_table("draft_steps")
