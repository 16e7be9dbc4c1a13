"""Individual reports with their files and comments, and how they go out."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from storage.columns import Day, Instant, Key, Whole, Words
from storage.schema import metadata
from storage.tables import agreements, organizations

reports = Table(
    "reports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("organization", Key, ForeignKey(organizations.c.key), nullable=False),
    Column("kind", Key, nullable=False),
    Column("start", Day, nullable=False),
    Column("end", Day, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("wanted_at", Instant, nullable=False),
    Column("wanted_by", Key, nullable=False),
    Column("note", Words, nullable=False),
    Column("state", Key, nullable=False),
    Column("digest", Key, nullable=False),
    Column("made_at", Instant),
    Column("sent_at", Instant),
    Column("sent_by", Key),
    Column("acknowledged_at", Instant),
    Column("acknowledged_by", Key),
    Column("revision", Integer, nullable=False),
    # Two who want the same report at once: one of them gets it made.
    UniqueConstraint("agreement", "kind", "start", "edition"),
    Index(None, "agreement", "start"),
    Index(None, "start", "state"),
)

report_files = Table(
    "report_files",
    metadata,
    Column("report", Key, ForeignKey(reports.c.id), primary_key=True),
    Column("format", Key, primary_key=True),
    Column("name", Words, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", Whole, nullable=False),
    Column("sha256", Key, nullable=False),
)

report_comments = Table(
    "report_comments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("report", Key, ForeignKey(reports.c.id), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Key, nullable=False),
    Column("from_staff", Boolean, nullable=False),
    Column("author", Words, nullable=False),
    Column("text", Words, nullable=False),
    Index(None, "report", "at", "id"),
)

report_choices = Table(
    "report_choices",
    metadata,
    # Whether the reports of an agreement go out without a review, where it is not as usual in the office.
    Column("agreement", Key, ForeignKey(agreements.c.id), primary_key=True),
    Column("automatic", Boolean, nullable=False),
)

report_schedule = Table(
    "report_schedule",
    metadata,
    # The day on which the first report was looked for: there are none by the clock of what was over before.
    Column("name", Key, primary_key=True),
    Column("begun_on", Day, nullable=False),
)
