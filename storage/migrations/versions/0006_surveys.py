"""Survey definitions, responses and answers."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.append_only import let_change, let_only_grow
from storage.migrations.kinds import INSTANT, JSON, KEY, WHOLE, WORDS

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("survey_versions", "survey_responses", "survey_answers", "survey_answer_history")
_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "survey_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("survey", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("content", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_survey_versions"),
        sa.UniqueConstraint("survey", "version", name="uq_survey_versions_survey_version"),
    )

    op.create_table(
        "survey_responses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("agreement", KEY, nullable=False),
        sa.Column("organization", KEY, nullable=False),
        sa.Column("survey", KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", KEY, nullable=False),
        sa.Column("sections", JSON, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("started_by", KEY, nullable=False),
        sa.Column("moved_at", INSTANT, nullable=False),
        sa.Column("moved_by", KEY, nullable=False),
        sa.Column("submitted_at", INSTANT),
        sa.Column("submitted_by", KEY),
        sa.Column("reopened_at", INSTANT),
        sa.Column("reopened_by", KEY),
        sa.Column("reopened_reason", WORDS, nullable=False),
        sa.Column("reminder_rounds", sa.Integer(), nullable=False),
        sa.Column("reminded_at", INSTANT),
        sa.Column("reminded", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement"], ["agreements.id"], name="fk_survey_responses_agreement_agreements"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organizations.key"], name="fk_survey_responses_organization_organizations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_survey_responses"),
        sa.UniqueConstraint("agreement", name="uq_survey_responses_agreement"),
    )
    op.create_index("ix_survey_responses_organization_moved_at", "survey_responses", ["organization", "moved_at"])
    op.create_index("ix_survey_responses_moved_at", "survey_responses", ["moved_at"])
    op.create_index(
        "ix_survey_responses_open",
        "survey_responses",
        ["moved_at", "id"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )

    op.create_table(
        "survey_answers",
        sa.Column("response", KEY, nullable=False),
        sa.Column("question", KEY, nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.Column("value", JSON),
        sa.Column("kind", KEY),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("prefilled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response"], ["survey_responses.id"], name="fk_survey_answers_response_survey_responses"
        ),
        sa.PrimaryKeyConstraint("response", "question", "set_aside", name="pk_survey_answers"),
    )

    op.create_table(
        "survey_answer_history",
        sa.Column("id", WHOLE, sa.Identity(always=True), nullable=False),
        sa.Column("response", KEY, nullable=False),
        sa.Column("question", KEY, nullable=False),
        sa.Column("event", KEY, nullable=False),
        sa.Column("value", JSON),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response"], ["survey_responses.id"], name="fk_survey_answer_history_response_survey_responses"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answer_history"),
    )
    op.create_index(
        "ix_survey_answer_history_response_question_id", "survey_answer_history", ["response", "question", "id"]
    )
    let_only_grow("survey_answer_history")


def downgrade() -> None:
    let_change("survey_answer_history")
    for table in reversed(_TABLES):
        op.drop_table(table)
