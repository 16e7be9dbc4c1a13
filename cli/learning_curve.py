"""How accuracy on the validation set grows with the training data, overall and by intent.

The classifier lives in the environment of Rasa, which nothing here imports: `nlu/learning_curve.py` runs there.
"""

import json
import subprocess
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from bot.intent_names import OUT_OF_SCOPE
from bot.understanding.server import NLU, ServerFailed, last_line
from cli.examples import Example
from cli.nlu_parts import NotMeasured
from cli.scores import Share
from cli.tables import Row, Table, percent

SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)
SEED = 7
#: The point since which the last rise is counted.
_BEFORE = -3
PYTHON, PROGRAM = NLU / ".venv" / "bin" / "python", NLU / "learning_curve.py"


@dataclass(frozen=True)
class Point:
    """After training on a share of the examples: the accuracy of each intent, and the mean confidence in it.

    Both are over the sentences whose right intent it is.
    """

    share: float
    examples: Mapping[str, int]
    accuracy: Mapping[str, Share]
    confidence: Mapping[str, float]

    @property
    def intents_in_scope(self) -> list[str]:
        return [intent for intent in self.accuracy if intent != OUT_OF_SCOPE]

    def accuracy_of(self, intents: Collection[str]) -> Share:
        shares = [self.accuracy[intent] for intent in intents]
        return Share(sum(share.part for share in shares), sum(share.whole for share in shares))

    def confidence_of(self, intents: Collection[str]) -> float:
        """The mean over their sentences."""
        total = sum(self.confidence[intent] * self.accuracy[intent].whole for intent in intents)
        return total / self.accuracy_of(intents).whole

    def examples_of(self, intents: Collection[str]) -> int:
        return sum(self.examples.get(intent, 0) for intent in intents)


def measured_points(
    training: Sequence[Example], validation: Sequence[Example], python: Path = PYTHON, program: Path = PROGRAM
) -> Generator[Point]:
    """A point for each of SHARES, one after another. Raises ServerFailed, NotMeasured."""
    if not python.exists():
        raise ServerFailed("The environment of understanding is missing. Run `make setup`.")
    with TemporaryDirectory() as folder:
        given, log = Path(folder) / "given.json", Path(folder) / "said.log"
        given.write_text(json.dumps(_given(training, validation)), encoding="utf-8")
        with given.open("rb") as read, log.open("wb") as said:
            code = yield from _points([str(python), str(program)], read, said)
        if code != 0:
            raise NotMeasured(f"The learning curve could not be measured. {last_line(log)}")


def _points(command: list[str], given: IO[bytes], said: IO[bytes]) -> Generator[Point, None, int]:
    """The exit code is returned. The program ends with whoever reads the points, however that one ends."""
    with subprocess.Popen(command, cwd=NLU, stdin=given, stdout=subprocess.PIPE, stderr=said) as process:
        try:
            yield from (_point(line) for line in process.stdout or ())
        except BaseException:
            process.terminate()
            raise
    return process.returncode


def _given(training: Sequence[Example], validation: Sequence[Example]) -> dict[str, object]:
    pairs = {"training": training, "validation": validation}
    return {
        **{name: [[each.text, each.intent] for each in examples] for name, examples in pairs.items()},
        "shares": SHARES,
        "seed": SEED,
    }


def _point(line: bytes) -> Point:
    given = json.loads(line)
    accuracy = {intent: Share(given["right"].get(intent, 0), of) for intent, of in given["of"].items()}
    confidence = {intent: total / given["of"][intent] for intent, total in given["confidence"].items()}
    return Point(given["share"], given["examples"], accuracy, confidence)


def curve_table(points: Sequence[Point]) -> Table:
    """Intents whose confidence rose most at last come first: there, more sentences help most."""
    last = points[-1]
    intents = sorted(last.accuracy, key=lambda intent: (-_rise(points, [intent]), intent))
    return Table(
        "Accuracy by share of the training data",
        ("", "examples", *(f"{point.share:.0%}" for point in points), "confidence", "its rise"),
        (
            _row("in scope, all", points, last.intents_in_scope),
            *(_row(intent, points, [intent]) for intent in intents),
        ),
        "On the validation set, with nested shares of each intent's examples. One sentence of an intent is about 7 "
        "points, so a single step says little. Confidence is the mean one in the right intent after training on all "
        f"examples; its rise, in points, is that since {points[_BEFORE].share:.0%} of them. Where it still rises, "
        "more examples help.",
    )


def _row(name: str, points: Sequence[Point], intents: Collection[str]) -> Row:
    last = points[-1]
    accuracies = (percent(point.accuracy_of(intents).value) for point in points)
    rise = f"{_rise(points, intents) * 100:+.1f}"
    return (name, str(last.examples_of(intents)), *accuracies, percent(last.confidence_of(intents)), rise)


def _rise(points: Sequence[Point], intents: Collection[str]) -> float:
    return points[-1].confidence_of(intents) - points[_BEFORE].confidence_of(intents)
