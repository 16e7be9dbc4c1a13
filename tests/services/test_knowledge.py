# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
import pytest

from domain.errors import NotFound
from domain.stages import Stage
from tests.builders import a_stranger
from tests.services.office import KNOWLEDGE

ANYONE = a_stranger()


@pytest.mark.parametrize(
    ("words", "name"),
    [("GT&C", "gtc"), ("bona fide need", "bona_fide_need"), ("SLAs", "sla"), ("bona fyde need", "bona_fide_need")],
)
def test_a_word_is_explained_despite_slips(reading, words, name):
    assert reading.services.knowledge.term(ANYONE, words).term.key == name


def test_an_unknown_word_offers_the_nearest(reading):
    with pytest.raises(NotFound) as refusal:
        reading.services.knowledge.term(ANYONE, "programming officials list")
    assert "program_official" in refusal.value.nearest


def test_all_words_stand_once_in_pages_by_alphabet(reading):
    first = reading.services.knowledge.terms(ANYONE)
    pages = [reading.services.knowledge.terms(ANYONE, page) for page in range(first.pages)]
    names = [term.name for page in pages for term in page.terms]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(KNOWLEDGE.terms) == first.count >= 40
    assert [page.has_next for page in pages] == [True] * (first.pages - 1) + [False]
    assert reading.services.knowledge.terms(ANYONE, 99) == pages[-1]


def test_the_ten_steps_come_in_order_with_their_neighbours(reading):
    cards = reading.services.knowledge.process(ANYONE)
    assert [card.stage for card in cards] == list(Stage)
    assert [card.number for card in cards] == list(range(1, 11))
    assert cards[0].before is None
    assert cards[9].after is None
    assert cards[3].after == cards[4].step


@pytest.mark.parametrize(
    ("words", "stage"), [("survey", Stage.SURVEY), ("the survay", None), ("negotiation", Stage.PROPOSAL)]
)
def test_a_step_is_found_by_its_names(reading, words, stage):
    if stage is None:
        with pytest.raises(NotFound) as refusal:
            reading.services.knowledge.stage(ANYONE, words)
        assert Stage.SURVEY in refusal.value.nearest
    else:
        assert reading.services.knowledge.stage(ANYONE, words).stage is stage


def test_every_pricing_topic_is_found_by_its_title(reading):
    for topic in reading.services.knowledge.topics(ANYONE):
        assert reading.services.knowledge.topic(ANYONE, topic.title) == topic
