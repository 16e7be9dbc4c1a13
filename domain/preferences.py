"""How a person works and wants to be told: hours, quiet hours, alerts, reminders, calendars."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

MONDAY_TO_FRIDAY = frozenset(range(5))
USUAL_REMINDERS = (24 * 60, 15)
"""Minutes before a meeting."""


class AlertsBy(StrEnum):
    """`channel`: in the staff channel only. `digest`: only counted in the digest, no message of its own."""

    DIRECT = "direct"
    CHANNEL = "channel"
    DIGEST = "digest"


class DigestRhythm(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True)
class Preferences:
    """Times of day are in the person's own zone (`Person.time_zone`); weekdays count from Monday, 0.

    Quiet hours may go over midnight. `reminders` are minutes before a meeting, the longest first. `calendars` are
    private addresses of ICS calendars that show when the person is busy; they are never shown whole. `feed` counts
    the addresses of the person's own calendar feed: raising it revokes the one before. None before there is one,
    negative while the latest one is revoked.
    """

    person_id: str
    works_on: frozenset[int] = MONDAY_TO_FRIDAY
    works_from: time = time(9)
    works_until: time = time(17)
    quiet_from: time = time(19)
    quiet_until: time = time(7)
    alerts_by: AlertsBy = AlertsBy.DIRECT
    digest: DigestRhythm = DigestRhythm.DAILY
    digest_at: time = time(8)
    reminders: tuple[int, ...] = USUAL_REMINDERS
    calendars: tuple[str, ...] = ()
    feed: int | None = None

    @property
    def has_feed(self) -> bool:
        return self.feed is not None and self.feed > 0
