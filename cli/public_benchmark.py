"""`cec nlu eval --benchmark`: classifiers of intents compared on public data sets.

The programs live in the environment of Rasa (`nlu/benchmark`), which nothing here imports. Each figure is kept as soon
as it is measured, so that a run that was stopped goes on where it was.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from bot.understanding.server import NLU, ServerFailed
from cli.nlu_parts import NotMeasured
from cli.tables import Row, Table, percent

PYTHON = NLU / ".venv" / "bin" / "python"
PROGRAM = [str(PYTHON), "-m", "benchmark"]
MEASURED_BY = ("benchmark/*.py", "benchmark/data/*.*", "uv.lock")
#: Rasa's own pipelines, which take an hour, have nothing of these.
OURS = ("components/intent_model.py", "components/minilm.py")
WITH_OUT_OF_SCOPE = "clinc150"


@dataclass(frozen=True)
class Case:
    """One classifier to be fitted on one set, `seed` being that of the drawn examples."""

    row: str
    set: str
    seed: int


@dataclass(frozen=True)
class Result:
    """`frontier` holds pairs of accuracy in scope and recall out of scope (None where a set has none), from the least
    cautious threshold on. Times in seconds and milliseconds, `memory` in MB."""

    case: Case
    frontier: tuple[tuple[float, float | None], ...]
    train_seconds: float
    p50: float
    p99: float
    memory: float


def cases() -> list[Case]:
    """All that is measured. Raises ServerFailed, NotMeasured."""
    listed = json.loads(_said([*PROGRAM, "--list"]))
    return [Case(row, name, seed) for row in listed["rows"] for name, seeds in listed["sets"].items() for seed in seeds]


def kept(wanted: Sequence[Case], kept_in: Path) -> list[Case]:
    """Those of the cases that were measured already."""
    return [case for case in wanted if _file(case, kept_in).exists()]


def results(wanted: Sequence[Case], kept_in: Path, program: Sequence[str] = PROGRAM) -> Iterator[Result]:
    """One after another, each measured unless it was already. Raises ServerFailed, NotMeasured."""
    kept_in.mkdir(parents=True, exist_ok=True)
    for case in wanted:
        file = _file(case, kept_in)
        if not file.exists():
            said = _said([*program, case.row, case.set, str(case.seed)])
            _result(case, said)  # what cannot be read is not kept
            file.write_text(said, encoding="utf-8")
        yield _result(case, file.read_text(encoding="utf-8"))


def _result(case: Case, said: str) -> Result:
    try:
        figures = json.loads(said)
        frontier = tuple((each["accuracy"], each["recall"]) for each in figures["rightness"])
        return Result(case, frontier, *(figures[name] for name in ("train_seconds", "p50", "p99", "memory")))
    except (ValueError, KeyError, TypeError) as error:
        raise NotMeasured(f"{case.row} on {case.set}: the program said no figures ({error!r}).") from error


def _file(case: Case, kept_in: Path) -> Path:
    return kept_in / f"{_digest(case)}.json"


def _digest(case: Case) -> str:
    """Of the case and of the programs that measure it: a changed program measures again."""
    digest = hashlib.sha256(json.dumps([case.row, case.set, case.seed]).encode())
    patterns = MEASURED_BY if case.row.startswith("Rasa") else MEASURED_BY + OURS
    for path in sorted(path for pattern in patterns for path in NLU.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _said(command: list[str]) -> str:
    """The last line that the program printed."""
    if not PYTHON.exists():
        raise ServerFailed("The environment of understanding is missing. Run `make setup`.")
    done = subprocess.run(command, cwd=NLU, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines() if done.returncode == 0 else done.stderr.splitlines()
    if done.returncode != 0 or not lines:
        raise NotMeasured(
            f"{' '.join(command[3:])} could not be measured. {lines[-1] if lines else 'It said nothing.'}"
        )
    return lines[-1]


def benchmark_table(measured: Sequence[Result]) -> Table:
    """A line for each classifier; means over the seeds."""
    rows = dict.fromkeys(result.case.row for result in measured)
    sets = list(dict.fromkeys(result.case.set for result in measured))
    return Table(
        "Classifiers of intents on public data sets",
        ("", *(heading for name in sets for heading in _headings(name)), *_COSTS),
        tuple(_line(row, [each for each in measured if each.case.row == row], sets) for row in rows),
        _NOTE,
    )


#: Points of the accuracy in scope, as `nlu/benchmark/measure.py` has them.
GIVEN_UP = ("0.5", "1", "2", "3")
_FRONTIER_NOTE = (
    "In percent, test part. The threshold gives up so many points of the accuracy in scope on the validation part."
)
_COSTS = ("training", "p50", "p99", "memory")
_NOTE = (
    "Test parts. One threshold for both figures of CLINC150, chosen on its validation part: at most half a point of "
    "the accuracy in scope is given up there. BANKING77 with few examples is the mean of five draws. Training is that "
    "of CLINC150 (15,100 sentences) on two cores, the encoder's work included; p50, p99 and memory are of one process "
    "with one thread that reads 1,000 sentences of CLINC150 one at a time, Rasa's pipelines through Rasa's agent."
)


def _headings(name: str) -> tuple[str, ...]:
    return (f"{name}, in scope", "out-of-scope recall") if name == WITH_OUT_OF_SCOPE else (name,)


def _line(row: str, measured: Sequence[Result], sets: Sequence[str]) -> Row:
    cells = [cell for name in sets for cell in _cells(name, [each for each in measured if each.case.set == name])]
    costs = [each for each in measured if each.case.set == sets[0]]
    return (row, *cells, *_costs(costs))


def _cells(name: str, measured: Sequence[Result]) -> tuple[str, ...]:
    if not measured:
        return ("not measured",) * len(_headings(name))
    accuracy = percent(mean(each.frontier[0][0] for each in measured))
    recalls = [each.frontier[0][1] for each in measured if each.frontier[0][1] is not None]
    return (accuracy, percent(mean(recalls))) if recalls else (accuracy,)


def _costs(measured: Sequence[Result]) -> Row:
    if not measured:
        return ("not measured",) * len(_COSTS)
    seconds, p50, p99, memory = (
        median(getattr(each, name) for each in measured) for name in ("train_seconds", "p50", "p99", "memory")
    )
    return (f"{seconds:.0f} s", f"{p50:.1f} ms", f"{p99:.1f} ms", f"{memory:.0f} MB")


def frontier_table(measured: Sequence[Result]) -> Table:
    """What more caution costs and gives, for each classifier."""
    of = [each for each in measured if each.case.set == WITH_OUT_OF_SCOPE]
    headings = [f"{share} points" for share in GIVEN_UP]
    rows = tuple((each.case.row, *(_pair(*pair) for pair in each.frontier)) for each in of)
    return Table(
        "CLINC150: accuracy in scope / out-of-scope recall, by what is given up", ("", *headings), rows, _FRONTIER_NOTE
    )


def _pair(accuracy: float, recall: float | None) -> str:
    return f"{accuracy * 100:.1f} / {(recall or 0.0) * 100:.1f}"
