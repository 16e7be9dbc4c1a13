"""What the checker of survey files finds in the checks across questions and in the rules of recommendation."""

import pytest

from tests.services.valid_survey import assert_told, spoiled

ONE_FAULT = {
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
}


@pytest.mark.parametrize(("text", "line", "message", "what_to_do"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_wrong_check_or_rule_is_told_with_its_line_and_what_to_do(check, text, line, message, what_to_do):
    assert_told(check(text), text, line, message, what_to_do)
