"""Where an agreement stands, step by step: what was done, when, by whom, and what is still ahead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.agreements import Agreement, is_met
from domain.history import Change
from domain.stages import SEQUENCE, SERVICES_RUN, Requirement, Stage, requirements_of


class StepState(StrEnum):
    """`ongoing`: goes on beside the others (reports, meetings). `stopped`: the agreement was closed in this step."""

    DONE = "done"
    CURRENT = "current"
    ONGOING = "ongoing"
    AHEAD = "ahead"
    STOPPED = "stopped"


@dataclass(frozen=True)
class TrackedRequirement:
    """One requirement of a step. `at` and `by` (person id) are None while it is open, or where it was not kept."""

    requirement: Requirement
    met: bool
    at: datetime | None = None
    by: str | None = None
    note: str = ""


@dataclass(frozen=True)
class TrackedStep:
    """One of the ten steps, `number` 1 to 10. `since` is when it began, `done_at` and `done_by` when it was left."""

    number: int
    stage: Stage
    state: StepState
    since: datetime | None
    done_at: datetime | None
    done_by: str | None
    requirements: tuple[TrackedRequirement, ...]


def track(agreement: Agreement, changes: Sequence[Change]) -> tuple[TrackedStep, ...]:
    """All ten steps in order. `changes` is the agreement's history, in any order, as far as it was read."""
    return tuple(_step(number, stage, agreement, changes) for number, stage in enumerate(Stage, start=1))


def _step(number: int, stage: Stage, agreement: Agreement, changes: Sequence[Change]) -> TrackedStep:
    state = _state(stage, agreement)
    requirements = tuple(_tracked(requirement, agreement, changes) for requirement in requirements_of(stage))
    left = _latest(change for change in changes if change.field == "stage" and change.old == stage)
    last = max((r for r in requirements if r.at), key=lambda r: r.at or agreement.opened_at, default=None)
    done = state is StepState.DONE
    return TrackedStep(
        number=number,
        stage=stage,
        state=state,
        since=_since(stage, agreement, changes),
        done_at=(left.at if left else last.at if last else agreement.closed_at) if done else None,
        done_by=(left.by if left else last.by if last else None) if done else None,
        requirements=requirements,
    )


def _state(stage: Stage, agreement: Agreement) -> StepState:
    if stage not in SEQUENCE:
        return _state_beside(stage, agreement)
    if stage is agreement.stage:
        return _state_of_current(agreement)
    passed = SEQUENCE.index(stage) < SEQUENCE.index(agreement.stage)
    return StepState.DONE if passed else StepState.AHEAD


def _state_beside(stage: Stage, agreement: Agreement) -> StepState:
    if stage is Stage.REPORTS and agreement.stage not in SERVICES_RUN:
        return StepState.AHEAD
    return StepState.ONGOING if agreement.closed_at is None else StepState.DONE


def _state_of_current(agreement: Agreement) -> StepState:
    if agreement.closed_at is None:
        return StepState.CURRENT
    complete = all(is_met(agreement, requirement) for requirement in requirements_of(agreement.stage))
    return StepState.DONE if complete else StepState.STOPPED


def _since(stage: Stage, agreement: Agreement, changes: Sequence[Change]) -> datetime | None:
    if stage is agreement.stage:
        return agreement.stage_since
    entered = _latest(change for change in changes if change.field == "stage" and change.new == stage)
    if entered:
        return entered.at
    return agreement.opened_at if stage in (SEQUENCE[0], Stage.MEETINGS) else None


def _tracked(requirement: Requirement, agreement: Agreement, changes: Sequence[Change]) -> TrackedRequirement:
    if not is_met(agreement, requirement):
        return TrackedRequirement(requirement, met=False)
    if requirement.filled_by_contact:
        named = (c for c in changes if c.field == "contact" and (c.new or "").startswith(f"{requirement.key}:"))
        first = min(named, key=lambda change: change.at, default=None)
        return TrackedRequirement(requirement, True, first.at if first else None, first.by if first else None)
    entry = next(record for record in agreement.records if record.requirement == requirement.key)
    return TrackedRequirement(requirement, True, entry.at, entry.by, entry.note)


def _latest(changes: Iterable[Change]) -> Change | None:
    return max(changes, key=lambda change: change.at, default=None)
