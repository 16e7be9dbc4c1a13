"""When CEC's office is open, and when someone will answer. US federal holidays are days off."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.business_days import holiday_on, is_business_day
from services.context import DEFAULT_ZONE

_LOOKED_AHEAD = 30
"""Days; no run of weekends and holidays is anywhere near as long."""


@dataclass(frozen=True)
class OfficeHours:
    """Monday to Friday, `opens` to `closes` in `zone`. The office does not stay open over midnight."""

    zone: str = DEFAULT_ZONE
    opens: time = time(8, 0)
    closes: time = time(17, 0)

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(ZoneInfo(self.zone))
        return is_business_day(local.date()) and self.opens <= local.time() < self.closes

    def next_opening(self, at: datetime) -> datetime:
        """The next instant at which the office opens; `at` itself while it is open."""
        if self.is_open(at):
            return at
        today = at.astimezone(ZoneInfo(self.zone)).date()
        days = (today + timedelta(days=ahead) for ahead in range(_LOOKED_AHEAD))
        openings = (self._at(day, self.opens) for day in days if is_business_day(day))
        return next(opening for opening in openings if opening > at)

    def before(self, at: datetime, minutes: int) -> datetime:
        """The instant that lies so many minutes of open office before `at`."""
        left = timedelta(minutes=minutes)
        day = at.astimezone(ZoneInfo(self.zone)).date()
        while True:
            start, end = self._at(day, self.opens), min(at, self._at(day, self.closes))
            open_for = end - start if is_business_day(day) else timedelta(0)
            if open_for >= left and open_for > timedelta(0):
                return end - left
            left -= max(open_for, timedelta(0))
            day -= timedelta(days=1)

    @property
    def day(self) -> timedelta:
        """How long the office is open on a business day."""
        return _since_midnight(self.closes) - _since_midnight(self.opens)

    def after(self, at: datetime, hours: int) -> datetime:
        """The instant that lies so many hours of open office after `at`."""
        return self.later(at, timedelta(hours=hours))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How long the office is open between two instants."""
        start, end, zone = start.astimezone(UTC), end.astimezone(UTC), ZoneInfo(self.zone)
        day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
        total = timedelta(0)
        while day <= last:
            if is_business_day(day):
                opens, closes = (self._at(day, hour).astimezone(UTC) for hour in (self.opens, self.closes))
                total += max(min(end, closes) - max(start, opens), timedelta(0))
            day += timedelta(days=1)
        return total

    def later(self, at: datetime, span: timedelta) -> datetime:
        """The instant that lies so much time of open office after `at`."""
        left, start = span, self.next_opening(at)
        while True:
            closing = self._at(start.astimezone(ZoneInfo(self.zone)).date(), self.closes)
            open_for = _elapsed(start, closing)
            if left <= open_for:
                return start.astimezone(UTC) + left
            left -= open_for
            start = self.next_opening(closing)

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, ZoneInfo(self.zone))


def _elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time, also where the clocks change between them."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


@dataclass(frozen=True)
class AnswerTime:
    """When someone will answer: now, or when the office opens again. `holiday` names today's, if it is one."""

    open_now: bool
    next_opening: datetime
    hours: OfficeHours
    holiday: str | None


def answer_time(hours: OfficeHours, at: datetime) -> AnswerTime:
    today = at.astimezone(ZoneInfo(hours.zone)).date()
    return AnswerTime(hours.is_open(at), hours.next_opening(at), hours, holiday_on(today))
