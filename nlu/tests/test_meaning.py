"""Whether a name is meant in its sentence, under the rules of the real configuration."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from rasa.shared.exceptions import InvalidConfigException

from components.gazetteer import everyday_words
from components.meaning import Meaning
from components.names import NameFinder

VOCABULARY = {
    "organization": {"rma": ["Risk Management Agency", "RMA"]},
    "service": {"mailbox": ["Cloud mailbox", "email"], "training_class": ["Training class", "class"], "vpn": ["VPN"]},
    "category": {"seat_services": ["Seat services", "seats"]},
    "stage": {
        "survey": ["Customer survey", "survey"],
        "proposal": ["Proposal and negotiation", "proposal", "negotiation"],
    },
    "term": {"sla": ["SLA"], "seat": ["Seat"], "vpn": ["VPN"]},
}


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    config = yaml.safe_load((Path(__file__).parents[1] / "config.yml").read_text())
    return Meaning.from_config(next(part for part in config["pipeline"] if part["name"].endswith("Gazetteer")))


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(VOCABULARY, everyday_words())


@pytest.mark.parametrize(
    ("intent", "text", "meant"),
    [
        ("agreement_status", "how is the RMA agreement doing", ["organization"]),
        ("report_issue", "I need an RMA for this part", []),
        ("report_issue", "the RMA number is 12", []),
        ("agreement_status", "the risk management agency", ["organization"]),
        ("view_proposal", "email me the draft", []),
        ("share_contacts", "her email is new", []),
        ("report_issue", "email is down", ["service"]),
        ("out_of_scope", "our dance class", []),
        ("out_of_scope", "our training class", ["service"]),
        ("ask_price", "what is a class", ["service"]),
        ("out_of_scope", "a VPN", ["service"]),
        ("explain_term", "what is a VPN", ["term"]),
        ("explain_term", "what does SLA mean", ["term"]),
        ("agreement_status", "is our SLA signed", []),
        ("ask_price", "120 seats", ["category"]),
        ("explain_pricing", "the price per seat", []),
        ("small_talk", "good seats at the game", []),
        ("explain_process", "what happens after the survey", ["stage"]),
        ("explain_process", "the survey stage", ["stage"]),
        ("list_agreements", "what is in negotiation", ["stage"]),
        ("list_agreements", "agreements in survey", ["stage"]),
        ("view_proposal", "send me the proposal", []),
        ("survey_progress", "how many questions are left in the survey", []),
        ("start_survey", "open the survey", []),
    ],
)
def test_a_name_counts_where_the_sentence_is_about_it(
    meaning: Meaning, finder: NameFinder, intent: str, text: str, meant: list
) -> None:
    kept = meaning.meant(text, finder.find(text), [{"name": intent, "confidence": 0.9}])
    assert [one.entity for one in kept] == meant


def test_no_two_entities_share_words(meaning: Meaning, finder: NameFinder) -> None:
    text = "what is a VPN seat"
    ranking = [{"name": "explain_term", "confidence": 0.5}, {"name": "ask_price", "confidence": 0.4}]
    kept = meaning.meant(text, finder.find(text), ranking)
    assert all(one.end <= two.start for one, two in pairwise(kept))


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(InvalidConfigException, match="nonsense"):
        Meaning.from_config({"entities": {"service": {"nonsense": True}}})
