"""What is taken as the answer to a question, what is refused, and how it reads."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.survey_answers import AnsweredFile, NamedPerson, checked, from_plain, in_words, to_plain
from domain.surveys import Question, QuestionKind
from tests.survey_definitions import A_FILE, MARIA, a_question, answers_to

LAPTOPS = a_question("laptops", QuestionKind.NUMBER, unit="laptops", unit_one="laptop", maximum=Decimal(100_000))
STORAGE = a_question("storage", QuestionKind.NUMBER, unit="TB", decimals=1)
FROST = a_question("frost", QuestionKind.NUMBER, minimum=Decimal(-40), maximum=Decimal(0))
BUDGET = a_question("budget", QuestionKind.MONEY, maximum=Decimal(1_000_000))
START = a_question("start", QuestionKind.DATE, minimum=date(2026, 10, 1), maximum=date(2027, 9, 30))
COLOUR = a_question("colour", QuestionKind.ONE_OF)
COLOURS = a_question("colours", QuestionKind.SEVERAL_OF)
WHETHER = a_question("whether")
NAME = a_question("name", QuestionKind.SHORT_TEXT, longest=20)
STORY = a_question("story", QuestionKind.LONG_TEXT)
WHO = a_question("who", QuestionKind.PERSON)
WHERE = a_question("where", QuestionKind.SITES)
PAPERS = a_question("papers", QuestionKind.FILES)

TAKEN: list[tuple[Question, Any, Any, str]] = [
    (WHETHER, True, True, "yes"),
    (WHETHER, "No", False, "no"),
    (COLOUR, "green", "green", "Green"),
    (COLOURS, ["blue", "red", "blue"], ("red", "blue"), "Red; Blue"),
    (COLOURS, (), (), "none of these"),
    (LAPTOPS, "1,200", Decimal(1200), "1,200 laptops"),
    (LAPTOPS, 1, Decimal(1), "1 laptop"),
    (LAPTOPS, Decimal("40.0"), Decimal(40), "40 laptops"),
    (STORAGE, " 12.5 ", Decimal("12.5"), "12.5 TB"),
    (FROST, "-5", Decimal(-5), "-5"),
    (BUDGET, "$12,500.5", Decimal("12500.50"), "$12,500.50"),
    (BUDGET, 0, Decimal("0.00"), "$0.00"),
    (START, "2027-03-31", date(2027, 3, 31), "March 31, 2027"),
    (START, date(2026, 10, 1), date(2026, 10, 1), "October 1, 2026"),
    (NAME, "  two \n words ", "two words", "two words"),
    (STORY, "one\r\ntwo\x00", "one\ntwo", "one\ntwo"),
    (STORY, "x" * 3_000, "x" * 3_000, "x" * 3_000),
    (STORY, "=1+1 <b>&", "=1+1 <b>&", "=1+1 <b>&"),
    (STORY, "\u202egood", "good", "good"),
    (STORY, "مرحبا 👩‍🚒", "مرحبا 👩‍🚒", "مرحبا 👩‍🚒"),
    (WHO, {"name": " Maria  Lopez", "email": "Maria@NRCS.example.gov "}, MARIA, "Maria Lopez (maria@nrcs.example.gov)"),
    (WHO, NamedPerson("Ana", "a@b.gov", "p-1"), NamedPerson("Ana", "a@b.gov", "p-1"), "Ana (a@b.gov)"),
    (
        WHERE,
        "Fort Collins, CO\n\n Boise, ID \nBoise, ID",
        ("Fort Collins, CO", "Boise, ID"),
        "Fort Collins, CO; Boise, ID",
    ),
    (PAPERS, [to_plain((A_FILE,))[0]], (A_FILE,), "sites.pdf"),  # pyright: ignore[reportArgumentType, reportIndexIssue, reportOptionalSubscript]
]


@pytest.mark.parametrize(("question", "raw", "value", "words"), TAKEN)
def test_an_answer_is_taken_and_reads_well(question, raw, value, words):
    taken = checked(question, raw)
    assert (taken, type(taken)) == (value, type(value))
    assert in_words(question, taken) == words


def a_file(**changes: Any) -> dict[str, Any]:
    return {"id": "F1", "name": "sites.pdf", "size": 1_000, "kind": "pdf"} | changes


REFUSED: list[tuple[Question, Any, str]] = [
    (WHETHER, "maybe", "Answer yes or no."),
    (WHETHER, 1, "Answer yes or no."),
    (COLOUR, "pink", "Choose one of: Red, Green, Blue."),
    (COLOUR, ["red"], "Choose one of: Red, Green, Blue."),
    (COLOURS, ["red", "pink"], "Choose among: Red, Green, Blue."),
    (COLOURS, "red", "Choose among: Red, Green, Blue."),
    (LAPTOPS, "about forty", "Write a number in digits, such as 1,200."),
    (LAPTOPS, True, "Write a number in digits, such as 1,200."),
    (LAPTOPS, "", "Write a number in digits, such as 1,200."),
    (LAPTOPS, "1,2", "Write a number in digits, such as 1,200."),
    (LAPTOPS, "٣", "Write a number in digits, such as 1,200."),
    (LAPTOPS, Decimal("NaN"), "Write a number in digits, such as 1,200."),
    (LAPTOPS, Decimal("Infinity"), "Write a number in digits, such as 1,200."),
    (LAPTOPS, "9" * 50, "Write a number in digits, such as 1,200."),
    (LAPTOPS, 1.5, "Write a number in digits, such as 1,200."),
    (LAPTOPS, "1.5", "Write a whole number."),
    (LAPTOPS, "-1", "Give 0 laptops or more."),
    (LAPTOPS, "100001", "Give 100,000 laptops or less."),
    (STORAGE, "1.25", "Use at most 1 decimal."),
    (BUDGET, "lots", "Write an amount in dollars, such as 12,500."),
    (BUDGET, "1.005", "Write whole cents: at most 2 decimals."),
    (BUDGET, "1000000.01", "Give $1,000,000.00 or less."),
    (START, "tomorrow", "Give a day, such as 2027-03-31."),
    (START, "2027-02-30", "Give a day, such as 2027-03-31."),
    (START, datetime(2027, 1, 1, 12), "Give a day without a time."),  # noqa: DTZ001
    (START, "2026-09-30", "Give October 1, 2026 or a later day."),
    (START, "2027-10-01", "Give September 30, 2027 or an earlier day."),
    (NAME, "  ", "Write an answer."),
    (NAME, "\x00\u202e", "Write an answer."),
    (NAME, 7, "Write an answer."),
    (NAME, "x" * 21, "Shorten this to 20 characters. It has 21."),
    (STORY, "x" * 3_001, "Shorten this to 3,000 characters. It has 3,001."),
    (WHO, "Maria", "Give a name and an e-mail address."),
    (WHO, {"name": "", "email": "a@b.gov"}, "Give the person's name, in at most 120 characters."),
    (WHO, {"name": "Ana", "email": "ana"}, "Give the person's e-mail address, such as name@agency.gov."),
    (WHERE, " \n ", "Name at least one site, each on a line of its own."),
    (WHERE, ["x"] * 3 + [7], "Name at least one site, each on a line of its own."),
    (
        WHERE,
        [f"Site {number}" for number in range(101)],
        "Name at most 100 sites here, and attach a file with all of them.",
    ),
    (WHERE, "x" * 121, "Write each site on a line of its own, in at most 120 characters."),
    (PAPERS, [], "Attach at least one file."),
    (PAPERS, [a_file(name=f"{number}.pdf") for number in range(11)], "Attach at most 10 files."),
    (PAPERS, [a_file(name="../../sites.pdf")], "has a name that cannot be kept"),
    (PAPERS, [a_file(name="..\\sites.pdf")], "has a name that cannot be kept"),
    (PAPERS, [a_file(name=".pdf")], "has a name that cannot be kept"),
    (PAPERS, [a_file(name="a\x00.pdf")], "has a name that cannot be kept"),
    (PAPERS, [a_file(name="x" * 200 + ".pdf")], "has a name of more than 200 characters"),
    (PAPERS, [a_file(name="run.exe", kind="exe")], "is of a kind that is not taken"),
    (PAPERS, [a_file(name="run.exe")], "is of a kind that is not taken"),
    (PAPERS, [a_file(size=0)], "is empty"),
    (PAPERS, [a_file(size=25_000_001)], "is larger than 25 MB"),
]


@pytest.mark.parametrize(("question", "raw", "sentence"), REFUSED)
def test_what_cannot_be_taken_is_refused_with_what_to_do(question, raw, sentence):
    with pytest.raises(InvalidInput) as refused:
        checked(question, raw)
    assert refused.value.field == question.key
    assert sentence in str(refused.value)


@given(
    st.data(), st.sampled_from([WHETHER, COLOUR, COLOURS, LAPTOPS, STORAGE, BUDGET, START, STORY, WHO, WHERE, PAPERS])
)
def test_a_value_comes_back_from_json_as_it_was(data, question):
    value = data.draw(answers_to(question))
    plain = to_plain(value)
    assert from_plain(question.kind, plain) == value
    assert in_words(question, checked(question, plain)) == in_words(question, value)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "email", "x"]), inner),
    max_leaves=4,
)


@given(_JSON, st.sampled_from([WHETHER, COLOUR, COLOURS, LAPTOPS, BUDGET, START, NAME, STORY, WHO, WHERE, PAPERS]))
def test_anything_at_all_is_taken_or_refused_politely(raw, question):
    sentence = ""
    try:
        value = checked(question, raw)
    except InvalidInput as refused:
        sentence, value = str(refused), None
    assert sentence.endswith(".") == (value is None)
    if value is not None:
        assert checked(question, to_plain(value)) == value


def test_plain_values_of_another_kind_are_nothing():
    assert from_plain(QuestionKind.NUMBER, "many") is None
    assert from_plain(QuestionKind.NUMBER, "NaN") is None
    assert from_plain(QuestionKind.DATE, "soon") is None
    assert from_plain(QuestionKind.FILES, [{"id": "F1"}]) is None
    assert from_plain(QuestionKind.FILES, to_plain((AnsweredFile("1", "a.pdf", 1, "pdf"),))) is not None
