"""Sentences that were not understood, on both databases."""

from datetime import timedelta

import pytest

from domain.errors import Conflict
from domain.unclear_sentences import Decision, UnclearSentence
from storage.unit_of_work import Storage
from tests.builders import NOON, a_person
from tests.storage.texts import TEXTS


def a_sentence(number: int = 1, text: str = "the numbers", **changes: object) -> UnclearSentence:
    values = {"ranking": (("view_report", 0.3125),), "at": NOON + timedelta(minutes=number), **changes}
    return UnclearSentence(f"s-{number}", text, **values)  # pyright: ignore[reportArgumentType]


def add(storage: Storage, *sentences: UnclearSentence) -> None:
    with storage.unit_of_work() as work:
        for sentence in sentences:
            work.unclear_sentences.add(sentence)
        work.commit()


def undecided(storage: Storage) -> tuple[UnclearSentence, ...]:
    with storage.reading() as work:
        return work.unclear_sentences.undecided()


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back_as_it_was(storage: Storage, text: str) -> None:
    add(storage, a_sentence(text=text, chosen="ask_price"))
    found = undecided(storage)[0]
    assert (found.ranking, found.chosen, found.at) == ((("view_report", 0.3125),), "ask_price", a_sentence().at)


def test_sentences_come_in_the_order_of_time(storage: Storage) -> None:
    add(storage, a_sentence(2), a_sentence(1), a_sentence(3, "how are we doing"))
    assert [each.id for each in undecided(storage)] == ["s-1", "s-2", "s-3"]


def test_the_last_choice_counts_and_a_sentence_that_is_gone_has_none(storage: Storage) -> None:
    add(storage, a_sentence())
    with storage.unit_of_work() as work:
        assert work.unclear_sentences.choose("s-1", "ask_price")
        assert work.unclear_sentences.choose("s-1", "view_report")
        assert not work.unclear_sentences.choose("gone", "view_report")
        work.commit()
    assert undecided(storage)[0].chosen == "view_report"


def test_a_decision_counts_for_all_with_the_same_words_also_for_those_that_come_later(storage: Storage) -> None:
    add(storage, a_sentence(1), a_sentence(2, "The numbers?"), a_sentence(3, "how are we doing"))
    with storage.unit_of_work() as work:
        assert work.unclear_sentences.decide("the numbers", Decision.DROPPED)
        work.commit()
    add(storage, a_sentence(4, "THE numbers"))
    assert [each.id for each in undecided(storage)] == ["s-3"]


def test_only_the_first_decision_counts(storage: Storage) -> None:
    add(storage, a_sentence())
    for first in (True, False):
        with storage.unit_of_work() as work:
            assert work.unclear_sentences.decide("the numbers", Decision.ACCEPTED) is first
            work.commit()
    with storage.unit_of_work() as work:
        assert not work.unclear_sentences.decide("never said", Decision.ACCEPTED)


def test_what_is_old_is_erased_and_all_is_when_it_should_be(storage: Storage) -> None:
    add(storage, a_sentence(1), a_sentence(2), a_sentence(3))
    with storage.unit_of_work() as work:
        assert work.unclear_sentences.forget_before(NOON + timedelta(minutes=2)) == 1
        assert work.unclear_sentences.forget_all() == 2
        work.commit()
    assert undecided(storage) == ()


def test_the_same_id_twice_is_refused(storage: Storage) -> None:
    add(storage, a_sentence())
    with pytest.raises(Conflict):
        add(storage, a_sentence())


def test_words_of_names_are_found_whatever_their_accents(storage: Storage) -> None:
    with storage.unit_of_work() as work:
        work.people.save(a_person("p-9", organization=None, name="José Núñez"))
        work.commit()
    with storage.reading() as work:
        assert work.unclear_sentences.names_among(["josé", "nunez", "jose", "laptop"]) == {"josé", "jose", "nunez"}
        assert work.unclear_sentences.names_among([]) == frozenset()
