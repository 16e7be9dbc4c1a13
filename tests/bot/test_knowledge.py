"""Explanations: the ten steps, the glossary, how pricing works."""

import json
from typing import Any

import pytest

from bot.commands import Command
from bot.handlers import knowledge, pricing_topics
from bot.replies import Outcome, Reply
from bot.routes import STALE
from domain.errors import NotFound
from domain.stages import Stage
from services import Services
from services.memory import Memory
from tests.blockkit import button, check_reply, shown
from tests.bot.saying import Named, a_click, a_turn, an_asker


def checked(outcome: Outcome) -> Reply:
    assert isinstance(outcome, Reply)
    check_reply(outcome)
    return outcome


def process(services: Services, text: str, *named: Named) -> Reply:
    return checked(knowledge.explain_process(a_turn(services, text, "explain_process", *named)))


def term(services: Services, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    return checked(knowledge.explain_term(a_turn(services, text, "explain_term", *named, memory=memory)))


def pricing(services: Services, text: str) -> Reply:
    return checked(pricing_topics.explain_pricing(a_turn(services, text, "explain_pricing")))


def test_the_overview_names_all_ten_steps_and_the_rule_before_services_begin(services: Services) -> None:
    reply = process(services, "how does doing business with CEC work")
    for card in services.knowledge.process(an_asker().actor):
        assert f"{card.number}. {card.step.name}" in reply.text
    assert "signed by everyone who must sign and the funds are transferred" in shown(reply)


@pytest.mark.parametrize("stage", list(Stage))
def test_each_step_is_explained_in_full(services: Services, stage: Stage) -> None:
    reply = process(services, "what is it", ("stage", "it", stage.value))
    for part in ("What you do", "What CEC does", "It is done when", "How long it usually takes"):
        assert part in reply.text
    assert reply.memory is not None
    assert reply.memory.stage == stage


BESIDE = [
    ("what happens after the survey", "proposal"),
    ("what comes once the survey is done", "proposal"),
    ("what comes before the survey", "understand_needs"),
    ("what is the survey", "survey"),
    ("how long does the survey take", "survey"),
]


@pytest.mark.parametrize(("text", "stage"), BESIDE)
def test_after_and_before_mean_the_steps_beside(services: Services, text: str, stage: str) -> None:
    reply = process(services, text, ("stage", "survey", "survey"))
    assert reply.memory is not None
    assert reply.memory.stage == stage


def test_a_word_is_explained_with_what_to_see_next(services: Services) -> None:
    reply = term(services, "what is a GT&C", ("term", "GT&C", "gtc"))
    assert "General terms and conditions" in reply.text
    assert "See also" in reply.text
    assert "GT&amp;C" in reply.text


def test_every_word_is_explained_within_slacks_limits(services: Services) -> None:
    for each in services.knowledge.knowledge.terms:
        checked(knowledge.open_term(a_click(services, _element({"k": each.key}))))


def test_a_word_with_a_slip_is_found(services: Services) -> None:
    assert "interagency" in term(services, "what does interagancy agreement mean").text.lower()


def test_an_unknown_word_offers_the_nearest_and_a_person(services: Services) -> None:
    reply = term(services, "what is a 7600C")
    assert "“7600C” is not in the glossary" in reply.text
    assert "7600" in reply.text.partition("glossary")[2]
    assert button(reply, "Talk to a person")


def test_a_service_taken_for_a_word_is_pointed_to(services: Services) -> None:
    reply = term(services, "what does Managed laptop mean", ("service", "Managed laptop", "managed_laptop"))
    assert "is a service of the catalog" in reply.text


def test_the_glossary_is_paged_in_order(services: Services) -> None:
    first = term(services, "show me the glossary")
    second = checked(knowledge.turn_terms(a_click(services, button(first, "Next page"))))
    assert second.replace
    assert first.text.splitlines()[1].casefold() < second.text.splitlines()[1].casefold()
    assert len(services.knowledge.knowledge.terms) >= 40


TOPICS = [
    ("why is it cheaper per seat for more seats", "Volume tiers"),
    ("are there setup fees", "One-time fees"),
    ("how will we be billed", "Billing and payment"),
    ("what if we start mid-year", "Part of a year"),
    ("do prices go up every year", "Prices by fiscal year"),
    ("are these official prices", "Illustrative prices"),
    ("how can we save money", "Saving money"),
    ("can we get it customized", "Custom work"),
]


@pytest.mark.parametrize(("text", "title"), TOPICS)
def test_a_question_about_pricing_finds_its_topic(services: Services, text: str, title: str) -> None:
    assert pricing(services, text).text.startswith(title)


def test_how_pricing_works_in_general_lists_the_topics(services: Services) -> None:
    reply = pricing(services, "how does pricing work")
    for topic in services.knowledge.topics(an_asker().actor):
        assert topic.title in reply.text or reply.text.startswith(topic.title)


def test_a_step_is_named_by_its_number(services: Services) -> None:
    assert "Step 5 of 10" in process(services, "explain step 5").text
    assert "Step 6 of 10" in process(services, "what comes after step 5").text


@pytest.mark.parametrize("words", ["5", "step 5", "Step #5"])
def test_the_command_takes_the_number_of_a_step(services: Services, words: str) -> None:
    assert "Step 5 of 10" in checked(knowledge.process_command(_command(services, words))).text


@pytest.mark.parametrize("words", ["99", "0"])
def test_a_number_that_no_step_has_is_answered_with_the_list(services: Services, words: str) -> None:
    reply = checked(knowledge.process_command(_command(services, words)))
    assert reply.text.startswith(f"There are 10 steps, and no step {words}.")
    assert "ten steps" in reply.text


def test_two_words_in_one_question_are_both_explained(services: Services) -> None:
    reply = term(services, "difference between an MOU and an SLA", ("term", "MOU", "mou"), ("term", "SLA", "sla"))
    assert "Memorandum of understanding" in reply.text
    assert "Service-level agreement" in reply.text


def test_why_more_units_cost_less_each_is_the_topic_of_tiers(services: Services) -> None:
    assert pricing(services, "why is it less per unit when we buy more?").text.startswith("Volume tiers")


def test_the_commands_explain_and_list(services: Services) -> None:
    assert "ten steps" in checked(knowledge.process_command(_command(services, ""))).text
    assert "Step 3 of 10" in checked(knowledge.process_command(_command(services, "survey"))).text
    assert "terms" in checked(knowledge.term_command(_command(services, ""))).text
    assert "SLA" in checked(knowledge.term_command(_command(services, "sla"))).text
    assert "I can explain" in checked(pricing_topics.pricing_command(_command(services, ""))).text
    assert "Volume tiers" in checked(pricing_topics.pricing_command(_command(services, "bulk discount"))).text


def test_an_unknown_step_is_said(services: Services) -> None:
    with pytest.raises(NotFound, match="is not in the list of steps"):
        knowledge.process_command(_command(services, "moon landing"))


@pytest.mark.parametrize("value", [{}, {"k": "forged"}, {"k": 5}, {"k": None}])
def test_a_forged_button_is_answered_calmly(services: Services, value: Any) -> None:
    click = a_click(services, _element(value))
    assert knowledge.open_stage(click) == Reply(STALE, private=True)
    assert pricing_topics.open_topic(click) == Reply(STALE, private=True)
    assert "not in the glossary" in checked(knowledge.open_term(click)).text


@pytest.mark.parametrize(
    "text", ["what is <!channel>", "define <script>x</script>", "what does *_~` mean", "what is \x00"]
)
def test_an_unknown_word_is_echoed_without_effect(services: Services, text: str) -> None:
    reply = term(services, text)
    for live in ("<!channel>", "<script>", "*_~`"):
        assert live not in reply.text


def _element(value: Any) -> dict[str, str]:
    return {"action_id": "knowledge.term:x", "value": json.dumps(value)}


def _command(services: Services, words: str) -> Command:
    return Command(an_asker(), "term", words, services, None)  # type: ignore[arg-type]
