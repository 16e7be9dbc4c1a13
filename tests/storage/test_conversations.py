"""Channels, conversations with staff, requests, memory and settings, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.channels import ChannelBinding
from domain.custom_requests import CustomRequest
from domain.errors import CecError, Conflict, InvalidInput, NotFound
from domain.handoffs import Handoff, Relayed, Thread, claim, close
from storage.unit_of_work import Storage
from tests.builders import NOON
from tests.storage.filling import fill_directory
from tests.storage.texts import TEXTS


def a_handoff(**changes: object) -> Handoff:
    made = Handoff(
        id="h-1",
        requester="p-1",
        requester_slack_id="U1",
        requester_name="Dana",
        organization="nrcs",
        topic="Help",
        opened_at=NOON,
        requester_thread=Thread("D1", "1.1"),
    )
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def storage(storage: Storage) -> Storage:
    fill_directory(storage)
    return storage


def save(storage: Storage, *handoffs: Handoff) -> None:
    with storage.unit_of_work() as work:
        for handoff in handoffs:
            work.handoffs.save(handoff)
        work.commit()


class TestChannels:
    def bind(self, storage: Storage, *bindings: ChannelBinding) -> None:
        with storage.unit_of_work() as work:
            for binding in bindings:
                work.channels.save(binding)
            work.commit()

    def test_a_binding_is_kept_changed_and_removed(self, storage: Storage):
        binding = ChannelBinding("C1", "nrcs", "staff", NOON)
        self.bind(storage, binding)
        with storage.unit_of_work() as work:
            assert work.channels.find("C1") == binding
            work.channels.save(replace(binding, organization="fns"))
            assert work.channels.find("C1") == replace(binding, organization="fns")
            assert work.channels.of_organization("nrcs") == ()
            work.channels.remove("C1")
            work.channels.remove("never bound")
            assert work.channels.find("C1") is None

    def test_the_staff_channel_is_the_one_bound_first(self, storage: Storage):
        first, second = (ChannelBinding(f"C{n}", None, "staff", NOON + timedelta(hours=n)) for n in (1, 2))
        self.bind(storage, ChannelBinding("C0", "nrcs", "staff", NOON), second, first)
        with storage.reading() as work:
            assert work.channels.staff_channel() == first
            assert len(work.channels.all()) == 3

    def test_without_a_staff_channel_there_is_none(self, storage: Storage):
        with storage.reading() as work:
            assert work.channels.staff_channel() is None
            assert work.channels.all() == ()

    def test_a_channel_of_an_unknown_organization_is_refused(self, storage: Storage):
        with pytest.raises(InvalidInput):
            self.bind(storage, ChannelBinding("C1", "none", "staff", NOON))


class TestHandoffs:
    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_it_comes_back_as_it_was(self, storage: Storage, text: str):
        claimed = claim(a_handoff(topic=text, requester_name=text, staff_thread=Thread("C9", "9.9")), "staff", NOON)
        written = replace(close(claimed, "staff", NOON), reminded_at=NOON)
        save(storage, written)
        with storage.reading() as work:
            assert work.handoffs.get("h-1") == written

    def test_it_is_found_by_either_thread(self, storage: Storage):
        written = a_handoff(staff_thread=Thread("C9", "9.9"))
        save(storage, written)
        with storage.reading() as work:
            assert work.handoffs.by_thread(Thread("D1", "1.1")) == written
            assert work.handoffs.by_thread(Thread("C9", "9.9")) == written
            assert work.handoffs.by_thread(Thread("D1", "9.9")) is None

    def test_a_thread_used_twice_leads_to_the_conversation_that_is_not_closed(self, storage: Storage):
        old = close(a_handoff(id="h-0", opened_at=NOON + timedelta(days=1)), "staff", NOON)
        current = a_handoff()
        save(storage, old, current)
        with storage.unit_of_work() as work:
            assert work.handoffs.by_thread(Thread("D1", "1.1")) == current
            work.handoffs.save(close(current, "staff", NOON))
            assert work.handoffs.by_thread(Thread("D1", "1.1")) == old

    def test_a_person_has_one_conversation_at_a_time(self, storage: Storage):
        save(storage, a_handoff())
        with pytest.raises(Conflict, match="already has an open conversation"):
            save(storage, a_handoff(id="h-2"))
        save(storage, close(a_handoff(), "staff", NOON), a_handoff(id="h-2"))
        with storage.reading() as work:
            found = work.handoffs.open_of("p-1")
            assert found is not None
            assert found.id == "h-2"
            assert work.handoffs.open_of("nobody") is None

    def test_what_is_not_settled_comes_oldest_first(self, storage: Storage):
        late, early, closed, claimed = (
            a_handoff(id=f"h-{n}", requester=f"p-{n}", opened_at=NOON + timedelta(hours=hour))
            for n, hour in enumerate((3, 1, 0, 2))
        )
        claimed = claim(claimed, "staff", NOON)
        save(storage, late, early, close(closed, "staff", NOON), claimed)
        with storage.reading() as work:
            assert work.handoffs.unsettled() == (early, claimed, late)
            assert work.handoffs.unsettled(limit=1) == (early,)
            assert work.handoffs.opened_before(NOON + timedelta(hours=3)) == (early,)
            assert work.handoffs.opened_before(NOON + timedelta(hours=9)) == (early, late)

    def test_of_two_who_claim_at_once_one_is_told_so(self, storage: Storage):
        save(storage, a_handoff())
        together = threading.Barrier(2)

        def take(who: str) -> str:
            together.wait(10)
            try:
                with storage.unit_of_work() as work:
                    work.handoffs.save(claim(work.handoffs.get("h-1"), who, NOON))
                    work.commit()
            except CecError as refused:
                return str(refused)
            return "claimed"

        with ThreadPoolExecutor(2) as pool:
            said = sorted(pool.map(take, ("staff", "cec-sml")))
        assert said == ["Someone else has this conversation already.", "claimed"]

    def test_copied_messages_are_remembered(self, storage: Storage):
        save(storage, a_handoff())
        copy = Relayed("h-1", "D1", "1.2", "C9", "9.9")
        with storage.unit_of_work() as work:
            work.handoffs.keep_relayed(copy)
            work.handoffs.keep_relayed(replace(copy, target_ts="10.0"))
            assert work.handoffs.relayed_from("D1", "1.2") == replace(copy, target_ts="10.0")
            assert work.handoffs.relayed_from("C9", "9.9") is None

    def test_what_does_not_exist_is_not_found(self, storage: Storage):
        with storage.reading() as work:
            assert work.handoffs.find("none") is None
            with pytest.raises(NotFound):
                work.handoffs.get("none")


class TestCustomRequests:
    def a_request(self, place: int, **changes: object) -> CustomRequest:
        asked_at = NOON + timedelta(minutes=place)
        made = CustomRequest(
            f"r-{place}", "p-1", "U1", "Dana", "nrcs", "A drone", "Fields", "2 or 3", date(2027, 1, 5), None, asked_at
        )
        return replace(made, **changes)  # pyright: ignore[reportArgumentType]

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_it_comes_back_as_it_was(self, storage: Storage, text: str):
        written = self.a_request(1, what=text, why=text, quantity=text, organization=None, needed_by=None)
        with storage.unit_of_work() as work:
            work.custom_requests.add(written)
            assert work.custom_requests.get("r-1") == written

    def test_the_latest_come_first(self, storage: Storage):
        made = [self.a_request(place) for place in range(3)]
        with storage.unit_of_work() as work:
            for request in made:
                work.custom_requests.add(request)
            assert work.custom_requests.latest(2) == (made[2], made[1])

    def test_one_is_added_once_and_an_unknown_one_not_found(self, storage: Storage):
        with storage.unit_of_work() as work:
            with pytest.raises(NotFound):
                work.custom_requests.get("none")
            work.custom_requests.add(self.a_request(1))
            with pytest.raises(Conflict):
                work.custom_requests.add(self.a_request(1))


class TestMemory:
    def test_what_was_put_last_is_there_until_it_is_forgotten(self, storage: Storage):
        data = {"services": ["managed_laptop"], "quantity": 300, "text": "".join(TEXTS.values()), "none": None}
        later = NOON + timedelta(minutes=5)
        with storage.unit_of_work() as work:
            work.memory.put("D1:U1", {"old": True}, NOON)
            work.memory.put("D1:U1", data, later)
            work.memory.put("D2:U2", {}, NOON)
            assert work.memory.get("D1:U1") == (data, later)
            assert work.memory.forget_before(later) == 1
            assert work.memory.get("D2:U2") is None
            assert work.memory.get("D1:U1") == (data, later)
            assert work.memory.get("never") is None


class TestSettings:
    def test_a_setting_is_kept_and_changed(self, storage: Storage):
        with storage.unit_of_work() as work:
            assert work.settings.get("hours") is None
            work.settings.put("hours", "8-17")
            work.settings.put("hours", "9-18")
            work.settings.put("a", "<b>")
            assert work.settings.get("hours") == "9-18"
            assert work.settings.all() == {"a": "<b>", "hours": "9-18"}
