"""Adding one sentence to the training data, the files otherwise left as they are."""

import fcntl
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.evaluation_sets import read_sets
from cli.examples import DataUnreadable, Example, alike_or_same, problems_of_one, read_examples

_INTENT = re.compile(r"^(\s*)- intent:\s*[\"']?([\w-]+)[\"']?\s*$")
_EXAMPLE = re.compile(r"^(\s+)- \S")


class NotAccepted(Exception):
    """The sentence must not become an example; the message says why."""


@dataclass(frozen=True)
class Addition:
    """A sentence that may become an example, and the whole file with it."""

    file: Path
    content: str

    def write(self) -> None:
        _replace(self.file, self.content)


@contextmanager
def addition(data: Path, evaluation: Path, text: str, intent: str, intents: Collection[str]) -> Iterator[Addition]:
    """The sentence after the examples of the intent, checked; nobody else adds one until the end of the block.

    Raises NotAccepted, DataUnreadable, EntitiesUnreadable.
    """
    with _alone(data):
        examples = read_examples(data)
        found = Standing.read(data, evaluation, examples).of([text])
        found += problems_of_one(Example(text, intent, "new"), examples, intents)
        if why := next(filter(None, found), ""):
            raise NotAccepted(why)
        file = _file_of(data, intent)
        yield Addition(file, _with_example(file, text, intent))


@dataclass(frozen=True)
class Standing:
    """Which sentences there are already: the training's by their words, and those of the evaluation."""

    examples: Mapping[str, Example]
    evaluated: tuple[Example, ...]

    @classmethod
    def read(cls, data: Path, evaluation: Path, examples: Iterable[Example] | None = None) -> "Standing":
        """Raises DataUnreadable, EntitiesUnreadable."""
        known = read_examples(data) if examples is None else examples
        evaluated = (sentence for each in read_sets(evaluation) for sentence in each.sentences)
        return cls({each.words: each for each in known}, tuple(evaluated))

    def of(self, texts: Sequence[str]) -> list[str]:
        """For each text why it cannot be an example, whatever the intent; empty where it can."""
        new = [Example(text, "", "") for text in texts]
        evaluated = {example.text for example, _ in alike_or_same(new, self.evaluated)}
        return [self._of(each, each.text in evaluated) for each in new]

    def _of(self, new: Example, is_evaluated: bool) -> str:
        if same := self.examples.get(new.words):
            return f"It stands in the training data already, for {same.intent} in {same.file}."
        if is_evaluated:
            return "It stands in the evaluation data, or nearly, and these must stay unknown to the training."
        return ""


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time in this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _file_of(data: Path, intent: str) -> Path:
    for path in sorted(data.glob("*.yml")):
        if any((found := _INTENT.match(line)) and found[2] == intent for line in _lines(path)):
            return path
    raise DataUnreadable(f"No file in {data} has examples of {intent}.")


def _with_example(file: Path, text: str, intent: str) -> str:
    """The file's text with the sentence after the last example of the intent, written as that one is."""
    lines = _lines(file)
    start = next(n for n, line in enumerate(lines) if (found := _INTENT.match(line)) and found[2] == intent)
    last, indent = -1, ""
    for number in range(start + 1, len(lines)):
        if _INTENT.match(lines[number]):
            break
        found = _EXAMPLE.match(lines[number])
        if found and (last < 0 or found[1] == indent):
            last, indent = number, found[1]
    if last < 0:
        raise DataUnreadable(f"{file}: {intent} has no examples to add to.")
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    lines.insert(last + 1, f"{indent}- {' '.join(text.split())}\n")
    return "".join(lines)


def _lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return file.readlines()


def _replace(file: Path, content: str) -> None:
    """All of it or nothing, also when the power fails."""
    new = file.with_name(f".{file.name}.new")
    with new.open("w", encoding="utf-8", newline="") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    new.chmod(file.stat().st_mode)
    new.replace(file)
