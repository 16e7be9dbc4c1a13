"""The training utterances in `nlu/data/*.yml`, and what is wrong with them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml

from bot.intent_names import OUT_OF_SCOPE
from cli.likeness import alike, alike_to, gist, same_gist, spelled_alike
from domain.words import bare_words

FEWEST = 80
FEWEST_OUT_OF_SCOPE = 500

_ANNOTATION = re.compile(r"\[[^\]]*\][({]")


class DataUnreadable(Exception):
    """A file is not Rasa training data; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Example:
    """One utterance of an intent, and the file that it stands in."""

    text: str
    intent: str
    file: str

    @property
    def words(self) -> str:
        """The text without case and punctuation: two examples with the same words teach nothing twice."""
        return bare_words(self.text)


def read_examples(folder: Path) -> tuple[Example, ...]:
    """All utterances of a folder. Raises DataUnreadable."""
    return tuple(example for path in sorted(folder.glob("*.yml")) for example in _of_file(path))


def _of_file(path: Path) -> Iterator[Example]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in content["nlu"]:
            for line in group["examples"].splitlines():
                if line.strip():
                    yield Example(_utterance(line, path), group["intent"], path.name)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise DataUnreadable(f"{path} is not Rasa training data: {error!r}") from error


def _utterance(line: str, path: Path) -> str:
    mark, _, text = line.strip().partition(" ")
    if mark != "-" or not text.strip():
        raise DataUnreadable(f"{path}: each example is a line that begins with '- ': {line.strip()!r}")
    return text.strip()


def problems(examples: Iterable[Example], intents: Collection[str], evaluated: Sequence[Example] = ()) -> list[str]:
    """What must be mended before training, a sentence each. `intents` are the ones that the assistant answers.

    Nothing of `evaluated`, the sentences that the understanding is measured by, may be learned.
    """
    listed = list(examples)
    of_intents = [*_wrong_intents(listed, intents), *_too_few(listed, intents), *_annotated(listed)]
    return [*of_intents, *_twice(listed), *_nearly_twice(listed), *_of_evaluation(listed, evaluated)]


def problems_of_one(new: Example, examples: Sequence[Example], intents: Collection[str]) -> list[str]:
    """What `problems` would have to say against one more example, the others not held against each other."""
    texts, words = [each.text for each in examples], gist(new.text)
    same = [each for each in examples if each.words == new.words]
    near = [each for each in examples if gist(each.text) == words and each.words != new.words]
    one_apart = [each for place in alike_to(new.text, texts) if (each := examples[place]).intent == new.intent]
    found = [*_wrong_intents([new], intents), *_annotated([new]), *_twice([*same, new])]
    return [*found, *(_near_each_other([each, new]) for each in (*near, *one_apart))]


def _wrong_intents(examples: list[Example], intents: Collection[str]) -> Iterator[str]:
    for intent, file in sorted({(example.intent, example.file) for example in examples}):
        if intent not in intents:
            yield f"{file}: the intent {intent} is not known. Correct its name, or add it to bot/intents.py."


def _too_few(examples: list[Example], intents: Collection[str]) -> Iterator[str]:
    counts = Counter(example.intent for example in examples)
    for intent in sorted(intents):
        fewest = FEWEST_OUT_OF_SCOPE if intent == OUT_OF_SCOPE else FEWEST
        if counts[intent] < fewest:
            yield f"{intent} has {counts[intent]} examples. Write at least {fewest}."


def _twice(examples: list[Example]) -> Iterator[str]:
    for places in _same_words([example.text for example in examples]):
        if len(places) > 1:
            group = [examples[place] for place in places]
            where = ", ".join(f"{example.intent} in {example.file}" for example in group)
            yield f"{group[0].text!r} stands {len(group)} times ({where}). Keep one."


def _nearly_twice(examples: list[Example]) -> Iterator[str]:
    texts = [example.text for example in examples]
    for group in same_gist(texts):
        different = {examples[place].words: examples[place] for place in group}
        if len(different) > 1:
            yield _near_each_other(list(different.values()))
    for one, other in sorted(alike(texts)):
        # "Cancel that meeting" and "yes, cancel that meeting" are kept apart on purpose.
        if examples[one].intent == examples[other].intent:
            yield _near_each_other([examples[one], examples[other]])


def _near_each_other(group: list[Example]) -> str:
    said = ", ".join(f"{example.text!r} ({example.intent} in {example.file})" for example in group)
    return f"Nearly the same: {said}. Keep one, or make them truly different."


def _of_evaluation(examples: list[Example], evaluated: Sequence[Example]) -> Iterator[str]:
    """Says the training's words alone: the held-back sentences are not to be seen."""
    found = {(example, other.file): None for example, other in alike_or_same(examples, evaluated)}
    for example, file in found:
        yield f"{example.file}: {example.text!r} ({example.intent}) is in {file}, or nearly. Take it out here."


def alike_or_same[One: Example, Other: Example](
    ones: Sequence[One], others: Sequence[Other]
) -> Iterator[tuple[One, Other]]:
    """Each of `ones` with each of `others` that has the same words, or nearly."""
    texts = [example.text for example in (*ones, *others)]
    groups = [*_same_words(texts), *same_gist(texts)]
    pairs = {pair for group in groups for pair in combinations(group, 2)} | alike(texts)
    found = {(one, other - len(ones)) for one, other in pairs if one < len(ones) <= other}
    found.update(spelled_alike(texts[: len(ones)], texts[len(ones) :]))
    for one, other in sorted(found):
        yield ones[one], others[other]


def _same_words(texts: Sequence[str]) -> Iterable[list[int]]:
    same: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        same[bare_words(text)].append(place)
    return same.values()


def _annotated(examples: list[Example]) -> Iterator[str]:
    for example in examples:
        if _ANNOTATION.search(example.text):
            yield f"{example.file}: {example.text!r} marks an entity. Write the plain sentence."
