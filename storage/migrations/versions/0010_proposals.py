"""Proposals: negotiations, versions, looks and wishes of customers; and when an agreement's turn changed."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import EXACT, INSTANT, JSON, KEY, WORDS

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreements", sa.Column("turned_at", INSTANT))
    _negotiations()
    _versions()
    _looks()
    _requests()


def downgrade() -> None:
    for table in ("change_requests", "proposal_looks", "proposal_versions", "negotiations"):
        op.drop_table(table)
    op.drop_column("agreements", "turned_at")


def _negotiations() -> None:
    op.create_table(
        "negotiations",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("amendment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("draft", JSON, nullable=False),
        sa.Column("current", sa.Integer()),
        sa.Column("valid_until", sa.Date()),
        sa.Column("ceiling", EXACT),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("paused_from", KEY),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_negotiations_agreement_agreements"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_negotiations_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("agreement", "amendment", name="pk_negotiations"),
    )
    op.create_index("ix_negotiations_organization", "negotiations", ["organization"])
    op.create_index("ix_negotiations_state_valid_until", "negotiations", ["state", "valid_until"])


def _versions() -> None:
    op.create_table(
        "proposal_versions",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amendment", sa.Integer(), nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("terms", JSON, nullable=False),
        sa.Column("catalog_version", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_proposal_versions_agreement_agreements"),
        sa.PrimaryKeyConstraint("agreement", "number", name="pk_proposal_versions"),
    )


def _looks() -> None:
    op.create_table(
        "proposal_looks",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_proposal_looks_agreement_agreements"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_proposal_looks_person_people"),
        sa.PrimaryKeyConstraint("agreement", "person", name="pk_proposal_looks"),
    )
    op.create_index("ix_proposal_looks_person", "proposal_looks", ["person"])


def _requests() -> None:
    op.create_table(
        "change_requests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("items", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_change_requests_agreement_agreements"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_change_requests_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_change_requests"),
    )
    op.create_index("ix_change_requests_organization", "change_requests", ["organization"])
    op.create_index("ix_change_requests_agreement_at_id", "change_requests", ["agreement", "at", "id"])
    op.create_index(
        "uq_change_requests_agreement",
        "change_requests",
        ["agreement"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
