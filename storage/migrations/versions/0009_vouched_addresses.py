"""Whether Slack vouches for the address of a first contact. Of earlier ones nobody knows, so it counts as typed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    vouched = sa.Column("vouched", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("first_contacts", vouched)


def downgrade() -> None:
    op.drop_column("first_contacts", "vouched")
