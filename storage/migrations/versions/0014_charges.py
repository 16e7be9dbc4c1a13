"""How each line of an agreement is charged. Earlier lines were all summed as charged by the year."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import KEY

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreement_lines", sa.Column("charge", KEY, nullable=False, server_default="per_year"))


def downgrade() -> None:
    op.drop_column("agreement_lines", "charge")
