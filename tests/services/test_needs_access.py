"""Who may see, record and answer needs."""
# pyright: reportOptionalMemberAccess=false
# What is None where it must not be fails the test with an AttributeError.

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.errors import CecError, NotAllowed, NotFound
from domain.permissions import Actor
from tests.services.needs import FS, LAPTOPS, TALK, sent
from tests.services.office import Office


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
