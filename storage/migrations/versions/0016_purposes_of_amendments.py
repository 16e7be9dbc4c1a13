"""What an amendment is about."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import WORDS

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("negotiations", sa.Column("purpose", WORDS, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("negotiations", "purpose")
