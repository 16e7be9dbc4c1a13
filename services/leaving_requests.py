"""The support requests of somebody of CEC who leaves."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.people import Person
from domain.permissions import Actor
from domain.support_requests import SupportRequest
from domain.support_steps import assign
from services.contact_cards import Holding
from services.context import Context
from services.support_parts import Step
from storage.unit_of_work import UnitOfWork

REQUEST = "support_request"


def assigned_requests(work: UnitOfWork, person: Person) -> Iterator[Holding]:
    for request in work.support_requests.assigned_to(person.id):
        yield Holding(_key(request), f"the support request {request.number}, {request.service_name}")


def pass_on_requests(
    work: UnitOfWork,
    context: Context,
    actor: Actor,
    person: Person,
    takers: Mapping[str, Person | None],
    at: datetime,
    tickets: bool,
) -> None:
    """`takers` are by the key of the `Holding`; what nobody takes waits in the queue of its area again. `tickets`: the
    office has a ticket system of its own that is told."""
    for request in work.support_requests.assigned_to(person.id):
        taker = takers[_key(request)]
        agreement = work.agreements.get(request.agreement)
        step = Step(work, context, actor, agreement, at, tickets)
        step.keep(request, assign(request, taker.id if taker else None))


def _key(request: SupportRequest) -> str:
    return f"{REQUEST}|{request.number}"
