"""Telling both sides of an agreement what happened in it: whom to write to, and that it reached another step."""

from collections.abc import Sequence

from domain.agreements import Agreement, move_on
from domain.history import Change
from domain.notices import Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from domain.stages import Stage
from services.context import Context
from services.recipients import destinations, in_slack
from services.signing_records import with_what_was_signed
from services.signing_voids import without_outdated_signatures
from services.startup_making import Begun, begin_startup
from storage.unit_of_work import UnitOfWork

__all__ = ["destinations", "in_slack", "save_and_move_on"]


def save_and_move_on(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, changes: Sequence[Change]
) -> Agreement:
    """Keep a changed agreement with its history, in a unit of work that is under way.

    It leaves the steps that it is done with, and both sides are told; one that reaches its startup gets its plan. A
    document that waits for signatures and names another official than the agreement is signed no more.
    Raises Conflict when it was saved by someone else since it was read.
    """
    now = context.clock()
    agreement, voided = without_outdated_signatures(work, actor, agreement, now)
    moved, steps = move_on(agreement, now, actor.id)
    if steps and moved.stage is Stage.AGREEMENT_FUNDING:
        moved, funded = with_what_was_signed(work, moved, now, actor.id)
        moved, further = move_on(moved, now, actor.id)
        steps = (*steps, *funded, *further)
    begun = begin_startup(work, context, moved) if steps and moved.stage is Stage.STARTUP else Begun(moved, ())
    saved = work.agreements.save(begun.agreement)
    work.history.append(*changes, *voided, *steps, *begun.changes)
    if steps:
        _tell_of_step(work, saved)
    return saved


def _tell_of_step(work: UnitOfWork, agreement: Agreement) -> None:
    for side in Side:
        for place, to in enumerate(destinations(work, agreement, side)):
            key = f"step:{agreement.id}:{agreement.version}:{side}:{place}"
            facts = {"number": agreement.number, "side": side.value, "stage": agreement.stage.value}
            work.notices.enqueue(Notice(key, NoticeKind.STEP_REACHED, to, facts))
