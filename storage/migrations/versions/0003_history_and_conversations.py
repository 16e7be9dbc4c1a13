"""History, channels, conversations with staff, requests, memory, settings and notices."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.append_only import let_history_change, let_history_only_grow
from storage.migrations.kinds import INSTANT, JSON, KEY, WHOLE, WORDS

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "history",
    "channel_bindings",
    "handoffs",
    "relayed",
    "custom_requests",
    "memory",
    "settings",
    "notice_counts",
)


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("id", WHOLE, sa.Identity(always=True), nullable=False),
        sa.Column("subject_type", KEY, nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("field", KEY, nullable=False),
        sa.Column("old", WORDS),
        sa.Column("new", WORDS),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_subject_type_subject_id_id", "history", ["subject_type", "subject_id", "id"])

    op.create_table(
        "channel_bindings",
        sa.Column("channel_id", KEY, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("bound_by", KEY, nullable=False),
        sa.Column("bound_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_channel_bindings_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("channel_id", name="pk_channel_bindings"),
    )
    op.create_index("ix_channel_bindings_organization_bound_at", "channel_bindings", ["organization", "bound_at"])

    op.create_table(
        "handoffs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("requester", KEY, nullable=False),
        sa.Column("requester_slack_id", KEY, nullable=False),
        sa.Column("requester_name", WORDS, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("topic", WORDS, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("requester_channel", KEY, nullable=False),
        sa.Column("requester_ts", KEY, nullable=False),
        sa.Column("staff_channel", KEY),
        sa.Column("staff_ts", KEY),
        sa.Column("state", KEY, nullable=False),
        sa.Column("claimed_by", KEY),
        sa.Column("claimed_at", INSTANT),
        sa.Column("closed_by", KEY),
        sa.Column("closed_at", INSTANT),
        sa.Column("reminded_at", INSTANT),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_handoffs_organization_organizations"),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
    )
    op.create_index("ix_handoffs_organization", "handoffs", ["organization"])
    op.create_index("ix_handoffs_requester_channel_requester_ts", "handoffs", ["requester_channel", "requester_ts"])
    op.create_index("ix_handoffs_staff_channel_staff_ts", "handoffs", ["staff_channel", "staff_ts"])
    op.create_index(
        "ix_handoffs_unsettled",
        "handoffs",
        ["opened_at", "id"],
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index(
        "uq_handoffs_requester",
        "handoffs",
        ["requester"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )

    op.create_table(
        "relayed",
        sa.Column("source_channel", KEY, nullable=False),
        sa.Column("source_ts", KEY, nullable=False),
        sa.Column("handoff", KEY, nullable=False),
        sa.Column("target_channel", KEY, nullable=False),
        sa.Column("target_ts", KEY, nullable=False),
        sa.ForeignKeyConstraint(["handoff"], ["handoffs.id"], name="fk_relayed_handoff_handoffs"),
        sa.PrimaryKeyConstraint("source_channel", "source_ts", name="pk_relayed"),
    )
    op.create_index("ix_relayed_handoff", "relayed", ["handoff"])

    op.create_table(
        "custom_requests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("requester", KEY, nullable=False),
        sa.Column("requester_slack_id", KEY, nullable=False),
        sa.Column("requester_name", WORDS, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("what", WORDS, nullable=False),
        sa.Column("why", WORDS, nullable=False),
        sa.Column("quantity", WORDS, nullable=False),
        sa.Column("needed_by", sa.Date()),
        sa.Column("service", KEY),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_custom_requests_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_custom_requests"),
    )
    op.create_index("ix_custom_requests_asked_at_id", "custom_requests", ["asked_at", "id"])
    op.create_index("ix_custom_requests_organization", "custom_requests", ["organization"])

    op.create_table(
        "memory",
        sa.Column("key", KEY, nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_memory"),
    )
    op.create_index("ix_memory_at", "memory", ["at"])

    op.create_table(
        "settings",
        sa.Column("key", KEY, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )

    op.create_table(
        "notice_counts",
        sa.Column("partition", KEY, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("partition", name="pk_notice_counts"),
    )
    let_history_only_grow()


def downgrade() -> None:
    let_history_change()
    for table in reversed(_TABLES):
        op.drop_table(table)
