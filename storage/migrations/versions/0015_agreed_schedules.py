"""The payment schedule of an accepted version, as both sides accepted it."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import JSON

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("negotiations", sa.Column("schedule", JSON))


def downgrade() -> None:
    op.drop_column("negotiations", "schedule")
