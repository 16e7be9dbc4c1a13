"""The customer answers needs line by line; the agreement moves on when all are settled."""
# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.

from dataclasses import replace

import pytest

from domain.errors import Conflict, InvalidInput, NotAllowed
from domain.needs import NeedContent, NeedState, SourceKind
from domain.notices import NoticeKind
from domain.stages import Stage
from services.needs import confirmed
from tests.services.needs import BACKUP, FS, LAPTOPS, TALK, recorded, sent, stage, told
from tests.services.office import Office

RADIOS = NeedContent("voice_and_video", "12 radios", None, 12)


def test_when_every_line_is_confirmed_the_agreement_moves_on(office: Office):
    needs, erik = office.services.needs, office.actor("erik")
    first, second = sent(office).needs
    assert needs.confirm(erik, first.id, first.revision).changed
    assert stage(office) is Stage.UNDERSTAND_NEEDS
    assert needs.confirm(erik, second.id, second.revision).changed
    assert stage(office) is Stage.SURVEY
    assert told(office, NoticeKind.NEEDS_ANSWERED) == [("U0JAMES", "confirmed")]
    agreement = office.services.agreements.status(erik, FS)
    assert [e.words for e in agreement.history][:2] == [
        "moved it from understand needs to survey",
        "noted the customer's confirmation of the needs",
    ]


def test_all_are_confirmed_with_one_press_and_a_second_changes_nothing(office: Office):
    needs, erik, view = office.services.needs, office.actor("erik"), sent(office)
    assert needs.confirm_all(erik, FS, view.edition).changed
    assert stage(office) is Stage.SURVEY
    assert not needs.confirm_all(erik, FS, view.edition).changed
    assert not needs.confirm(erik, view.needs[0].id, view.needs[0].revision).changed
    assert len(told(office, NoticeKind.NEEDS_ANSWERED)) == 1


def test_all_is_not_confirmed_unseen(office: Office):
    view = sent(office)
    recorded(office, BACKUP)
    with pytest.raises(Conflict, match="were changed after you opened them"):
        office.services.needs.confirm_all(office.actor("erik"), FS, view.edition)


def test_a_line_that_staff_changed_meanwhile_is_not_confirmed_unseen(office: Office):
    need = sent(office, LAPTOPS).needs[0]
    office.services.needs.edit(office.actor("james"), need.id, replace(LAPTOPS, text="4 laptops"), TALK, 1)
    with pytest.raises(Conflict, match="It now says: “4 laptops”"):
        office.services.needs.confirm(office.actor("erik"), need.id, need.revision)
    assert told(office, NoticeKind.NEEDS_CHANGED) == [("U0ERIK", "changed")]


def test_a_correction_comes_back_to_staff_who_take_it_over(office: Office):
    needs, erik, james = office.services.needs, office.actor("erik"), office.actor("james")
    need = sent(office, LAPTOPS).needs[0]
    corrected = needs.correct(erik, need.id, "60 laptops", 60, need.revision).view.needs[0]
    assert (corrected.state, corrected.correction.quantity) == (NeedState.CORRECTED, 60)
    (notice,) = [n for n in office.notices() if n.kind is NoticeKind.NEEDS_ANSWERED]
    assert (notice.to.slack_user_id, notice.facts["what"], notice.facts["correction"]) == (
        "U0JAMES",
        "corrected",
        "60 laptops",
    )
    assert stage(office) is Stage.UNDERSTAND_NEEDS
    needs.take_over(james, need.id, corrected.revision)
    assert stage(office) is Stage.SURVEY
    assert not needs.take_over(james, need.id, corrected.revision).changed
    assert told(office, NoticeKind.NEEDS_CHANGED) == [("U0ERIK", "taken_over")]


def test_a_correction_is_taken_back_by_the_words_before_and_staff_are_told(office: Office):
    needs, erik = office.services.needs, office.actor("erik")
    need = sent(office, LAPTOPS).needs[0]
    corrected = needs.correct(erik, need.id, "60 laptops", 60, need.revision).view.needs[0]
    again = needs.correct(erik, need.id, LAPTOPS.text, LAPTOPS.quantity, corrected.revision).view.needs[0]
    assert (again.state, again.correction) == (NeedState.RECORDED, None)
    assert told(office, NoticeKind.NEEDS_ANSWERED) == [("U0JAMES", "corrected"), ("U0JAMES", "taken_back")]
    needs.confirm(erik, need.id, again.revision)
    assert stage(office) is Stage.SURVEY


@pytest.mark.parametrize(
    ("text", "quantity", "field"), [("", 1, "text"), ("x" * 3_001, 1, "text"), ("y", 0, "quantity")]
)
def test_a_correction_that_cannot_be_kept_is_refused_at_its_field(office: Office, text: str, quantity: int, field: str):
    need = sent(office, LAPTOPS).needs[0]
    with pytest.raises(InvalidInput) as refused:
        office.services.needs.correct(office.actor("erik"), need.id, text, quantity, need.revision)
    assert refused.value.field == field


def test_two_customers_who_answer_the_same_line_at_once(office: Office):
    needs, need = office.services.needs, sent(office, LAPTOPS).needs[0]
    needs.correct(office.actor("erik"), need.id, "60 laptops", 60, need.revision)
    for answer in (needs.confirm, needs.decline):
        with pytest.raises(Conflict, match="waits for CEC staff"):
            answer(office.actor("naomi"), need.id, need.revision)
    with pytest.raises(Conflict, match="It now says: “60 laptops”"):
        needs.correct(office.actor("naomi"), need.id, "70 laptops", 70, need.revision)


def test_a_line_that_is_not_needed_does_not_hold_it_up(office: Office):
    needs, erik = office.services.needs, office.actor("erik")
    first, second = sent(office).needs
    needs.decline(erik, first.id, first.revision)
    assert told(office, NoticeKind.NEEDS_ANSWERED) == [("U0JAMES", "not_needed")]
    needs.confirm(erik, second.id, second.revision)
    assert stage(office) is Stage.SURVEY


def test_when_nothing_is_needed_staff_record_what_is(office: Office):
    need = sent(office, LAPTOPS).needs[0]
    office.services.needs.decline(office.actor("erik"), need.id, need.revision)
    assert stage(office) is Stage.UNDERSTAND_NEEDS


def test_a_later_change_is_confirmed_anew_and_the_step_stays(office: Office):
    needs, erik, view = office.services.needs, office.actor("erik"), sent(office)
    needs.confirm_all(erik, FS, view.edition)
    need = view.needs[0]
    changed = needs.edit(office.actor("james"), need.id, replace(LAPTOPS, quantity=80), TALK, need.revision).view
    assert [n.id for n in changed.waiting] == [need.id]
    assert stage(office) is Stage.SURVEY
    assert needs.confirm(erik, need.id, 2).changed
    assert stage(office) is Stage.SURVEY


def test_the_survey_starts_with_what_was_confirmed(office: Office):
    needs, erik = office.services.needs, office.actor("erik")
    first, second = sent(office).needs
    needs.confirm(erik, first.id, first.revision)
    needs.decline(erik, second.id, second.revision)
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(FS)
        assert agreement is not None
        assert [need.content for need in confirmed(work, agreement)] == [LAPTOPS]


def test_a_line_that_the_customer_added_waits_for_staff_and_then_is_confirmed(office: Office):
    needs, erik, james = office.services.needs, office.actor("erik"), office.actor("james")
    (need,) = sent(office, LAPTOPS).needs
    added = needs.add(erik, FS, RADIOS, "z-1").view.needs[1]
    assert not needs.add(erik, FS, RADIOS, "z-1").changed
    assert (added.state, added.author, added.source.kind) == (NeedState.ADDED, "p-erik", SourceKind.CUSTOMER)
    assert told(office, NoticeKind.NEEDS_ANSWERED) == [("U0JAMES", "added")]
    needs.confirm(erik, need.id, need.revision)
    with pytest.raises(Conflict, match="CEC staff answer it first"):
        needs.confirm(erik, added.id, added.revision)
    assert stage(office) is Stage.UNDERSTAND_NEEDS
    assert needs.take_over(james, added.id, added.revision).changed
    assert not needs.take_over(james, added.id, added.revision).changed
    assert stage(office) is Stage.SURVEY
    assert told(office, NoticeKind.NEEDS_CHANGED) == [("U0ERIK", "agreed")]


def test_an_added_line_is_withdrawn_or_said_otherwise(office: Office):
    needs, erik = office.services.needs, office.actor("erik")
    sent(office, LAPTOPS)
    added = needs.add(erik, FS, RADIOS).view.needs[1]
    corrected = needs.correct(erik, added.id, "20 radios", 20, added.revision).view.needs[1]
    assert (corrected.state, corrected.correction.quantity) == (NeedState.CORRECTED, 20)
    other = needs.add(erik, FS, RADIOS).view.needs[2]
    assert needs.decline(erik, other.id, other.revision).view.needs[2].state is NeedState.NOT_NEEDED


def test_staff_who_change_an_added_line_ask_the_customer_to_confirm_it(office: Office):
    sent(office, LAPTOPS)
    added = office.services.needs.add(office.actor("erik"), FS, RADIOS).view.needs[1]
    wider = replace(RADIOS, quantity=20)
    view = office.services.needs.edit(office.actor("james"), added.id, wider, added.source, added.revision).view
    assert view.needs[1].state is NeedState.RECORDED
    assert told(office, NoticeKind.NEEDS_CHANGED) == [("U0ERIK", "changed")]


def test_nothing_is_added_before_the_needs_are_sent_or_without_words(office: Office):
    recorded(office, LAPTOPS)
    with pytest.raises(Conflict, match="still recording"):
        office.services.needs.add(office.actor("erik"), FS, RADIOS)
    office.services.needs.complete(office.actor("james"), FS)
    with pytest.raises(InvalidInput):
        office.services.needs.add(office.actor("erik"), FS, replace(RADIOS, text=" "))
    with pytest.raises(NotAllowed):
        office.services.needs.add(office.actor("james"), FS, RADIOS)
