"""Links that sign people in to their pages, and their sessions."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, KEY, WORDS

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _table("sign_in_links", sa.Column("path", WORDS, nullable=False), sa.Column("used_at", INSTANT))
    _table("online_sessions", sa.Column("begun_at", INSTANT, nullable=False))


def downgrade() -> None:
    op.drop_table("online_sessions")
    op.drop_table("sign_in_links")


def _table(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("key", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        *columns,
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=f"fk_{name}_person_people"),
    )
    for column in ("person", "ends_at"):
        op.create_index(f"ix_{name}_{column}", name, [column])
