"""A name of a key that can be used stands once."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_USABLE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "uq_api_keys_name", "api_keys", ["name"], unique=True, sqlite_where=_USABLE, postgresql_where=_USABLE
    )


def downgrade() -> None:
    op.drop_index("uq_api_keys_name", "api_keys")
