"""`cec nlu eval`, with an understander that finds what its table says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from bot.understanding.model import Entity, Understanding
from bot.understanding.server import ServerFailed
from cli import evaluation
from cli.nlu import nlu_app

INTENTS = """
- intent: greet
  plain: ["hi", "hello"]
  hard: ["yo | <b>"]
- intent: ask_price
  plain: ["price"]
  hard: ["the damage"]
- intent: out_of_scope
  plain: ["rain"]
  hard: ["tax advice"]
"""
ENTITIES = """
at: 2026-11-18T10:30:00-05:00
zone: America/New_York
sentences:
  - text: 20 laptops on Friday
    entities: [{quantity: 20}, {service: managed_laptop}, {time: 2026-11-20}]
  - text: see you Monday
    entities: [{time: 2026-11-23}]
"""
FOUND = {
    "hi": ("greet", 0.9),
    "hello": ("greet", 0.8),
    "yo | <b>": ("out_of_scope", 0.5),
    "price": ("ask_price", 0.95),
    "the damage": ("greet", 0.3),
    "rain": ("out_of_scope", 0.9),
    "tax advice": ("ask_price", 0.7),
}
VALUES = {
    "20 laptops on Friday": [("quantity", 20), ("service", "managed_laptop"), ("time", "2026-11-20")],
    "see you Monday": [("time", "2026-11-30")],
}


class FakeUnderstander:
    def understand(self, text: str, at: datetime, zone: ZoneInfo) -> Understanding:
        assert (at.isoformat(), zone.key) == ("2026-11-18T10:30:00-05:00", "America/New_York")
        intent, confidence = FOUND.get(text, ("greet", 0.9))
        entities = tuple(Entity(entity, "", value, 0, 0) for entity, value in VALUES.get(text, ()))
        return Understanding(text, intent, confidence, ((intent, confidence),), entities)


@contextmanager
def fake_understander(*_: object) -> Iterator[FakeUnderstander]:
    yield FakeUnderstander()


@pytest.fixture
def evaluate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("validation", "heldback"):
        (tmp_path / f"{name}_intents.yml").write_text(INTENTS, encoding="utf-8")
        (tmp_path / f"{name}_entities.yml").write_text(ENTITIES, encoding="utf-8")
    parts = ("held-back set", "validation set", "learning curve")
    page = "\n".join(f"<!-- begin {part} -->\n<!-- end {part} -->" for part in parts)
    (tmp_path / "understanding.md").write_text(page, encoding="utf-8")
    monkeypatch.setattr(evaluation, "EVALUATION", tmp_path)
    monkeypatch.setattr(evaluation, "PAGE", tmp_path / "understanding.md")
    monkeypatch.setattr(evaluation, "ROOT", tmp_path)
    monkeypatch.setattr(evaluation, "understander", fake_understander)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(nlu_app, ["eval", *arguments], env={"CEC_VAR": str(tmp_path)})

    return run


def test_figures_of_the_validation_set_are_printed(evaluate) -> None:
    run = evaluate()
    assert run.exit_code == 0, run.output
    lines = [" ".join(line.split()) for line in run.stdout.splitlines()]
    for line in [
        "Intents, validation set: 7 sentences",
        "in-scope accuracy 60.0 % 3 5 23.1 % to 88.2 %",
        "plain sentences 100.0 % 3 3 43.8 % to 100.0 %",
        "hard sentences 0.0 % 0 2 0.0 % to 65.8 %",
        "out-of-scope recall 50.0 % 1 2 9.5 % to 90.5 %",
        "answered right 3 60.0 % 1 50.0 %",
        "not understood 1 20.0 % 0 0.0 %",
        "answered wrong 1 20.0 % 1 50.0 %",
        "all 3 1 1 75.0 % 75.0 % 75.0 %",
        "All entities exact in 50.0 % of the sentences; times exact in 50.0 % of those with a time.",
        "ask_price greet 0.30 hard the damage",
    ]:
        assert line in lines
    assert run.stderr == ""


def test_figures_are_written_for_programs(evaluate, tmp_path: Path) -> None:
    assert evaluate("--held-back", "--json", str(tmp_path / "figures.json")).exit_code == 0
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert (figures["set"], figures["sentences"]) == ("heldback", 7)
    assert figures["in_scope_accuracy"] == {"value": 0.6, "part": 3, "whole": 5}
    assert figures["met_in_scope"]["not understood"] == 1
    assert figures["by_intent"]["ask_price"] == {
        "recall": {"value": 0.5, "part": 1, "whole": 2},
        "precision": {"value": 0.5, "part": 1, "whole": 2},
        "f1": 0.5,
    }
    assert [each["text"] for each in figures["confusions"]] == ["the damage", "yo | <b>", "tax advice"]
    assert figures["entities"]["exact_times"] == 0.5
    assert figures["entities_wrong"] == [
        {"text": "see you Monday", "missing": ["time: 2026-11-23"], "surplus": ["time: 2026-11-30"]}
    ]


def test_the_picture_is_drawn_and_said_in_words(evaluate, tmp_path: Path) -> None:
    run = evaluate("--picture", str(tmp_path / "matrix.png"))
    assert run.exit_code == 0, run.output
    assert (tmp_path / "matrix.png").read_bytes().startswith(b"\x89PNG")
    assert run.stdout.splitlines()[-1] == (
        "Intents expected and found, validation set: 4 of 7 sentences lie on the diagonal. Confused most: "
        "ask_price found as greet (1), greet found as out_of_scope (1), out_of_scope found as ask_price (1)."
    )


@pytest.mark.parametrize(
    ("options", "part", "picture"),
    [
        ((), "validation set", "pictures/confusions-validation.png"),
        (("--held-back",), "held-back set", "pictures/confusions.png"),
    ],
)
def test_figures_are_saved_in_their_part_of_the_page(
    evaluate, tmp_path: Path, options: tuple[str, ...], part: str, picture: str
) -> None:
    assert evaluate(*options, "--save").exit_code == 0
    page = (tmp_path / "understanding.md").read_text("utf-8")
    written = page.partition(f"<!-- begin {part} -->")[2].partition(f"<!-- end {part} -->")[0]
    assert "in-scope accuracy | 60.0 %" in written
    assert f"]({picture})" in written
    assert "yo \\| &lt;b>" in written
    assert (tmp_path / picture).exists()
    assert page.count("in-scope accuracy") == 1


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--learning-curve", "--held-back"), 2, "Give one of --held-back, --learning-curve and --benchmark"),
        (("--learning-curve", "--picture", "a.png"), 2, "the last two have no picture"),
        (("--benchmark", "--held-back"), 2, "Give one of --held-back, --learning-curve and --benchmark"),
        (("--benchmark", "--picture", "a.png"), 2, "the last two have no picture"),
        (("--json", "/nowhere/at/all.json"), 2, "There is no folder /nowhere/at."),
        (("--picture", "/nowhere/at/all.png"), 2, "There is no folder /nowhere/at."),
        (("--benchmark", "--json", "/nowhere/all.json"), 2, "There is no folder /nowhere."),
        (("--json", "/"), 2, "/ cannot be written."),
    ],
)
def test_what_goes_wrong_is_one_line(evaluate, options: tuple[str, ...], code: int, says: str) -> None:
    run = evaluate(*options)
    assert run.exit_code == code
    assert run.stdout == ""  # nothing was measured in vain
    assert run.stderr.startswith("cec nlu eval: ")
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_page_without_the_part_is_named(evaluate, tmp_path: Path) -> None:
    (tmp_path / "understanding.md").write_text("nothing", encoding="utf-8")
    run = evaluate("--save")
    assert (run.exit_code, len(run.stderr.splitlines())) == (1, 1)
    assert "has no part between '<!-- begin validation set -->'" in run.stderr


def test_a_missing_set_and_a_missing_server_are_named(
    evaluate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def no_server(*_: object) -> Iterator[FakeUnderstander]:
        raise ServerFailed("There is no trained model.")
        yield

    monkeypatch.setattr(evaluation, "understander", no_server)
    assert evaluate().stderr == "cec nlu eval: There is no trained model.\n"
    (tmp_path / "validation_intents.yml").unlink()
    assert "validation_intents.yml" in evaluate().stderr
