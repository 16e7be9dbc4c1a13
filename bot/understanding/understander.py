"""The one path from a sentence to its meaning, for the bot and for `cec nlu parse`.

The server knows intents and names (services, categories, organizations, steps, terms). What depends on the instant and
on the speaker's zone, and what follows fixed rules, is read here: quantities, years, times, numbers of agreements.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.intent_names import OUT_OF_SCOPE
from bot.understanding.client import NluClient
from bot.understanding.model import Entity, Understanding
from bot.understanding.readers import fiscal_years, numbers, quantities, times
from bot.understanding.signs import in_words
from bot.understanding.slack_text import PlainText, plain
from bot.understanding.topics import reading_intent
from bot.understanding.vocabulary import Names, names_in

#: Who keeps a stretch of text that several readers claim: the first of these. A year in FY27 is no quantity, the
#: digits of SLA-2027-0042 are neither, and "Office 365" is a name before it is a number.
PRECEDENCE = (
    "agreement_number", "request_number", "fiscal_year", "service", "organization", "time", "term", "stage", "category",
    "quantity",
)  # fmt: skip

READERS = (numbers.read, fiscal_years.read, times.read, quantities.read)
#: What they read; everything else are names that the server or the vocabulary knows.
READ = frozenset({"agreement_number", "request_number", "fiscal_year", "time", "quantity"})


class Understander:
    """Safe to use from several threads."""

    def __init__(self, client: NluClient, names: Callable[[], Names]) -> None:
        self._client = client
        self._names = names

    def understand(self, text: str, at: datetime, zone: ZoneInfo, within: float | None = None) -> Understanding:
        """What `text` means, said at `at` by someone in `zone`. Offsets of entities refer to `text`.

        Raises UnderstandingUnavailable, at the latest after `within` seconds where that is given.
        """
        readable = plain(text)
        said = in_words(readable.text)
        if not any(character.isalnum() for character in said):
            return Understanding(text, OUT_OF_SCOPE, 0.0)
        parsed = self._client.parse(said, within)
        intent, confidence = parsed.ranking[0] if parsed.ranking else (OUT_OF_SCOPE, 0.0)
        if said != readable.text:  # nothing but emoji, whose names count nothing: `:+1:`, `:100:`
            return Understanding(text, intent, confidence, parsed.ranking)
        entities = _entities(readable, at, zone, parsed.entities, reading_intent(parsed.ranking))
        return Understanding(text, intent, confidence, parsed.ranking, entities)

    def read_entities(self, text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> Understanding:
        """The entities alone, without the server: for the words of a command, and when the server is away."""
        readable = plain(text)
        found = names_in(readable.text, self._names())
        entities = _entities(readable, at, zone, found, intent)
        return Understanding(text, intent, 1.0 if intent else 0.0, (), entities)


def meant_as(understanding: Understanding, intent: str, at: datetime, zone: ZoneInfo, text: str = "") -> Understanding:
    """The same sentence where its intent is settled: a button was pressed, or its words leave no doubt.

    Whether a day lies ahead or back, and what a number counts, depends on the intent: they are read again. `text` are
    the words that count, at their places, where not all of them do. What was added from the memory stays.
    """
    readable = plain(text or understanding.text)
    before = [each for each in understanding.entities if each.start < each.end]
    added = [each for each in understanding.entities if each.start == each.end]
    again: tuple[Entity, ...] = ()
    if in_words(readable.text) == readable.text:
        again = tuple(_placed(each, readable) for each in _read(readable.text, at, zone, intent))
    entities = without_overlaps([*(each for each in before if each.entity not in READ), *again])
    return replace(understanding, intent=intent, confidence=1.0, ranking=(), entities=(*entities, *added))


def _entities(
    readable: PlainText, at: datetime, zone: ZoneInfo, names: Iterable[Entity], intent: str
) -> tuple[Entity, ...]:
    kept = without_overlaps([*names, *_read(readable.text, at, zone, intent)])
    return tuple(_placed(entity, readable) for entity in kept)


def _read(text: str, at: datetime, zone: ZoneInfo, intent: str) -> list[Entity]:
    return [entity for reader in READERS for entity in reader(text, at, zone, intent)]


def without_overlaps(entities: Iterable[Entity]) -> list[Entity]:
    """Each stretch of text belongs to one entity: the one first in precedence, and of equal ones the longest."""
    order: Mapping[str, int] = {name: place for place, name in enumerate(PRECEDENCE)}
    ranked = sorted(entities, key=lambda e: (order.get(e.entity, len(order)), e.start - e.end, e.start))
    kept: list[Entity] = []
    for entity in ranked:
        if all(entity.end <= other.start or other.end <= entity.start for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda entity: entity.start)


def _placed(entity: Entity, readable: PlainText) -> Entity:
    start, end = readable.span(entity.start, entity.end)
    return replace(entity, start=start, end=end)
