"""What the checker of survey files finds: each way to spoil a valid survey."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.surveys import Survey
from services.data_files import Reading
from services.survey_files import read_survey
from tests.services.valid_survey import LINES, VALID, spoiled, when
from tests.survey_definitions import CATALOG


@pytest.fixture
def check(tmp_path: Path):
    def read(text: str) -> Reading[Survey]:
        file = tmp_path / "survey.yaml"
        file.write_text(text, encoding="utf-8")
        return read_survey(file, CATALOG)

    return read


ONE_FAULT = {
    "an unknown key at the top": (
        spoiled("version:", "versoin: 1\nversion:"),
        "versoin: 1",
        "“versoin”",
        "Did you mean “version”?",
    ),
    "a version that is none": (spoiled("version: 3", "version: 0"), "version: 0", "The version is 0", "1 to 9,999"),
    "no section": (
        VALID[: VALID.index("  - key: basics")].rstrip() + " []\n",
        "sections: []",
        "no section",
        "at least one",
    ),
    "an unknown key of a section": (
        spoiled("help: A", "halp: A"),
        "halp: A few facts.",
        "“halp”",
        "Did you mean “help”?",
    ),
    "an unknown area": (
        spoiled("[support, networks]", "[suport]"),
        "areas: [suport]",
        "no area “suport”",
        "Did you mean “support”?",
    ),
    "a section without questions": (
        VALID[: VALID.index("      - {key: name")].rstrip() + " []\n",
        "questions: []",
        "it has 0 questions",
        "1 to 40",
    ),
    "a section key twice": (
        spoiled("key: details", "key: basics"),
        "- key: basics",
        "already used by section basics",
        "one of the two",
    ),
    "a question key twice": (
        spoiled("key: budget", "key: lead"),
        '- {key: lead, text: "How much?", kind: money, minimum: "100.50"}',
        "already used by section basics",
        "one of the two",
    ),
    "an unknown key of a question": (
        spoiled("matters:", "maters:"),
        "maters: yes",
        "“maters”",
        "Did you mean “matters”?",
    ),
    "a kind that is none": (
        spoiled("kind: long_text, required", "kind: many, required"),
        '- {key: more, text: "What else?", kind: many, required: no, default: {need_in: support}}',
        "“many” is not a kind",
        "yes_no, one_of, several_of",
    ),
    "choices of a number": (
        spoiled("        maximum: 2000\n", "        maximum: 2000\n        choices: []\n"),
        "choices: []",
        "“choices” does not go with a question of kind number",
        "one_of or several_of",
    ),
    "a unit of a text": (
        spoiled("longest: 80", "unit: m"),
        '- {key: name, text: "Your name?", kind: short_text, unit: m, default: {organization: name}}',
        "“unit” does not go",
        "use the kind number",
    ),
    "neither yes nor no": (
        spoiled("matters: yes", "matters: maybe"),
        "matters: maybe",
        "“matters” is “maybe”",
        "Write yes or no",
    ),
    "one choice only": (
        spoiled("          - {key: video, label: Video}\n", ""),
        "choices:",
        "it has 1 choices",
        "Write 2 to 100",
    ),
    "a choice twice": (spoiled("key: video", "key: mail"), "- {key: mail, label: Video}", "“mail”", "one of the two"),
    "a label twice": (
        spoiled("label: Blue", "label: Red"),
        "choices: [{key: red, label: Red}, {key: blue, label: Red}]",
        "“Red”",
        "one of the two",
    ),
    "a label too long for Slack": (
        spoiled("label: Mail", f"label: {'x' * 76}"),
        "- {key: mail, label: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}",
        "76 characters",
        "to 75",
    ),
    "a range upside down": (
        spoiled("maximum: 500", "maximum: 0"),
        "maximum: 0",
        "no answer lies from 1 to 0",
        "Raise the maximum",
    ),
    "a maximum below zero": (
        spoiled("maximum: 2000", "maximum: -1"),
        "maximum: -1",
        "no answer lies from 0 to -1",
        "Raise the maximum",
    ),
    "a bound that is no number": (
        spoiled("minimum: 1\n", "minimum: one\n"),
        "minimum: one",
        "“one” is not a number",
        "in digits",
    ),
    "a bound that is no day": (
        spoiled("2026-10-01", "2026-13-01"),
        '- {key: start, text: "From when?", kind: date, minimum: 2026-13-01}',
        "“2026-13-01” is not a day",
        "2027-03-31",
    ),
    "a text that may be too long": (
        spoiled("longest: 80", "longest: 300"),
        '- {key: name, text: "Your name?", kind: short_text, longest: 300, default: {organization: name}}',
        "“longest” is 300",
        "1 to 200",
    ),
    "a default of the wrong kind": (
        spoiled("{need_for: mailbox}", "{contact: technical_lead}"),
        "default: {contact: technical_lead}",
        "“contact” does not go with a question of kind number",
        "It goes with person",
    ),
    "a default that is no answer": (
        spoiled("{value: yes}", "{value: maybe}"),
        "default: {value: maybe}",
        "cannot be the answer",
        "yes or no",
    ),
    "a default out of range": (
        spoiled("{need_for: mailbox}", '{value: "501"}'),
        'default: {value: "501"}',
        "cannot be the answer",
        "Give 500 people or less",
    ),
    "a default for an unknown service": (
        spoiled("need_for: mailbox", "need_for: malibox"),
        "default: {need_for: malibox}",
        "no service",
        "“mailbox”",
    ),
    "a default for an unknown area": (
        spoiled("need_in: support", "need_in: sport"),
        '- {key: more, text: "What else?", kind: long_text, required: no, default: {need_in: sport}}',
        "no area",
        "“support”",
    ),
    "a default from CEC's side": (
        spoiled("contact: technical_lead", "contact: sml"),
        '- {key: lead, text: "Who leads?", kind: person, default: {contact: sml}}',
        "no role",
        "Use one of",
    ),
    "an unknown default": (
        spoiled("{value: yes}", "{valeu: yes}"),
        "default: {valeu: yes}",
        "“valeu”",
        "Did you mean “value”?",
    ),
    "two defaults": (
        spoiled("{value: yes}", "{value: yes, contact: sml}"),
        "default: {value: yes, contact: sml}",
        "it must say one thing",
        "Use value, organization",
    ),
    "a condition that is a text": (
        when("remote"),
        "when: remote",
        "“when” is not a condition",
        "{question: KEY, is: yes}",
    ),
    "a condition of nothing": (when("{}"), "when: {}", "this is not a condition", "{question: KEY, is: yes}"),
    "a misspelt condition": (
        when("{qestion: remote}"),
        "when: {qestion: remote}",
        "this is not a condition",
        "Did you mean “question”?",
    ),
    "a condition without a test": (
        when("{question: remote}"),
        "when: {question: remote}",
        "does not say what is asked",
        "is: yes",
    ),
    "a misspelt test": (
        when("{question: people, at_leest: 5}"),
        "when: {question: people, at_leest: 5}",
        "nobody knows the key “at_leest”",
        "Did you mean “at_least”?",
    ),
    "an unknown question": (
        when("{question: remoat, is: yes}"),
        "when: {question: remoat, is: yes}",
        "no question “remoat”",
        "Did you mean “remote”?",
    ),
    "an unknown choice": (
        spoiled("includes: mail", "includes: male"),
        "when: {any: [{question: tools, includes: male}, {not: {question: tools, answered: yes}}]}",
        "“tools” has no choice “male”",
        "Did you mean “mail”?",
    ),
    "a test of another kind": (
        when("{question: people, is: yes}"),
        "when: {question: people, is: yes}",
        "“is” does not go with “people”, which is of kind number",
        "Use at_least or at_most or answered",
    ),
    "a bound of a condition that is no number": (
        when("{question: people, at_least: many}"),
        "when: {question: people, at_least: many}",
        "the at_least “many” is not a number",
        "in digits",
    ),
    "an empty list of conditions": (
        when("{all: []}"),
        "when: {all: []}",
        "must be a list of conditions",
        "at least two",
    ),
    "the question itself": (
        when("{question: laptops, at_least: 1}"),
        "when: {question: laptops, at_least: 1}",
        "about the question itself",
        "before it",
    ),
    "a later question": (
        when("{question: budget, answered: yes}"),
        "when: {question: budget, answered: yes}",
        "“budget”, which comes later",
        "move this one",
    ),
    "a section that waits for its own question": (
        spoiled("{question: people, at_least: 10}", "{question: budget, answered: yes}"),
        "when: {question: budget, answered: yes}",
        "“budget”, which comes in this section",
        "earlier section",
    ),
    "a range that nothing reaches": (
        when("{question: people, at_least: 501}"),
        "when: {question: people, at_least: 501}",
        "can never be true, so the question is never shown",
        "ranges",
    ),
    "a condition against the section's": (
        when("{question: people, at_most: 9}"),
        "when: {question: people, at_most: 9}",
        "can never be true",
        "Compare",
    ),
    "a section that is never shown": (
        spoiled("{question: people, at_least: 10}", "{question: people, at_most: 0}"),
        "when: {question: people, at_most: 0}",
        "so the section is never shown",
        "Compare",
    ),
    "a required answer that shall be missing": (
        when("{not: {question: lead, answered: yes}}"),
        "when: {not: {question: lead, answered: yes}}",
        "can never be true",
        "Compare",
    ),
    "a check at an unknown question": (
        spoiled("question: laptops\n    wrong", "question: laptop\n    wrong"),
        "- question: laptop",
        "check laptop: there is no question “laptop”",
        "Did you mean “laptops”?",
    ),
    "a check without a sentence": (
        spoiled("    say: It ends before it starts.\n", ""),
        "- question: end",
        "“say” is missing",
        "Add a line",
    ),
    "a comparison of a text": (
        spoiled("more: [laptops]", "more: [name]"),
        "wrong_when: {more: [name], than: [people], times: 2}",
        "“name” is of kind short_text and cannot be compared",
        "number, money or date",
    ),
    "a day compared with a number": (
        spoiled("more: [start]", "more: [people]"),
        "wrong_when: {more: [people], than: [end]}",
        "days are compared one with one",
        "one date on each side",
    ),
    "people compared with dollars": (
        spoiled("than: [people]", "than: [budget]"),
        "wrong_when: {more: [laptops], than: [budget], times: 2}",
        "numbers are compared with amounts of money",
        "like with like",
    ),
    "a check that never fails": (
        spoiled("wrong_when: {more: [start], than: [end]}", "wrong_when: {question: start, at_most: 2026-09-30}"),
        "wrong_when: {question: start, at_most: 2026-09-30}",
        "so the check never fails",
        "Compare",
    ),
    "a check that nothing passes": (
        spoiled(
            "wrong_when: {more: [laptops], than: [people], times: 2}", "wrong_when: {question: people, at_least: 1}"
        ).replace("question: laptops\n    wrong", "question: people\n    wrong"),
        "checks:",
        "No answers were found that pass all checks",
        "contradict",
    ),
    "a service that the catalog lacks": (
        spoiled("service: mailbox", "service: mailboxes"),
        "- service: mailboxes",
        "there is no service “mailboxes”",
        "Did you mean “mailbox”?",
    ),
    "a metric that the service lacks": (
        spoiled('{resolution: "4"}', '{resolutoin: "4"}'),
        'levels: {resolutoin: "4"}',
        "no metric of Managed laptop “resolutoin”",
        "Did you mean “resolution”?",
    ),
    "a quantity from a text": (
        spoiled("quantity: 5", "quantity: name"),
        "quantity: name",
        "is not a quantity",
        "number, several_of",
    ),
    "a quantity from an unknown question": (
        spoiled("quantity: 5", "quantity: peple"),
        "quantity: peple",
        "no question “peple”",
        "“people”",
    ),
    "a factor of zero": (
        spoiled("times: 1.1", "times: 0"),
        "quantity: {sum: [laptops, people], times: 0}",
        "the factor is 0",
        "above zero",
    ),
    "a quantity without end": (
        spoiled("        maximum: 2000\n", ""),
        "quantity: {sum: [laptops, people], times: 1.1}",
        "a question that its quantity comes from has no maximum",
        "“maximum:”",
    ),
    "a quantity beyond all orders": (
        spoiled("times: 1.1", "times: 1000"),
        "quantity: {sum: [laptops, people], times: 1000}",
        "can come to 2,500,000, and orders go up to 1,000,000",
        "Lower the maximum",
    ),
    "an unknown question in a reason": (
        spoiled("{people}", "{peeple}"),
        'reason: "You have {peeple} who work from home."',
        "no question “peeple”",
        "“people”",
    ),
    "a rule that never holds": (
        spoiled("is: [red, blue]}]", "is: red}, {question: lead, answered: no}]"),
        "when: {all: [{question: remote, is: yes}, {question: colour, is: red}, {question: lead, answered: no}]}",
        "so it is never recommended",
        "Compare",
    ),
    "not YAML": (spoiled("version: 3", "version: ]"), "version: ]", "not valid YAML", "Look at this line"),
}


@pytest.mark.parametrize(("text", "line", "message", "what_to_do"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_one_fault_is_told_with_its_line_and_what_to_do(check, text, line, message, what_to_do):
    found = check(text)
    assert found.value is None
    (problem,) = found.problems
    assert text.splitlines()[problem.line - 1].strip() == line
    assert message in problem.message
    assert what_to_do in problem.what_to_do


def test_questions_that_wait_for_each_other_are_named_in_their_circle(check):
    text = when("{question: colour, is: red}").replace(
        "includes: mail}", "includes: mail}, {question: laptops, at_least: 1}"
    )
    (problem,) = check(text).problems
    assert (problem.line, problem.message) == (
        LINES.index("        when: {question: remote, is: yes}") + 1,
        "section details, question laptops: the conditions go in a circle: "
        "“laptops” waits for “colour” waits for “laptops”.",
    )


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(check):
    text = (
        spoiled("matters: yes", "matters: maybe")
        .replace("service: mailbox", "service: x")
        .replace("say: It", "sag: It")
    )
    lines = [problem.line for problem in check(text).problems]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_more_questions_or_choices_than_slack_shows_are_refused(check):
    questions = "".join(f"      - {{key: q{n}, text: Q, kind: yes_no}}\n" for n in range(41))
    assert (
        "it has 41 questions" in check(f"{VALID[: VALID.index('      - {key: name')]}{questions}").problems[0].message
    )
    choices = "".join(f"          - {{key: c{n}, label: C{n}}}\n" for n in range(101))
    text = VALID.replace("          - {key: mail, label: Mail}\n", choices + "          - {key: mail, label: Mail}\n")
    assert "it has 103 choices" in check(text).problems[0].message


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path):
    for path in (tmp_path / "nothing.yaml", tmp_path):
        (problem,) = read_survey(path, CATALOG).problems
        assert "cannot be read" in problem.message
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_survey(tmp_path, CATALOG).required()


_WORDS = ["", "x", "  - []", "{}", "when: {all: [{}]}", "  - {question: people}", "questions: x"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.integers(0, len(LINES) - 1), word=st.sampled_from(_WORDS), how=st.integers(0, 3))
def test_any_spoiled_line_is_told_or_taken_never_a_crash(check, line, word, how):
    old = LINES[line]
    new = (word, old[:-1], old.replace(":", ": [", 1), f"  {old}")[how]
    found = check("\n".join([*LINES[:line], new, *LINES[line + 1 :]]))
    assert (found.value is None) == bool(found.problems)
