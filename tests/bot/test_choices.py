"""Which offer or list entry a sentence chooses: a place pointed at, or a yes that is surely one."""

import pytest

from bot.choices import listed, picked_from_list, picked_offer, with_agreements_shown, with_offers_open
from bot.context import Turn
from bot.understanding.model import Understanding
from bot.views.talk import PERSON, PRICE, Offer
from services.memory import Memory
from tests.bot.saying import an_asker

type Ranking = tuple[tuple[str, float], ...]
OFFERED = with_offers_open(Memory(misunderstood=2), [PERSON, PRICE], PERSON.intent)
LISTED = with_agreements_shown(Memory(), ["SLA-2027-0031", "SLA-2027-0041"])
ONE_LISTED = with_agreements_shown(Memory(), ["SLA-2027-0031"])
YES: Ranking = (("affirm", 0.95), ("thank", 0.02))
PERHAPS: Ranking = (("affirm", 0.12), ("deny", 0.1))
YES_OR_NO: Ranking = (("affirm", 0.5), ("deny", 0.45))


def a_turn(text: str, ranking: Ranking, memory: Memory) -> Turn:
    meant = Understanding(text, *ranking[0], ranking)
    return Turn(an_asker(), text, meant, memory, None)  # type: ignore[arg-type]


OFFERS = [
    ("yes please, go ahead", YES, PERSON),
    ("go ahead with it", YES, PERSON),
    ("the first one", (("deny", 0.2),), PERSON),
    ("yes, the second one", YES, PRICE),
    ("the price", (("ask_price", 0.9),), PRICE),
    ("blorp", PERHAPS, None),
    ("yes", PERHAPS, None),
    ("yes and no", YES_OR_NO, None),
    ("the last invoice was wrong", (("affirm", 0.2),), None),
    ("the last invoice was right", YES, None),
    ("go ahead, the second time it failed", YES, None),
    ("the eighth one", YES, None),
]


@pytest.mark.parametrize(("text", "ranking", "offer"), OFFERS)
def test_an_offer_is_chosen_by_its_place_its_words_or_a_sure_yes(
    text: str, ranking: Ranking, offer: Offer | None
) -> None:
    found = picked_offer(a_turn(text, ranking, OFFERED))
    assert (found and found.intent) == (offer and offer.intent)


ENTRIES = [
    ("the last one", PERHAPS, LISTED, "SLA-2027-0041"),
    ("yes, that one", YES, ONE_LISTED, "SLA-2027-0031"),
    ("go ahead", YES, ONE_LISTED, "SLA-2027-0031"),
    ("blorp", PERHAPS, ONE_LISTED, None),
    ("the last invoice was right", YES, LISTED, None),
    ("the last invoice was right", YES, ONE_LISTED, None),
    ("yes", YES, LISTED, None),
]


@pytest.mark.parametrize(("text", "ranking", "memory", "number"), ENTRIES)
def test_of_a_list_one_is_chosen_in_the_same_way(
    text: str, ranking: Ranking, memory: Memory, number: str | None
) -> None:
    found = picked_from_list(a_turn(text, ranking, memory))
    assert (found and found.first("agreement_number")) == number


def test_what_is_offered_is_named_without_effect() -> None:
    assert listed([Offer("Agreements of <!channel> & Co", "list_agreements"), PRICE]) == (
        "Agreements of &lt;!channel&gt; &amp; Co or Get a price."
    )
