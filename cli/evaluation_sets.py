"""The sentences that the understanding is measured by (`nlu/evaluation`), and what is wrong with them.

A set is a pair of files: `NAME_intents.yml`, lists of plain and hard sentences by intent, and `NAME_entities.yml` (see
cli/entity_scores.py). Sentences of the held-back set are never shown: messages name their places.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from cli.entity_scores import EntityCase, read_cases
from cli.examples import DataUnreadable, Example, alike_or_same

VALIDATION, HELD_BACK = "validation", "heldback"
FEWEST = 12
#: Of the sentences of each intent, at least one in so many is hard.
ONE_HARD_IN = 3


@dataclass(frozen=True)
class Sentence(Example):
    """A sentence to measure by, and its place in the file. `hard` ones are indirect, negated, or in others' words."""

    hard: bool = False
    place: str = ""


@dataclass(frozen=True)
class EvaluationSet:
    """`said` is for intents, `cases` for entities."""

    name: str
    said: tuple[Sentence, ...]
    cases: tuple[EntityCase, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Those of both files."""
        file = _entities_file(self.name)
        numbered = enumerate(self.cases, start=1)
        return (*self.said, *(Sentence(case.text, case.intent, file, False, f"sentence {n}") for n, case in numbered))


def read_sets(folder: Path) -> tuple[EvaluationSet, ...]:
    """All sets of a folder. Raises DataUnreadable, EntitiesUnreadable."""
    names = sorted({path.stem.rpartition("_")[0] for path in folder.glob("*_*.yml")})
    return tuple(read_set(folder, name) for name in names)


def read_set(folder: Path, name: str) -> EvaluationSet:
    """Raises DataUnreadable, EntitiesUnreadable, also when one of its files is missing."""
    return EvaluationSet(name, read_said(folder / f"{name}_intents.yml"), read_cases(folder / _entities_file(name)))


def _entities_file(name: str) -> str:
    return f"{name}_entities.yml"


def read_said(path: Path) -> tuple[Sentence, ...]:
    """The sentences of a file of intents, in its order. Raises DataUnreadable."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        groups = [(str(group["intent"]), group) for group in content]
        said = tuple(each for intent, group in groups for each in _of_group(path, intent, group))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise DataUnreadable(f"{path} is no list of intents with plain and hard sentences: {error!r}") from error
    if not said:
        raise DataUnreadable(f"{path} has no sentences.")
    return said


def _of_group(path: Path, intent: str, group: dict[str, Any]) -> Iterator[Sentence]:
    for kind in ("plain", "hard"):
        for number, text in enumerate(group.get(kind) or (), start=1):
            place = f"{intent}, {kind} {number}"
            if not isinstance(text, str) or not text.strip():
                raise DataUnreadable(f"{path}: {place} is no sentence. Put it between quotes.")
            yield Sentence(text, intent, path.name, kind == "hard", place)


def problems_of_sets(sets: Sequence[EvaluationSet], intents: Collection[str]) -> list[str]:
    """What must be mended, a sentence each. `intents` are the ones that the assistant answers."""
    found = [problem for each in sets for problem in (*_of_intents(each, intents), *_twice(each))]
    held_back_last = sorted(sets, key=lambda each: each.name == HELD_BACK)  # it is the one that stays as it is
    return [*found, *(problem for one, other in combinations(held_back_last, 2) for problem in _shared(one, other))]


def _of_intents(given: EvaluationSet, intents: Collection[str]) -> Iterator[str]:
    for each in given.sentences:
        if each.intent not in intents and (each.intent or each in given.said):
            yield f"{each.file}, {each.place}: the intent {each.intent!r} is not known."
    total = Counter(each.intent for each in given.said)
    hard = Counter(each.intent for each in given.said if each.hard)
    file = f"{given.name}_intents.yml"
    for intent in sorted(intents):
        if total[intent] < FEWEST:
            yield f"{file}: {intent} has {total[intent]} sentences. Write at least {FEWEST}."
        if hard[intent] * ONE_HARD_IN < total[intent]:
            yield f"{file}: of {intent}, {hard[intent]} of {total[intent]} sentences are hard. A third should be."


def _twice(given: EvaluationSet) -> Iterator[str]:
    seen: dict[tuple[str, str], Sentence] = {}
    for each in given.sentences:
        first = seen.setdefault((each.file, each.words), each)
        if first is not each:
            yield f"{each.file}: {first.place} stands again as {each.place}. Keep one."


def _shared(one: EvaluationSet, other: EvaluationSet) -> Iterator[str]:
    for first, second in alike_or_same(one.sentences, other.sentences):
        yield f"{first.file}, {first.place} is (nearly) {second.file}, {second.place}. Replace the former."
