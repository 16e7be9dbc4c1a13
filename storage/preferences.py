"""How people work and want to be told. Who never said anything has what is usual."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, select

from domain.preferences import AlertsBy, DigestRhythm, Preferences
from storage.preference_tables import preferences
from storage.transaction import Transaction

_SAME_NAME = ("works_from", "works_until", "quiet_from", "quiet_until", "digest_at", "feed")
_OF = select(preferences).where(preferences.c.person.in_(bindparam("people", expanding=True)))


class PreferencesOfPeople:
    def __init__(self, transaction: Transaction) -> None:
        self._db = transaction

    def of(self, person_id: str) -> Preferences:
        return self.of_several([person_id])[person_id]

    def of_several(self, person_ids: Iterable[str]) -> dict[str, Preferences]:
        """Of each of these people (ids)."""
        wanted = set(person_ids)
        rows = self._db.rows(_OF, people=list(wanted))
        return {each: Preferences(each) for each in wanted} | {row.person: built_preferences(row) for row in rows}

    def save(self, chosen: Preferences) -> None:
        """Replaces what was there."""
        self._db.upsert(preferences, _row(chosen))


def built_preferences(row: Row[Any]) -> Preferences:
    return Preferences(
        person_id=row.person,
        **{name: row._mapping[name] for name in _SAME_NAME},
        works_on=frozenset(row.works_on),
        alerts_by=AlertsBy(row.alerts_by),
        digest=DigestRhythm(row.digest),
        reminders=tuple(row.reminders),
        calendars=tuple(row.calendars),
    )


def _row(chosen: Preferences) -> dict[str, Any]:
    return {
        "person": chosen.person_id,
        **{name: getattr(chosen, name) for name in _SAME_NAME},
        "works_on": sorted(chosen.works_on),
        "alerts_by": chosen.alerts_by.value,
        "digest": chosen.digest.value,
        "reminders": list(chosen.reminders),
        "calendars": list(chosen.calendars),
    }
