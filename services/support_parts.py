"""Support requests: the steps of their use cases within a unit of work."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.actors import Subject
from domain.agreements import Agreement
from domain.errors import Conflict, NotFound, Unavailable
from domain.people import Person
from domain.permissions import OPERATOR, Action, Actor, decide
from domain.request_numbers import request_number
from domain.support_changes import changes_between
from domain.support_comments import CommentKind
from domain.support_requests import RequestState, SupportRequest
from services.access import refused, require, subject_of
from services.agreement_status import organization_of
from services.cards import people_cards
from services.context import Context
from services.support_cards import CommentCard, RequestCard, RequestRow
from services.support_measuring import keep_credits, keep_measurements, timed
from services.support_notices import tell_opened, tell_tickets
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("cec.support")

NO_SUCH_REQUEST = "I can't find that request. Ask for your requests to see their numbers."
OUTSIDE = "outside"
"""Who writes what comes from the office's ticket system."""


@dataclass(frozen=True)
class Step:
    """A change under way. `tickets`: the office has a ticket system of its own that is told."""

    work: UnitOfWork
    context: Context
    actor: Actor
    agreement: Agreement
    now: datetime
    tickets: bool

    def keep(self, before: SupportRequest | None, after: SupportRequest, note: str = "") -> SupportRequest:
        """Save it with its clocks, its history and what follows from its times, where something is different."""
        current = timed(self.work, after, self.now)
        if current == before:
            return current
        keep_measurements(self.work, self.agreement, before, current, self.now)
        keep_credits(self.work, self.agreement, before, current, self.now)
        self.work.history.append(*changes_between(before, current, self.actor.id, self.now, note))
        saved = self.work.support_requests.save(current)
        if before and before.held and saved.started_at:
            tell_opened(self.work, saved)
        if self.tickets and not saved.held:
            tell_tickets(self.work, saved)
        return saved

    def with_followers(self, request: SupportRequest) -> tuple[SupportRequest, ...]:
        """The request, and those that were merged into it: whoever asked them waits too."""
        return (request, *self.work.support_requests.merged_into(request.number))


type Apply = Callable[[Step, SupportRequest], SupportRequest]


def change(
    context: Context,
    actor: Actor,
    number: str,
    action: Action,
    apply: Apply,
    tickets: bool,
    seen: int | None = None,
) -> RequestCard:
    """`apply` keeps what it changes. `seen` is the revision that the person looked at; None where any will do.

    Raises NotFound, NotAllowed, Conflict.
    """
    with context.unit_of_work() as work:
        agreement, request = readable(work, actor, number)
        require(actor, action, about(work, actor, agreement, request))
        if seen is not None and seen != request.revision:
            raise Conflict("Someone else changed this request meanwhile. Look at it again, then repeat this.")
        now = context.clock()
        changed = apply(Step(work, context, actor, agreement, now, tickets), request)
        card = card_of(work, actor, agreement, changed)
        work.commit()
        return card


def about(work: UnitOfWork, actor: Actor, agreement: Agreement, request: SupportRequest) -> Subject:
    """A request of the agreement; it is also the own one of whoever asked one that was merged into it."""
    owner = request.asked_by
    if actor.id != owner and not actor.is_staff:
        others = (each.asked_by for each in work.support_requests.merged_into(request.number))
        owner = next((each for each in others if each == actor.id), owner)
    return replace(subject_of(actor, agreement), owner=owner)


def asked_by_one(actor: Actor, agreement: Agreement, request: SupportRequest) -> Subject:
    """As `about`, where only who asked for this very request counts: it is rated by nobody else."""
    return replace(subject_of(actor, agreement), owner=request.asked_by)


def readable(work: UnitOfWork, actor: Actor, number: str) -> tuple[Agreement, SupportRequest]:
    """Raises NotFound, the same for one that is not there and one that the actor may not see."""
    request = work.support_requests.by_number(request_number(number) or "")
    if request is None:
        raise NotFound(NO_SUCH_REQUEST)
    agreement = work.agreements.get(request.agreement)
    subject = about(work, actor, agreement, request)
    if not decide(actor, Action.READ_REQUEST, subject).allowed:
        refused(actor, Action.READ_REQUEST, subject)
        raise NotFound(NO_SUCH_REQUEST)
    return agreement, request


def card_of(work: UnitOfWork, actor: Actor, agreement: Agreement, request: SupportRequest) -> RequestCard:
    written = work.support_requests.comments(request.id)
    shown = [each for each in written if actor.is_staff or each.kind is not CommentKind.NOTE]
    ids = {request.asked_by, request.assignee or "", *(each.by for each in shown)}
    people, subject = people_cards(work, ids), about(work, actor, agreement, request)
    names = {key: card.name for key, card in people.items()}
    may_write = decide(actor, Action.WRITE_IN_REQUEST, subject).allowed
    solved = request.state in (RequestState.RESOLVED, RequestState.CLOSED)
    return RequestCard(
        request=request,
        agreement=agreement.number,
        about=agreement.title,
        organization=organization_of(work, agreement),
        area=_area(work, request.area),
        asked_by=people.get(request.asked_by),
        assignee=people.get(request.assignee or ""),
        comments=tuple(CommentCard(each, each.author or names.get(each.by, "CEC")) for each in shown),
        merged=tuple(each.number for each in work.support_requests.merged_into(request.number)),
        may_write=may_write and request.is_open,
        may_reopen=may_write and request.state is RequestState.RESOLVED,
        may_rate=solved and decide(actor, Action.RATE_REQUEST, asked_by_one(actor, agreement, request)).allowed,
        may_work=decide(actor, Action.WORK_ON_REQUESTS).allowed,
    )


def rows_of(work: UnitOfWork, requests: Sequence[SupportRequest]) -> tuple[RequestRow, ...]:
    numbers = {each.id: each.number for each in work.agreements.several({e.agreement for e in requests})}
    people = people_cards(work, {id for each in requests for id in (each.asked_by, each.assignee) if id})
    organizations = {key: work.organizations.get(key).name for key in {each.organization for each in requests}}
    return tuple(
        RequestRow(
            each,
            numbers[each.agreement],
            organizations[each.organization],
            people[each.asked_by].name,
            people[each.assignee].name if each.assignee else None,
        )
        for each in requests
    )


def by_clock(context: Context, request_id: str, apply: Apply, tickets: bool) -> None:
    """As `change`, by nobody: for what time brings."""
    with context.unit_of_work() as work:
        request = work.support_requests.get(request_id)
        agreement = work.agreements.get(request.agreement)
        apply(Step(work, context, OPERATOR, agreement, context.clock(), tickets), request)
        work.commit()


def all_by_clock(context: Context, ids: Sequence[str], apply: Apply, tickets: bool) -> int:
    """As `by_clock`, each by itself: one that fails keeps no other from its turn. Returns how many did not fail."""
    done = 0
    for request_id in ids:
        try:
            by_clock(context, request_id, apply, tickets)
            done += 1
        except Unavailable:
            raise
        except Exception:
            log.exception("what time brings to request %s was not kept", request_id)
    return done


def specialists(work: UnitOfWork, area: str) -> tuple[Person, ...]:
    """CEC's people of an area of expertise."""
    return tuple(each for each in work.people.staff() if each.active and area in each.areas)


def _area(work: UnitOfWork, area: str) -> str:
    try:
        return work.catalog.current()[1].area(area).name if area else ""
    except NotFound:  # it left the catalog since
        return area
