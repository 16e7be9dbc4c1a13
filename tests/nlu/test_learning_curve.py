"""The learning curve: the program of the other environment, and its table."""

import sys
from pathlib import Path

import pytest

from bot.understanding.server import ServerFailed
from cli.examples import Example
from cli.learning_curve import SEED, SHARES, Point, curve_table, measured_points
from cli.nlu_parts import NotMeasured
from cli.scores import Share

TRAINING = [Example("hi", "greet", "a.yml"), Example("rain?", "out_of_scope", "a.yml")]
ANSWERS = """
import json, sys
given = json.load(sys.stdin)
assert given["seed"] == SEED
for share in given["shares"]:
    point = {"share": share, "examples": {"greet": len(given["training"])}, "right": {"greet": 1},
             "of": {"greet": 2, "out_of_scope": 1}, "confidence": {"greet": 1.5, "out_of_scope": 0.25}}
    print(json.dumps(point))
"""


def program(folder: Path, text: str) -> Path:
    path = folder / "program.py"
    path.write_text(text.replace("SEED", str(SEED)), encoding="utf-8")
    return path


def test_each_line_of_the_program_is_a_point(tmp_path: Path) -> None:
    points = list(measured_points(TRAINING, TRAINING, Path(sys.executable), program(tmp_path, ANSWERS)))
    assert [point.share for point in points] == list(SHARES)
    assert points[0].examples == {"greet": 2}
    assert points[0].accuracy == {"greet": Share(1, 2), "out_of_scope": Share(0, 1)}
    assert points[0].confidence == {"greet": 0.75, "out_of_scope": 0.25}


def test_a_program_that_fails_is_named_with_its_last_line(tmp_path: Path) -> None:
    broken = program(tmp_path, "import sys; sys.exit('The weights are missing.')")
    with pytest.raises(NotMeasured, match=r"could not be measured\. The weights are missing\."):
        list(measured_points(TRAINING, TRAINING, Path(sys.executable), broken))


def test_a_missing_environment_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServerFailed, match="make setup"):
        list(measured_points(TRAINING, TRAINING, tmp_path / "python"))


@pytest.mark.timeout(20)
def test_the_program_ends_with_its_reader(tmp_path: Path) -> None:
    waiting = "print(json.dumps(point), flush=True); import threading; threading.Event().wait(60)"
    slow = program(tmp_path, ANSWERS.replace("print(json.dumps(point))", waiting))
    points = measured_points(TRAINING, TRAINING, Path(sys.executable), slow)
    assert next(points).share == SHARES[0]
    points.close()


def point(share: float, greet: int, thank: int, confidence: float) -> Point:
    accuracy = {"greet": Share(greet, 10), "thank": Share(thank, 10), "out_of_scope": Share(1, 2)}
    examples = {"greet": 100, "thank": 80, "out_of_scope": 500}
    return Point(share, examples, accuracy, {"greet": 0.9, "thank": confidence, "out_of_scope": 0.5})


def test_the_table_begins_with_the_intent_that_still_rises() -> None:
    table = curve_table([point(0.6, 8, 5, 0.4), point(0.8, 9, 6, 0.5), point(1.0, 9, 8, 0.7)])
    assert table.headings == ("", "examples", "60%", "80%", "100%", "confidence", "its rise")
    assert table.rows == (
        ("in scope, all", "180", "65.0 %", "75.0 %", "85.0 %", "80.0 %", "+15.0"),
        ("thank", "80", "50.0 %", "60.0 %", "80.0 %", "70.0 %", "+30.0"),
        ("greet", "100", "80.0 %", "90.0 %", "90.0 %", "90.0 %", "+0.0"),
        ("out_of_scope", "500", "50.0 %", "50.0 %", "50.0 %", "50.0 %", "+0.0"),
    )
