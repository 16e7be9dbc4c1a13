"""Who wants to do business with CEC, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Conflict, NotFound
from domain.first_contacts import FirstContact, decline
from domain.handoffs import Thread
from domain.people import Role
from storage.unit_of_work import Storage
from tests.builders import NOON, a_first_contact
from tests.storage.texts import TEXTS


def add(storage: Storage, *found: FirstContact) -> None:
    with storage.unit_of_work() as work:
        for first in found:
            work.first_contacts.add(first)
        work.commit()


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_comes_back_as_it_was(storage: Storage, text: str) -> None:
    first = a_first_contact(wish=text, role=Role.BUDGET_OFFICER, claimed_by="p-james", claimed_at=NOON)
    add(storage, replace(first, staff_thread=Thread("C0STAFF", "1.1")))
    with storage.reading() as work:
        found = work.first_contacts.get("f-1")
    assert found == replace(first, staff_thread=Thread("C0STAFF", "1.1"), wish=found.wish)


def test_what_was_decided_is_kept(storage: Storage) -> None:
    add(storage, a_first_contact())
    with storage.unit_of_work() as work:
        work.first_contacts.save(decline(work.first_contacts.get("f-1"), "p-james", NOON, "Not ours"))
        work.commit()
    with storage.reading() as work:
        assert work.first_contacts.get("f-1").reason == "Not ours"
        assert work.first_contacts.waiting_of("U0NINA") is None


def test_a_person_waits_with_one_at_a_time(storage: Storage) -> None:
    add(storage, a_first_contact(), a_first_contact("f-2", slack_user_id="U0OMAR"))
    with pytest.raises(Conflict):
        add(storage, a_first_contact("f-3"))


def test_the_same_one_is_not_added_twice(storage: Storage) -> None:
    add(storage, decline(a_first_contact(), "p-james", NOON, "Not ours"))
    with pytest.raises(Conflict):
        add(storage, a_first_contact())


def test_the_oldest_waits_first(storage: Storage) -> None:
    later = a_first_contact("f-1", asked_at=NOON + timedelta(minutes=1), claimed_by="p-james")
    add(storage, later, a_first_contact("f-2", slack_user_id="U0OMAR"))
    with storage.reading() as work:
        assert [first.id for first in work.first_contacts.waiting()] == ["f-2", "f-1"]
        assert [first.id for first in work.first_contacts.waiting_claimed_by("p-james")] == ["f-1"]
        assert [first.id for first in work.whole_tables.first_contacts()] == ["f-1", "f-2"]


def test_one_that_does_not_exist_is_not_found(storage: Storage) -> None:
    with storage.reading() as work, pytest.raises(NotFound):
        work.first_contacts.get("nothing")
