"""What the checker of survey files finds: each way to spoil the sections and questions of a valid survey."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import InvalidInput
from services.survey_files import read_survey
from tests.services.valid_survey import LINES, VALID, assert_told, spoiled
from tests.survey_definitions import CATALOG

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
    "a default for an unknown choice": (
        spoiled("needs_in: {mail: support}", "needs_in: {post: support}"),
        "default: {needs_in: {post: support}}",
        "“post”",
        "Known keys are mail, video",
    ),
    "a default for a choice from an unknown area": (
        spoiled("needs_in: {mail: support}", "needs_in: {mail: sport}"),
        "default: {needs_in: {mail: sport}}",
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
    "not YAML": (spoiled("version: 3", "version: ]"), "version: ]", "not valid YAML", "Look at this line"),
}


@pytest.mark.parametrize(("text", "line", "message", "what_to_do"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_one_fault_is_told_with_its_line_and_what_to_do(check, text, line, message, what_to_do):
    assert_told(check(text), text, line, message, what_to_do)


def test_a_wrong_kind_is_told_once_and_not_again_by_all_that_is_about_the_question(check):
    problems = check(spoiled("kind: yes_no", "kind: yesno")).problems
    assert [problem.message for problem in problems] == ["section basics, question remote: “yesno” is not a kind."]


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
