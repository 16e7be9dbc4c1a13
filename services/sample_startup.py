"""How far the startup tasks of the sample are, as a file, and the plans made of it by the rules of the domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import startup_work as rules
from domain.agreements import Agreement
from domain.history import Change
from domain.people import Role, Side
from domain.stages import Stage
from domain.startup_plans import StartupPlan, owner_of
from domain.startup_work import Changed
from services.data_files import Entry
from services.sample_days import day_of, morning_of
from services.startup_making import plan_of
from storage.unit_of_work import UnitOfWork

_DONE, _BLOCKED, _SAID = "done_by", "blocked_by", "said_by"
_HISTORY_READ = 200


@dataclass(frozen=True)
class SampleStep:
    """What a person (id) did with a task: `what` is "done_by", "blocked_by" or "said_by", with their words."""

    day: int
    task: str
    what: str
    by: str
    words: str


@dataclass(frozen=True)
class SampleStartup:
    """The startup of an agreement (number); `finished` is the day by which every task was done, None while some are
    left. Days count from the day of loading."""

    agreement: str
    steps: tuple[SampleStep, ...]
    finished: int | None


def read_sample_startup(entry: Entry) -> SampleStartup:
    entry.expect(("agreement",), ("steps", "finished"))
    return SampleStartup(
        agreement=entry.text("agreement"),
        steps=tuple(_step(each) for each in entry.entries("steps", "step")),
        finished=day_of(entry, "finished") if "finished" in entry.record.values else None,
    )


def add_plans(work: UnitOfWork, numbers: Iterable[str], samples: tuple[SampleStartup, ...], day: date) -> int:
    """A plan for each of these agreements that has reached its startup and has none. Returns how many.

    Raises NotFound for a task that the agreement does not have.
    """
    by_number = {sample.agreement: sample for sample in samples}
    new = 0
    for number in numbers:
        agreement = work.agreements.by_number(number)
        begun = _reached(work, agreement, Stage.STARTUP) if agreement else None
        if agreement and begun and work.startup_plans.of_agreement(agreement.id) is None:
            _add(work, agreement, begun, by_number.get(number, SampleStartup(number, (), None)), day)
            new += 1
    return new


def _add(work: UnitOfWork, agreement: Agreement, begun: datetime, sample: SampleStartup, day: date) -> None:
    plan, made = plan_of(work, f"sp-{agreement.number[4:]}", agreement, begun, begun)
    history: list[Change] = [made]
    live = _reached(work, agreement, Stage.OPERATIONS)
    finished = live or (morning_of(day + timedelta(days=sample.finished)) if sample.finished is not None else None)
    at = begun
    for step in sample.steps:
        at = morning_of(day + timedelta(days=step.day))
        plan = _noted(_taken(plan, step, at), history)
    if finished:
        plan, at = _all_done(plan, agreement, finished, history), finished
    for side, role in ((Side.CUSTOMER, Role.PROGRAM_MANAGER), (Side.CEC, Role.SML)) if live else ():
        plan = _noted(rules.confirm(plan, side, finished or at, agreement.holder_of(side, role) or "system"), history)
    work.startup_plans.add(plan)
    settled, records = rules.settle(agreement, plan, at, agreement.holder_of(Side.CEC, Role.SML) or "system")
    if records:
        work.agreements.save(settled)
    work.history.append(*history, *records)


def _all_done(plan: StartupPlan, agreement: Agreement, until: datetime, history: list[Change]) -> StartupPlan:
    """Each task on its due day, the last ones at the end."""
    for key in plan.order:
        task = plan.task(key)
        by = owner_of(agreement, task) or "system"
        plan = _noted(rules.check_off(plan, key, min(morning_of(task.due_on), until), by), history)
    return plan


def _taken(plan: StartupPlan, step: SampleStep, at: datetime) -> Changed:
    if step.what == _DONE:
        return rules.check_off(plan, step.task, at, step.by)
    if step.what == _BLOCKED:
        return rules.block(plan, step.task, step.words, at, step.by)
    return rules.comment(plan, step.task, step.words, at, step.by)


def _noted(changed: Changed, history: list[Change]) -> StartupPlan:
    plan, changes = changed
    history.extend(changes)
    return plan


def _reached(work: UnitOfWork, agreement: Agreement, stage: Stage) -> datetime | None:
    """When the agreement came to that step; None when it never did."""
    changes = work.history.of("agreement", agreement.id, _HISTORY_READ, 0)
    return next((c.at for c in changes if (c.field, c.new) == ("stage", stage.value)), None)


def _step(entry: Entry) -> SampleStep:
    entry.expect(("day", "task"), (_DONE, _BLOCKED, _SAID, "words"))
    what = next((each for each in (_DONE, _BLOCKED, _SAID) if each in entry.record.values), _DONE)
    words = entry.text("words") if "words" in entry.record.values else ""
    return SampleStep(day_of(entry, "day"), entry.text("task"), what, entry.text(what), words)
