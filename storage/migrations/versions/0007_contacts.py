"""First contacts: who wants to do business with CEC."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, KEY, WORDS

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "first_contacts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("requester", KEY, nullable=False),
        sa.Column("slack_user_id", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("email", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("phone", WORDS, nullable=False),
        sa.Column("role", KEY, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("organization_name", WORDS, nullable=False),
        sa.Column("wish", WORDS, nullable=False),
        sa.Column("fiscal_year", KEY, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("agreement", KEY),
        sa.Column("claimed_by", KEY),
        sa.Column("claimed_at", INSTANT),
        sa.Column("decided_by", KEY),
        sa.Column("decided_at", INSTANT),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("staff_channel", KEY),
        sa.Column("staff_ts", KEY),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_first_contacts_organization_organizations"
        ),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_first_contacts_agreement_agreements"),
        sa.PrimaryKeyConstraint("id", name="pk_first_contacts"),
    )
    op.create_index("ix_first_contacts_organization", "first_contacts", ["organization"])
    op.create_index("ix_first_contacts_agreement", "first_contacts", ["agreement"])
    op.create_index("ix_first_contacts_state", "first_contacts", ["state", "asked_at"])
    op.create_index(
        "uq_first_contacts_waiting",
        "first_contacts",
        ["slack_user_id"],
        unique=True,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def downgrade() -> None:
    op.drop_table("first_contacts")
