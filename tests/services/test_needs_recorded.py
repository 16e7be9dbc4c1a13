"""Staff record needs and send them to the customer."""
# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.

from dataclasses import replace

import pytest

from domain.errors import Conflict, InvalidInput
from domain.notices import NoticeKind
from tests.services.needs import FS, LAPTOPS, TALK, recorded, sent, told
from tests.services.office import Office


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
