"""Keys with which programs bring measurements."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors import InvalidInput

LONGEST_NAME = 40


@dataclass(frozen=True)
class ApiKey:
    """`sha256` is the digest of the secret, which is not kept. `made_by` and `revoked_by` are who did it."""

    id: str
    name: str
    sha256: str
    made_at: datetime
    made_by: str
    revoked_at: datetime | None = None
    revoked_by: str | None = None


def checked_name(name: str) -> str:
    """Raises InvalidInput."""
    words = " ".join(name.split())
    if not 1 <= len(words) <= LONGEST_NAME:
        raise InvalidInput("name", f"Name the program in 1 to {LONGEST_NAME} characters, such as “uptime monitor”.")
    return words
