"""The queue of support requests, as CEC's people work on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from domain import support_requests as rules
from domain import support_steps as steps
from domain.errors import InvalidInput
from domain.handoffs import Thread
from domain.people import Side
from domain.permissions import Action, Actor
from domain.support_clocks import clocks_for
from domain.support_comments import CommentKind
from domain.support_priorities import Impact, Urgency, priority_of
from domain.support_requests import Cause, RequestFile, RequestState, Resolution, SupportRequest
from services import support_notices as told
from services.access import require
from services.alert_times import business_days_after
from services.context import Context
from services.settings_table import office_day, value_of
from services.support_cards import QueueCounts, QueuePage, RequestCard
from services.support_coverage import lines_on
from services.support_measuring import timed
from services.support_notices import ask_for_rating, tell_changed
from services.support_parts import Apply, Step, all_by_clock, card_of, change, readable, rows_of
from services.support_requests import area_of
from services.support_settings import SUPPORT_CLOSE_DAYS
from services.support_writing import comment, write
from storage.support_requests import QueueFilter
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 10
MOST_AT_ONCE = 500
"""Requests that are merged or released by one act."""
_AT_A_TIME = 100
"""Requests that the clock brings something to, in one run; the next run goes on."""


@dataclass(frozen=True)
class SupportQueueUseCases:
    """For staff only. `seen` is the revision that the person looked at: a change of another one is refused."""

    context: Context
    tickets: bool = False

    def queue(self, actor: Actor, wanted: QueueFilter | None = None, page: int = 0) -> QueuePage:
        """Open requests, the most urgent first; without those that are held unless they are asked for."""
        require(actor, Action.WORK_ON_REQUESTS)
        with self.context.reading() as work:
            requests = work.support_requests
            found = requests.queue(wanted or QueueFilter(), PAGE_SIZE + 1, page * PAGE_SIZE)
            rows = rows_of(work, found[:PAGE_SIZE])
            return QueuePage(rows, page, len(found) > PAGE_SIZE, requests.counts())

    def counts(self, actor: Actor) -> QueueCounts:
        """How many requests are open, of each kind."""
        require(actor, Action.WORK_ON_REQUESTS)
        with self.context.reading() as work:
            return work.support_requests.counts()

    def claim(self, actor: Actor, number: str) -> RequestCard:
        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            claimed = step.keep(request, steps.claim(request, actor.id, step.now))
            if claimed.revision != request.revision:
                tell_changed(step.work, actor, [claimed], told.CLAIMED, step.now)
            return claimed

        return self._change(actor, number, apply)

    def assign(self, actor: Actor, number: str, person: str | None, seen: int | None = None) -> RequestCard:
        """Give it to somebody of CEC (person id), or None: back to the queue of its area."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            found = step.work.people.find(person) if person else None
            if person and (found is None or not found.active or found.side is not Side.CEC):
                raise InvalidInput("person", "Choose a person of CEC.")
            assigned = step.keep(request, steps.assign(request, person))
            if assigned.revision != request.revision:
                words = found.name if found else ""
                tell_changed(step.work, actor, [assigned], told.ASSIGNED, step.now, (Side.CEC,), words)
            return assigned

        return self._change(actor, number, apply, seen)

    def ask_back(self, actor: Actor, number: str, text: str, comment_id: str | None = None) -> RequestCard:
        """Ask the customer something; the clocks stand still until they answer."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            asked = steps.ask_back(request, actor.id, step.now)
            new = write(step, request, CommentKind.ASK, text, (), comment_id)
            return step.keep(request, asked) if new else request

        return self._change(actor, number, apply)

    def comment(
        self, actor: Actor, number: str, text: str, files: Sequence[RequestFile] = (), comment_id: str | None = None
    ) -> RequestCard:
        """Write to the customer. `comment_id` makes it count once."""
        return self._change(actor, number, comment(text, files, comment_id))

    def note(
        self, actor: Actor, number: str, text: str, files: Sequence[RequestFile] = (), comment_id: str | None = None
    ) -> RequestCard:
        """Write among CEC's people; the customer never sees it."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            write(step, request, CommentKind.NOTE, text, files, comment_id)
            return request

        return self._change(actor, number, apply)

    def change(
        self,
        actor: Actor,
        number: str,
        impact: Impact | None = None,
        urgency: Urgency | None = None,
        service: str | None = None,
        seen: int | None = None,
    ) -> RequestCard:
        """Another impact or urgency, from which the priority follows, or another service (key) of the agreement."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            of, to = impact or request.report.impact, urgency or request.report.urgency
            changed = steps.reprioritized(request, of, to, priority_of(of, to))
            if service and service != request.service:
                changed = _of_service(step, changed, service)
            kept = step.keep(request, changed)
            if kept.revision != request.revision:
                words = f"{kept.priority.value}, {kept.service_name}"
                tell_changed(step.work, actor, [kept], told.CHANGED, step.now, words=words)
            return kept

        return self._change(actor, number, apply, seen)

    def resolve(
        self,
        actor: Actor,
        number: str,
        reason: str,
        cause: Cause,
        breach_cause: str = "",
        seen: int | None = None,
    ) -> RequestCard:
        """How it was solved, for the customer, and where it came from. Where a target was missed, `breach_cause` says
        why. Who asked is asked how satisfied they are. Raises InvalidInput at the field."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            said = rules.needed_text("reason", reason, "Say in a sentence how it was solved.")
            solved = steps.resolve(request, Resolution(step.now, actor.id, said, cause), actor.id)
            kept = step.keep(request, steps.explained(timed(step.work, solved, step.now), breach_cause))
            waiting = step.with_followers(kept)
            tell_changed(step.work, actor, waiting, told.RESOLVED, step.now, words=said)
            ask_for_rating(step.work, kept)
            return kept

        return self._change(actor, number, apply, seen)

    def merge(self, actor: Actor, numbers: Sequence[str], into: str) -> RequestCard:
        """Duplicates go on as another request of the same agreement, which counts from the first of them; who asked
        them hears what becomes of it."""
        with self.context.unit_of_work() as work:
            agreement, main = readable(work, actor, into)
            now = self.context.clock()
            merged = self._each(work, actor, numbers, lambda s, r: s.keep(r, steps.merge(r, main, s.now)))
            survivor = reduce(lambda into, each: steps.absorbing(into, each, now), merged, main)
            kept = Step(work, self.context, actor, agreement, now, self.tickets).keep(main, survivor)
            for each in merged:
                for follower in work.support_requests.merged_into(each.number):
                    work.support_requests.save(replace(follower, merged_into=main.number))
            tell_changed(work, actor, merged, told.MERGED, now, words=main.number)
            card = card_of(work, actor, agreement, kept)
            work.commit()
            return card

    def release(self, actor: Actor, numbers: Sequence[str]) -> tuple[str, ...]:
        """Those that were held, because somebody opened too many at once, count from now on. Returns their numbers."""
        with self.context.unit_of_work() as work:
            released = self._each(work, actor, numbers, lambda s, r: s.keep(r, steps.release(r, s.now)))
            tell_changed(work, actor, released, told.RELEASED, self.context.clock(), (Side.CUSTOMER,))
            work.commit()
            return tuple(each.number for each in released)

    def staff_thread_posted(self, request_id: str, thread: Thread) -> SupportRequest:
        """The message that opens the staff's thread was posted there. Called by who delivers notices."""
        with self.context.unit_of_work() as work:
            request = work.support_requests.get(request_id)
            kept = work.support_requests.save(replace(request, staff_thread=thread))
            work.commit()
            return kept

    def keep_missed(self) -> int:
        """Keep which targets were missed. Returns how many requests they belong to. Run every minute."""
        with self.context.reading() as work:
            due = work.support_requests.due(self.context.clock(), _AT_A_TIME)
        return all_by_clock(self.context, due, lambda step, request: step.keep(request, request), False)

    def close_resolved(self) -> int:
        """Close what was resolved some days ago and not opened again. Returns how many. Run every minute."""
        with self.context.reading() as work:
            days = int(value_of(work, SUPPORT_CLOSE_DAYS))
            before = business_days_after(work, self.context.clock(), -days)
            old = work.support_requests.resolved_before(before, _AT_A_TIME)
        return all_by_clock(self.context, old, _closed, self.tickets)

    def _each(self, work: UnitOfWork, actor: Actor, numbers: Sequence[str], apply: Apply) -> list[SupportRequest]:
        """All of them, or none."""
        require(actor, Action.WORK_ON_REQUESTS)
        if not numbers or len(numbers) > MOST_AT_ONCE:
            raise InvalidInput("numbers", f"Choose from 1 to {MOST_AT_ONCE} requests.")
        now, changed = self.context.clock(), list[SupportRequest]()
        for number in dict.fromkeys(numbers):
            agreement, request = readable(work, actor, number)
            changed.append(apply(Step(work, self.context, actor, agreement, now, self.tickets), request))
        return changed

    def _change(self, actor: Actor, number: str, apply: Apply, seen: int | None = None) -> RequestCard:
        return change(self.context, actor, number, Action.WORK_ON_REQUESTS, apply, self.tickets, seen)


def _of_service(step: Step, request: SupportRequest, service: str) -> SupportRequest:
    """About another service, whose targets count from the same beginning."""
    lines = lines_on(step.work, step.agreement, office_day(step.work, step.context))
    line = next((each for each in lines if each.service == service), None)
    if line is None:
        raise InvalidInput("service", f"Choose a service of {step.agreement.number}.")
    area = area_of(step.work.catalog.current()[1], service)
    return steps.about_service(request, service, line.name, area, clocks_for(line.metrics))


def _closed(step: Step, request: SupportRequest) -> SupportRequest:
    """Nothing where it was opened again just now."""
    if request.state is not RequestState.RESOLVED:
        return request
    return step.keep(request, steps.close(request, step.now))
