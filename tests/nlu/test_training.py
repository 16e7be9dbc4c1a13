"""When the model is trained, and when it is not."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.understanding import server
from bot.understanding.server import NLU, ServerFailed
from cli import training
from cli.nlu import nlu_app
from cli.training import LEARNED_FROM, TrainingFailed, fingerprint, train

NAMES = {"service": {"managed_laptop": ("Managed laptop", "laptop")}, "stage": {"agreement_funding": ("signing",)}}

#: Stands in for the interpreter of nlu/.venv: says what it was asked for, and makes a model unless told to fail.
RASA = """#!/bin/sh
echo "$@" >> asked
if [ -e fail ]; then echo "Traceback"; echo "VocabularyUnreadable: the vocabulary is gone" >&2; exit 1; fi
while [ $# -gt 0 ]; do if [ "$1" = --out ]; then touch "$2/cec.tar.gz"; fi; shift; done
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what a model is made from, with a Rasa that trains in no time."""
    nlu = tmp_path / "nlu"
    for pattern in LEARNED_FROM:
        for path in NLU.glob(pattern):
            copy = nlu / path.relative_to(NLU)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    python = nlu / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(RASA)
    python.chmod(0o755)
    monkeypatch.setattr(server, "NLU", nlu)
    monkeypatch.setattr(training, "NLU", nlu)
    monkeypatch.setattr(training, "MODEL", nlu / "models" / "cec.tar.gz")
    monkeypatch.setattr(training, "FINGERPRINT", nlu / "models" / "cec.sha256")
    monkeypatch.setattr(training, "VOCABULARY", nlu / "generated" / "vocabulary.json")
    return nlu


def trainings(project: Path) -> int:
    asked = project / "asked"
    return len(asked.read_text().splitlines()) if asked.exists() else 0


def test_it_trains_once_and_then_skips(project: Path) -> None:
    assert train(NAMES) == "understanding: trained a new model"
    assert train(NAMES) == "understanding: the model is up to date"
    assert trainings(project) == 1
    assert (project / "models" / "cec.tar.gz").exists()


def test_the_order_of_names_makes_no_difference(project: Path) -> None:
    train(NAMES)
    train({"stage": NAMES["stage"], "service": {"managed_laptop": ("laptop", "Managed laptop")}})
    assert trainings(project) == 1


@pytest.mark.parametrize("path", ["config.yml", "uv.lock", "data/pricing.yml", "components/gazetteer.py"])
def test_a_changed_file_trains_again(project: Path, path: str) -> None:
    train(NAMES)
    with (project / path).open("a") as file:
        file.write("\n# changed\n")
    assert train(NAMES) == "understanding: trained a new model"
    assert trainings(project) == 2


def test_a_new_name_a_lost_model_and_force_train_again(project: Path) -> None:
    train(NAMES)
    train({**NAMES, "organization": {"nrcs": ("NRCS",)}})
    (project / "models" / "cec.tar.gz").unlink()
    train({**NAMES, "organization": {"nrcs": ("NRCS",)}})
    train({**NAMES, "organization": {"nrcs": ("NRCS",)}}, force=True)
    assert trainings(project) == 4


def test_the_vocabulary_holds_the_names_and_each_key_as_words(project: Path) -> None:
    train(NAMES)
    assert json.loads((project / "generated" / "vocabulary.json").read_text()) == {
        "service": {"managed_laptop": ["Managed laptop", "laptop", "managed laptop"]},
        "stage": {"agreement_funding": ["agreement funding", "signing"]},
    }


def test_a_failed_training_says_why_and_leaves_the_model_of_before(project: Path) -> None:
    train(NAMES)
    (project / "models" / "cec.tar.gz").write_text("of before")
    (project / "fail").touch()
    with pytest.raises(TrainingFailed, match="the vocabulary is gone"):
        train({})
    assert (project / "models" / "cec.tar.gz").read_text() == "of before"
    assert sorted(path.name for path in (project / "models").iterdir()) == [".lock", "cec.sha256", "cec.tar.gz"]
    (project / "fail").unlink()
    assert train({}) == "understanding: trained a new model"


def test_a_missing_environment_says_what_to_do(project: Path) -> None:
    shutil.rmtree(project / ".venv")
    with pytest.raises(ServerFailed, match="make setup"):
        train(NAMES)


def test_the_fingerprint_is_the_same_for_the_same_names(project: Path) -> None:
    assert fingerprint({"term": {"sla": ["SLA"]}}) == fingerprint({"term": {"sla": ["SLA"]}})
    assert fingerprint({"term": {"sla": ["SLA"]}}) != fingerprint({"term": {"sla": ["SLAs"]}})


def test_the_command_says_what_was_done_in_one_line(project: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(nlu_app, ["train"], env={"CEC_VAR": str(tmp_path)})
    assert (run.exit_code, run.output) == (0, "understanding: trained a new model\n")
    run = CliRunner().invoke(nlu_app, ["train"], env={"CEC_VAR": str(tmp_path)})
    assert (run.exit_code, run.output) == (0, "understanding: the model is up to date\n")


def test_the_command_says_in_one_line_what_went_wrong(project: Path, tmp_path: Path) -> None:
    (project / "fail").touch()
    run = CliRunner().invoke(nlu_app, ["train"], env={"CEC_VAR": str(tmp_path)})
    assert run.exit_code == 1
    assert run.output == (
        "cec nlu train: The model could not be trained. VocabularyUnreadable: the vocabulary is gone\n"
    )
