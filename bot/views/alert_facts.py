"""The facts of an alert, as the words of its kind use them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.views.blocks import clip, safe
from bot.views.text import dated, day, instant, money
from domain.kept_alerts import Alert

LONGEST_QUOTE = 300


@dataclass(frozen=True)
class Facts:
    """An alert's facts, fit for mrkdwn; moments in `zone` where Slack cannot show the reader's own."""

    alert: Alert
    zone: ZoneInfo

    def has(self, name: str) -> bool:
        return bool(self.alert.wanted.facts.get(name))

    def text(self, name: str, otherwise: str = "") -> str:
        found = self.alert.wanted.facts.get(name)
        return safe(clip(str(found), LONGEST_QUOTE)) if found else otherwise

    def count(self, name: str) -> int:
        return int(self.alert.wanted.facts.get(name) or 0)

    def day(self, name: str) -> str:
        return day(date.fromisoformat(str(self.alert.wanted.facts[name])))

    def moment(self, name: str) -> str:
        """Empty where there is none."""
        found = self.alert.wanted.facts.get(name)
        return instant(datetime.fromisoformat(str(found)), self.zone) if found else ""

    def moments(self, name: str) -> list[str]:
        """Those of a list, by their weekdays."""
        found = str(self.alert.wanted.facts.get(name) or "").split()
        return [dated(datetime.fromisoformat(each), self.zone) for each in found]

    def money(self, name: str) -> str:
        return money(Decimal(str(self.alert.wanted.facts[name])))

    @property
    def mark(self) -> str:
        return self.alert.wanted.mark


Says = Callable[[Facts], str]
