"""The use cases on PostgreSQL: what one database forgives, the other may not."""

import io
import json
from collections.abc import Iterator

import pytest

from domain.handoffs import Thread
from domain.notices import NoticeKind
from domain.permissions import OPERATOR
from domain.stages import Stage
from services.requests import CustomWish
from storage.engine import make_engine
from storage.unit_of_work import Storage
from tests.postgres import migrated_postgres, postgres_template, postgres_url
from tests.services.office import SAMPLE, Office
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
