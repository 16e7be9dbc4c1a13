"""Needs and meetings about them, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from domain.errors import Conflict, InvalidInput
from domain.needs import Need, NeedContent, Source, SourceKind, confirm, correct, standing
from domain.needs_meetings import Invitation, MeetingState, NeedsMeeting, accept
from domain.people import Side
from domain.stages import Stage
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

CONTENT = NeedContent("end_user_support", "40 laptops", "managed_laptop", 40)
TIMES = (NOON + timedelta(days=1), NOON + timedelta(days=2))


def a_need(**changes: object) -> Need:
    made = Need("n-1", "a-1", "nrcs", CONTENT, Source(SourceKind.MESSAGE, "https://x.slack.com/1"), "staff", NOON)
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def a_meeting(**changes: object) -> NeedsMeeting:
    made = NeedsMeeting("m-1", "a-1", "nrcs", "staff", Side.CEC, NOON, Invitation(TIMES, 60, "Room 4"))
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def storage(storage: Storage) -> Storage:
    second = an_agreement(Stage.UNDERSTAND_NEEDS, "fns", id="a-2", number="SLA-2027-0002", contacts=())
    fill_agreements(storage, an_agreement(Stage.UNDERSTAND_NEEDS), second)
    return storage


def keep(storage: Storage, *things: Need | NeedsMeeting) -> None:
    with storage.unit_of_work() as work:
        for thing in things:
            if isinstance(thing, Need):
                work.needs.save(thing)
            else:
                work.needs_meetings.save(thing)
        work.commit()


class TestNeeds:
    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_it_comes_back_as_it_was(self, storage: Storage, text: str):
        said = replace(CONTENT, text=text)
        written, _ = correct(a_need(content=said), replace(said, quantity=None, service=None), NOON, "p-1")
        keep(storage, a_need(), written)
        with storage.reading() as work:
            assert work.needs.find("n-1") == written
            assert work.needs.find("n-2") is None
            assert list(work.whole_tables.needs()) == [written]

    def test_those_of_an_agreement_come_in_the_order_of_recording(self, storage: Storage):
        later = a_need(id="n-0", at=NOON + timedelta(hours=1))
        other = a_need(id="n-9", agreement="a-2", organization="fns")
        keep(storage, later, a_need(), other)
        with storage.reading() as work:
            assert [need.id for need in work.needs.of_agreement("a-1")] == ["n-1", "n-0"]

    def test_a_need_of_no_agreement_is_refused(self, storage: Storage):
        with pytest.raises(InvalidInput):
            keep(storage, a_need(agreement="a-none"))

    def test_of_two_who_confirm_the_last_lines_at_once_one_sees_them_all_confirmed(self, storage: Storage):
        keep(storage, a_need(), a_need(id="n-2"))
        together = Barrier(2)

        def answer(need_id: str) -> int:
            together.wait()
            with storage.unit_of_work() as work:
                work.needs.hold("a-1")
                need = work.needs.find(need_id)
                assert need is not None
                work.needs.save(confirm(need, NOON, "p-1")[0])
                done = [n for n in standing(work.needs.of_agreement("a-1")) if n.answered_by]
                work.commit()
                return len(done)

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(answer, ("n-1", "n-2"))) == [1, 2]


class TestMeetings:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        written = replace(accept(a_meeting(), TIMES[1], Side.CUSTOMER, "p-1", NOON), reason="ill")
        keep(storage, a_meeting(), written)
        with storage.reading() as work:
            assert work.needs_meetings.find("m-1") == written
            assert work.needs_meetings.find("m-2") is None
            assert work.needs_meetings.of_agreement("a-1") == (written,)
            assert list(work.whole_tables.needs_meetings()) == [written]

    def test_one_proposal_at_a_time(self, storage: Storage):
        keep(storage, a_meeting(), a_meeting(id="m-2", agreement="a-2", organization="fns"))
        with pytest.raises(Conflict, match="proposed already"):
            keep(storage, a_meeting(id="m-3"))
        keep(storage, a_meeting(state=MeetingState.CANCELLED), a_meeting(id="m-3"))

    def test_those_ahead_come_next_first_and_only_once_accepted(self, storage: Storage):
        soon = accept(a_meeting(), TIMES[0], Side.CUSTOMER, "p-1", NOON)
        later = accept(a_meeting(id="m-0"), TIMES[1], Side.CUSTOMER, "p-1", NOON)
        of_fns = replace(later, id="m-8", agreement="a-2", organization="fns")
        keep(storage, later, soon, of_fns, a_meeting(id="m-9"))
        with storage.reading() as work:
            ahead = work.needs_meetings.ahead
            assert [m.id for m in ahead(NOON, "nrcs")] == ["m-1", "m-0"]
            assert [m.id for m in ahead(TIMES[0], "nrcs")] == ["m-0"]
            assert [m.id for m in ahead(NOON, contact="cec-sml")] == ["m-1", "m-0"]
            assert [m.id for m in ahead(NOON, contact="staff")] == []
            assert [m.id for m in ahead(NOON, limit=2)] == ["m-1", "m-0"]
