"""The plan of startup tasks of an agreement, and who sees it."""

import pytest

from domain.agreements import is_met
from domain.errors import NotAllowed, NotFound
from domain.notices import NoticeKind
from domain.people import Side
from domain.permissions import OPERATOR
from domain.stages import BY_KEY, Stage
from domain.startup import StartupDefinition
from domain.startup_plans import TaskState
from services.startup_cards import TaskFilter
from tests.services.office import STARTUP, Office
from tests.services.startup_steps import ARS, FUNDED, fund, keys, stage_of, view
from tests.startup_plans import a_template


class TestThePlan:
    def test_it_is_made_from_the_lines_when_the_agreement_reaches_the_step(self, office: Office):
        fund(office)
        plan = view(office, number=FUNDED, size=50)
        assert stage_of(office, FUNDED) is Stage.STARTUP
        assert plan.started_on == office.clock.at.date()
        assert {"kickoff", "environment_built"} <= set(keys(plan))
        assert "laptops_rolled_out" not in keys(plan)
        assert "restore_tested" not in keys(plan)  # for other services of the same category

    def test_everybody_with_a_task_is_told_once_what_comes_first(self, office: Office):
        fund(office)
        told_of = [notice for notice in office.notices() if notice.kind is NoticeKind.STARTUP_TASKS]
        by_person = {notice.to.slack_user_id: notice.facts for notice in told_of}
        assert len(by_person) == len(told_of)
        assert by_person["U0JAMES"]["task_title"] == "Hold the kick-off meeting"
        assert by_person["U0JAMES"]["count"] == 2

    def test_it_stays_with_the_definition_that_it_was_made_from(self, office: Office):
        before = view(office, size=50)
        other = StartupDefinition((a_template("other"),))
        assert office.services.startup.import_definition(OPERATOR, other, "other.yaml").version == 2
        assert view(office, size=50) == before
        fund(office)
        assert keys(view(office, number=FUNDED)) == ["other"]

    def test_the_same_definition_again_is_no_new_version(self, office: Office):
        again = office.services.startup.import_definition(OPERATOR, STARTUP, "tasks.yaml")
        assert (again.version, again.changed) == (1, False)
        with pytest.raises(NotAllowed):
            office.services.startup.import_definition(office.actor("dana"), STARTUP, "tasks.yaml")

    def test_what_is_left_comes_first_page_by_page(self, office: Office):
        first, last = view(office, size=10), view(office, page=1, size=10)
        assert keys(first)[:2] == ["restore_tested", "hosting_tested"]
        assert (first.tasks.has_next, last.tasks.has_next, len(last.tasks.items)) == (True, False, 3)
        assert view(office, page=99, size=10) == last
        assert [task.state for task in last.tasks.items] == [TaskState.DONE] * 3

    def test_it_shows_mine_ours_and_what_is_overdue(self, office: Office):
        assert keys(view(office, "meiling", shown=TaskFilter.MINE)) == ["restore_tested", "set_up_reports"]
        ours = view(office, "peter", shown=TaskFilter.OURS)
        assert {task.side for task in ours.tasks.items} == {Side.CUSTOMER}
        assert keys(view(office, shown=TaskFilter.OVERDUE)) == ["restore_tested"]
        assert ours.counts[TaskFilter.OVERDUE] == 1

    def test_progress_and_own_tasks_over_all_agreements(self, office: Office):
        (summary,) = office.services.startup.plans(office.actor("peter"))
        assert (summary.number, summary.progress.done, summary.progress.total, summary.mine) == (ARS, 7, 13, 2)
        own = office.services.startup.own(office.actor("peter"))
        assert [(task.number, task.card.key) for task in own.items] == [(ARS, "hosting_tested"), (ARS, "acceptance")]

    def test_a_task_shows_its_comments_and_who_could_take_it(self, office: Office):
        task = office.services.startup.task(office.actor("peter"), ARS, "restore_tested")
        assert (task.card.state, task.card.by) == (TaskState.BLOCKED, "Mei-Ling Chen")
        assert [said.by for said in task.comments] == ["Peter Novak"]
        assert "Victor Abelson" in [taker.name for taker in task.takers]

    def test_an_agreement_before_its_startup_has_no_tasks_yet(self, office: Office):
        with pytest.raises(NotFound, match="planned when it is signed and funded"):
            view(office, "maria", "SLA-2027-0041")

    def test_every_sample_agreement_from_the_startup_on_has_a_plan_that_fits_its_step(self, reading: Office):
        with reading.storage.reading() as work:
            agreements = {agreement.id: agreement for agreement in work.whole_tables.agreements()}
            plans = {plan.agreement: plan for plan in work.whole_tables.startup_plans()}
        later = (Stage.STARTUP, Stage.OPERATIONS, Stage.RENEWAL)
        assert set(plans) == {id for id, agreement in agreements.items() if agreement.stage in later}
        for id, plan in plans.items():
            done = is_met(agreements[id], BY_KEY["startup_tasks_done"])
            assert plan.ready is done
            assert (len(plan.confirmations) == 2) is (agreements[id].stage is not Stage.STARTUP)


class TestOtherOrganizations:
    @pytest.mark.parametrize("who", ["maria", "linh"])
    def test_a_forged_number_is_answered_as_one_that_does_not_exist(self, office: Office, who: str):
        startup, actor = office.services.startup, office.actor(who)
        attempts = (
            lambda number: startup.view(actor, number),
            lambda number: startup.task(actor, number, "kickoff"),
            lambda number: startup.check_off(actor, number, "kickoff", 1),
            lambda number: startup.reopen(actor, number, "kickoff", 1, "why"),
            lambda number: startup.block(actor, number, "hosting_tested", 1, "why"),
            lambda number: startup.unblock(actor, number, "restore_tested", 1),
            lambda number: startup.reassign(actor, number, "hosting_tested", 1, "p-maria"),
            lambda number: startup.comment(actor, number, "kickoff", "Hello"),
            lambda number: startup.confirm_go_live(actor, number, 1),
        )
        for attempt in attempts:
            with pytest.raises(NotFound) as theirs:
                attempt(ARS)
            with pytest.raises(NotFound) as nobodys:
                attempt("SLA-2027-9999")
            assert str(theirs.value) == str(nobodys.value)

    def test_strangers_see_nothing(self, office: Office):
        with pytest.raises(NotAllowed):
            view(office, "nina")
        with pytest.raises(NotAllowed):
            office.services.startup.own(office.actor("nina"))


def test_what_is_left_before_go_live_is_required_and_not_settled(office: Office) -> None:
    shown = view(office, shown=TaskFilter.LEFT)
    assert keys(shown) == ["restore_tested", "hosting_tested", "acceptance", "readiness_review"]
    assert shown.summary.lacking == shown.counts[TaskFilter.LEFT] == 4


def test_blocked_tasks_are_a_list_of_their_own(office: Office) -> None:
    assert keys(view(office, shown=TaskFilter.BLOCKED)) == ["restore_tested"]
