"""The training utterances in `nlu/data/*.yml`, and what is wrong with them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

FEWEST = 30
FEWEST_OUT_OF_SCOPE = 150
OUT_OF_SCOPE = "out_of_scope"

_ANNOTATION = re.compile(r"\[[^\]]*\][({]")
_NOT_A_WORD = re.compile(r"[^\w]+")


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
        return _NOT_A_WORD.sub(" ", self.text.casefold()).strip() or self.text


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


def problems(examples: Iterable[Example], intents: Collection[str]) -> list[str]:
    """What must be mended before training, a sentence each. `intents` are the ones that the assistant answers."""
    listed = list(examples)
    return [*_wrong_intents(listed, intents), *_too_few(listed, intents), *_twice(listed), *_annotated(listed)]


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
    same: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        same[example.words].append(example)
    for group in same.values():
        if len(group) > 1:
            where = ", ".join(f"{example.intent} in {example.file}" for example in group)
            yield f"{group[0].text!r} stands {len(group)} times ({where}). Keep one."


def _annotated(examples: list[Example]) -> Iterator[str]:
    for example in examples:
        if _ANNOTATION.search(example.text):
            yield f"{example.file}: {example.text!r} marks an entity. Write the plain sentence."
