"""The office with the small survey of tests/surveys.py, and the steps that tests take in it."""

from collections.abc import Mapping
from dataclasses import replace

from domain.notices import Notice, NoticeKind
from domain.permissions import OPERATOR, Actor
from services.survey_cards import ResponseView, Saved
from tests.builders import a_person
from tests.services.office import Office
from tests.surveys import a_survey

#: The Forest Service's agreement at the step of the survey: Erik manages, Naomi leads technically, Wale has the budget.
FS = "SLA-2027-0038"
COMPLETE: Mapping[str, object] = {
    "staff": "40",
    "laptops": "30",
    "field": "no",
    "lead": {"name": "Naomi", "email": "naomi@fs.example.gov"},
    "size": "small",
    "uses": [],
}


def with_small_survey(office: Office) -> Office:
    office.services.surveys.import_survey(OPERATOR, a_survey(), "survey.yaml")
    return office


def start(office: Office, name: str = "erik") -> ResponseView:
    return office.services.surveys.start(office.actor(name), FS).view


def answer(office: Office, name: str, raw: Mapping[str, object], seen: int = 1000) -> Saved:
    return office.services.surveys.answer(office.actor(name), FS, raw, seen)


def complete(office: Office) -> ResponseView:
    start(office)
    return answer(office, "naomi", COMPLETE).view


def submitted(office: Office) -> ResponseView:
    complete(office)
    return office.services.surveys.submit(office.actor("erik"), FS)


def newcomer(office: Office, organization: str = "fs") -> Actor:
    """Someone of an organization who has no role in any agreement."""
    with office.storage.unit_of_work() as work:
        work.people.save(a_person("p-new", organization=organization, slack_user_id="U0NEW"))
        work.commit()
    return office.actor("new")


def without_lines(office: Office, number: str = FS) -> None:
    with office.storage.unit_of_work() as work:
        agreement = work.agreements.by_number(number)
        assert agreement
        work.agreements.save(replace(agreement, lines=()))
        work.commit()


def told(office: Office, kind: NoticeKind) -> list[Notice]:
    return [notice for notice in office.notices() if notice.kind is kind]


def told_to(office: Office, kind: NoticeKind) -> list[str | None]:
    return [notice.to.slack_user_id for notice in told(office, kind)]
