from pathlib import Path

import pytest

from domain.errors import NotFound
from domain.stages import Stage
from services.knowledge_files import read_knowledge

SHIPPED = Path(__file__).parents[2] / "knowledge"


def a_step(key: str, following: str = "") -> str:
    following = f", next: {following}" if following else ""
    return (
        f"  - {{key: {key}, name: Step {key}, aliases: [], what_happens: a, who_takes_part: [b], customer_does: c,"
        f" cec_does: d, needed_to_finish: e, typical_duration: f{following}}}\n"
    )


VALID = (
    "terms:\n"
    "  - {key: sla, name: Service-level agreement, aliases: [SLA], meaning: An agreement., see_also: [poc]}\n"
    "  - {key: poc, name: Point of contact, aliases: [POC], meaning: A person.}\n"
    "topics:\n"
    "  - {key: tiers, title: Volume tiers, aliases: [discounts], text: More costs less.}\n"
    "steps:\n"
) + "".join(a_step(stage) for stage in reversed(Stage))


@pytest.fixture
def check(tmp_path: Path):
    def read(text: str):
        file = tmp_path / "knowledge.yaml"
        file.write_text(text)
        return read_knowledge(file)

    return read


def test_valid_files_become_explanations_with_the_steps_in_their_order(check):
    knowledge = check(VALID).required()
    assert [step.key for step in knowledge.steps] == list(Stage)
    assert knowledge.find_term("sla").see_also == ("poc",)
    assert knowledge.topic("tiers").title == "Volume tiers"
    assert knowledge.step("survey").next is None


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "what_to_do"),
    [
        ("see_also: [poc]", "see_also: [pocs]", 2, "there is no term “pocs”", "Did you mean “poc”?"),
        ("meaning: A person.", "meening: A person.", 3, "nobody knows the key “meening”", "“meaning”?"),
        ("aliases: [POC]", "aliases: [sla]", 3, "“sla” of term poc is already used by term sla", "Change or remove"),
        ("text: More costs less.", 'text: ""', 5, "“text” is empty", "Write its value"),
        ("name: Step renewal,", "", 7, "the key “name” is missing", "Add a line"),
        (a_step("meetings"), "", 0, "do not hold the step meetings", "Add it"),
        (a_step("survey"), a_step("survey", "proposals"), 14, "“proposals” is not one of the ten", "“proposal”?"),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_to_do(
    check, old: str, new: str, line: int, message: str, what_to_do: str
):
    assert VALID.count(old) == 1
    problems = check(VALID.replace(old, new)).problems
    (problem,) = [problem for problem in problems if message in problem.message]
    assert problem.line == line
    assert what_to_do in problem.what_to_do


def test_a_step_that_nobody_knows_and_one_that_is_missing_are_both_named(check):
    messages = [problem.message for problem in check(VALID.replace("key: survey", "key: surveys")).problems]
    assert messages == [
        "The explanations do not hold the step survey.",
        "step surveys: “surveys” is not one of the ten steps.",
    ]


def test_a_folder_of_which_one_file_is_broken_reports_that_file(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(VALID)
    (tmp_path / "b.yaml").write_text("terms: [")
    (problem,) = read_knowledge(tmp_path).problems
    assert problem.file.endswith("b.yaml")


class TestShippedKnowledge:
    """The explanations that come with the product."""

    knowledge = read_knowledge(SHIPPED).required()

    def test_has_at_least_forty_terms_all_ten_steps_and_the_topics_of_pricing(self):
        assert len(self.knowledge.terms) >= 40
        assert [step.key for step in self.knowledge.steps] == list(Stage)
        assert len(self.knowledge.topics) >= 7

    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("SLA", "sla"),
            ("GT&C", "gtc"),
            ("7600A", "form_7600a"),
            ("7600b", "order_7600b"),
            ("TAS", "tas"),
            ("BETC", "betc"),
            ("IPAC", "ipac"),
            ("g-invoicing", "g_invoicing"),
            ("bona fide need", "bona_fide_need"),
            ("period of performance", "period_of_performance"),
            ("obligation", "obligation"),
            ("object class", "object_class"),
            ("POC", "poc"),
            ("SML", "sml"),
            ("program official", "program_official"),
            ("funding official", "funding_official"),
            ("FY", "fiscal_year"),
            ("installment", "instalment"),
            ("ATO", "ato"),
            ("FedRAMP", "fedramp"),
            ("uptime", "uptime"),
        ],
    )
    def test_the_words_that_people_ask_about_are_explained(self, words: str, key: str):
        assert self.knowledge.find_term(words).key == key

    @pytest.mark.parametrize("term", knowledge.terms, ids=lambda term: term.key)
    def test_each_meaning_is_one_to_three_sentences(self, term):
        assert 30 < len(term.meaning) < 320
        assert term.meaning.endswith(".")

    @pytest.mark.parametrize("step", knowledge.steps, ids=lambda step: step.key)
    def test_each_duration_says_that_it_is_typical(self, step):
        assert "ypical" in step.typical_duration

    def test_the_steps_follow_each_other_to_the_renewal(self):
        reached = [self.knowledge.steps[0]]
        while following := reached[-1].next:
            reached.append(self.knowledge.step(following))
        assert [step.key for step in reached] == [stage for stage in Stage if stage not in ("reports", "meetings")]

    def test_a_word_that_is_not_explained_is_refused_with_the_nearest(self):
        with pytest.raises(NotFound, match="“oblgation” is not in the glossary") as refused:
            self.knowledge.find_term("oblgation")
        assert "obligation" in refused.value.nearest
