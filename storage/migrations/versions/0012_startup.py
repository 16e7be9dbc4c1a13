"""Startup definitions, and the plans of agreements with their tasks.

Of agreements whose customer confirmed go-live before, CEC did so at the same moment: only the customer was asked then.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


_CONFIRMED_BY_CEC = """
INSERT INTO agreement_records (agreement, position, requirement, at, by, note)
SELECT agreement,
       (SELECT max(position) + 1 FROM agreement_records AS all_of_it WHERE all_of_it.agreement = confirmed.agreement),
       'golive_confirmed_cec', at, by, note
FROM agreement_records AS confirmed
WHERE requirement = 'golive_confirmed'
"""


def upgrade() -> None:
    op.create_table(
        "startup_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_startup_versions"),
    )
    _create_plans()
    _create_tasks()
    op.create_table(
        "startup_comments",
        sa.Column("plan", KEY, nullable=False),
        sa.Column("task", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["startup_plans.id"], name="fk_startup_comments_plan_startup_plans"),
        sa.PrimaryKeyConstraint("plan", "task", "position", name="pk_startup_comments"),
    )
    op.create_table(
        "startup_confirmations",
        sa.Column("plan", KEY, nullable=False),
        sa.Column("side", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["startup_plans.id"], name="fk_startup_confirmations_plan_startup_plans"),
        sa.PrimaryKeyConstraint("plan", "side", name="pk_startup_confirmations"),
    )

    op.execute(_CONFIRMED_BY_CEC)


def downgrade() -> None:
    op.execute("DELETE FROM agreement_records WHERE requirement = 'golive_confirmed_cec'")
    for table in (
        "startup_confirmations",
        "startup_comments",
        "startup_tasks",
        "startup_plans",
        "startup_versions",
    ):
        op.drop_table(table)


def _create_plans() -> None:
    op.create_table(
        "startup_plans",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("definition", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest_on", sa.Date()),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_startup_plans_agreement_agreements"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_startup_plans_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_startup_plans"),
        sa.UniqueConstraint("agreement", name="uq_startup_plans_agreement"),
    )
    op.create_index("ix_startup_plans_organization", "startup_plans", ["organization"])


def _create_tasks() -> None:
    op.create_table(
        "startup_tasks",
        sa.Column("plan", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("side", KEY, nullable=False),
        sa.Column("role", KEY, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("instructions", WORDS, nullable=False),
        sa.Column("depends_on", JSON, nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("owner", KEY),
        sa.Column("state", KEY, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("since", INSTANT),
        sa.Column("by", KEY),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reminded", JSON, nullable=False),
        sa.ForeignKeyConstraint(["plan"], ["startup_plans.id"], name="fk_startup_tasks_plan_startup_plans"),
        sa.PrimaryKeyConstraint("plan", "key", name="pk_startup_tasks"),
    )
    op.create_index(
        "ix_startup_tasks_left",
        "startup_tasks",
        ["due_on", "plan"],
        sqlite_where=sa.text("state IN ('open', 'blocked')"),
        postgresql_where=sa.text("state IN ('open', 'blocked')"),
    )
