"""Measurements, their sums by month, exceptions, and keys for programs that bring them in."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.append_only import let_change, let_only_grow
from storage.migrations.kinds import EXACT, INSTANT, KEY, WHOLE, WORDS

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_IDENTITY = ("agreement", "service", "metric", "key")


def _measured() -> tuple[sa.Column, ...]:
    return (
        *(sa.Column(name, KEY, nullable=False) for name in (*_IDENTITY, "organization")),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        *(sa.Column(name, EXACT, nullable=False) for name in ("value", "weight", "target")),
        *(sa.Column(name, KEY, nullable=False) for name in ("direction", "source", "by")),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("exception", KEY),
        sa.Column("revision", sa.Integer, nullable=False),
    )


def _agreement(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name=f"fk_{name}_agreement_agreements")


def upgrade() -> None:
    op.create_table(
        "measurements",
        *_measured(),
        _agreement("measurements"),
        sa.PrimaryKeyConstraint(*_IDENTITY, name="pk_measurements"),
    )
    op.create_index("ix_measurements_agreement_day", "measurements", ["agreement", "day"])
    op.create_table(
        "superseded_measurements",
        sa.Column("id", WHOLE, sa.Identity(always=True), nullable=False),
        *_measured(),
        sa.Column("superseded_at", INSTANT, nullable=False),
        sa.Column("superseded_by", KEY, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        _agreement("superseded_measurements"),
        sa.PrimaryKeyConstraint("id", name="pk_superseded_measurements"),
    )
    op.create_index(
        "ix_superseded_measurements_agreement_service_metric_key", "superseded_measurements", list(_IDENTITY)
    )
    let_only_grow("superseded_measurements")
    op.create_table(
        "measurement_sums",
        *(sa.Column(name, KEY, nullable=False) for name in ("agreement", "service", "metric")),
        sa.Column("span", KEY, nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("target", EXACT, nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("direction", "organization")),
        sa.Column("number", WHOLE, nullable=False),
        *(sa.Column(name, EXACT, nullable=False) for name in ("weight", "total")),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("within", "excluded")),
        sa.Column("verdict", KEY, nullable=False),
        _agreement("measurement_sums"),
        sa.PrimaryKeyConstraint(
            "agreement", "span", "start", "service", "metric", "target", name="pk_measurement_sums"
        ),
    )
    op.create_index("ix_measurement_sums_span_start", "measurement_sums", ["span", "start"])
    op.create_table(
        "measurement_exceptions",
        *(sa.Column(name, KEY, nullable=False) for name in ("id", "agreement", "organization", "service")),
        *(sa.Column(name, KEY) for name in ("metric", "key")),
        *(sa.Column(name, sa.Date, nullable=False) for name in ("start", "end")),
        sa.Column("reason", WORDS, nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("side", "by")),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("settled_by", KEY),
        sa.Column("settled_at", INSTANT),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        _agreement("measurement_exceptions"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_measurement_exceptions_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_measurement_exceptions"),
    )
    op.create_index("ix_measurement_exceptions_agreement", "measurement_exceptions", ["agreement"])
    op.create_table(
        "api_keys",
        *(sa.Column(name, KEY, nullable=False) for name in ("id", "name", "sha256")),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.Column("revoked_by", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("sha256", name="uq_api_keys_sha256"),
    )


def downgrade() -> None:
    let_change("superseded_measurements")
    tables = ("api_keys", "measurement_exceptions", "measurement_sums", "superseded_measurements", "measurements")
    for table in tables:
        op.drop_table(table)
