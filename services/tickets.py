"""Keeps the office's own ticket system in step with our queue, where there is one."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from domain import support_steps as steps
from domain.errors import InvalidInput
from domain.permissions import OPERATOR
from domain.support_comments import Comment
from domain.support_requests import LONGEST_NAME, LONGEST_TEXT, Cause, Resolution, SupportRequest
from domain.words import shortened
from services.context import Context
from services.support_measuring import timed
from services.support_notices import RESOLVED, ask_for_rating, tell_changed
from services.support_parts import OUTSIDE, Apply, Step, by_clock
from services.support_writing import comment
from services.ticket_connector import OutsideChange, Ticket, TicketConnector, Written
from storage.unit_of_work import UnitOfWork

log = logging.getLogger("cec.tickets")

MOST_POLLS = 20
"""In one run; the next run goes on."""
SYSTEM = "The ticket system"


@dataclass(frozen=True)
class TicketUseCases:
    """`connector` is None where our queue is all there is."""

    context: Context
    connector: TicketConnector | None = None

    def send(self, request_id: str, comment_id: str | None, key: str) -> None:
        """Tell it how a request stands now, or what was written. Called by who delivers notices, in order for each
        request, also again after a crash; `key` lets the other system count it once. Raises Unavailable."""
        if self.connector is None:
            return
        with self.context.reading() as work:
            request = work.support_requests.get(request_id)
            ticket, outside_id = _ticket(work, request), work.outside_tickets.of_request(request_id)
            written = _written(work, work.support_requests.comment(comment_id)) if comment_id else None
        if outside_id is None:
            outside_id = self.connector.create(ticket, f"create:{request.id}")
            with self.context.unit_of_work() as work:
                work.outside_tickets.keep(request_id, outside_id)
                work.commit()
        elif written is None:
            self.connector.update(outside_id, ticket, key)
        if written:
            self.connector.comment(outside_id, written, key)

    def poll(self) -> int:
        """Take over what happened there. Returns how many changes. Run every minute; raises Unavailable."""
        count = 0
        for _ in range(MOST_POLLS if self.connector else 0):
            taken = self._poll_once()
            count += taken
            if not taken:
                break
        return count

    def _poll_once(self) -> int:
        if self.connector is None:
            return 0
        with self.context.reading() as work:
            position = work.outside_tickets.position()
        polled = self.connector.poll(position)
        for each in polled.changes:
            self._take_over(each)
        if polled.position != position:
            with self.context.unit_of_work() as work:
                work.outside_tickets.keep_position(polled.position)
                work.commit()
        return len(polled.changes) if polled.position != position else 0

    def _take_over(self, change: OutsideChange) -> None:
        """Once: what was taken over before changes nothing. What cannot be is left out and said in the log."""
        with self.context.reading() as work:
            request_id = work.outside_tickets.request_of(change.ticket)
        if request_id is None:
            log.warning("change %s is about a ticket that is none of ours: %s", change.id, change.ticket)
            return
        for part in _parts(change):
            try:
                by_clock(self.context, request_id, part, tickets=False)
            except InvalidInput as error:
                log.warning("a part of change %s was left out: %s", change.id, error)


def _parts(change: OutsideChange) -> Iterator[Apply]:
    """What happened there, each for itself: one that cannot be taken over keeps no other from it."""
    if change.taken:
        yield _taken
    author = shortened(change.author.strip(), LONGEST_NAME) or SYSTEM
    for place, some in enumerate(batched(change.comment.strip(), LONGEST_TEXT)):
        comment_id = f"{OUTSIDE}:{change.id}" + (f":{place}" if place else "")
        yield comment("".join(some), (), comment_id, OUTSIDE, author)
    if change.resolved.strip():
        words = shortened(change.resolved.strip(), LONGEST_TEXT)
        yield lambda step, request: _resolved(step, request, words, change.cause)


def _taken(step: Step, request: SupportRequest) -> SupportRequest:
    return step.keep(request, steps.taken_up(request, step.now)) if request.is_open else request


def _resolved(step: Step, request: SupportRequest, words: str, cause: Cause) -> SupportRequest:
    if not request.is_open:
        return request
    solved = steps.resolve(request, Resolution(step.now, OUTSIDE, words, cause), None)
    kept = step.keep(request, steps.explained(timed(step.work, solved, step.now), cause.label))
    tell_changed(step.work, OPERATOR, step.with_followers(kept), RESOLVED, step.now, words=words)
    ask_for_rating(step.work, kept)
    return kept


def _ticket(work: UnitOfWork, request: SupportRequest) -> Ticket:
    names = {each.id: each.name for each in work.people.several([request.asked_by, request.assignee or ""])}
    return Ticket(
        number=request.number,
        agreement=work.agreements.get(request.agreement).number,
        organization=request.organization,
        service=request.service_name,
        area=request.area,
        priority=request.priority.value,
        state=request.state.value,
        asked_by=names.get(request.asked_by, "CEC"),
        place=request.report.place,
        description=request.report.description,
        assignee=names.get(request.assignee or ""),
        resolution=request.resolution.words if request.resolution else None,
    )


def _written(work: UnitOfWork, kept: Comment | None) -> Written | None:
    if kept is None:
        return None
    author = next((each.name for each in work.people.several([kept.by])), kept.author or SYSTEM)
    return Written(author, kept.text, kept.at, kept.from_staff)
