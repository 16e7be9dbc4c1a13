"""Signatures, deputies, payment schedules and transfers of funds."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import EXACT, INSTANT, JSON, KEY, WORDS

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _signings()
    _delegations()
    _funding()


def downgrade() -> None:
    for table in (
        "transfers",
        "payment_schedules",
        "delegations",
        "signatures",
        "signing_openings",
        "signings",
    ):
        op.drop_table(table)


def _signings() -> None:
    op.create_table(
        "signings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amendment", sa.Integer(), nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("places", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", KEY),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _refers("signings", "agreement", "agreements", "id"),
        _refers("signings", "organization", "organizations", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_signings"),
    )
    op.create_index("ix_signings_agreement_at_id", "signings", ["agreement", "at", "id"])
    open_ones = sa.text("state = 'open'")
    op.create_index(
        "uq_signings_agreement",
        "signings",
        ["agreement"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )
    op.create_table(
        "signing_openings",
        sa.Column("signing", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _refers("signing_openings", "signing", "signings", "id"),
        _refers("signing_openings", "person", "people", "id"),
        sa.PrimaryKeyConstraint("signing", "person", name="pk_signing_openings"),
    )
    op.create_table(
        "signatures",
        sa.Column("signing", KEY, nullable=False),
        sa.Column("place", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("signer", KEY, nullable=False),
        sa.Column("typed", WORDS, nullable=False),
        sa.Column("statement", WORDS, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _refers("signatures", "signing", "signings", "id"),
        _refers("signatures", "person", "people", "id"),
        _refers("signatures", "signer", "people", "id"),
        sa.PrimaryKeyConstraint("signing", "place", name="pk_signatures"),
    )


def _delegations() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("signer", KEY, nullable=False),
        sa.Column("deputy", KEY, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        _refers("delegations", "signer", "people", "id"),
        _refers("delegations", "deputy", "people", "id"),
        _refers("delegations", "organization", "organizations", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_delegations"),
    )
    op.create_index("ix_delegations_signer", "delegations", ["signer"])
    op.create_index("ix_delegations_deputy", "delegations", ["deputy"])


def _funding() -> None:
    op.create_table(
        "payment_schedules",
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("warned", JSON, nullable=False),
        sa.Column("watched", sa.Date()),
        _refers("payment_schedules", "agreement", "agreements", "id"),
        sa.PrimaryKeyConstraint("agreement", "version", name="pk_payment_schedules"),
    )
    op.create_index("ix_payment_schedules_watched", "payment_schedules", ["watched"])
    op.create_table(
        "transfers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("amount", EXACT, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reference", WORDS, nullable=False),
        sa.Column("reference_key", KEY, nullable=False),
        sa.Column("recorded", JSON, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("settled_by", KEY),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        _refers("transfers", "agreement", "agreements", "id"),
        _refers("transfers", "organization", "organizations", "key"),
        sa.PrimaryKeyConstraint("id", name="pk_transfers"),
    )
    waiting, standing = sa.text("state = 'recorded'"), sa.text("state IN ('recorded', 'confirmed', 'corrected')")
    op.create_index("ix_transfers_agreement_at_id", "transfers", ["agreement", "at", "id"])
    op.create_index("ix_transfers_waiting", "transfers", ["at", "id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_index(
        "uq_transfers_agreement_reference_key",
        "transfers",
        ["agreement", "reference_key"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def _refers(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_{table}_{column}_{other}")
