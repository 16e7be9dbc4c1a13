"""Support requests, as customers use them: opened, followed, answered, opened again, rated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import support_requests as rules
from domain import support_steps as steps
from domain.catalog import Catalog
from domain.errors import InvalidInput, NotFound
from domain.handoffs import Thread
from domain.people import Side
from domain.permissions import Action, Actor, decide
from domain.support_clocks import clocks_for
from domain.support_priorities import priority_of
from domain.support_requests import Report, RequestFile, SupportRequest
from services.access import agreement_for, require, subject_of
from services.context import Context
from services.settings_table import office_day, value_of
from services.support_cards import RequestCard, RequestPage
from services.support_coverage import Coverage, CoveredService, coverage, coverages, covered_services
from services.support_notices import RATED, REOPENED, tell_changed, tell_opened
from services.support_parts import Step, asked_by_one, card_of, change, readable, rows_of
from services.support_settings import SUPPORT_HOURLY_LIMIT
from services.support_writing import comment
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 10
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class SupportRequestUseCases:
    """A request that the actor may not see is NotFound, as one that never was. Contacts of the agreement see all of
    its requests, their colleagues their own."""

    context: Context
    tickets: bool = False
    """Whether the office has a ticket system of its own, which is told of everything."""

    # -- Looking at them

    def view(self, actor: Actor, number: str) -> RequestCard:
        with self.context.reading() as work:
            return card_of(work, actor, *readable(work, actor, number))

    def of_thread(self, actor: Actor, thread: Thread) -> RequestCard | None:
        """The request of a thread of either side, None where it is none of one that the actor may see."""
        with self.context.reading() as work:
            found = work.support_requests.by_thread(thread)
            try:
                return card_of(work, actor, *readable(work, actor, found.number)) if found else None
            except NotFound:
                return None

    def find(self, request_id: str) -> SupportRequest | None:
        """For who delivers notices: shows nothing to anyone."""
        with self.context.reading() as work:
            return work.support_requests.find(request_id)

    def own(self, actor: Actor, page: int = 0) -> RequestPage:
        """What the actor asked for, the latest first."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            found = work.support_requests.of_person(actor.id, PAGE_SIZE + 1, page * PAGE_SIZE)
            return _page(work, found, page)

    def of_agreement(self, actor: Actor, number: str, page: int = 0) -> RequestPage:
        """Those of an agreement that the actor may see, the latest first."""
        with self.context.reading() as work:
            agreement = agreement_for(work, actor, number)
            sees_all = decide(actor, Action.READ_REQUEST, subject_of(actor, agreement)).allowed
            whose = None if sees_all else actor.id
            found = work.support_requests.of_agreement(agreement.id, PAGE_SIZE + 1, page * PAGE_SIZE, whose)
            return _page(work, found, page)

    def covered(self, actor: Actor) -> tuple[CoveredService, ...]:
        """The services of the actor's organization that help can be asked for today."""
        require(actor, Action.LIST_OWN_AGREEMENTS)
        with self.context.reading() as work:
            return tuple(covered_services(work, actor, office_day(work, self.context)))

    def covering(self, actor: Actor, service: str) -> tuple[CoveredService, ...]:
        """Where the actor's organization has a service (key) today. Raises NotCovered where nowhere."""
        with self.context.reading() as work:
            found = coverages(work, actor, service, office_day(work, self.context))
            return tuple(
                CoveredService(each.agreement.number, each.agreement.title, each.line.service, each.line.name)
                for each in found
            )

    # -- Opening

    def open(
        self,
        actor: Actor,
        service: str,
        report: Report,
        number: str | None = None,
        thread: Thread | None = None,
        request_id: str | None = None,
        for_person: str | None = None,
    ) -> RequestCard:
        """Ask for help with a service (key) of the agreement with that number, None for the only one that holds it.

        `thread` is where the customer follows it. `request_id` makes it count once (the id of the form). `for_person`
        (id) is who asks, where staff open it for them. More than are allowed in an hour are held.
        Raises NotCovered, InvalidInput at the field.
        """
        checked = rules.checked(report)
        with self.context.unit_of_work() as work:
            before = work.support_requests.find(request_id) if request_id else None
            if before:
                return card_of(work, actor, *readable(work, actor, before.number))
            covered = coverage(work, actor, number, service, office_day(work, self.context))
            asked_by = _who_asks(work, actor, covered, for_person)
            now = self.context.clock()
            step = Step(work, self.context, actor, covered.agreement, now, self.tickets)
            made = self._made(step, covered, checked, asked_by, request_id or self.context.new_id())
            saved = step.keep(None, replace(made, customer_thread=thread))
            if not saved.held:
                tell_opened(work, saved)
            card = card_of(work, actor, covered.agreement, saved)
            work.commit()
            return card

    def thread_posted(self, actor: Actor, number: str, thread: Thread) -> RequestCard:
        """Where the customer follows it from now on."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            return step.keep(request, replace(request, customer_thread=thread))

        return change(self.context, actor, number, Action.WRITE_IN_REQUEST, apply, False)

    # -- Going on with it

    def comment(
        self,
        actor: Actor,
        number: str,
        text: str,
        files: Sequence[RequestFile] = (),
        comment_id: str | None = None,
    ) -> RequestCard:
        """Write something about it. What CEC asked for counts as answered by it. `comment_id` makes it count once."""
        apply = comment(text, files, comment_id)
        return change(self.context, actor, number, Action.WRITE_IN_REQUEST, apply, self.tickets)

    def reopen(self, actor: Actor, number: str, why: str) -> RequestCard:
        """It was not solved. Raises Conflict once it is closed."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            said = rules.needed_text("why", why, "Say in a sentence what still does not work.")
            again = step.keep(request, steps.reopen(request, step.now), said)
            tell_changed(step.work, actor, [again], REOPENED, step.now, words=said)
            return again

        return change(self.context, actor, number, Action.WRITE_IN_REQUEST, apply, self.tickets)

    def rate(self, actor: Actor, number: str, stars: int, words: str = "") -> RequestCard:
        """How satisfied who asked is, from 1 to 5, with words where there are some."""

        def apply(step: Step, request: SupportRequest) -> SupportRequest:
            require(actor, Action.RATE_REQUEST, asked_by_one(actor, step.agreement, request))
            rated = step.keep(request, steps.rate(request, stars, words, actor.id, step.now))
            tell_changed(step.work, actor, [rated], RATED, step.now, (Side.CEC,), words)
            return rated

        return change(self.context, actor, number, Action.READ_REQUEST, apply, self.tickets)

    def _made(self, step: Step, covered: Coverage, report: Report, asked_by: str, request_id: str) -> SupportRequest:
        # The number first: it locks the counter, so of many that are opened at once each counts those before it.
        number = step.work.support_requests.next_number()
        line, now = covered.line, step.now
        return SupportRequest(
            id=request_id,
            number=number,
            agreement=covered.agreement.id,
            organization=covered.agreement.organization,
            service=line.service,
            service_name=line.name,
            area=area_of(step.work.catalog.current()[1], line.service),
            report=report,
            priority=priority_of(report.impact, report.urgency),
            asked_by=asked_by,
            asked_at=now,
            started_at=None if _too_many(step.work, step.actor, now) else now,
            state_since=now,
            clocks=clocks_for(line.metrics),
        )


def area_of(catalog: Catalog, service: str) -> str:
    """The first area of expertise of the service; empty for one outside the catalog."""
    try:
        return next(iter(catalog.service(service).areas), "")
    except NotFound:
        return ""


def _too_many(work: UnitOfWork, actor: Actor, now: datetime) -> bool:
    limit = int(value_of(work, SUPPORT_HOURLY_LIMIT))
    return not actor.is_staff and work.support_requests.asked_since(actor.id, now - _AN_HOUR) >= limit


def _who_asks(work: UnitOfWork, actor: Actor, covered: Coverage, for_person: str | None) -> str:
    if for_person is None:
        return actor.id
    person = work.people.find(for_person)
    if not actor.is_staff or person is None or person.organization != covered.agreement.organization:
        raise InvalidInput("for_person", "Choose a person of the customer's organization.")
    return person.id


def _page(work: UnitOfWork, found: Sequence[SupportRequest], page: int) -> RequestPage:
    return RequestPage(rows_of(work, found[:PAGE_SIZE]), page, len(found) > PAGE_SIZE)
