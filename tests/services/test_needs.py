# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.
from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.errors import CecError, Conflict, InvalidInput, NotAllowed, NotFound
from domain.needs import NeedContent, NeedState, Source, SourceKind
from domain.notices import NoticeKind
from domain.permissions import Actor
from domain.stages import Stage
from services.needs import confirmed
from services.needs_cards import NeedsView
from tests.services.office import Office

FS = "SLA-2027-0048"
LAPTOPS = NeedContent("end_user_support", "40 laptops for the field office", "managed_laptop", 40)
BACKUP = NeedContent("storage_and_backup", "Backup of incident maps every night")
TALK = Source(SourceKind.MEETING, "Kickoff")


def recorded(office: Office, *contents: NeedContent, number: str = FS) -> NeedsView:
    """Needs that staff recorded and have not sent."""
    for content in contents or (LAPTOPS, BACKUP):
        view = office.services.needs.record(office.actor("james"), number, content, TALK).view
    return view  # pyright: ignore[reportPossiblyUnboundVariable]


def sent(office: Office, *contents: NeedContent) -> NeedsView:
    recorded(office, *contents)
    return office.services.needs.complete(office.actor("james"), FS).view


def stage(office: Office) -> Stage:
    return office.services.agreements.status(office.actor("james"), FS).stage


def told(office: Office, kind: NoticeKind) -> list[tuple[str | None, str]]:
    return [(n.to.slack_user_id, str(n.facts["what"])) for n in office.notices() if n.kind is kind]


# -- recording ---------------------------------------------------------------------------------------------------


def test_staff_record_a_need_with_its_area_source_author_and_time(office: Office):
    view = recorded(office, LAPTOPS)
    (line,) = view.lines
    assert (line.area, line.service, line.amount, line.author) == (
        "End-user support",
        "Managed laptop",
        "40 laptops",
        "James Okafor",
    )
    assert (line.need.source, line.need.at) == (TALK, office.clock.at)
    assert (view.sent, view.may_record, view.may_confirm) == (False, True, False)
    (change,) = office.history("need", line.need.id)
    assert (change.field, change.new, change.by, change.organization) == ("recorded", LAPTOPS.text, "p-james", "fs")


def test_a_form_that_is_sent_twice_counts_once(office: Office):
    james, needs = office.actor("james"), office.services.needs
    assert needs.record(james, FS, LAPTOPS, TALK, "form-1").changed
    again = needs.record(james, FS, LAPTOPS, TALK, "form-1")
    assert (again.changed, len(again.view.lines)) == (False, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": "x" * 3_001}, "text"),
        ({"quantity": 0}, "quantity"),
        ({"area": "cooking"}, "area"),
        ({"area": ""}, "area"),
        ({"service": "unicorn_stable"}, "service"),
    ],
)
def test_what_cannot_be_a_need_is_refused_at_its_field(office: Office, changes: dict[str, object], field: str):
    content = replace(LAPTOPS, **changes)  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidInput) as refused:
        office.services.needs.record(office.actor("james"), FS, content, TALK)
    assert refused.value.field == field
    assert office.services.needs.view(office.actor("james"), FS).lines == ()


def test_a_source_that_is_too_long_is_refused(office: Office):
    with pytest.raises(InvalidInput) as refused:
        office.services.needs.record(office.actor("james"), FS, LAPTOPS, replace(TALK, reference="x" * 1_001))
    assert refused.value.field == "reference"


def test_a_need_is_edited_and_removed_with_its_history(office: Office):
    james, needs = office.actor("james"), office.services.needs
    need = recorded(office, LAPTOPS).needs[0]
    edited = needs.edit(james, need.id, replace(LAPTOPS, quantity=45), TALK, need.revision).view.needs[0]
    assert (edited.content.quantity, edited.revision) == (45, 2)
    assert needs.remove(james, need.id, edited.revision).view.lines == ()
    assert not needs.remove(james, need.id, edited.revision).changed
    entries = needs.history(james, need.id)
    assert [(e.change.field, e.change.new, e.by) for e in entries] == [
        ("state", "removed", "James Okafor"),
        ("quantity", "45", "James Okafor"),
        ("recorded", LAPTOPS.text, "James Okafor"),
    ]


def test_of_two_people_who_edit_at_once_the_later_is_told_what_it_says_now(office: Office):
    needs, need = office.services.needs, recorded(office, LAPTOPS).needs[0]
    needs.edit(office.actor("priya"), need.id, replace(LAPTOPS, text="45 laptops"), TALK, need.revision)
    with pytest.raises(Conflict, match="It now says: “45 laptops”"):
        needs.edit(office.actor("james"), need.id, replace(LAPTOPS, text="50 laptops"), TALK, need.revision)


def test_a_closed_agreement_keeps_its_needs(office: Office):
    james = office.actor("james")
    need = recorded(office, LAPTOPS).needs[0]
    office.services.agreements.close(james, FS, "Not wanted any more")
    with pytest.raises(Conflict, match="is closed"):
        office.services.needs.remove(james, need.id, need.revision)
    assert not office.services.needs.view(james, FS).may_record


# -- complete ----------------------------------------------------------------------------------------------------


def test_complete_needs_are_recorded_in_the_agreement_and_sent_to_the_customer(office: Office):
    view = sent(office)
    assert view.sent
    assert office.services.agreements.status(office.actor("james"), FS).turn.requirement.key == "needs_confirmed"
    assert told(office, NoticeKind.NEEDS_SENT) == [("U0ERIK", "sent")]
    assert office.services.needs.view(office.actor("erik"), FS).may_confirm


def test_a_second_press_sends_nothing_again(office: Office):
    sent(office)
    assert not office.services.needs.complete(office.actor("priya"), FS).changed
    assert len(told(office, NoticeKind.NEEDS_SENT)) == 1


def test_without_any_need_there_is_nothing_to_send(office: Office):
    with pytest.raises(Conflict, match="Record at least one"):
        office.services.needs.complete(office.actor("james"), FS)


def test_before_its_step_nothing_is_sent(office: Office):
    recorded(office, LAPTOPS, number="SLA-2027-0051")
    with pytest.raises(Conflict, match=r"still needs .* as "):
        office.services.needs.complete(office.actor("james"), "SLA-2027-0051")


def test_nothing_is_confirmed_before_it_is_sent(office: Office):
    need = recorded(office, LAPTOPS).needs[0]
    with pytest.raises(Conflict, match="still recording"):
        office.services.needs.confirm(office.actor("erik"), need.id, need.revision)
    with pytest.raises(Conflict, match="still recording"):
        office.services.needs.confirm_all(office.actor("erik"), FS, 1)


# -- the customer's answers --------------------------------------------------------------------------------------


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


# -- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["maria", "nina"])
def test_another_organizations_needs_are_as_if_they_were_not_there(office: Office, name: str):
    need, who, needs = sent(office, LAPTOPS).needs[0], office.actor(name), office.services.needs
    for number in (FS, "SLA-2027-9999"):
        with pytest.raises((NotFound, NotAllowed)):
            needs.view(who, number)
    refusals = {refusal(lambda i=i: needs.confirm(who, i, 1)) for i in (need.id, "n-none")}
    assert refusals == {"I can't find that need. Open the needs of the agreement again."}
    assert refusal(lambda: needs.history(who, need.id)) in refusals


def test_a_customer_records_nothing(office: Office):
    need = sent(office, LAPTOPS).needs[0]
    for attempt in (
        lambda: office.services.needs.record(office.actor("erik"), FS, LAPTOPS, TALK),
        lambda: office.services.needs.remove(office.actor("erik"), need.id, 1),
        lambda: office.services.needs.complete(office.actor("erik"), FS),
        lambda: office.services.needs.take_over(office.actor("erik"), need.id, 1),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_staff_do_not_confirm_for_the_customer(office: Office):
    view = sent(office, LAPTOPS)
    with pytest.raises(NotAllowed):
        office.services.needs.confirm_all(office.actor("james"), FS, view.edition)


def test_a_colleague_who_is_no_contact_may_read_and_not_confirm(office: Office):
    need = sent(office, LAPTOPS).needs[0]
    erik = office.actor("erik").person
    assert erik is not None
    colleague = Actor(person=replace(erik, id="p-colleague"), slack_user_id="U9")
    assert not office.services.needs.view(colleague, FS).may_confirm
    with pytest.raises(NotAllowed, match="contacts of this agreement"):
        office.services.needs.confirm(colleague, need.id, need.revision)


def refusal(attempt: Callable[[], object]) -> str:
    with pytest.raises(CecError) as refused:
        attempt()
    return str(refused.value)
