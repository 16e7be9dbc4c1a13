"""Telling both sides of an agreement what happened in it: whom to write to, and that it reached another step."""

from collections.abc import Iterable, Sequence

from domain.agreements import Agreement, move_on
from domain.history import Change
from domain.notices import Destination, Notice, NoticeKind
from domain.people import Person, Role, Side
from domain.permissions import Actor
from services.agreement_status import LEADS
from services.context import Context
from storage.unit_of_work import UnitOfWork


def destinations(work: UnitOfWork, agreement: Agreement, side: Side) -> tuple[Destination, ...]:
    """Where that side is told: who leads it; else for CEC the staff channel, for a customer every contact in Slack."""
    leads = _contacts_in_slack(work, agreement, side, LEADS[side])
    if not leads and side is Side.CEC:
        return (Destination(staff=True),)
    told = leads or _contacts_in_slack(work, agreement, side)
    return tuple(Destination(slack_user_id=person.slack_user_id) for person in told)


def save_and_move_on(
    work: UnitOfWork, context: Context, actor: Actor, agreement: Agreement, changes: Sequence[Change]
) -> Agreement:
    """Keep a changed agreement with its history, in a unit of work that is under way.

    It leaves the steps of onboarding that it is done with, and both sides are told. Raises Conflict when it was
    saved by someone else since it was read.
    """
    moved, steps = move_on(agreement, context.clock(), actor.id)
    saved = work.agreements.save(moved)
    work.history.append(*changes, *steps)
    if steps:
        _tell_of_step(work, saved)
    return saved


def in_slack(work: UnitOfWork, ids: Iterable[str]) -> tuple[Person, ...]:
    """Those of these people who are active and have an account."""
    return tuple(person for person in work.people.several(ids) if person.active and person.slack_user_id)


def _tell_of_step(work: UnitOfWork, agreement: Agreement) -> None:
    for side in Side:
        for place, to in enumerate(destinations(work, agreement, side)):
            key = f"step:{agreement.id}:{agreement.version}:{side}:{place}"
            facts = {"number": agreement.number, "side": side.value, "stage": agreement.stage.value}
            work.notices.enqueue(Notice(key, NoticeKind.STEP_REACHED, to, facts))


def _contacts_in_slack(
    work: UnitOfWork, agreement: Agreement, side: Side, role: Role | None = None
) -> tuple[Person, ...]:
    named = dict.fromkeys(c.person_id for c in agreement.contacts if c.side is side and role in (None, c.role))
    return in_slack(work, named)
