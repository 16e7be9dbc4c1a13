"""Outages: announced for a service, told to all customers who have it, with news until they are over."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import outages as rules
from domain.agreement_lists import AgreementFilter, Order
from domain.agreements import Agreement
from domain.errors import Conflict, InvalidInput, NotFound
from domain.meetings import checked_text
from domain.notices import Destination, Notice, NoticeKind
from domain.outages import Outage
from domain.people import LEADS, Person, Role, Side
from domain.permissions import Action, Actor
from domain.stages import SERVICES_RUN
from domain.support_requests import LONGEST_PLACE
from services.access import require
from services.context import Context, plain_change
from services.recipients import direct, in_slack
from services.settings_table import office_day
from services.support_cards import OutageCard
from services.support_coverage import covered_services, is_running
from storage.unit_of_work import UnitOfWork

ANNOUNCED, UPDATED, ENDED = "announced", "updated", "ended"
KNOWN_FOR = timedelta(days=14)
MOST_SHOWN = 20
_PORTION = 200
_TOLD_ROLES = (LEADS[Side.CUSTOMER], Role.TECHNICAL_LEAD)
_NO_SUCH_OUTAGE = "I can't find that outage. Ask for the outages that are known."


@dataclass(frozen=True)
class OutageUseCases:
    """Customers see those of services that they have, staff all."""

    context: Context

    def known_for(self, actor: Actor, service: str) -> tuple[OutageCard, ...]:
        """Those of a service (key) that are not over: offered before a request is opened."""
        return tuple(card for card in self.running(actor) if card.outage.service == service)

    def running(self, actor: Actor) -> tuple[OutageCard, ...]:
        """The latest first."""
        require(actor, Action.READ_OUTAGES)
        with self.context.reading() as work:
            return tuple(_card(actor, each) for each in work.outages.running(self._services(work, actor)))

    def latest(self, actor: Actor) -> tuple[OutageCard, ...]:
        """Also those that are over since some days."""
        require(actor, Action.READ_OUTAGES)
        with self.context.reading() as work:
            since = self.context.clock() - KNOWN_FOR
            found = work.outages.latest(since, MOST_SHOWN, self._services(work, actor))
            return tuple(_card(actor, each) for each in found)

    def view(self, actor: Actor, outage_id: str) -> OutageCard:
        require(actor, Action.READ_OUTAGES)
        with self.context.reading() as work:
            return _card(actor, self._readable(work, actor, outage_id))

    def follow(self, actor: Actor, outage_id: str) -> OutageCard:
        """The actor is told of its news, also where CEC tells others of their organization only."""
        require(actor, Action.READ_OUTAGES)
        with self.context.unit_of_work() as work:
            found = self._readable(work, actor, outage_id)
            if found.is_over:
                raise Conflict("This outage is over. If it still does not work, open a support request.")
            work.outages.follow(found.id, actor.id, self.context.clock())
            work.commit()
            return _card(actor, found)

    def announce(
        self,
        actor: Actor,
        service: str,
        words: str,
        place: str = "",
        expected_by: datetime | None = None,
        outage_id: str | None = None,
    ) -> OutageCard:
        """Tell all customers who have the service (key). `outage_id` makes it count once (the id of the form).

        Raises InvalidInput at the field.
        """
        require(actor, Action.ANNOUNCE_OUTAGE)
        with self.context.unit_of_work() as work:
            before = work.outages.find(outage_id) if outage_id else None
            if before:
                return _card(actor, before)
            now = self.context.clock()
            made = Outage(
                id=outage_id or self.context.new_id(),
                service=service,
                service_name=_service_name(work, service),
                started_at=now,
                updates=(rules.announcement(words, actor.id, now),),
                place=checked_text("place", place, LONGEST_PLACE, "place"),
                expected_by=_still_to_come(expected_by, now),
            )
            return self._kept(work, actor, made, ANNOUNCED)

    def update(
        self, actor: Actor, outage_id: str, words: str, expected_by: datetime | None = None, seen: int | None = None
    ) -> OutageCard:
        """News of it, told to the same customers."""

        def apply(outage: Outage, now: datetime) -> Outage:
            return rules.updated(outage, words, _still_to_come(expected_by, now), actor.id, now)

        return self._change(actor, outage_id, UPDATED, apply, seen)

    def end(self, actor: Actor, outage_id: str, words: str, seen: int | None = None) -> OutageCard:
        return self._change(
            actor, outage_id, ENDED, lambda outage, now: rules.ended(outage, words, actor.id, now), seen
        )

    def _change(
        self, actor: Actor, outage_id: str, what: str, apply: Callable[[Outage, datetime], Outage], seen: int | None
    ) -> OutageCard:
        require(actor, Action.ANNOUNCE_OUTAGE)
        with self.context.unit_of_work() as work:
            found = work.outages.find(outage_id)
            if found is None:
                raise NotFound(_NO_SUCH_OUTAGE)
            if seen is not None and seen != found.revision:
                raise Conflict("Someone else changed this outage meanwhile. Look at it again, then repeat this.")
            return self._kept(work, actor, apply(found, self.context.clock()), what)

    def _kept(self, work: UnitOfWork, actor: Actor, outage: Outage, what: str) -> OutageCard:
        """Save it and tell its customers; it ends the transaction."""
        saved = work.outages.save(outage)
        last = saved.last_update
        work.history.append(plain_change(actor, ("outage", saved.id), what, None, last.words, last.at))
        told = _tell(work, saved, what, office_day(work, self.context))
        work.commit()
        return replace(_card(actor, saved), told=told)

    def _readable(self, work: UnitOfWork, actor: Actor, outage_id: str) -> Outage:
        """Raises NotFound, also for one of a service that a customer does not have."""
        found, theirs = work.outages.find(outage_id), self._services(work, actor)
        if found is None or (theirs is not None and found.service not in theirs):
            raise NotFound(_NO_SUCH_OUTAGE)
        return found

    def _services(self, work: UnitOfWork, actor: Actor) -> frozenset[str] | None:
        """The keys of those that a customer has; None for staff, who see all."""
        if actor.is_staff:
            return None
        return frozenset(each.service for each in covered_services(work, actor, office_day(work, self.context)))


def _tell(work: UnitOfWork, outage: Outage, what: str, today: date) -> int:
    """Each person once, whatever number of agreements hold the service. Returns how many customers were told."""
    agreements = list(_running_with(work, outage.service, today))
    followers = work.outages.followers(outage.id)
    # Everybody at once: on SQLite nobody else can write meanwhile.
    contacts = (contact.person_id for agreement in agreements for contact in agreement.contacts)
    people = {each.id: each for each in in_slack(work, {*contacts, *followers})}
    told = [each for agreement in agreements for each in _told_of(agreement, people)]
    told += [people[each] for each in followers if each in people]
    to = dict.fromkeys(map(direct, told))
    facts = {
        "outage": outage.id,
        "what": what,
        "service_name": outage.service_name,
        "place": outage.place,
        "words": outage.last_update.words,
        "expected_by": outage.expected_by.isoformat() if outage.expected_by else None,
    }
    for each in (*to, Destination(staff=True)):
        key = f"outage:{outage.id}:{outage.revision}:{each.partition}"
        work.notices.enqueue(Notice(key, NoticeKind.OUTAGE, each, facts))
    return len({agreement.organization for agreement in agreements})


def _running_with(work: UnitOfWork, service: str, today: date) -> Iterator[Agreement]:
    for stage in SERVICES_RUN:
        asked, page = AgreementFilter(stage=stage, services=(service,), order=Order.NUMBER), 0
        while True:
            found = work.agreements.page(asked, page, _PORTION)
            for agreement in work.agreements.several([each.id for each in found.items]):
                if is_running(agreement, today):
                    yield agreement
            if not found.has_next:
                break
            page += 1


def _told_of(agreement: Agreement, people: Mapping[str, Person]) -> list[Person]:
    """Its program manager and technical lead; where neither is in Slack, its other contacts."""
    theirs = [c for c in agreement.contacts if c.side is Side.CUSTOMER and c.person_id in people]
    leads = [people[each.person_id] for each in theirs if each.role in _TOLD_ROLES]
    return leads or [people[each.person_id] for each in theirs]


def _card(actor: Actor, outage: Outage) -> OutageCard:
    return OutageCard(outage, 0, actor.is_staff and not outage.is_over)


def _service_name(work: UnitOfWork, service: str) -> str:
    try:
        return work.catalog.current()[1].service(service).name
    except NotFound as error:
        raise InvalidInput("service", f"{error} Choose one that is there.") from error


def _still_to_come(expected_by: datetime | None, now: datetime) -> datetime | None:
    if expected_by is not None and expected_by <= now:
        raise InvalidInput("expected_by", "That time is past. Give one that is still to come, or leave it empty.")
    return expected_by
