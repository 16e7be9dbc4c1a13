"""Support requests, what is written about them, outages, credits, and what another ticket system calls them."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import EXACT, INSTANT, JSON, KEY, WORDS

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('new', 'in_progress', 'waiting')")
_PARTIAL = {
    "open": (["rank", "asked_at", "id", "held", "state", "area", "assignee"], _OPEN),
    "assigned": (["assignee", "id"], _OPEN),
    "held": (["asked_by", "id"], sa.text("held")),
    "due": (["next_due_at", "id"], sa.text("next_due_at IS NOT NULL")),
    "resolved": (["state_since", "id"], sa.text("state = 'resolved'")),
}
_INDEXES = (
    ("agreement", "asked_at", "id"),
    ("organization", "asked_at", "id"),
    ("asked_by", "asked_at", "id"),
    ("customer_channel", "customer_ts"),
    ("staff_channel", "staff_ts"),
    ("merged_into",),
)


def _belongs(table: str, column: str, to: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.{key}"], name=f"fk_{table}_{column}_{to}")


def upgrade() -> None:
    _requests()
    op.create_table(
        "support_request_numbers",
        sa.Column("series", KEY, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("series", name="pk_support_request_numbers"),
    )
    op.create_table(
        "support_comments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("request", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("from_staff", sa.Boolean, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        _belongs("support_comments", "request", "support_requests"),
        sa.PrimaryKeyConstraint("id", name="pk_support_comments"),
    )
    op.create_index("ix_support_comments_request_at_id", "support_comments", ["request", "at", "id"])
    _credits()
    _outages()
    op.create_table(
        "outside_tickets",
        sa.Column("request", KEY, nullable=False),
        sa.Column("outside_id", KEY, nullable=False),
        _belongs("outside_tickets", "request", "support_requests"),
        sa.PrimaryKeyConstraint("request", name="pk_outside_tickets"),
        sa.UniqueConstraint("outside_id", name="uq_outside_tickets_outside_id"),
    )
    op.create_table(
        "ticket_positions",
        sa.Column("system", KEY, nullable=False),
        sa.Column("position", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("system", name="pk_ticket_positions"),
    )


def _requests() -> None:
    name = "support_requests"
    op.create_table(
        name,
        *(sa.Column(key, KEY, nullable=False) for key in ("id", "number", "agreement", "organization", "service")),
        sa.Column("service_name", WORDS, nullable=False),
        sa.Column("area", KEY, nullable=False),
        sa.Column("priority", KEY, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("report", JSON, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT),
        sa.Column("state", KEY, nullable=False),
        sa.Column("state_since", INSTANT),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("assignee", KEY),
        sa.Column("responded_at", INSTANT),
        sa.Column("pauses", JSON, nullable=False),
        sa.Column("clocks", JSON, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("next_due_at", INSTANT),
        sa.Column("resolution", JSON),
        sa.Column("reopened", sa.Integer, nullable=False),
        sa.Column("rating", JSON),
        *(sa.Column(key, KEY) for key in ("merged_into", "customer_channel", "customer_ts")),
        *(sa.Column(key, KEY) for key in ("staff_channel", "staff_ts")),
        sa.Column("revision", sa.Integer, nullable=False),
        _belongs(name, "agreement", "agreements"),
        _belongs(name, "organization", "organizations", "key"),
        _belongs(name, "asked_by", "people"),
        _belongs(name, "assignee", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_support_requests"),
        sa.UniqueConstraint("number", name="uq_support_requests_number"),
    )
    for columns in _INDEXES:
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))
    for suffix, (columns, where) in _PARTIAL.items():
        op.create_index(f"ix_{name}_{suffix}", name, columns, sqlite_where=where, postgresql_where=where)


def _credits() -> None:
    key = ("agreement", "service", "metric", "month")
    op.create_table(
        "service_credits",
        *(sa.Column(column, KEY, nullable=False) for column in key[:3]),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        *(sa.Column(column, EXACT, nullable=False) for column in ("percent", "price", "amount")),
        sa.Column("request", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _belongs("service_credits", "agreement", "agreements"),
        _belongs("service_credits", "organization", "organizations", "key"),
        sa.PrimaryKeyConstraint(*key, name="pk_service_credits"),
    )
    op.create_index("ix_service_credits_month", "service_credits", ["month"])


def _outages() -> None:
    running = sa.text("ended_at IS NULL")
    op.create_table(
        "outages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("service", KEY, nullable=False),
        sa.Column("service_name", WORDS, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("updates", JSON, nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("expected_by", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outages"),
    )
    op.create_index("ix_outages_started_at_id", "outages", ["started_at", "id"])
    op.create_index(
        "ix_outages_running", "outages", ["service", "started_at"], sqlite_where=running, postgresql_where=running
    )


def downgrade() -> None:
    for table in ("ticket_positions", "outside_tickets", "outages", "service_credits", "support_comments"):
        op.drop_table(table)
    op.drop_table("support_request_numbers")
    op.drop_table("support_requests")
