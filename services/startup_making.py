"""The startup plan of an agreement is made when it reaches the step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.errors import NotFound
from domain.history import Change
from domain.permissions import OPERATOR, Actor
from domain.stages import Stage
from domain.startup import StartupDefinition, chosen
from domain.startup_edits import amended
from domain.startup_plans import StartupPlan, made
from domain.startup_work import settle
from services.context import Context
from services.settings_table import OFFICE_ZONE, office_day, value_of
from services.startup_notices import tell_go_live, tell_owner, tell_plan
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Begun:
    """The agreement as it is to be saved, and the changes of it."""

    agreement: Agreement
    changes: tuple[Change, ...]


def begin_startup(work: UnitOfWork, context: Context, agreement: Agreement) -> Begun:
    """Make the plan of an agreement that is at its startup from its lines, and tell those who have to do something.

    An agreement that has one keeps it. Without any definition the plan has no tasks until staff add some.
    """
    if work.startup_plans.of_agreement(agreement.id):
        return Begun(agreement, ())
    now = context.clock()
    plan, change = plan_of(work, context.new_id(), agreement, agreement.stage_since, now)
    work.startup_plans.add(plan)
    work.history.append(change)
    tell_plan(work, agreement, plan)
    return Begun(*settle(agreement, plan, now, OPERATOR.id))


def amend_startup(work: UnitOfWork, context: Context, actor: Actor, before: Agreement, after: Agreement) -> Begun:
    """An amendment took effect: the plan gets the tasks of the services that it added, and who does them is told.

    Changes nothing unless the agreement is at its startup.
    """
    plan = work.startup_plans.of_agreement(after.id)
    if plan is None or after.stage is not Stage.STARTUP:
        return Begun(after, ())
    added = {line.name for line in after.lines} - {line.name for line in before.lines}
    tasks = next((each.tasks for each, *_ in work.startup_definitions.all() if each.version == plan.definition), ())
    needed = [each for each in chosen(tasks, after.lines, _categories(work, after)) if added & set(each.lines)]
    now = context.clock()
    extended, changes = amended(plan, needed, office_day(work, context), now, actor.id)
    if not changes:
        return Begun(after, ())
    work.startup_plans.save(plan, extended)
    work.history.append(*changes)
    for each in needed:
        tell_owner(work, actor, after, extended, extended.task(each.template.key), "added", now)
    if plan.confirmations:
        tell_go_live(work, actor, after, extended, "voided", None, now)
    return Begun(*settle(after, extended, now, actor.id))


def plan_of(
    work: UnitOfWork, plan_id: str, agreement: Agreement, begun: datetime, at: datetime
) -> tuple[StartupPlan, Change]:
    """The plan from the definition that is current; it begins with the day of `begun`, at the office."""
    definition = work.startup_definitions.current() or StartupDefinition(())
    tasks = chosen(definition.tasks, agreement.lines, _categories(work, agreement))
    first_day = begun.astimezone(ZoneInfo(value_of(work, OFFICE_ZONE))).date()
    return made(plan_id, agreement, tasks, definition.version, first_day, at)


def tasks_left(work: UnitOfWork, agreement: Agreement) -> bool:
    """Whether a required task of its plan is open; one without a plan has none."""
    plan = work.startup_plans.of_agreement(agreement.id)
    return plan is not None and not plan.ready


def _categories(work: UnitOfWork, agreement: Agreement) -> Mapping[str, str]:
    """The category of each service, by the catalog that the agreement was made with."""
    try:
        version = agreement.catalog_version
        catalog = work.catalog.version(version) if version else work.catalog.current()[1]
    except NotFound:
        return {}
    return {service.key: service.category for service in catalog.services}
