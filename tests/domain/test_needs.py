from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Conflict, InvalidInput
from domain.needs import (
    MOST_UNITS,
    Need,
    NeedContent,
    NeedState,
    Source,
    SourceKind,
    all_settled,
    checked,
    confirm,
    correct,
    decline,
    edit,
    edition,
    remove,
    take_over,
    waiting,
)
from tests.builders import NOON

CONTENT = NeedContent("end_user_support", "40 laptops for the field office", "managed_laptop", 40)
OTHER = replace(CONTENT, text="45 laptops", quantity=45)
SOURCE = Source(SourceKind.MEETING, "Kickoff")
LATER = NOON + timedelta(hours=1)


def a_need(**changes: object) -> Need:
    return replace(Need("n-1", "a-1", "nrcs", CONTENT, SOURCE, "staff", NOON), **changes)  # pyright: ignore[reportArgumentType]


def corrected() -> Need:
    return correct(a_need(), OTHER, LATER, "p-1")[0]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "x" * 3_001}, "text"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -4}, "quantity"),
        ({"quantity": MOST_UNITS + 1}, "quantity"),
    ],
)
def test_what_cannot_be_a_need_is_refused_at_its_field(changes: dict[str, object], field: str):
    with pytest.raises(InvalidInput) as refused:
        checked(replace(CONTENT, **changes))  # pyright: ignore[reportArgumentType]
    assert refused.value.field == field


def test_the_longest_text_is_kept_without_blanks_around_it():
    assert checked(replace(CONTENT, text=f" {'x' * 3_000} ")).text == "x" * 3_000


def test_an_edit_must_be_confirmed_anew_and_leaves_its_history():
    agreed, _ = confirm(a_need(), NOON, "p-1")
    said, changes = edit(agreed, OTHER, SOURCE, LATER, "staff")
    assert (said.state, said.content, said.revision, said.answered_by) == (NeedState.RECORDED, OTHER, 2, None)
    assert [(c.field, c.old, c.new) for c in changes] == [
        ("text", CONTENT.text, OTHER.text),
        ("quantity", "40", "45"),
        ("state", "confirmed", "recorded"),
    ]


def test_an_edit_that_changes_nothing_leaves_the_confirmation():
    agreed, _ = confirm(a_need(), NOON, "p-1")
    assert edit(agreed, CONTENT, SOURCE, LATER, "staff") == (agreed, ())


def test_an_edit_answers_a_correction():
    said, _ = edit(corrected(), CONTENT, SOURCE, LATER, "staff")
    assert (said.state, said.correction) == (NeedState.RECORDED, None)


def test_a_correction_waits_for_staff_and_changes_nothing_yet():
    need = corrected()
    assert (need.state, need.content, need.correction, need.answered_by) == (
        NeedState.CORRECTED,
        CONTENT,
        OTHER,
        "p-1",
    )
    for answer in (confirm, decline):
        with pytest.raises(Conflict, match="waits for CEC staff"):
            answer(need, LATER, "p-1")


def test_a_correction_without_a_difference_is_refused():
    with pytest.raises(InvalidInput, match="says already"):
        correct(a_need(), CONTENT, LATER, "p-1")


def test_the_words_before_take_a_correction_back_and_the_line_waits_again():
    need, changes = correct(corrected(), CONTENT, LATER, "p-2")
    assert (need.state, need.content, need.correction, need.answered_by) == (NeedState.RECORDED, CONTENT, None, None)
    assert need.revision > corrected().revision
    assert ("state", "corrected", "recorded", "p-2") in [(c.field, c.old, c.new, c.by) for c in changes]
    assert confirm(need, LATER, "p-1")[0].state is NeedState.CONFIRMED


def test_a_line_that_the_customer_added_waits_for_staff_again_when_its_correction_is_taken_back():
    added = a_need(state=NeedState.ADDED, source=Source(SourceKind.CUSTOMER), answered_by="p-1")
    again, _ = correct(correct(added, OTHER, LATER, "p-1")[0], CONTENT, LATER, "p-1")
    assert (again.state, again.correction, again.answered_by) == (NeedState.ADDED, None, "p-1")
    assert again.revision == added.revision + 2


def test_a_correction_that_is_taken_over_is_confirmed_by_who_wrote_it():
    said, changes = take_over(corrected(), LATER, "staff")
    assert (said.state, said.content, said.correction, said.answered_by) == (NeedState.CONFIRMED, OTHER, None, "p-1")
    assert {change.by for change in changes} == {"staff"}


def test_without_a_correction_there_is_nothing_to_take_over():
    with pytest.raises(Conflict, match="no correction"):
        take_over(a_need(), LATER, "staff")


def test_a_second_press_changes_nothing():
    for first, again in (
        (confirm(a_need(), NOON, "p-1")[0], confirm),
        (decline(a_need(), NOON, "p-1")[0], decline),
        (remove(a_need(), NOON, "staff")[0], remove),
        (take_over(corrected(), NOON, "staff")[0], take_over),
    ):
        assert again(first, LATER, "p-2") == (first, ())
    assert correct(corrected(), OTHER, LATER, "p-2") == (corrected(), ())


def test_a_removed_line_is_not_answered():
    gone, _ = remove(a_need(), NOON, "staff")
    for answer in (confirm, decline, take_over):
        with pytest.raises(Conflict, match="removed this line"):
            answer(gone, LATER, "p-1")
    with pytest.raises(Conflict, match="removed this line"):
        edit(gone, OTHER, SOURCE, LATER, "staff")


def test_all_is_settled_when_every_line_that_is_left_is_agreed_to():
    agreed = confirm(a_need(), NOON, "p-1")[0]
    declined = decline(a_need(id="n-2"), NOON, "p-1")[0]
    gone = remove(a_need(id="n-3"), NOON, "staff")[0]
    assert all_settled([agreed, declined, gone])
    assert not all_settled([agreed, a_need(id="n-4")])
    assert not all_settled([agreed, corrected()])
    assert not all_settled([declined, gone])
    assert not all_settled([])
    assert waiting([agreed, a_need(id="n-4"), corrected()]) == (a_need(id="n-4"),)


def test_the_edition_grows_with_what_the_lines_say_and_not_with_answers():
    first = a_need()
    assert edition([first]) == edition([confirm(first, NOON, "p-1")[0]])
    assert edition([first, a_need(id="n-2")]) > edition([first])
    assert edition([edit(first, OTHER, SOURCE, LATER, "staff")[0]]) > edition([first])
    assert edition([corrected()]) > edition([first])
