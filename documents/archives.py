"""Office files are ZIP archives that hold the moment of writing: here they get one that is given."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

CORE = "docProps/core.xml"
"""Title, author and dates of the document."""


def part(content: bytes, name: str) -> bytes:
    """One file of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def dated(content: bytes, at: datetime, replaced: Mapping[str, bytes]) -> bytes:
    """The same archive with this moment at every file in it, and some of the files replaced."""
    moment = at.astimezone(UTC).timetuple()[:6]
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, replaced.get(name, old.read(name)))
    return written.getvalue()
