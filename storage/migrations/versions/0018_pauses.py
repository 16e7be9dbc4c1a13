"""Since when the negotiation of an agreement is paused: nobody is waited for then."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_PAUSED = """
UPDATE agreements SET paused_at = (
    SELECT since FROM negotiations
    WHERE negotiations.agreement = agreements.id AND amendment = 0 AND state = 'paused'
)
"""


def upgrade() -> None:
    op.add_column("agreements", sa.Column("paused_at", INSTANT))
    op.execute(_PAUSED)


def downgrade() -> None:
    op.drop_column("agreements", "paused_at")
