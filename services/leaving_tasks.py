"""The startup tasks that were given by name to someone who leaves; those of their roles go with the roles."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.agreements import Agreement
from domain.errors import InvalidInput
from domain.people import Person
from domain.permissions import Actor
from domain.stages import Stage
from domain.startup_plans import StartupPlan, StartupTask
from domain.startup_work import reassign
from services.contact_cards import Holding
from services.context import Context
from services.settings_table import office_day
from services.startup_parts import Step, check_taker, tell_who_does_it
from storage.unit_of_work import UnitOfWork

TASK = "startup_task"


def given_tasks(work: UnitOfWork, person: Person) -> Iterator[Holding]:
    for agreement, _, task in _given(work, person, work.agreements.open_of_person(person.id)):
        what = f"the startup task “{task.title}” of {agreement.number}"
        yield Holding(_key(agreement, task), what, agreement.number)


def pass_on_tasks(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    person: Person,
    agreements: tuple[Agreement, ...],
    takers: Mapping[str, Person | None],
    at: datetime,
) -> None:
    """`agreements` are those in which the person had a role, `takers` are by the key of the `Holding`.

    Raises InvalidInput, with the key as its field, for a taker who has no role in the agreement by now.
    """
    for before, plan, task in tuple(_given(work, person, agreements)):
        agreement = work.agreements.get(before.id)
        key = _key(agreement, task)
        taker = takers[key]
        try:
            check_taker(agreement, task, taker.id if taker else None)
        except InvalidInput as refused:
            raise InvalidInput(key, refused.message) from refused
        latest = work.startup_plans.of_agreement(agreement.id) or plan
        step = Step(work, context, actor, agreement, latest, at, office_day(work, context))
        kept = step.keep(*reassign(latest, task.key, taker.id if taker else None, at, actor.id))
        if taker:
            tell_who_does_it("assigned")(kept, kept.plan.task(task.key))


def _given(
    work: UnitOfWork, person: Person, agreements: tuple[Agreement, ...]
) -> Iterator[tuple[Agreement, StartupPlan, StartupTask]]:
    """Tasks of startups under way that are left and that are the person's by name."""
    by_id = {agreement.id: agreement for agreement in agreements if agreement.stage is Stage.STARTUP}
    for plan in work.startup_plans.of_agreements(by_id):
        for task in plan.tasks:
            if task.owner == person.id and not task.settled:
                yield by_id[plan.agreement], plan, task


def _key(agreement: Agreement, task: StartupTask) -> str:
    return f"{TASK}|{agreement.number}|{task.key}"
