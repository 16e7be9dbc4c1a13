"""The use cases on PostgreSQL: what one database forgives, the other may not."""

import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from domain.errors import Conflict, InvalidInput, Unavailable
from domain.handoffs import Thread
from domain.meetings import MeetingKind, Plan
from domain.needs import NeedContent, Source, SourceKind
from domain.notices import NoticeKind
from domain.people import Role, Side
from domain.permissions import OPERATOR
from domain.proposal_changes import Answer, Decision
from domain.proposal_states import NegotiationState
from domain.stages import Stage
from services.contact_cards import ContactGiven
from services.contact_people import PersonGiven
from services.requests import CustomWish
from storage.engine import make_engine
from storage.unit_of_work import Storage
from tests.postgres import migrated_postgres, postgres_template, postgres_url
from tests.services import proposal_steps
from tests.services.funding_steps import HALF_SIGNED, confirm, funds, record, sign
from tests.services.office import AT, SAMPLE, Clock, Office
from tests.services.survey_steps import COMPLETE, FS, answer, newcomer, start, with_small_survey, without_lines
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
    services.agreements.record(OPERATOR, "SLA-2027-0031", "proposal_accepted_customer", "by e-mail")
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
    meeting = services.meetings.propose(james, number, Plan(MeetingKind.NEEDS, (time,))).meeting
    assert services.meetings.answer(erik, meeting.id, yes=(time,)).meeting.time == time
    assert services.meetings.ahead(james).cards[0].number == number


def test_an_agreement_is_signed_and_funded_into_its_startup(office: Office):
    """Two click at once wherever they can."""
    with ThreadPoolExecutor(2) as pool:
        for who in ("ruth", "teresa"):
            signed = list(pool.map(lambda _, who=who: attempt(lambda: sign(office, who)), range(2)))
            assert signed.count("refused") == 1
        price = str(funds(office, number=HALF_SIGNED).instalments[0].open)
        recorded = pool.map(lambda _: attempt(lambda: record(office, "thomas", price, HALF_SIGNED)), range(2))
        assert list(recorded).count("refused") == 1
        view = funds(office, number=HALF_SIGNED)
        confirmed = pool.map(lambda who: attempt(lambda: confirm(office, view, who)), ("samuel", "dana"))
        assert list(confirmed).count("refused") == 1
    assert office.services.agreements.status(office.actor("ruth"), HALF_SIGNED).stage is Stage.STARTUP
    assert office.services.funding.remind_due() == 3
    assert office.services.funding.waiting_of(office.actor("linh")).to_pay


def attempt(click: Callable[[], object]) -> str:
    try:
        click()
    except (Conflict, InvalidInput):
        return "refused"
    return "done"


def test_two_who_check_off_the_last_startup_tasks_at_once_both_succeed(office: Office):
    number, startup = "SLA-2027-0016", office.services.startup
    for key in ("tell_users", "acceptance"):
        startup.reopen(office.actor("priya"), number, key, 2, "Not quite.")

    def check_off(who_and_key: tuple[str, str]) -> bool:
        who, key = who_and_key
        return startup.check_off(office.actor(who), number, key, 3, anyway=True).changed

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(check_off, [("fatima", "tell_users"), ("jorge", "acceptance")])) == [True, True]
    plan = startup.view(office.actor("fatima"), number)
    assert plan.summary.ready
    startup.confirm_go_live(office.actor("fatima"), number, plan.revision)
    assert startup.confirm_go_live(office.actor("priya"), number, plan.revision + 1).live


def test_reminders_of_startup_tasks_leave_once(office: Office):
    office.clock.pass_by(hours=3)
    assert office.services.startup.remind_due() > 0
    assert office.services.startup.remind_due() == 0


def test_a_proposal_is_negotiated_accepted_and_amended(office: Office):
    proposals, james = office.services.proposals, office.actor("james")
    proposal_steps.request(office)
    (item,) = proposal_steps.view(office, "james").request.items  # pyright: ignore[reportOptionalMemberAccess]
    answers = {item.id: Answer(Decision.ACCEPTED)}
    proposals.answer_request(james, proposal_steps.NRCS, answers, proposal_steps.revision(office))
    assert proposal_steps.present(office).current.version.number == 3  # pyright: ignore[reportOptionalMemberAccess]
    assert proposal_steps.agreed(office).state is NegotiationState.AGREED
    assert office.services.agreements.status(james, proposal_steps.NRCS).stage is Stage.AGREEMENT_FUNDING
    amended = proposals.start_amendment(office.actor("priya"), proposal_steps.RUNNING, "More systems.").view
    assert amended.amendment == 1
    office.clock.at += timedelta(days=60)
    assert proposals.expire_due() == 0


def names(office: Office) -> None:
    given = ContactGiven(Side.CUSTOMER, Role.PROGRAM_OFFICIAL, "p-new", in_addition=True)
    office.services.contacts.name(office.actor("erik"), [FS], given, AT)


def names_by_address(office: Office) -> None:
    given = ContactGiven(Side.CUSTOMER, Role.PROGRAM_OFFICIAL, PersonGiven(email="p-new@example.gov"), "", True)
    office.services.contacts.name(office.actor("erik"), [FS], given, AT)


def hands_over_to(office: Office) -> None:
    held = office.services.leaving.holdings(office.actor("erik"), "p-naomi").items
    office.services.leaving.leave(office.actor("erik"), "p-naomi", {item.key: "p-new" for item in held})


def leaves(office: Office) -> None:
    held = office.services.leaving.holdings(office.actor("erik"), "p-new").items
    office.services.leaving.leave(office.actor("erik"), "p-new", {item.key: None for item in held})


@dataclass
class Interrupted(Clock):
    """At its last look, in the midst of a use case, somebody else does something."""

    meanwhile: Callable[[], None] = lambda: None
    looks: int = 1

    def __call__(self) -> datetime:
        self.looks -= 1
        if self.looks == 0:
            self.meanwhile()
        return self.at


@pytest.mark.parametrize(("gives", "looks"), [(names, 1), (names_by_address, 2), (hands_over_to, 1)])
def test_nobody_leaves_while_they_are_given_something(
    office: Office, migrated_postgres: str, gives: Callable[[Office], None], looks: int
) -> None:
    """Whoever comes second waits until the first is done, and then hands over what was given."""
    newcomer(office)
    engine = make_engine(migrated_postgres, lock_wait=0.1)
    second = Office(Storage(engine))

    def waits() -> None:
        with pytest.raises(Unavailable):
            leaves(second)

    clock = Interrupted(meanwhile=waits, looks=looks)
    try:
        gives(Office(office.storage, clock))
        leaves(second)
    finally:
        engine.dispose()
    assert clock.looks <= 0
    assert office.actor("new").person is None


def test_a_negotiation_is_changed_by_one_at_a_time(office: Office, migrated_postgres: str) -> None:
    """Whoever comes second waits at the agreement, as those who sign it do: so no two wait for each other."""
    engine = make_engine(migrated_postgres, lock_wait=0.1)
    second = Office(Storage(engine))
    proposal_steps.accept(office, "maria")

    def waits() -> None:
        with pytest.raises(Unavailable):
            second.services.proposals.pause(second.actor("james"), proposal_steps.NRCS, "Until Monday.")

    clock = Interrupted(meanwhile=waits)
    version = proposal_steps.look(office, "james")
    try:
        Office(office.storage, clock).services.proposals.accept(office.actor("james"), proposal_steps.NRCS, version)
    finally:
        engine.dispose()
    assert clock.looks <= 0
    assert proposal_steps.view(office, "maria").state is NegotiationState.AGREED
