"""The comparison on public data sets: what is kept, and its tables. What measures is tested in `nlu/tests`."""

import json
import sys
from pathlib import Path

import pytest

from cli.nlu_parts import NotMeasured
from cli.public_benchmark import Case, Result, benchmark_table, frontier_table, kept, results

CLINC, FEW = "clinc150", "banking77 with 10 an intent"
FIGURES = {
    "rightness": [{"accuracy": 0.95, "recall": 0.7}, {"accuracy": 0.94, "recall": 0.8}],
    "train_seconds": 20.4,
    "p50": 5.04,
    "p99": 9.0,
    "memory": 300.2,
}


def program(folder: Path, says: str) -> list[str]:
    """Prints `says` and counts how often it was run."""
    file = folder / "program.py"
    file.write_text(f"open({str(folder / 'runs')!r}, 'a').write('x')\nprint({says!r})")
    return [sys.executable, str(file), "-"]


def test_what_was_measured_is_not_measured_again(tmp_path: Path) -> None:
    case, command = Case("ours", CLINC, 1), program(tmp_path, json.dumps(FIGURES))
    first, again = (list(results([case], tmp_path / "kept", command)) for _ in range(2))
    assert first == again == [Result(case, ((0.95, 0.7), (0.94, 0.8)), 20.4, 5.04, 9.0, 300.2)]
    assert (tmp_path / "runs").read_text() == "x"


def test_what_was_measured_can_be_shown_before_the_rest_is(tmp_path: Path) -> None:
    done, open_one = Case("ours", CLINC, 1), Case("theirs", CLINC, 1)
    list(results([done], tmp_path / "kept", program(tmp_path, json.dumps(FIGURES))))
    assert kept([done, open_one], tmp_path / "kept") == [done]


@pytest.mark.parametrize("says", ["no figures", "{}", "[]", '{"rightness": 3}'])
def test_what_is_no_result_is_said_and_not_kept(tmp_path: Path, says: str) -> None:
    with pytest.raises(NotMeasured, match="ours on clinc150"):
        list(results([Case("ours", CLINC, 1)], tmp_path / "kept", program(tmp_path, says)))
    assert list((tmp_path / "kept").iterdir()) == []


def result(row: str, of: str, accuracy: float, recall: float | None, seed: int = 1) -> Result:
    return Result(Case(row, of, seed), ((accuracy, recall),) * 4, 20.0, 5.0, 9.0, 300.0)


def test_the_table_has_a_line_for_each_classifier_and_means_over_the_draws() -> None:
    measured = [
        result("ours", CLINC, 0.955, 0.8),
        result("ours", FEW, 0.86, None),
        result("ours", FEW, 0.84, None, seed=2),
        result("theirs", FEW, 0.7, None),
    ]
    table = benchmark_table(measured)
    assert table.rows[0] == ("ours", "95.5 %", "80.0 %", "85.0 %", "20 s", "5.0 ms", "9.0 ms", "300 MB")
    assert table.rows[1] == ("theirs", *["not measured"] * 2, "70.0 %", *["not measured"] * 4)


def test_the_frontier_shows_what_more_caution_costs() -> None:
    assert frontier_table([result("ours", CLINC, 0.955, 0.8)]).rows == (("ours", *["95.5 / 80.0"] * 4),)
