"""How people come to their pages: links from the assistant that work once, and sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LINK_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class SignInLink:
    """Signs a person (id) in once, and leads to `path`. `key` is made of its secret, which is kept nowhere."""

    key: str
    person_id: str
    path: str
    ends_at: datetime
    used_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        return self.used_at is None and now < self.ends_at


@dataclass(frozen=True)
class OnlineSession:
    """A person (id) who is signed in, in one browser. `key` is made of its secret, which that browser alone has."""

    key: str
    person_id: str
    begun_at: datetime
    ends_at: datetime

    def lasts(self, now: datetime) -> bool:
        return now < self.ends_at
