"""Who asked to hear of an outage, besides those whom CEC tells anyway."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, KEY

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outage_followers",
        sa.Column("outage", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("outage", "person", name="pk_outage_followers"),
        sa.ForeignKeyConstraint(["outage"], ["outages.id"], name="fk_outage_followers_outage_outages"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_outage_followers_person_people"),
    )


def downgrade() -> None:
    op.drop_table("outage_followers")
