"""Data files that are kept as versions which never change: the catalog, the survey, the startup tasks."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Column

from storage.columns import Instant, Key, Words
from storage.plain import to_plain


def kept_columns() -> tuple[Column[str], Column[str], Column[str], Column[str], Column[datetime]]:
    """The columns of what `kept` gives."""
    return (
        Column("digest", Key, nullable=False),
        Column("content", Words, nullable=False),
        Column("source", Words, nullable=False),
        Column("added_by", Key, nullable=False),
        Column("added_at", Instant, nullable=False),
    )


def kept(content: object, source: str, by: str, at: datetime) -> dict[str, Any]:
    """A version as it is written down. The same content has the same `digest`, whoever brought it.

    `source` says where it came from, such as a file's name. `by` is a person id or `system`.
    """
    text = json.dumps(to_plain(content), sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"digest": digest, "content": text, "source": source, "added_by": by, "added_at": at}
