"""Agreements."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import EXACT, INSTANT, JSON, KEY, WHOLE, WORDS

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = ("agreement_numbers", "agreements", "agreement_lines", "agreement_contacts", "agreement_records")


def upgrade() -> None:
    op.create_table(
        "agreement_numbers",
        sa.Column("fiscal_year", KEY, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", name="pk_agreement_numbers"),
    )

    op.create_table(
        "agreements",
        sa.Column("id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("stage", KEY, nullable=False),
        sa.Column("term_start", sa.Date(), nullable=False),
        sa.Column("term_end", sa.Date(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("stage_since", INSTANT, nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("predecessor", KEY),
        sa.Column("catalog_version", sa.Integer()),
        sa.Column("closed_at", INSTANT),
        sa.Column("closed_reason", WORDS, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("waiting_for", KEY),
        sa.Column("next_action", WORDS),
        sa.Column("waiting_since", INSTANT, nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("due_order", sa.Date(), nullable=False),
        sa.Column("owner", KEY),
        sa.Column("annual_amount", EXACT, nullable=False),
        sa.ForeignKeyConstraint(
            ["catalog_version"], ["catalog_versions.number"], name="fk_agreements_catalog_version_catalog_versions"
        ),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_agreements_organization_organizations"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_agreements_owner_people"),
        sa.ForeignKeyConstraint(["predecessor"], ["agreements.id"], name="fk_agreements_predecessor_agreements"),
        sa.PrimaryKeyConstraint("id", name="pk_agreements"),
        sa.UniqueConstraint("number", name="uq_agreements_number"),
    )
    op.create_index("ix_agreements_closed_number", "agreements", ["closed", "number"])
    op.create_index("ix_agreements_end", "agreements", ["closed", "term_end", "number"])
    op.create_index("ix_agreements_organization_end", "agreements", ["organization", "closed", "term_end", "number"])
    op.create_index("ix_agreements_organization_number", "agreements", ["organization", "closed", "number"])
    op.create_index(
        "ix_agreements_organization_stage_urgency",
        "agreements",
        ["organization", "stage", "urgency", "due_order", "number"],
    )
    op.create_index(
        "ix_agreements_organization_urgency", "agreements", ["organization", "urgency", "due_order", "number"]
    )
    op.create_index(
        "ix_agreements_organization_waiting_urgency",
        "agreements",
        ["organization", "waiting_for", "urgency", "due_order", "number"],
    )
    op.create_index("ix_agreements_owner_end", "agreements", ["owner", "closed", "term_end", "number"])
    op.create_index("ix_agreements_owner_number", "agreements", ["owner", "closed", "number"])
    op.create_index(
        "ix_agreements_owner_stage_urgency", "agreements", ["owner", "stage", "urgency", "due_order", "number"]
    )
    op.create_index("ix_agreements_owner_urgency", "agreements", ["owner", "urgency", "due_order", "number"])
    op.create_index(
        "ix_agreements_owner_waiting_urgency", "agreements", ["owner", "waiting_for", "urgency", "due_order", "number"]
    )
    op.create_index("ix_agreements_predecessor", "agreements", ["predecessor"])
    op.create_index("ix_agreements_stage_end", "agreements", ["stage", "closed", "term_end", "number"])
    op.create_index("ix_agreements_stage_number", "agreements", ["stage", "closed", "number"])
    op.create_index("ix_agreements_stage_urgency", "agreements", ["stage", "urgency", "due_order", "number"])
    op.create_index(
        "ix_agreements_stage_waiting_urgency", "agreements", ["stage", "waiting_for", "urgency", "due_order", "number"]
    )
    op.create_index("ix_agreements_urgency", "agreements", ["urgency", "due_order", "number"])
    op.create_index("ix_agreements_waiting_urgency", "agreements", ["waiting_for", "urgency", "due_order", "number"])

    op.create_table(
        "agreement_lines",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("quantity", WHOLE, nullable=False),
        sa.Column("unit", WORDS, nullable=False),
        sa.Column("unit_price", EXACT, nullable=False),
        sa.Column("one_time_fee", EXACT, nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.id"], name="fk_agreement_lines_agreement_agreements", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agreement", "position", name="pk_agreement_lines"),
    )

    op.create_table(
        "agreement_contacts",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("side", KEY, nullable=False),
        sa.Column("role", KEY, nullable=False),
        sa.Column("waiting_for", KEY),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("due_order", sa.Date(), nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.id"], name="fk_agreement_contacts_agreement_agreements", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_agreement_contacts_person_people"),
        sa.PrimaryKeyConstraint("agreement", "position", name="pk_agreement_contacts"),
    )
    op.create_index(
        "ix_agreement_contacts_person_waiting_urgency",
        "agreement_contacts",
        ["person", "waiting_for", "urgency", "due_order", "number"],
    )

    op.create_table(
        "agreement_records",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("requirement", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement"], ["agreements.id"], name="fk_agreement_records_agreement_agreements", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agreement", "position", name="pk_agreement_records"),
    )


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
