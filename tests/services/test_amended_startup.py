"""An amendment while the services are made ready brings the tasks of what it adds."""

from dataclasses import replace

from domain.people import Side
from domain.startup_plans import Confirmation, StartupPlan
from tests.services.funding_steps import SHA, sign
from tests.services.office import Office
from tests.services.proposal_steps import agreed, present, revision

STARTING = "SLA-2027-0018"


def plan_of(office: Office) -> StartupPlan:
    with office.storage.reading() as work:
        agreement = work.agreements.by_number(STARTING)
        assert agreement
        plan = work.startup_plans.of_agreement(agreement.id)
        assert plan
        return plan


def sign_amendment(office: Office) -> None:
    """With what is in the draft."""
    present(office, STARTING)
    version = agreed(office, STARTING, "amara", "james").current
    assert version
    office.services.signatures.prepare(STARTING, version.version.number, SHA)
    for who in ("zeynep", "michael", "ruth", "teresa"):
        sign(office, who, STARTING)


def add_databases(office: Office) -> None:
    james = office.actor("james")
    office.services.proposals.start_amendment(james, STARTING, "Two databases.")
    office.services.proposal_drafts.add_line(james, STARTING, "managed_database", 2, revision(office, STARTING))
    sign_amendment(office)


def test_the_tasks_of_a_service_that_is_added_come_into_the_plan(office: Office):
    before = plan_of(office)
    assert not any("Managed database" in task.lines for task in before.tasks)
    add_databases(office)
    after = plan_of(office)
    added = [task for task in after.tasks if "Managed database" in task.lines]
    assert added
    assert all(not task.settled and task.due_on >= office.clock().date() for task in added)
    keys = {task.key for task in added}
    assert [t for t in after.tasks if t.key not in keys] == [t for t in before.tasks if t.key not in keys]
    assert {each for task in after.tasks for each in task.depends_on} <= {task.key for task in after.tasks}


def test_both_sides_confirm_go_live_anew_after_an_amendment(office: Office):
    with office.storage.unit_of_work() as work:
        plan = plan_of(office)
        given = (Confirmation(Side.CUSTOMER, office.clock(), "p-amara"),)
        work.startup_plans.save(plan, replace(plan, confirmations=given, revision=plan.revision + 1))
        work.commit()
    add_databases(office)
    assert plan_of(office).confirmations == ()
