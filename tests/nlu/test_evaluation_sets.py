"""The sentences that the understanding is measured by, and the check of them."""

from pathlib import Path

import pytest

from bot.intents import INTENTS
from bot.understanding.server import NLU
from cli.evaluation_sets import FEWEST, EvaluationSet, Sentence, problems_of_sets, read_said, read_set, read_sets
from cli.examples import DataUnreadable
from tests.nlu.test_examples import word

ENTITIES = "at: 2026-11-18T10:30:00-05:00\nzone: America/New_York\nsentences:\n"


def test_the_evaluation_files_have_nothing_to_mend() -> None:
    assert problems_of_sets(read_sets(NLU / "evaluation"), set(INTENTS)) == []


def sentences(intent: str, plain: int = 8, hard: int = 4, name: str = "validation") -> list[Sentence]:
    return [
        Sentence(word(f"{name} {n}"), intent, f"{name}_intents.yml", n >= plain, f"{intent} {n}")
        for n in range(plain + hard)
    ]


def a_set(*more: Sentence, name: str = "validation") -> EvaluationSet:
    return EvaluationSet(name, (*sentences("greet", name=name), *more), ())


def said(text: str, intent: str = "greet", file: str = "validation_intents.yml", hard: bool = False) -> Sentence:
    return Sentence(text, intent, file, hard, f"{intent}, hard 9" if hard else f"{intent}, plain 9")


def test_enough_sentences_with_a_third_of_them_hard_are_right() -> None:
    assert problems_of_sets([a_set(), a_set(name="heldback")], {"greet"}) == []


def test_too_few_sentences_are_named() -> None:
    few = EvaluationSet("validation", tuple(sentences("greet", plain=7)), ())
    assert problems_of_sets([few], {"greet"}) == [
        f"validation_intents.yml: greet has 11 sentences. Write at least {FEWEST}."
    ]


def test_too_few_hard_sentences_are_named() -> None:
    assert problems_of_sets([a_set(said("another one"))], {"greet"}) == [
        "validation_intents.yml: of greet, 4 of 13 sentences are hard. A third should be."
    ]


def test_unknown_intents_are_named_with_their_place() -> None:
    assert problems_of_sets([a_set(said("another one", "grete"))], {"greet"}) == [
        "validation_intents.yml, grete, plain 9: the intent 'grete' is not known."
    ]


def test_the_same_words_twice_are_named_by_their_places_alone() -> None:
    twice = said(f"{word('validation 2').title()}!", hard=True)
    assert problems_of_sets([a_set(twice)], {"greet"}) == [
        "validation_intents.yml: greet 2 stands again as greet, hard 9. Keep one."
    ]


@pytest.mark.parametrize("text", ["which of our agreements are up for renewal", "what agreements are up for renewal"])
def test_sets_do_not_share_sentences(text: str) -> None:
    one = said("Which agreements are up for renewal?", hard=True)
    other = said(text, file="heldback_intents.yml", hard=True)
    assert problems_of_sets([a_set(other, name="heldback"), a_set(one)], {"greet"}) == [
        "validation_intents.yml, greet, hard 9 is (nearly) heldback_intents.yml, greet, hard 9. Replace the former."
    ]


def write_set(folder: Path, intents: str, entities: str = "  - {text: 20 laptops, entities: []}\n") -> None:
    (folder / "validation_intents.yml").write_text(intents, encoding="utf-8")
    (folder / "validation_entities.yml").write_text(ENTITIES + entities, encoding="utf-8")


def test_both_files_of_a_set_are_read_with_the_places_of_their_sentences(tmp_path: Path) -> None:
    write_set(tmp_path, '- intent: greet\n  plain: ["hi", "hey"]\n  hard:\n    - "yo: there"\n- intent: thank\n')
    (read,) = read_sets(tmp_path)
    assert read == read_set(tmp_path, "validation")
    assert [(each.text, each.hard, each.place) for each in read.sentences] == [
        ("hi", False, "greet, plain 1"),
        ("hey", False, "greet, plain 2"),
        ("yo: there", True, "greet, hard 1"),
        ("20 laptops", False, "sentence 1"),
    ]
    assert {each.file for each in read.sentences} == {"validation_intents.yml", "validation_entities.yml"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no list of intents"),
        ("a: 3", "no list of intents"),
        ("[", "no list of intents"),
        ("- plain: [hi]", "no list of intents"),
        ("- intent: greet\n  plain: 3", "no list of intents"),
        ("- intent: greet\n", "has no sentences"),
        ("- intent: affirm\n  plain: [yes]", "affirm, plain 1 is no sentence"),
        ("- intent: affirm\n  hard: [' ']", "affirm, hard 1 is no sentence"),
    ],
)
def test_a_file_that_is_no_list_of_intents_is_named(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "validation_intents.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataUnreadable, match=says):
        read_said(path)
    with pytest.raises(DataUnreadable, match=r"validation_intents\.yml"):
        read_said(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataUnreadable, match=r"heldback_intents\.yml"):
        read_set(tmp_path, "heldback")
