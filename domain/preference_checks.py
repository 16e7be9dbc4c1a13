"""What someone can choose of how they work and want to be told."""

from collections.abc import Iterable
from dataclasses import replace

from domain.errors import InvalidInput
from domain.preferences import Preferences

MOST_REMINDERS = 4
EARLIEST_REMINDER = 14 * 24 * 60
"""Minutes before a meeting."""
MOST_CALENDARS = 3


def checked_preferences(chosen: Preferences) -> Preferences:
    """The reminders once each, the longest first. Raises InvalidInput at the field that cannot be used."""
    if not chosen.works_on <= frozenset(range(7)):
        raise InvalidInput("works_on", "Choose days from Monday to Sunday.")
    if not chosen.works_on:
        raise InvalidInput("works_on", "Choose at least one day on which you work.")
    if chosen.works_until <= chosen.works_from:
        raise InvalidInput("works_until", "Give an end of your working hours that is after their beginning.")
    return replace(chosen, reminders=_reminders(chosen.reminders))


def _reminders(minutes: Iterable[int]) -> tuple[int, ...]:
    once = tuple(sorted(set(minutes), reverse=True))
    if len(once) > MOST_REMINDERS:
        raise InvalidInput("reminders", f"Choose up to {MOST_REMINDERS} reminders.")
    if any(not 0 < each <= EARLIEST_REMINDER for each in once):
        raise InvalidInput("reminders", "Choose reminders from one minute to two weeks before a meeting.")
    return once
