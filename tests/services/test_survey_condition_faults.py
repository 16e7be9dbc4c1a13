"""What the checker of survey files finds in conditions: misspelt ones, those about later questions, impossible ones."""

import pytest

from tests.services.valid_survey import LINES, assert_told, spoiled, when

ONE_FAULT = {
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
}


@pytest.mark.parametrize(("text", "line", "message", "what_to_do"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_wrong_condition_is_told_with_its_line_and_what_to_do(check, text, line, message, what_to_do):
    assert_told(check(text), text, line, message, what_to_do)


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
