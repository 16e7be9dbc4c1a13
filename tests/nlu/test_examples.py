"""The training utterances, and the check that refuses bad ones."""

from pathlib import Path

import pytest

from bot.intents import INTENTS
from bot.understanding.server import NLU
from cli.examples import FEWEST, DataUnreadable, Example, problems, read_examples


def test_the_training_data_have_nothing_to_mend() -> None:
    assert problems(read_examples(NLU / "data"), set(INTENTS)) == []


def enough(intent: str) -> list[Example]:
    return [Example(f"sentence {number} of {intent}", intent, "a.yml") for number in range(FEWEST)]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (Example("hello", "grete", "a.yml"), "a.yml: the intent grete is not known"),
        (Example("Sentence 3, of greet!", "greet", "b.yml"), "stands 2 times (greet in a.yml, greet in b.yml)"),
        (Example("sentence 3 of greet", "thank", "b.yml"), "stands 2 times (greet in a.yml, thank in b.yml)"),
        (Example("price of a [laptop](service)", "greet", "b.yml"), "marks an entity"),
        (Example('price of [laptops]{"entity": "service"}', "greet", "b.yml"), "marks an entity"),
    ],
)
def test_what_is_wrong_is_said_with_the_place(more: Example, says: str) -> None:
    found = problems([*enough("greet"), *enough("thank"), more], {"greet", "thank"})
    assert len(found) == 1
    assert says in found[0]


def test_an_intent_with_too_few_examples_is_named_with_their_number() -> None:
    assert problems([*enough("greet"), *enough("thank")[1:]], {"greet", "thank"}) == [
        f"thank has {FEWEST - 1} examples. Write at least {FEWEST}."
    ]


def test_an_intent_without_any_example_is_named() -> None:
    assert problems(enough("greet"), {"greet", "help"}) == [f"help has 0 examples. Write at least {FEWEST}."]


def test_utterances_are_read_with_their_intent_and_file(tmp_path: Path) -> None:
    (tmp_path / "talk.yml").write_text(
        'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hi\n      - "hey"\n'
    )
    assert read_examples(tmp_path) == (Example("hi", "greet", "talk.yml"), Example('"hey"', "greet", "talk.yml"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "nlu: 3",
        "nlu:\n- intent: greet\n",
        "nlu:\n- intent: greet\n  examples: |\n    hi\n",
        "nlu: [",
        "- a",
        "\x00",
    ],
)
def test_a_file_that_is_no_training_data_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "broken.yml").write_text(content)
    with pytest.raises(DataUnreadable, match=r"broken\.yml"):
        read_examples(tmp_path)
