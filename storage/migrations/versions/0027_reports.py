"""Individual reports, their files and comments, and how they go out."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, KEY, WHOLE, WORDS

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reports()
    op.create_table(
        "report_files",
        sa.Column("report", KEY, nullable=False),
        sa.Column("format", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.PrimaryKeyConstraint("report", "format", name="pk_report_files"),
        _belongs("report_files", "report", "reports"),
    )
    op.create_table(
        "report_comments",
        sa.Column("id", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("from_staff", sa.Boolean, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_comments"),
        _belongs("report_comments", "report", "reports"),
    )
    op.create_index("ix_report_comments_report_at_id", "report_comments", ["report", "at", "id"])
    op.create_table(
        "report_choices",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("agreement", name="pk_report_choices"),
        _belongs("report_choices", "agreement", "agreements"),
    )
    op.create_table(
        "report_schedule",
        sa.Column("name", KEY, nullable=False),
        sa.Column("begun_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_report_schedule"),
    )


def downgrade() -> None:
    for name in ("report_schedule", "report_choices", "report_comments", "report_files", "reports"):
        op.drop_table(name)


def _reports() -> None:
    op.create_table(
        "reports",
        *(sa.Column(key, KEY, nullable=False) for key in ("id", "agreement", "organization", "kind")),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("wanted_at", INSTANT, nullable=False),
        sa.Column("wanted_by", KEY, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("made_at", INSTANT),
        sa.Column("sent_at", INSTANT),
        sa.Column("sent_by", KEY),
        sa.Column("acknowledged_at", INSTANT),
        sa.Column("acknowledged_by", KEY),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("agreement", "kind", "start", "edition", name="uq_reports_agreement_kind_start_edition"),
        _belongs("reports", "agreement", "agreements"),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_reports_organization_organizations"),
    )
    op.create_index("ix_reports_agreement_start", "reports", ["agreement", "start"])
    op.create_index("ix_reports_start_state", "reports", ["start", "state"])


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")
