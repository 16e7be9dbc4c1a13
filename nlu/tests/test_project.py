"""The components within Rasa: trained, kept, loaded and fingerprinted."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from rasa.shared.exceptions import RasaException

from components import fingerprints, intent_files, intent_model, minilm
from components.gazetteer import Gazetteer
from components.intent_classifier import CalibratedIntentClassifier
from components.sentence_encoder import SentenceEncoder

PROJECT = Path(__file__).parents[1]
EXAMPLES = {
    "ask_price": [
        "how much is a laptop",
        "price of phones",
        "what does it cost",
        "cost of 20 laptops",
        "quote me a phone",
    ],
    "agreement_status": [
        "where is our SLA",
        "status of our agreement",
        "is it signed",
        "has it been signed yet",
        "SLA status",
    ],
    "out_of_scope": ["will it rain", "sing a song", "who won the game", "best pizza in town", "book me a flight"],
}
VOCABULARY = {"service": {"managed_laptop": ["laptop"], "phone_a": ["phone"], "phone_b": ["phone"]}}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with the real pipeline."""
    monkeypatch.chdir(tmp_path)
    config = yaml.safe_load((PROJECT / "config.yml").read_text())
    Path("config.yml").write_text(yaml.safe_dump(config))
    nlu = [{"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in EXAMPLES.items()]
    Path("data.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}))
    Path("generated").mkdir()
    Path("generated/vocabulary.json").write_text(json.dumps(VOCABULARY))
    return tmp_path


def change(pipeline_part: str, **values: Any) -> None:
    config = yaml.safe_load(Path("config.yml").read_text())
    next(part for part in config["pipeline"] if part["name"].endswith(pipeline_part)).update(values)
    Path("config.yml").write_text(yaml.safe_dump(config))


def trained() -> str:
    model = train_nlu("config.yml", "data.yml", "models", fixed_model_name="small")
    assert model is not None
    return model


def parsed(model: str, text: str) -> dict:
    return asyncio.run(Agent.load(model).parse_message(text))


def test_a_trained_model_is_loaded_and_understands_without_the_files_it_came_from(project: Path) -> None:
    model = trained()
    Path("generated/vocabulary.json").unlink()
    Path("data.yml").unlink()
    answer = parsed(model, "how much are two laptops and a phone")
    assert answer["intent"]["name"] == "ask_price"
    assert {one["name"] for one in answer["intent_ranking"]} == set(EXAMPLES)
    assert [(one["value"], one["candidates"]) for one in answer["entities"]] == [
        ("managed_laptop", []),
        ("phone_a", ["phone_a", "phone_b"]),
    ]
    empty = parsed(model, "")
    assert (empty["intent"]["name"], empty["entities"]) == (None, [])


def test_wrong_weights_stop_the_training_with_a_sentence(project: Path) -> None:
    change("SentenceEncoder", sha256="0" * 64)
    with pytest.raises(RasaException, match="are not the published ones"):
        trained()


def test_a_missing_vocabulary_stops_the_training_with_a_sentence(project: Path) -> None:
    Path("generated/vocabulary.json").unlink()
    with pytest.raises(RasaException, match="cec nlu train"):
        trained()


def test_the_fingerprint_changes_with_what_the_component_learns_from(project: Path) -> None:
    before = Gazetteer.fingerprint_addon({}), SentenceEncoder.fingerprint_addon({})
    assert before == (Gazetteer.fingerprint_addon({}), SentenceEncoder.fingerprint_addon({}))
    Path("generated/vocabulary.json").write_text(json.dumps({"service": {"new": ["new thing"]}}))
    after = Gazetteer.fingerprint_addon({}), SentenceEncoder.fingerprint_addon({"sha256": "other"})
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_fingerprint_holds_the_sources_that_a_component_is_built_on() -> None:
    assert fingerprints.of_sources(minilm) != fingerprints.of_sources(intent_model)
    assert CalibratedIntentClassifier.fingerprint_addon({}) == fingerprints.of_sources(intent_model, intent_files)
    assert fingerprints.of_sources(minilm) in (SentenceEncoder.fingerprint_addon({}) or "")
