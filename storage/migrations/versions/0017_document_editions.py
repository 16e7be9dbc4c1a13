"""Documents get editions, and what they say is kept beside them."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import JSON, KEY

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_UNIQUE = "uq_agreement_documents_agreement_version_kind_format"


def upgrade() -> None:
    with op.batch_alter_table("agreement_documents") as table:
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        table.drop_constraint(_UNIQUE, type_="unique")
        table.create_unique_constraint(f"{_UNIQUE}_edition", ["agreement", "version", "kind", "format", "edition"])
    op.create_table(
        "agreement_document_facts",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("occasion", KEY, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("facts", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.id"], name="fk_agreement_document_facts_agreement_agreements"
        ),
        sa.PrimaryKeyConstraint("agreement", "version", "occasion", "edition", name="pk_agreement_document_facts"),
    )


def downgrade() -> None:
    """Earlier editions, which nobody signs any more, are lost."""
    op.drop_table("agreement_document_facts")
    op.execute(
        "DELETE FROM agreement_documents WHERE edition < (SELECT MAX(latest.edition) FROM agreement_documents latest"
        " WHERE latest.agreement = agreement_documents.agreement AND latest.version = agreement_documents.version"
        " AND latest.kind = agreement_documents.kind)"
    )
    with op.batch_alter_table("agreement_documents") as table:
        table.drop_constraint(f"{_UNIQUE}_edition", type_="unique")
        table.create_unique_constraint(_UNIQUE, ["agreement", "version", "kind", "format"])
        table.drop_column("edition")
