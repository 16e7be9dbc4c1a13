"""Documents of agreements, with their content."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, KEY, WHOLE, WORDS

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement_documents",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("format", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_agreement_documents_agreement_agreements"),
        sa.PrimaryKeyConstraint("id", name="pk_agreement_documents"),
        sa.UniqueConstraint(
            "agreement", "version", "kind", "format", name="uq_agreement_documents_agreement_version_kind_format"
        ),
    )


def downgrade() -> None:
    op.drop_table("agreement_documents")
