"""Words for amounts, days and lists, the same in every message."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.money import format_money
from domain.words import clock_in_words, day_in_words
from domain.words import instant_in_words as instant_in_words

_BOLD = re.compile(r"(?<!\u200b)\*(?!\u200b)")


def day(value: date) -> str:
    """As in November 2, 2026."""
    return day_in_words(value)


def short_day(value: date) -> str:
    """As Slack shows the day of a moment, for sentences that hold both: "Nov 2, 2026"."""
    return f"{value:%b} {value.day}, {value.year}"


def instant(value: datetime, zone: ZoneInfo) -> str:
    """A moment in the reader's own zone; where Slack cannot show that, in `zone`. For mrkdwn."""
    return f"<!date^{int(value.timestamp())}^{{date_short_pretty}} at {{time}}|{instant_in_words(value, zone)}>"


def weekday(value: date) -> str:
    """A day with its weekday: "Tue, Nov 24, 2026"."""
    return f"{value:%a}, {short_day(value)}"


def dated(value: datetime, zone: ZoneInfo) -> str:
    """As `instant`, by weekday and date: right on every later day too, and fit to begin a line. For mrkdwn."""
    return f"<!date^{int(value.timestamp())}^{{date_long}} at {{time}}|{dated_in_words(value, zone)}>"


def dated_in_words(value: datetime, zone: ZoneInfo) -> str:
    """The same without Slack's marks: "Tue, Nov 24, 2026, 1:00 PM EST"."""
    local = value.astimezone(zone)
    return f"{weekday(local.date())}, {clock_in_words(local.time())} {local.tzname()}"


def money(amount: Decimal) -> str:
    """As in $1,234.56."""
    return format_money(amount)


def plural(count: int, one: str, many: str | None = None) -> str:
    """As in 1 agreement, 1,200 agreements."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def join_and(parts: Sequence[str], word: str = "and") -> str:
    """As in a; a and b; a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def instant_day(value: datetime, zone: ZoneInfo) -> str:
    """The day of a moment in the reader's own zone; where Slack cannot show that, in `zone`. For mrkdwn."""
    local = value.astimezone(zone)
    return f"<!date^{int(value.timestamp())}^{{date_short_pretty}}|{local:%b} {local.day}, {local.year}>"


def capital(text: str) -> str:
    """With a capital letter at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def without_bold(text: str) -> str:
    """Our own marks left out, for the plain text of a message; what a person typed (`safe`) keeps its own."""
    return _BOLD.sub("", text)
