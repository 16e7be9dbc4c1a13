"""Documents of agreements, with their content: so a file is kept or lost together with what it is about. What they say
is kept beside them, so that a file that is made later says the same."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.columns import Instant, Json, Key, Whole, Words
from storage.schema import metadata
from storage.tables import agreements

agreement_documents = Table(
    "agreement_documents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("kind", Key, nullable=False),
    Column("version", Integer, nullable=False),
    Column("format", Key, nullable=False),
    Column("edition", Integer, nullable=False, server_default="1"),
    Column("name", Words, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", Whole, nullable=False),
    Column("sha256", Key, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Key, nullable=False),
    # Two who make the same document at once: one of them keeps it.
    UniqueConstraint("agreement", "version", "kind", "format", "edition"),
)

agreement_document_facts = Table(
    "agreement_document_facts",
    metadata,
    Column("agreement", Key, ForeignKey(agreements.c.id), nullable=False),
    Column("version", Integer, nullable=False),
    Column("occasion", Key, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("facts", Json, nullable=False),
    PrimaryKeyConstraint("agreement", "version", "occasion", "edition"),
)
