"""What is decided about renewals, what they take over, extensions of terms, and the index of the workload."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ASKED = sa.text("state = 'asked'")


def _agreement(name: str, column: str = "agreement") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["agreements.id"], name=f"fk_{name}_{column}_agreements")


def _organization(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization"], ["organizations.key"], name=f"fk_{name}_organization_organizations"
    )


def upgrade() -> None:
    op.create_table(
        "renewals",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("asked_at", INSTANT),
        sa.Column("asked_by", KEY),
        sa.Column("wish", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("decided_at", INSTANT),
        sa.Column("decided_by", KEY),
        sa.Column("customer_days", sa.Integer()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("revision", sa.Integer(), nullable=False),
        _agreement("renewals"),
        _organization("renewals"),
        sa.PrimaryKeyConstraint("agreement", name="pk_renewals"),
    )
    op.create_table(
        "carryovers",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("predecessor", KEY, nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("to_confirm", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        _agreement("carryovers"),
        _agreement("carryovers", "predecessor"),
        sa.PrimaryKeyConstraint("agreement", name="pk_carryovers"),
    )
    op.create_table(
        "extensions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("new_end", sa.Date(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("approved_by", WORDS, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("confirmed", JSON, nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("settled_by", KEY),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _agreement("extensions"),
        _organization("extensions"),
        sa.PrimaryKeyConstraint("id", name="pk_extensions"),
    )
    op.create_index("ix_extensions_agreement_asked_at_id", "extensions", ["agreement", "asked_at", "id"])
    op.create_index(
        "uq_extensions_agreement",
        "extensions",
        ["agreement"],
        unique=True,
        sqlite_where=_ASKED,
        postgresql_where=_ASKED,
    )
    op.create_index("ix_agreements_end_load", "agreements", ["closed", "term_end", "owner", "stage"])


def downgrade() -> None:
    op.drop_index("ix_agreements_end_load", table_name="agreements")
    op.drop_table("extensions")
    op.drop_table("carryovers")
    op.drop_table("renewals")
