"""The training utterances, and the check that refuses bad ones."""

from hashlib import sha256
from pathlib import Path

import pytest

from bot.intents import INTENTS
from bot.understanding.server import NLU
from cli.evaluation_sets import read_sets
from cli.examples import FEWEST, FEWEST_OUT_OF_SCOPE, DataUnreadable, Example, problems, problems_of_one, read_examples


def test_the_training_data_have_nothing_to_mend() -> None:
    evaluated = [sentence for each in read_sets(NLU / "evaluation") for sentence in each.sentences]
    assert problems(read_examples(NLU / "data"), set(INTENTS), evaluated) == []


def word(name: str) -> str:
    """A made-up word for each name, not spelled like another one."""
    return sha256(name.encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))[:20]


def enough(intent: str, fewest: int = FEWEST) -> list[Example]:
    return [Example(f"so {word(f'{intent} {number}')}", intent, "a.yml") for number in range(fewest)]


INTENTS_OF_TESTS = {"greet", "thank"}
GOOD = [*enough("greet"), *enough("thank")]
LONG = "which agreements are up for renewal"


def found(*more: Example, evaluated: tuple[Example, ...] = ()) -> list[str]:
    return problems([*GOOD, *more], INTENTS_OF_TESTS, evaluated)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (Example("hello", "grete", "a.yml"), "a.yml: the intent grete is not known"),
        (
            Example(f"So, {word('greet 3').title()}!", "greet", "b.yml"),
            "stands 2 times (greet in a.yml, greet in b.yml)",
        ),
        (Example(f"so {word('greet 3')}", "thank", "b.yml"), "stands 2 times (greet in a.yml, thank in b.yml)"),
        (Example(f"{word('greet 3')} so 40", "thank", "b.yml"), "(greet in a.yml), "),
        (Example("price of a [laptop](service)", "greet", "b.yml"), "marks an entity"),
        (Example('price of [laptops]{"entity": "service"}', "greet", "b.yml"), "marks an entity"),
    ],
)
def test_what_is_wrong_is_said_with_the_place(more: Example, says: str) -> None:
    (problem,) = found(more)
    assert says in problem


def test_nearly_the_same_words_are_refused_in_one_intent_and_across_two() -> None:
    for intent in ("greet", "thank"):
        (problem,) = found(Example(LONG, "greet", "b.yml"), Example(f"{LONG} in 2028", intent, "c.yml"))
        assert problem.startswith(f"Nearly the same: {LONG!r} (greet in b.yml), '{LONG} in 2028' ({intent} in c.yml).")


def test_one_word_may_tell_two_intents_apart_but_not_two_examples_of_one() -> None:
    first = Example("cancel that meeting", "greet", "b.yml")
    assert found(first, Example("yes, cancel that meeting", "thank", "b.yml")) == []
    (problem,) = found(first, Example("yes, cancel that meeting", "greet", "b.yml"))
    assert "Nearly the same" in problem


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"{LONG.title()}?",
        f"{LONG} in 2028",
        "what agreements are up for renewal",
        "which agreementsare up forrenewal",
    ],
)
@pytest.mark.parametrize("intent", ["greet", "thank", ""])
def test_an_example_that_is_measured_by_gives_way_and_the_measure_is_not_shown(text: str, intent: str) -> None:
    (problem,) = found(Example(text, "greet", "b.yml"), evaluated=(Example(LONG, intent, "heldback_intents.yml"),))
    assert problem == f"b.yml: {text!r} (greet) is in heldback_intents.yml, or nearly. Take it out here."


@pytest.mark.parametrize(
    "new",
    [
        Example("Which agreements are up for renewal?", "thank", "new"),
        Example(f"{LONG} in 2028", "thank", "new"),
        Example("what agreements are up for renewal", "greet", "new"),
        Example("what agreements are up for renewal", "thank", "new"),
        Example("a new sentence about [laptops](service)", "greet", "new"),
        Example("a new sentence", "grete", "new"),
        Example("a new sentence", "greet", "new"),
    ],
)
def test_one_more_example_is_checked_as_all_are(new: Example) -> None:
    others = [*GOOD, Example(LONG, "greet", "b.yml")]
    assert problems_of_one(new, others, INTENTS_OF_TESTS) == problems([*others, new], INTENTS_OF_TESTS)


def test_sentences_to_measure_by_are_not_held_against_each_other() -> None:
    assert found(evaluated=(Example(LONG, "greet", "a"), Example(LONG, "greet", "b"))) == []


def test_an_intent_with_too_few_examples_is_named_with_their_number() -> None:
    assert problems([*enough("greet"), *enough("thank")[1:]], INTENTS_OF_TESTS) == [
        f"thank has {FEWEST - 1} examples. Write at least {FEWEST}."
    ]


def test_what_is_out_of_scope_needs_more_examples() -> None:
    given = enough("out_of_scope", FEWEST_OUT_OF_SCOPE)
    assert problems(given, {"out_of_scope"}) == []
    assert len(problems(given[1:], {"out_of_scope"})) == 1


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
