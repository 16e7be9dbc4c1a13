"""Which sentences count as nearly the same, and which pairs teach something and stay."""

from random import Random

import pytest

from cli.likeness import alike, alike_to, gist, same_gist, spelled_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("how much for 20 laptops in FY27", "How much for 300 laptops in FY28?"),
        ("what is the status of our agreement", "what is the status of the agreement"),
        ("please show me the latest draft", "can you show us the latest draft"),
        ("status SLA-2027-0158", "sla 2027-81 status?"),
        ("what’s in the latest proposal", "what's in our latest proposal"),
        ("list all services", "all your services plz, list"),
        ("now what", "What now?"),
    ],
)
def test_sentences_with_the_same_words_that_matter_are_near(one: str, other: str) -> None:
    assert list(same_gist(["something else", one, other])) == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("is our agreement signed", "please get the agreement signed"),
        ("schedule the review", "reschedule the review"),
        ("did the funding official sign", "I'm here to sign as funding official"),
        ("thanks", "please"),
        ("can you do that", "could you do this"),  # so short that each word counts
        ("42", "17"),
        ("👍", "👎"),
    ],
)
def test_a_word_that_bears_meaning_keeps_sentences_apart(one: str, other: str) -> None:
    assert list(same_gist([one, other])) == []
    assert alike([one, other]) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("which agreements are up for renewal", "what agreements are up for renewal"),
        ("what do you charge for a penetration test", "what do you charge for penetration testing"),
        ("recommend a good thriller for the beach", "recommend a thriller for the beach"),
        ("list everything under mobility", "list everything under mobilty"),
        ("cancel that meeting", "yes, cancel that meeting"),
        ("I am asking about the cost", "I am not asking about the cost"),
    ],
)
def test_sentences_that_differ_by_one_word_and_are_spelled_nearly_the_same_are_alike(one: str, other: str) -> None:
    assert alike([one, "something else", other]) == {(0, 2)}
    assert alike_to(one, ["something else", other, one]) == alike_to(other, ["nothing", one]) == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what does colo stand for", "what does CEC stand for"),
        ("how far is the survey", "how far is the startup"),
        ("which services do you have", "which agreements do you have"),
    ],
)
def test_another_thing_in_the_same_frame_is_not_alike(one: str, other: str) -> None:
    assert alike([one, other]) == set()


def test_letters_that_are_nearly_the_same_in_their_order_are_found_across_two_lists() -> None:
    ones = ["hello", "can you approve my time sheet", "what is the status of REQ-2107"]
    others = ["What's the status of REQ-1398?", "can you approve my timesheet", "helo", "the status of what"]
    assert set(spelled_alike(ones, others)) == {(2, 0), (1, 1)}


def test_the_gist_is_never_empty() -> None:
    assert [gist(text) for text in ("", "?", "12", "😀 😀")] == [("",), ("?",), ("12",), ("😀 😀",)]


def test_ten_thousand_sentences_take_seconds() -> None:
    """Not every sentence is held against every other one."""
    draw = Random(7)
    texts = [" ".join(f"word{letters(draw.randrange(3000))}" for _ in range(6)) for _ in range(10_000)]
    texts[-1] = f"{texts[0]} or"
    assert alike(texts) == {(0, 9_999)}


def letters(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))
