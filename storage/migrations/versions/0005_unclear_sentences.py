"""Sentences that were not understood, kept without people to learn from."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unclear_sentences",
        sa.Column("id", KEY, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("words", KEY, nullable=False),
        sa.Column("ranking", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("chosen", KEY),
        sa.Column("decided", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_unclear_sentences"),
    )
    op.create_index("ix_unclear_sentences_at", "unclear_sentences", ["at"])
    op.create_index("ix_unclear_sentences_words", "unclear_sentences", ["words"])


def downgrade() -> None:
    op.drop_table("unclear_sentences")
