"""Meetings, who takes part, and action items, on both databases."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.action_items import ActionItem, finish
from domain.alerts import Subject, SubjectType
from domain.errors import Conflict, InvalidInput
from domain.meeting_answers import answer, propose
from domain.meetings import Meeting, MeetingKind, MeetingState, Participant, Repeats
from domain.people import Side
from domain.recurrences import Recurrence, Rhythm
from domain.stages import Stage
from storage.engine import make_engine
from storage.migrate import downgrade_schema, migrate_schema
from storage.unit_of_work import Storage
from tests.builders import NOON, an_agreement
from tests.storage.filling import fill_agreements
from tests.storage.texts import TEXTS

FIRST, SECOND = NOON + timedelta(days=1), NOON + timedelta(days=2)
PEOPLE = (Participant("p-1", Side.CUSTOMER), Participant("cec-sml", Side.CEC))


def a_meeting(**changes: Any) -> Meeting:
    made = Meeting(
        id="m-1",
        agreement="a-1",
        organization="nrcs",
        kind=MeetingKind.STARTUP,
        title="Startup meeting",
        organizer="cec-sml",
        side=Side.CEC,
        created_at=NOON,
        minutes=60,
        participants=PEOPLE,
    )
    return replace(made, **changes)


def proposed(**changes: Any) -> Meeting:
    return propose(a_meeting(**changes), (FIRST, SECOND), "cec-sml", Side.CEC, NOON)


def booked(time: Any = FIRST, **changes: Any) -> Meeting:
    return answer(proposed(**changes), "p-1", Side.CUSTOMER, NOON, yes=(time,))


def an_item(**changes: Any) -> ActionItem:
    made = ActionItem("i-1", "m-1", "a-1", "nrcs", "Send the list", "p-1", date(2026, 11, 9), NOON, "cec-sml")
    return replace(made, **changes)


@pytest.fixture
def storage(storage: Storage) -> Storage:
    second = an_agreement(Stage.UNDERSTAND_NEEDS, "fns", id="a-2", number="SLA-2027-0002", contacts=())
    fill_agreements(storage, an_agreement(Stage.UNDERSTAND_NEEDS), second)
    return storage


def keep(storage: Storage, *things: Meeting | ActionItem) -> None:
    with storage.unit_of_work() as work:
        for thing in things:
            if isinstance(thing, Meeting):
                work.meetings.save(thing)
            else:
                work.action_items.save(thing)
        work.commit()


def ids(found: Iterable[Meeting]) -> list[str]:
    return [each.id for each in found]


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_it_comes_back_as_it_was(storage: Storage, words: str):
    repeats = Repeats(Recurrence(Rhythm.WEEKLY, date(2027, 1, 1)), "America/Denver")
    written = booked(
        title=words, agenda=words, notes=words, repeats=repeats, series="m-1", original=FIRST, noted_at=NOON
    )
    keep(storage, written)
    with storage.reading() as work:
        assert work.meetings.find("m-1") == replace(written, revision=1)
        assert work.meetings.of_series("m-1") == (replace(written, revision=1),)
        assert list(work.whole_tables.meetings()) == [replace(written, revision=1)]
        assert work.meetings.find("m-2") is None


def test_the_answers_come_back(storage: Storage):
    written = answer(proposed(), "p-1", Side.CUSTOMER, NOON, no=(FIRST,), other="")
    keep(storage, written)
    with storage.reading() as work:
        found = work.meetings.find("m-1")
    assert found == replace(written, revision=1)
    assert found
    assert found.participant("p-1")
    assert found.participants[0].no == (FIRST,)


def test_of_two_who_change_it_the_later_one_is_told(storage: Storage):
    keep(storage, proposed())
    with storage.unit_of_work() as work:
        seen = work.meetings.find("m-1")
        assert seen
        work.meetings.save(replace(seen, title="First"))
        with pytest.raises(Conflict, match="Someone else changed this meeting"):
            work.meetings.save(replace(seen, title="Second"))


def test_a_meeting_of_no_agreement_is_refused(storage: Storage):
    with pytest.raises(InvalidInput):
        keep(storage, a_meeting(agreement="a-none"))


def test_a_change_has_the_meeting_and_its_agreement_looked_at(storage: Storage):
    keep(storage, proposed())
    with storage.reading() as work:
        due = [watch.subject for watch in work.watches.due(NOON, 10)]
    assert Subject(SubjectType.MEETING, "m-1") in due
    assert Subject(SubjectType.AGREEMENT, "a-1") in due


class TestLists:
    def test_those_ahead_come_next_first_and_only_once_booked(self, storage: Storage):
        keep(storage, booked(SECOND, id="m-late"), booked(id="m-soon"), proposed(id="m-open"))
        with storage.reading() as work:
            of = work.meetings.of_person
            assert ids(of("p-1", [MeetingState.BOOKED], NOON)) == ["m-soon", "m-late"]
            assert ids(of("p-1", [MeetingState.BOOKED], FIRST + timedelta(hours=1))) == ["m-late"]
            assert ids(of("p-1", [MeetingState.BOOKED], before=SECOND + timedelta(days=1))) == ["m-late", "m-soon"]
            assert ids(of("p-1", [MeetingState.PROPOSED])) == ["m-open"]
            assert ids(of("p-1", [MeetingState.BOOKED], NOON, limit=1, offset=1)) == ["m-late"]
            assert ids(of("staff", [MeetingState.BOOKED], NOON)) == []

    def test_a_contact_sees_those_of_the_agreement(self, storage: Storage):
        others = booked(id="m-fns", agreement="a-2", organization="fns")
        keep(storage, booked(), others, booked(id="m-needs", kind=MeetingKind.NEEDS))
        with storage.reading() as work:
            of = work.meetings.of_person
            contact = "customer-program_manager"
            assert ids(of(contact, [MeetingState.BOOKED], NOON)) == []
            assert ids(of(contact, [MeetingState.BOOKED], NOON, as_contact=True)) == ["m-1", "m-needs"]

    def test_those_of_another_organization_take_no_place_on_a_page(self, storage: Storage):
        other = booked(id="m-fns", agreement="a-2", organization="fns")
        keep(storage, other, booked(SECOND, id="m-own"))
        with storage.reading() as work:
            of = work.meetings.of_person
            assert ids(of("p-1", [MeetingState.BOOKED], NOON, limit=1)) == ["m-fns"]
            assert ids(of("p-1", [MeetingState.BOOKED], NOON, organization="nrcs", limit=1)) == ["m-own"]

    def test_of_an_agreement_those_that_wait_come_first_and_then_the_next_ones(self, storage: Storage):
        keep(storage, booked(SECOND, id="m-late"), booked(id="m-soon"), proposed(id="m-open"))
        states = (MeetingState.BOOKED, MeetingState.PROPOSED)
        with storage.reading() as work:
            assert ids(work.meetings.first_of_agreement("a-1", states, 10)) == ["m-open", "m-soon", "m-late"]
            assert ids(work.meetings.first_of_agreement("a-1", states, 2)) == ["m-open", "m-soon"]
            assert ids(work.meetings.first_of_agreement("a-1", (), 1)) == ["m-open"]

    def test_who_left_the_meeting_has_it_no_more(self, storage: Storage):
        keep(storage, booked())
        with storage.unit_of_work() as work:
            found = work.meetings.find("m-1")
            assert found
            work.meetings.save(replace(found, participants=found.participants[1:]))
            work.commit()
        with storage.reading() as work:
            assert work.meetings.of_person("p-1", [MeetingState.BOOKED], NOON) == ()

    def test_busy_are_those_who_have_a_booked_meeting(self, storage: Storage):
        keep(storage, booked(), proposed(id="m-open"))
        with storage.reading() as work:
            busy = work.meetings.busy(["p-1", "staff"], NOON, SECOND)
            assert [(each.start, each.end) for each in busy["p-1"]] == [(FIRST, FIRST + timedelta(hours=1))]
            assert busy["staff"] == ()
            assert work.meetings.busy(["p-1"], SECOND, SECOND + timedelta(days=1)) == {"p-1": ()}

    def test_the_last_one_of_a_kind_is_found(self, storage: Storage):
        keep(storage, booked(), booked(SECOND, id="m-2"), proposed(id="m-3"))
        with storage.reading() as work:
            last = work.meetings.last_of("a-1", MeetingKind.STARTUP, MeetingState.BOOKED, MeetingState.HELD)
            assert last
            assert last.id == "m-2"
            assert work.meetings.last_of("a-1", MeetingKind.RENEWAL, MeetingState.BOOKED) is None


def test_how_often_is_kept_and_may_be_never(storage: Storage):
    with storage.unit_of_work() as work:
        assert work.meetings.cadence("a-1") == (None, False)
        work.meetings.set_cadence("a-1", Rhythm.MONTHLY, "staff", NOON)
        assert work.meetings.cadence("a-1") == (Rhythm.MONTHLY, True)
        work.meetings.set_cadence("a-1", None, "staff", NOON)
        assert work.meetings.cadence("a-1") == (None, True)


class TestActionItems:
    def test_it_comes_back_as_it_was(self, storage: Storage):
        done = finish(an_item(id="i-2"), "p-1", NOON)
        keep(storage, booked(), an_item(), done)
        with storage.reading() as work:
            items = work.action_items
            assert items.of_meeting("m-1") == (replace(an_item(), revision=1), replace(done, revision=1))
            assert items.open_of_agreement("a-1") == (replace(an_item(), revision=1),)
            assert [each.id for each in items.open_of_person("p-1")] == ["i-1"]
            assert items.open_of_person("p-1", date(2026, 11, 8)) == ()
            assert items.open_of_person("p-1", organization="fns") == ()
            assert len(items.open_of_person("p-1", organization="nrcs")) == 1
            assert [each.id for each in work.whole_tables.action_items()] == ["i-1", "i-2"]

    def test_of_two_who_change_it_the_later_one_is_told(self, storage: Storage):
        keep(storage, booked(), an_item())
        with storage.unit_of_work() as work:
            seen = work.action_items.find("i-1")
            assert seen
            work.action_items.save(finish(seen, "p-1", NOON))
            with pytest.raises(Conflict, match="Someone else changed this action item"):
                work.action_items.save(finish(seen, "staff", NOON))


OLD = {
    "id": "m-1",
    "agreement": "a-1",
    "organization": "nrcs",
    "proposed_by": "cec-sml",
    "side": "cec",
    "at": "2026-11-02 17:00:00.000000",
    "times": json.dumps([int(FIRST.timestamp()), int(SECOND.timestamp())]),
    "minutes": 60,
    "place": "Room 4",
    "state": "proposed",
    "time": None,
    "answered_by": None,
    "answered_at": None,
    "reason": "",
}


class TestMeetingsAboutNeedsAreCarriedOver:
    @pytest.mark.parametrize(
        ("changes", "state"),
        [
            ({}, MeetingState.PROPOSED),
            (
                {
                    "state": "accepted",
                    "time": "2026-11-03 17:00:00.000000",
                    "answered_by": "p-1",
                    "answered_at": "2026-11-02 18:00:00.000000",
                },
                MeetingState.BOOKED,
            ),
            (
                {
                    "state": "other_times",
                    "answered_by": "p-1",
                    "answered_at": "2026-11-02 18:00:00.000000",
                    "reason": "Mornings",
                },
                MeetingState.ASKED,
            ),
            (
                {
                    "state": "cancelled",
                    "answered_by": "p-1",
                    "answered_at": "2026-11-02 18:00:00.000000",
                    "reason": "Ill",
                },
                MeetingState.CANCELLED,
            ),
        ],
    )
    def test_up_and_down(self, empty_url: str, changes: dict[str, Any], state: MeetingState):
        engine = make_engine(empty_url)
        migrate_schema(engine)
        fill_agreements(Storage(engine), an_agreement(Stage.UNDERSTAND_NEEDS))
        downgrade_schema(engine, "0020")
        columns = ", ".join(OLD)
        values = ", ".join(f":{name}" for name in OLD)
        with engine.begin() as connection:
            statement = f"INSERT INTO needs_meetings ({columns}) VALUES ({values})"  # noqa: S608 -- names are ours
            connection.execute(text(statement), {**OLD, **changes})
        before = _old_rows(engine)
        migrate_schema(engine)
        with Storage(engine).reading() as work:
            (found,) = work.meetings.of_agreement("a-1")
        assert (found.state, found.kind, found.organizer, found.place) == (
            state,
            MeetingKind.NEEDS,
            "cec-sml",
            "Room 4",
        )
        assert found.time == (FIRST if "time" in changes else None)
        assert found.slots == ((FIRST, SECOND) if state is MeetingState.PROPOSED else ())
        downgrade_schema(engine, "0020")
        assert _old_rows(engine) == before
        engine.dispose()


def _old_rows(engine: Engine) -> list[tuple[Any, ...]]:
    """Without the times, which only a proposal that waits needs."""
    with engine.connect() as connection:
        columns = "id, agreement, proposed_by, side, minutes, place, state, answered_by, reason"
        rows = connection.execute(text(f"SELECT {columns} FROM needs_meetings"))  # noqa: S608 -- names are ours
        return [tuple(row) for row in rows]
