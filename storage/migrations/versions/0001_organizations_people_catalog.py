"""Organizations, people and the catalog."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import INSTANT, JSON, KEY, WORDS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = ("organizations", "organization_domains", "people", "person_words", "catalog_versions")


def upgrade() -> None:
    op.create_table(
        "organizations",
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("abbreviation", WORDS, nullable=False),
        sa.Column("aliases", JSON, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_organizations"),
    )

    op.create_table(
        "organization_domains",
        sa.Column("domain", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_organization_domains_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("domain", name="pk_organization_domains"),
    )
    op.create_index("ix_organization_domains_organization", "organization_domains", ["organization"])

    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("email", KEY, nullable=False),
        sa.Column("side", KEY, nullable=False),
        sa.Column("organization", KEY),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("phone", WORDS, nullable=False),
        sa.Column("time_zone", WORDS, nullable=False),
        sa.Column("areas", JSON, nullable=False),
        sa.Column("administrator", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("slack_user_id", KEY),
        sa.ForeignKeyConstraint(["organization"], ["organizations.key"], name="fk_people_organization_organizations"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email", name="uq_people_email"),
        sa.UniqueConstraint("slack_user_id", name="uq_people_slack_user_id"),
    )
    op.create_index("ix_people_organization_id", "people", ["organization", "id"])
    op.create_index("ix_people_side_id", "people", ["side", "id"])

    op.create_table(
        "person_words",
        sa.Column("word", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_person_words_person_people"),
        sa.PrimaryKeyConstraint("word", "person", name="pk_person_words"),
    )
    op.create_index("ix_person_words_person", "person_words", ["person"])

    op.create_table(
        "catalog_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_catalog_versions"),
    )


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
