"""A survey file without a fault, ways to spoil it, and how what is wrong is told."""

from domain.surveys import Survey
from services.data_files import Reading

VALID = """\
key: needs
title: Needs
version: 3
sections:
  - key: basics
    title: Basics
    areas: [support]
    help: A few facts.
    questions:
      - {key: name, text: "Your name?", kind: short_text, longest: 80, default: {organization: name}}
      - key: remote
        text: Does anybody work from home?
        kind: yes_no
        default: {value: yes}
      - key: people
        text: How many people?
        kind: number
        unit: people
        unit_one: person
        minimum: 1
        maximum: 500
        matters: yes
        default: {need_for: mailbox}
      - {key: lead, text: "Who leads?", kind: person, default: {contact: technical_lead}}
  - key: details
    title: Details
    areas: [support, networks]
    when: {question: people, at_least: 10}
    questions:
      - key: laptops
        text: How many laptops?
        kind: number
        maximum: 2000
        when: {question: remote, is: yes}
      - key: tools
        text: Which tools?
        kind: several_of
        required: no
        choices:
          - {key: mail, label: Mail}
          - {key: video, label: Video}
        default: {needs_in: {mail: support}}
      - key: colour
        text: Which colour?
        kind: one_of
        choices: [{key: red, label: Red}, {key: blue, label: Blue}]
        when: {any: [{question: tools, includes: mail}, {not: {question: tools, answered: yes}}]}
      - {key: budget, text: "How much?", kind: money, minimum: "100.50"}
      - {key: start, text: "From when?", kind: date, minimum: 2026-10-01}
      - {key: end, text: "Until when?", kind: date, required: no}
      - {key: places, text: "Where?", kind: sites, required: no}
      - {key: papers, text: "Which papers?", kind: files, required: no}
      - {key: more, text: "What else?", kind: long_text, required: no, default: {need_in: support}}
checks:
  - question: laptops
    wrong_when: {more: [laptops], than: [people], times: 2}
    say: That is more than two for each person.
  - question: end
    wrong_when: {more: [start], than: [end]}
    say: It ends before it starts.
recommendations:
  - service: managed_laptop
    quantity: {sum: [laptops, people], times: 1.1}
    when: {all: [{question: remote, is: yes}, {question: colour, is: [red, blue]}]}
    levels: {resolution: "4"}
    reason: "You have {people} who work from home."
  - service: mailbox
    quantity: 5
    adds: yes
    reason: Everybody needs some.
"""
LINES = VALID.splitlines()


def spoiled(old: str, new: str) -> str:
    assert VALID.count(old) == 1, f"{old!r} must stand once in the valid survey"
    return VALID.replace(old, new)


def when(condition: str) -> str:
    """The valid survey with another condition at the question `laptops`."""
    return spoiled("when: {question: remote, is: yes}", f"when: {condition}")


def assert_told(found: Reading[Survey], text: str, line: str, message: str, what_to_do: str) -> None:
    """One problem is told, at this line of the text, in words that contain these."""
    assert found.value is None
    (problem,) = found.problems
    assert text.splitlines()[problem.line - 1].strip() == line
    assert message in problem.message
    assert what_to_do in problem.what_to_do
