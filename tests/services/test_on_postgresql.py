"""The use cases on PostgreSQL: what one database forgives, the other may not."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from domain.errors import Conflict
from domain.handoffs import Thread
from domain.needs import NeedContent, Source, SourceKind
from domain.needs_meetings import Invitation
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.stages import Stage
from services.requests import CustomWish
from storage.engine import make_engine
from storage.unit_of_work import Storage
from tests.postgres import migrated_postgres, postgres_template, postgres_url
from tests.services.office import AT, SAMPLE, Office
from tests.services.survey_steps import COMPLETE, FS, answer, start, with_small_survey, without_lines
from tests.services.test_imports import ROW, a_file

__all__ = ["migrated_postgres", "postgres_template", "postgres_url"]


@pytest.fixture
def office(migrated_postgres: str) -> Iterator[Office]:
    engine = make_engine(migrated_postgres)
    office = Office(Storage(engine))
    office.load_sample()
    yield office
    engine.dispose()


def test_the_sample_answers_every_kind_of_question(office: Office):
    maria, james, services = office.actor("maria"), office.actor("james"), office.services
    assert services.agreements.status(maria, "SLA-2027-0031").stage is Stage.PROPOSAL
    assert services.agreements.next_steps(james).items[0].number == "SLA-2027-0048"
    assert services.agreements.renewals(james).items[0].row.summary.number == "SLA-2026-0015"
    assert services.agreements.overview(james).waiting_for_cec.count == 9
    assert services.agreements.history(maria, "SLA-2027-0031").has_next
    assert services.agreements.contacts(maria)[0].contacts
    assert services.catalog.search(maria, "labtop").hits
    assert services.directory.find_person(james, "jimenez").id == "p-rosa"


def test_changes_notices_imports_and_exports(office: Office):
    maria, james, services = office.actor("maria"), office.actor("james"), office.services
    services.agreements.record(james, "SLA-2027-0031", "proposal_accepted_customer", "by e-mail")
    opened = services.handoffs.open(maria, "Maria", "Help", Thread("D1", "1.1"))
    services.handoffs.claim(james, opened.view.handoff.id)
    services.requests.ask(maria, CustomWish("Tapes"), "Maria", request_id="V1")
    services.requests.ask(maria, CustomWish("Tapes"), "Maria", request_id="V1")
    assert [notice.kind for notice in office.notices()].count(NoticeKind.CUSTOM_REQUEST) == 1
    for unchanged in (0, 1):
        assert services.imports.agreements(OPERATOR, a_file(ROW), "a.csv").unchanged == unchanged
    out = io.StringIO()
    services.exports.write(OPERATOR, out)
    assert len(json.loads(out.getvalue())["agreements"]) == len(SAMPLE.agreements) + 1


def test_a_survey_from_its_start_to_the_proposal(office: Office):
    """Two start it, answer it and submit it at once."""
    surveys = with_small_survey(office).services.surveys
    with ThreadPoolExecutor(2) as pool:
        started = list(pool.map(lambda name: start(office, name), ["erik", "naomi"]))
        assert len({view.response.id for view in started}) == 1
        list(pool.map(lambda given: answer(office, *given), [("erik", {"size": "large"}), ("naomi", COMPLETE)]))
        outcomes = list(pool.map(lambda name: submitting(office, name), ["erik", "naomi"]))
    assert sorted(outcomes) == ["locked", "submitted"]
    office.clock.pass_by(days=10)
    assert surveys.remind_due() >= 0
    without_lines(office)
    assert surveys.make_proposal(office.actor("james"), FS).changed
    assert surveys.history(office.actor("erik"), FS, "staff")


def submitting(office: Office, name: str) -> str:
    try:
        return office.services.surveys.submit(office.actor(name), FS).response.state.value
    except Conflict:
        return "locked"


def test_needs_are_confirmed_and_a_meeting_is_accepted(office: Office):
    james, erik, services = office.actor("james"), office.actor("erik"), office.services
    number, content = "SLA-2027-0048", NeedContent("end_user_support", "40 laptops", "managed_laptop", 40)
    services.needs.record(james, number, content, Source(SourceKind.MEETING), "n-1")
    services.needs.complete(james, number)
    services.needs.correct(erik, "n-1", "60 laptops", 60, 1)
    services.needs.take_over(james, "n-1", 2)
    assert services.agreements.status(erik, number).stage is Stage.SURVEY
    time = AT + timedelta(days=3)
    meeting = services.needs_meetings.propose(james, number, Invitation((time,), 30)).meeting
    assert services.needs_meetings.accept(erik, meeting.id, time).meeting.time == time
    assert services.needs_meetings.ahead(james)[0].number == number
