"""What a long question about prices only tells: years and times beside the matter ("in FY2019 we had ...").

Pure, like `bot/price_words.py`.
"""

import re
from collections.abc import Iterator

from bot.context import Turn
from bot.said import value
from bot.understanding.model import Entity
from domain.fiscal import fiscal_year_of

#: A sentence of so many words may tell something beside what it asks.
_SHORT = 12
_CLAUSE = re.compile(r"[.!?;,\n]+(?=\s|$)|\s(?:but|so|and since|because)\s", re.IGNORECASE)
#: A time that these lead to is one of the services; "our interns come this summer" tells of something else.
_LEADS = re.compile(
    r"(?:^|\b)(?:for|from|during|over|between|through|until|in|as of|start\w*|begin\w*|effective|since|after)"
    r"\s+(?:the\s+)?(?:whole\s+|entire\s+)?$",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:for|from|during|over|between|start\w*|begin\w*|effective|since|after|as of|in)\b", re.IGNORECASE)


def year_meant(turn: Turn) -> str | None:
    """The fiscal year asked about. In a long sentence it is the one beside the services; a past one that stands
    elsewhere is only told."""
    named = [each for each in turn.understanding.entities if each.entity == "fiscal_year"]
    if len(turn.text.split()) <= _SHORT or not named:
        return value(turn.understanding, "fiscal_year")
    start, end = _asking_clause(turn)
    beside = [each for each in named if start <= each.start < end]
    this = fiscal_year_of(turn.asker.at.astimezone(turn.asker.zone).date()).name
    meant = beside or [each for each in named if str(each.value) >= this]
    return str(meant[0].value) if meant else None


def times_meant(turn: Turn) -> tuple[Entity, ...]:
    """The times that say when services are wanted: in a long sentence those that a preposition leads to."""
    found = tuple(each for each in turn.understanding.entities if each.entity == "time")
    if len(turn.text.split()) <= _SHORT:
        return found
    return tuple(each for each in found if _LED.match(each.text) or _LEADS.search(turn.text[: each.start]))


def _asking_clause(turn: Turn) -> tuple[int, int]:
    """The last part of the sentence that names a service; all of it where none does."""
    services = [each for each in turn.understanding.entities if each.entity == "service"]
    clauses = list(_clauses(turn.text))
    held = [(start, end) for start, end in clauses if any(start <= each.start < end for each in services)]
    return held[-1] if held else (0, len(turn.text))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CLAUSE.finditer(text):
        yield start, cut.end()
        start = cut.end()
    yield start, len(text)
