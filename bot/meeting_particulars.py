"""What a sentence says of a meeting besides when it is: who is to come, how long, what about, and why it is off."""

import re
from collections.abc import Iterable, Sequence

from bot.context import Turn
from domain.meetings import LENGTHS
from domain.words import folded
from services.cards import PersonCard

_MINUTES = re.compile(r"\b(\d{2,3})[ -]?min(?:ute)?s?\b", re.IGNORECASE)
_HOURS = re.compile(r"\b(half an|an|one|1|one and a half|1\.5|two|2|three|3)[ -]hours?\b", re.IGNORECASE)
_HOUR_MINUTES = {"half an": 30, "an": 60, "one": 60, "1": 60, "one and a half": 90, "1.5": 90} | dict.fromkeys(
    ("two", "2"), 120
)
_OF_MEETINGS = re.compile(
    r"\b(?:meetings?|meet|calls?|check-?ins?|sync|reviews?|kick-?off|startup|schedule|weekly|monthly|quarterly|every"
    r"|mornings?|afternoons?)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:,|;| -|\bbecause\b|\bsince\b|\bdue to\b|\bas\b(?= (?:i|we|he|she|they|\w+ (?:is|are))\b))\s*(.+)$", re.I
)


def minutes_said(text: str) -> int | None:
    """One of the lengths that a meeting can have."""
    found = _MINUTES.search(text)
    hours = _HOURS.search(text)
    minutes = int(found[1]) if found else _HOUR_MINUTES.get(hours[1].casefold(), 180) if hours else None
    return minutes if minutes in LENGTHS else None


def people_said(text: str, people: Iterable[PersonCard]) -> tuple[PersonCard, ...]:
    """Those of the people whom the words name, by a first or last name that only one of them has."""
    known, words = list(people), set(re.findall(r"[^\W\d_]+", folded(text)))
    parts = {each.id: set(folded(each.name).split()) for each in known}
    named = [each for each in known if parts[each.id] & words]
    return tuple(each for each in named if _alone(each, named, parts, words))


def _alone(person: PersonCard, named: Sequence[PersonCard], parts: dict[str, set[str]], words: set[str]) -> bool:
    """Whether no other one has as much of what was said in the name."""
    said = parts[person.id] & words
    return not any(said <= parts[other.id] for other in named if other.id != person.id)


def subject_said(turn: Turn) -> str:
    """The sentence without its times and what is said of any meeting: what it is about."""
    text = turn.text
    for each in sorted(turn.understanding.entities, key=lambda found: -found.start):
        if each.entity == "time":
            text = f"{text[: each.start]} {text[each.end :]}"
    return _OF_MEETINGS.sub(" ", text)


def reason_said(text: str) -> str:
    """Why it is called off: "..., James is sick", "because of the holiday". Empty where nothing was said."""
    found = _WHY.search(text)
    said = found[1].strip(" .!") if found else ""
    return said if len(said.split()) > 1 else ""
