"""A portfolio of 300 agreements with 2,000 meetings, and what happens in it in a year, for tests that play it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.agreements import Agreement
from domain.fiscal import Period
from domain.funding import Payment, Transfer, TransferState
from domain.meetings import Meeting, MeetingKind, MeetingState, Participant
from domain.payments import Instalment, PaymentSchedule
from domain.people import Contact, Role, Side
from domain.proposal_edits import Draft
from domain.proposal_states import NegotiationState
from domain.proposal_terms import Terms
from domain.proposals import Negotiation
from domain.stages import Stage
from storage.funding import KeptSchedule
from storage.unit_of_work import UnitOfWork
from tests.builders import an_agreement

AGREEMENTS, MEETINGS = 300, 2_000
BEGINS = datetime(2026, 10, 1, 14, 0, tzinfo=UTC)
LEADS = ("p-james", "p-priya")
COORDINATOR, FINANCE, CUSTOMER = "p-grace", "p-samuel", "p-maria"

type Happening = tuple[datetime, Callable[[UnitOfWork], object]]


def agreements() -> Iterator[Agreement]:
    """A third is negotiated, a third pays its instalments, of a third the term ends in the course of the year."""
    for place in range(AGREEMENTS):
        lead = LEADS[place % len(LEADS)]
        contacts = (
            Contact(lead, Side.CEC, Role.SML),
            Contact(COORDINATOR, Side.CEC, Role.AGREEMENTS_COORDINATOR),
            Contact(FINANCE, Side.CEC, Role.FINANCE_OFFICER),
            Contact(CUSTOMER, Side.CUSTOMER, Role.PROGRAM_MANAGER),
        )
        ends = ends_on(place) if place % 3 == 2 else date(2029, 9, 30)
        yield an_agreement(
            stage=Stage.PROPOSAL if place % 3 == 0 else Stage.OPERATIONS,
            id=f"y-{place:03}",
            number=f"SLA-2026-9{place:03}",
            opened_at=BEGINS,
            stage_since=BEGINS,
            term=Period(date(2025, 12, 1), ends),
            contacts=contacts,
            lines=(),
        )


def ends_on(place: int) -> date:
    """The last day of a term that ends in the course of the year."""
    return date(2026, 12, 1) + timedelta(days=3 * (place // 3))


def lead_of(place: int) -> str:
    return LEADS[place % len(LEADS)]


def presented_at(place: int) -> datetime:
    """When the customer gets the proposal of a negotiated agreement."""
    return BEGINS + timedelta(days=place, minutes=place)


def answered_at(place: int) -> datetime:
    """After two days to three weeks."""
    return presented_at(place) + timedelta(days=2 + place % 20, hours=1)


def meeting_at(place: int) -> datetime:
    """At 15:00 UTC, six or so on a day."""
    return BEGINS.replace(hour=15) + timedelta(days=1 + place * 350 // MEETINGS)


def noted_at(place: int) -> datetime:
    """As it ends; of every fourth one four hours later."""
    return meeting_at(place) + timedelta(hours=5 if place % 4 == 0 else 1)


def is_cancelled(place: int) -> bool:
    return place % 12 == 9


def cancelled_at(place: int) -> datetime:
    """After the reminder of the day before."""
    return meeting_at(place) - timedelta(hours=2)


def happenings() -> Iterator[Happening]:
    """What people do, in no particular order."""
    for place in range(0, AGREEMENTS, 3):
        yield presented_at(place), lambda work, place=place: _negotiate(work, place, NegotiationState.PRESENTED)
        yield answered_at(place), lambda work, place=place: _negotiate(work, place, NegotiationState.AGREED)
    for place in range(1, AGREEMENTS, 3):
        yield BEGINS, lambda work, place=place: work.funding.keep_schedule(KeptSchedule(schedule(place), BEGINS))
        for number in range(1, 5):
            yield paid_at(place, number), lambda work, place=place, number=number: _pay(work, place, number)
    for place in range(MEETINGS):
        yield BEGINS, lambda work, place=place: work.meetings.save(_meeting(place))
        if is_cancelled(place):
            yield cancelled_at(place), lambda work, place=place: _cancel(work, place)
        else:
            yield noted_at(place), lambda work, place=place: _note(work, place)


def schedule(place: int) -> PaymentSchedule:
    """Four instalments, a quarter apart."""
    first = date(2026, 10, 20) + timedelta(days=place % 60)
    days = [first + timedelta(days=90 * quarter) for quarter in range(4)]
    parts = tuple(Instalment(number, day, day, Decimal("100.00")) for number, day in enumerate(days, start=1))
    return PaymentSchedule(f"y-{place:03}", 1, parts)


def paid_at(place: int, number: int) -> datetime:
    """From two weeks before the due day to seven weeks after it."""
    due_on = schedule(place).instalments[number - 1].due_on
    days = (place * 7 + number * 13) % 63 - 14
    return datetime(due_on.year, due_on.month, due_on.day, 16, tzinfo=UTC) + timedelta(days=days)


def _negotiate(work: UnitOfWork, place: int, state: NegotiationState) -> None:
    before = work.proposals.find(f"y-{place:03}")
    at = presented_at(place) if state is NegotiationState.PRESENTED else answered_at(place)
    draft = Draft((), Terms(Period(date(2026, 10, 1), date(2027, 9, 30))), 1)
    made = before or Negotiation(f"y-{place:03}", "nrcs", 0, state, at, draft, current=1)
    work.proposals.save(replace(made, state=state, since=at))


def _pay(work: UnitOfWork, place: int, number: int) -> None:
    at = paid_at(place, number)
    payment = Payment(Decimal("100.00"), at.date(), f"IPAC {place}-{number}")
    made = Transfer(f"t-{place}-{number}", f"y-{place:03}", "nrcs", payment, payment, at, CUSTOMER)
    work.funding.add(replace(made, state=TransferState.CONFIRMED, settled_at=at, settled_by=FINANCE))


def _meeting(place: int) -> Meeting:
    at, agreement = meeting_at(place), place % AGREEMENTS
    people = (Participant(lead_of(agreement), Side.CEC), Participant(CUSTOMER, Side.CUSTOMER))
    return Meeting(
        id=f"ym-{place:04}",
        agreement=f"y-{agreement:03}",
        organization="nrcs",
        kind=MeetingKind.AD_HOC,
        title="Service talk",
        organizer=lead_of(agreement),
        side=Side.CEC,
        created_at=BEGINS,
        minutes=60,
        state=MeetingState.BOOKED,
        participants=people,
        time=at,
        timed_at=BEGINS,
    )


def _note(work: UnitOfWork, place: int) -> None:
    """Notes of it are kept."""
    meeting = work.meetings.find(f"ym-{place:04}")
    assert meeting
    at = noted_at(place)
    work.meetings.save(replace(meeting, state=MeetingState.HELD, notes="Talked.", noted_at=at, noted_by=lead_of(place)))


def _cancel(work: UnitOfWork, place: int) -> None:
    meeting = work.meetings.find(f"ym-{place:04}")
    assert meeting
    work.meetings.save(replace(meeting, state=MeetingState.CANCELLED, reason="Not needed.", ended_by=CUSTOMER))
