"""How well entities are found: evaluation files of sentences with what stands in them, and scores over what was found.

A value counts, not the words that it was read from. Each sentence is compared as a multiset of entity and value.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.understanding.model import Value

ENTITIES = (
    "service", "category", "organization", "agreement_number", "quantity", "fiscal_year", "time", "stage", "term",
    "request_number",
)  # fmt: skip


class EntitiesUnreadable(Exception):
    """A file is no evaluation set of entities; the message names the file, the sentence and what is wrong."""


@dataclass(frozen=True)
class Named:
    """An entity by its value: ("quantity", 20), ("service", "managed_laptop"), ("time", "2026-11-24")."""

    entity: str
    value: Value


@dataclass(frozen=True)
class EntityCase:
    """A sentence, when and where it is said, and what is to be found in it. `intent` is "" when the file has none."""

    text: str
    at: datetime
    zone: ZoneInfo
    intent: str
    expected: tuple[Named, ...]


@dataclass(frozen=True)
class Score:
    """Counts of entities: `right` were expected and found, `missing` expected only, `surplus` found only."""

    right: int = 0
    missing: int = 0
    surplus: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.missing + other.missing, self.surplus + other.surplus)

    @property
    def precision(self) -> float:
        """1 when nothing was found."""
        return _share(self.right, self.right + self.surplus)

    @property
    def recall(self) -> float:
        """1 when nothing was expected."""
        return _share(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.missing + self.surplus)


@dataclass(frozen=True)
class CaseScore:
    """One sentence, with what was not found and what should not have been."""

    case: EntityCase
    right: tuple[Named, ...]
    missing: tuple[Named, ...]
    surplus: tuple[Named, ...]

    @property
    def is_exact(self) -> bool:
        return not self.missing and not self.surplus

    def has(self, entity: str) -> bool:
        return any(named.entity == entity for named in (*self.right, *self.missing, *self.surplus))

    def is_exact_in(self, entity: str) -> bool:
        return all(named.entity != entity for named in (*self.missing, *self.surplus))


@dataclass(frozen=True)
class EntityScores:
    """`total` is micro: every entity counts the same. `by_entity` holds those that occur, in the order of ENTITIES."""

    total: Score
    by_entity: Mapping[str, Score]
    sentences: tuple[CaseScore, ...] = field(repr=False)

    @property
    def exact_sentences(self) -> float:
        """The share of sentences with all entities right and none too many."""
        return _share(sum(each.is_exact for each in self.sentences), len(self.sentences))

    @property
    def exact_times(self) -> float:
        """Of the sentences with a time, expected or found, the share whose times are all exactly right."""
        timed = [each for each in self.sentences if each.has("time")]
        return _share(sum(each.is_exact_in("time") for each in timed), len(timed))

    @property
    def wrong(self) -> tuple[CaseScore, ...]:
        return tuple(each for each in self.sentences if not each.is_exact)


def score(cases: Sequence[EntityCase], found: Sequence[Iterable[Named]]) -> EntityScores:
    """Compare what was found in each sentence with what was expected; both in the same order."""
    sentences = tuple(_compared(case, each) for case, each in zip(cases, found, strict=True))
    counts = {entity: _counted(entity, sentences) for entity in _occurring(sentences)}
    return EntityScores(sum(counts.values(), Score()), counts, sentences)


def _compared(case: EntityCase, found: Iterable[Named]) -> CaseScore:
    expected, got = Counter(case.expected), Counter(found)
    return CaseScore(case, *(tuple(each.elements()) for each in (expected & got, expected - got, got - expected)))


def _occurring(sentences: Iterable[CaseScore]) -> list[str]:
    seen = {named.entity for each in sentences for named in (*each.right, *each.missing, *each.surplus)}
    return [*(entity for entity in ENTITIES if entity in seen), *sorted(seen - set(ENTITIES))]


def _counted(entity: str, sentences: Iterable[CaseScore]) -> Score:
    return sum((_of(entity, each) for each in sentences), Score())


def _of(entity: str, each: CaseScore) -> Score:
    return Score(*(sum(named.entity == entity for named in part) for part in (each.right, each.missing, each.surplus)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read_cases(path: Path) -> tuple[EntityCase, ...]:
    """The sentences of an evaluation file. `at` and `zone` of a sentence go before those of the file.

    Raises EntitiesUnreadable.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EntitiesUnreadable(f"{path} cannot be read: {error}") from error
    sentences = content.get("sentences") if isinstance(content, dict) else None
    if not isinstance(sentences, list) or not sentences:
        raise EntitiesUnreadable(f"{path} has no list 'sentences'.")
    return tuple(_case(path, number, each, content) for number, each in enumerate(sentences, start=1))


def _case(path: Path, number: int, given: Any, content: Mapping[str, Any]) -> EntityCase:
    where = f"{path}, sentence {number}"
    if not isinstance(given, dict) or not isinstance(given.get("text"), str) or not given["text"].strip():
        raise EntitiesUnreadable(f"{where} has no text.")
    where = f"{where} ({given['text']!r})"
    zone, at = given.get("zone", content.get("zone")), given.get("at", content.get("at"))
    if not isinstance(given.get("entities"), list):
        raise EntitiesUnreadable(f"{where} has no list 'entities'; write [] when it names nothing.")
    try:
        expected = tuple(_named(each) for each in given["entities"])
        return EntityCase(given["text"], _instant(at), ZoneInfo(str(zone)), str(given.get("intent", "")), expected)
    except (ValueError, TypeError, LookupError, OSError) as error:
        raise EntitiesUnreadable(f"{where}: {error}") from error


def _instant(given: Any) -> datetime:
    instant = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    if instant.tzinfo is None:
        raise ValueError(f"'at' has no offset from UTC: {given}")
    return instant


def _named(given: Any) -> Named:
    if not isinstance(given, dict) or len(given) != 1:
        raise ValueError(f"an entity is one line 'entity: value', not {given!r}")
    ((entity, value),) = given.items()
    if entity not in ENTITIES:
        raise ValueError(f"unknown entity {entity!r}")
    return Named(entity, _value(entity, value))


def _value(entity: str, given: Any) -> Value:
    if entity == "quantity":
        if isinstance(given, bool) or not isinstance(given, int | float):
            raise ValueError(f"a quantity is a number, not {given!r}")
        return given
    if entity == "time":
        return _time(given)
    if not isinstance(given, str | int) or not str(given).strip():
        raise ValueError(f"{entity} has no value that can be read: {given!r}")
    return str(given)


def _time(given: Any) -> str:
    """The ISO 8601 form that the readers write, of a date, a date-time or an interval of two of them."""
    if isinstance(given, date):  # YAML reads an unquoted date by itself
        return given.isoformat()
    ends = str(given).split("/")
    if len(ends) > 2:
        raise ValueError(f"not a time: {given!r}")
    return "/".join(_end(each) for each in ends)


def _end(written: str) -> str:
    if len(written) == len("2026-11-18"):
        return date.fromisoformat(written).isoformat()
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError(f"a time of day needs its offset from UTC: {written!r}")
    return instant.isoformat()
