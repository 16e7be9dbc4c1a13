"""Words as they are compared and listed."""

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

_SIGNS = re.compile(r"[^\w]+")


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


def bare_words(text: str) -> str:
    """The text without case and punctuation: two sentences with the same words teach nothing twice."""
    return _SIGNS.sub(" ", text.casefold()).strip() or text.strip()


def shortened(text: str, longest: int) -> str:
    """In up to so many characters; what was cut off shows as an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def folded(text: str) -> str:
    """Without case and accents: "José" and "jose" are the same name."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def day_in_words(value: date) -> str:
    """A day without a time has no zone, so it is written out: "November 2, 2026"."""
    return f"{value:%B} {value.day}, {value.year}"


def clock_in_words(value: time) -> str:
    """A time of day: "3:05 PM"."""
    return f"{value.hour % 12 or 12}:{value.minute:02} {'AM' if value.hour < 12 else 'PM'}"


def instant_in_words(value: datetime, zone: ZoneInfo) -> str:
    """A moment as the clocks of a zone show it: "November 2, 2026, 3:05 PM EST"."""
    local = value.astimezone(zone)
    return f"{day_in_words(local.date())}, {clock_in_words(local.time())} {local.tzname()}"
