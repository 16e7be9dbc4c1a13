"""What a setting is, and what its values may be. Each check returns the value as it is kept, or raises InvalidInput."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import InvalidInput
from domain.renewals import LONGEST_WINDOW

_MOST_DAYS = 12
"""So many alerts about one thing are enough."""


@dataclass(frozen=True)
class SettingKind:
    """`check` returns the value as it is kept, or raises InvalidInput saying what to give. `default` "" is none."""

    key: str
    label: str
    help: str
    default: str
    check: Callable[[str], str]


def hour(key: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", value.strip(), re.ASCII)
        if not found:
            raise InvalidInput(key, "Give a time of day with hours and minutes, such as 08:00 or 17:30.")
        return f"{int(found[1]):02d}:{found[2]}"

    return check


def whole(key: str, least: int, most: int, what: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        plain = value.strip().replace(",", "")
        if not re.fullmatch(r"\d{1,6}", plain, re.ASCII) or not least <= int(plain) <= most:
            raise InvalidInput(key, f"Give a whole number of {what} from {least} to {most:,}.")
        return str(int(plain))

    return check


def days_before(key: str) -> Callable[[str], str]:
    """Days before something, in any order, with commas or blanks between them; kept with the earliest first."""

    def check(value: str) -> str:
        parts = re.split(r"[,;\s]+", value.strip())
        days = {int(part) for part in parts if re.fullmatch(r"\d{1,4}", part, re.ASCII)}
        if len(parts) > _MOST_DAYS or len(days) != len(set(parts)) or max(days) > LONGEST_WINDOW:
            raise InvalidInput(
                key, f"Give up to {_MOST_DAYS} whole numbers of days up to {LONGEST_WINDOW:,}, such as 90, 30, 7."
            )
        return ", ".join(str(each) for each in sorted(days, reverse=True))

    return check
