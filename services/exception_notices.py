"""The notices that tell of exceptions: the other side is asked, then who proposed one hears the answer."""

from domain.agreements import Agreement
from domain.measurement_exceptions import ExceptionState, MeasurementException
from domain.notices import Notice, NoticeKind
from domain.people import Side
from domain.permissions import Actor
from services.recipients import destinations, direct, in_slack
from storage.unit_of_work import UnitOfWork


def tell_exception(work: UnitOfWork, actor: Actor, agreement: Agreement, exception: MeasurementException) -> None:
    """Who did it knows; the person who proposed it is told of the answer, with who leads the other side."""
    other = Side.CUSTOMER if actor.side is Side.CEC else Side.CEC
    told = list(destinations(work, agreement, other))
    if exception.state is not ExceptionState.PROPOSED:
        told += map(direct, in_slack(work, [exception.by]))
    for place, to in enumerate(dict.fromkeys(told)):
        if to.slack_user_id and to.slack_user_id == actor.slack_user_id:
            continue
        key = f"{NoticeKind.EXCEPTION_CHANGED.value}:{exception.id}:{exception.state}:{place}"
        facts = {"number": agreement.number, "exception": exception.id, "state": exception.state.value}
        work.notices.enqueue(Notice(key, NoticeKind.EXCEPTION_CHANGED, to, facts))
