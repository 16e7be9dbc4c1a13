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
    "organization": {"rma": ["Risk Management Agency", "RMA"], "fs": ["Forest Service", "Forestry"]},
    "service": {
        "mailbox": ["Cloud mailbox", "email"],
        "training_class": ["Training class", "class"],
        "vpn": ["VPN"],
        "laptop": ["laptop"],
        "rack": ["rack"],
        "archive": ["archive"],
        "desk_phone": ["desk phone", "extension"],
        "course": ["course"],
    },
    "category": {"seat_services": ["Seat services", "seats"], "business_applications": ["apps"]},
    "stage": {
        "survey": ["Customer survey", "survey"],
        "proposal": ["Proposal and negotiation", "proposal", "negotiation", "legal", "draft"],
        "agreement_funding": ["Agreement and funding", "paperwork signed", "signatures"],
        "startup": ["kickoff", "kick-off", "onboarding"],
        "reports": ["Performance reports"],
        "meetings": ["check-ins"],
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
        ("report_issue", "we have the RMA slip", []),
        ("list_meetings", "anything with RMA this week", ["organization"]),
        ("schedule_meeting", "call RMA back", ["organization"]),
        ("schedule_meeting", "there are too many points for e-mail", []),
        ("ask_price", "90 seats of VPN", ["service"]),
        ("list_agreements", "stuck in signatures", ["stage"]),
        ("agreement_status", "did all put their signatures on it", []),
        ("ask_price", "2 desk phone extensions", ["service"]),
        ("ask_price", "a laptop and a laptop", ["service", "service"]),
        ("schedule_meeting", "on Thursday with Forestry", ["organization"]),
        ("schedule_meeting", "we love forestry", []),
        ("start_renewal", "the same 90 laptops", ["service"]),
        ("schedule_meeting", "let's talk about the laptops", ["service"]),
        ("schedule_meeting", "two classes in March", ["service"]),
        ("schedule_meeting", "a class act", []),
        ("out_of_scope", "90 laptops", []),
        ("request_change", "they should rack their brains", []),
        ("ask_price", "please archive the thread", []),
        ("ask_price", "how much is the archive", ["service"]),
        ("ask_price", "of course", []),
        ("ask_price", "an extension of the deadline", []),
        ("request_custom_service", "adapt the training class app", ["service"]),
        ("browse_catalog", "which apps are there", ["category"]),
        ("list_agreements", "waiting on signatures", ["stage"]),
        ("list_agreements", "which are stuck in legal", ["stage"]),
        ("agreement_status", "you said legal would be done", ["stage"]),
        ("agreement_status", "is the paperwork signed", ["stage"]),
        ("agreement_status", "is the draft ready", []),
        ("agreement_status", "what does the legal team say", []),
        ("survey_progress", "did they get past the survey", ["stage"]),
        ("list_meetings", "are we past the kick off", ["stage"]),
        ("schedule_meeting", "a kickoff meeting", []),
        ("cancel_meeting", "cancel the check in", []),
        ("goodbye", "I'll check in later", []),
        ("view_report", "the performance report for May", []),
        ("explain_process", "what happens in the performance reports step", ["stage"]),
        ("out_of_scope", "define SLA", ["term"]),
        ("out_of_scope", "what on earth is an SLA?", ["term"]),
        ("help", "no idea what an SLA is", ["term"]),
        ("view_report", "what does SLA stand for?", ["term"]),
        ("view_report", "what is the SLA status", []),
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
