"""What a reviewer is shown of sentences that were not understood."""

from datetime import timedelta

from domain.unclear_sentences import UnclearSentence, proposals
from tests.builders import NOON

RANKING = (("view_report", 0.31), ("list_meetings", 0.22))


def said(text: str, minutes: int, chosen: str | None = None) -> UnclearSentence:
    return UnclearSentence(f"s-{minutes}", text, RANKING, NOON + timedelta(minutes=minutes), chosen)


def test_the_same_words_are_one_proposal_with_their_number() -> None:
    found = proposals([said("The numbers?", 1), said("how are we doing", 2), said("the NUMBERS", 3)])
    assert [(each.text, each.count) for each in found] == [("the NUMBERS", 2), ("how are we doing", 1)]


def test_what_people_chose_counts_more_than_what_was_likeliest() -> None:
    found = proposals(
        [said("the numbers", 1, "ask_price"), said("the numbers", 2), said("the numbers", 3, "ask_price")]
    )
    assert (found[0].intent, found[0].chosen) == ("ask_price", 2)


def test_what_nobody_chose_is_proposed_as_the_likeliest() -> None:
    assert (proposals([said("the numbers", 1)])[0].intent, proposals([said("x y", 1)])[0].chosen) == ("view_report", 0)


def test_asking_for_a_person_or_for_help_says_nothing_about_the_sentence() -> None:
    found = proposals([said("the numbers", 1, "talk_to_human"), said("the numbers", 2, "help")])
    assert (found[0].intent, found[0].chosen) == ("view_report", 0)


def test_the_latest_of_equally_frequent_ones_comes_first() -> None:
    assert [each.text for each in proposals([said("old one", 1), said("new one", 2)])] == ["new one", "old one"]


def test_nothing_kept_is_nothing_to_review() -> None:
    assert proposals([]) == ()
