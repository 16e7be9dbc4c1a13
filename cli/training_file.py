"""Adding one sentence to the training data, the files otherwise left as they are."""

import fcntl
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cli.examples import DataUnreadable, Example, alike_or_same, problems, read_examples

_INTENT = re.compile(r"^(\s*)- intent:\s*[\"']?([\w-]+)[\"']?\s*$")
_NUMBER = re.compile(r"\d+")
_EXAMPLE = re.compile(r"^(\s+)- \S")


class NotAccepted(Exception):
    """The sentence must not become an example; the message says why."""


def add_example(data: Path, evaluation: Path, text: str, intent: str, intents: Collection[str]) -> Path:
    """Append the sentence to the examples of the intent. Returns the file.

    Several processes may do it at once. Raises NotAccepted, DataUnreadable.
    """
    with _alone(data):
        examples = read_examples(data)
        standing = Standing.read(data, evaluation, examples)
        if why := standing.of([text])[0] or _new_problem(text, intent, examples, intents):
            raise NotAccepted(why)
        file = _file_of(data, intent)
        _replace(file, _with_example(file, text, intent))
        return file


@dataclass(frozen=True)
class Standing:
    """Which sentences there are already: the training's by their words, and those of the evaluation."""

    examples: Mapping[str, Example]
    evaluated: tuple[Example, ...]

    @classmethod
    def read(cls, data: Path, evaluation: Path, examples: Iterable[Example] | None = None) -> "Standing":
        """Raises DataUnreadable."""
        known = read_examples(data) if examples is None else examples
        return cls({each.words: each for each in known}, evaluation_sentences(evaluation))

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


def _new_problem(text: str, intent: str, examples: Sequence[Example], intents: Collection[str]) -> str:
    """What the check of the training data would have to say against it, that it does not say now."""
    known = {_NUMBER.sub("", problem) for problem in problems(examples, intents)}
    with_it = problems([*examples, Example(text, intent, "new")], intents)
    return next((each for each in with_it if text in each or _NUMBER.sub("", each) not in known), "")


def evaluation_sentences(folder: Path) -> tuple[Example, ...]:
    """Every sentence of the evaluation files, whatever their form. What is none does no harm."""
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return tuple(Example(text, "", path.name) for path in files for text in dict.fromkeys(_sentences(path)) if text)


def _sentences(path: Path) -> Iterator[str]:
    content = path.read_text(encoding="utf-8", errors="replace")
    for line in content.splitlines():
        yield re.sub(r"^\s*-?\s*", "", line)
        if path.suffix in (".jsonl", ".csv", ".tsv"):
            yield from _strings(_loaded(line))
            yield from re.split(r"[\t,;]", line)
    if path.suffix in (".yml", ".yaml", ".json"):
        yield from _strings(_loaded(content))


def _loaded(text: str) -> Any:
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return None


def _strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for each in tree.values():
            yield from _strings(each)
    elif isinstance(tree, list):
        for each in tree:
            yield from _strings(each)


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
