"""Reminders of startup tasks: to owners, of each task once when it is due soon and once when it is overdue; and each
business day a digest to who leads for CEC. Each person is told while it is business time where they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain.agreements import Agreement
from domain.notices import Destination
from domain.people import Person, Role, Side
from domain.stages import Stage
from domain.startup_plans import StartupPlan
from domain.startup_reminders import Digest, Reminder, digest, reminders, soon_until
from services.context import Context
from services.office_hours import OfficeHours
from services.recipients import in_slack
from services.settings_table import STARTUP_SOON, office_day, office_hours_of, value_of, zone_of_person
from services.startup_making import begin_startup
from services.startup_notices import tell_digest, tell_reminder
from storage.unit_of_work import UnitOfWork

PAGE_SIZE = 50
MOST_AT_ONCE = 50
"""Agreements that one run plans; the next run goes on with the others."""


@dataclass(frozen=True)
class _Day:
    """The moment of a run, the day at the office, and how many business days ahead counts as soon."""

    now: datetime
    today: date
    soon: int

    def is_time_for(self, work: UnitOfWork, person: Person) -> bool:
        return OfficeHours(zone_of_person(work, person).key).is_open(self.now)


def make_missing(context: Context) -> int:
    """Plan agreements at their startup that have no plan, such as imported ones. Returns how many."""
    with context.reading() as work:
        lacking = work.startup_plans.lacking(MOST_AT_ONCE)
    return sum(_make(context, agreement) for agreement in lacking)


def remind_due(context: Context) -> int:
    """How many messages were enqueued. Writes only where there is something to write."""
    with context.reading() as work:
        day = _Day(context.clock(), office_day(work, context), int(value_of(work, STARTUP_SOON)))
        concerned = tuple(_concerned(work, day))
        due = [plan.agreement for agreement, plan in concerned if _due(work, agreement, plan, day)]
        led: dict[Destination, list[str]] = {}
        for agreement, plan in concerned:
            if (to := _lead(work, agreement, day)) and work.startup_plans.digest_on(plan.id) != day.today:
                led.setdefault(to, []).append(agreement.id)
    told = sum(_remind(context, agreement, day) for agreement in due)
    return told + sum(_tell_lead(context, to, agreements, day) for to, agreements in led.items())


def _make(context: Context, agreement_id: str) -> int:
    with context.unit_of_work() as work:
        work.needs.hold(agreement_id)
        agreement = work.agreements.get(agreement_id)
        if work.startup_plans.of_agreement(agreement.id):
            return 0
        begun = begin_startup(work, context, agreement)
        if begun.changes:
            work.agreements.save(begun.agreement)
            work.history.append(*begun.changes)
        work.commit()
        return 1


def _concerned(work: UnitOfWork, day: _Day) -> Iterator[tuple[Agreement, StartupPlan]]:
    """Every plan with something to tell of, page by page."""
    last, until = "", soon_until(day.today, day.soon)
    while page := work.startup_plans.needing_attention(until, PAGE_SIZE, last):
        of = {agreement.id: agreement for agreement in work.agreements.several(plan.agreement for plan in page)}
        yield from ((of[plan.agreement], plan) for plan in page)
        last = page[-1].id


def _due(work: UnitOfWork, agreement: Agreement, plan: StartupPlan, day: _Day) -> list[tuple[Reminder, Person]]:
    """The reminders that can be sent now, each with who gets it."""
    waiting = tuple(reminders(agreement, plan, work.startup_plans.reminded(plan.id), day.today, day.soon))
    people = {person.id: person for person in in_slack(work, {each.person for each in waiting})}
    found = ((each, people[each.person]) for each in waiting if each.person in people)
    return [(reminder, person) for reminder, person in found if day.is_time_for(work, person)]


def _remind(context: Context, agreement_id: str, day: _Day) -> int:
    with context.unit_of_work() as work:
        plan = work.startup_plans.of_agreement(agreement_id)
        agreement = work.agreements.get(agreement_id)
        due = _due(work, agreement, plan, day) if plan and agreement.stage is Stage.STARTUP else []
        if plan is None or not due:
            return 0
        marks = work.startup_plans.reminded(plan.id)
        for reminder, person in due:
            tell_reminder(work, agreement, plan, reminder, person, day.now)
            marks[reminder.task.key] = (*marks.get(reminder.task.key, ()), reminder.mark)
        work.startup_plans.keep_reminded(plan.id, {each.task.key: marks[each.task.key] for each, _ in due})
        work.commit()
        return len(due)


def _lead(work: UnitOfWork, agreement: Agreement, day: _Day) -> Destination | None:
    """Who leads for CEC, where it is business time; the staff channel where nobody in Slack does."""
    lead = agreement.holder_of(Side.CEC, Role.SML)
    for person in in_slack(work, [lead] if lead else []):
        return Destination(slack_user_id=person.slack_user_id) if day.is_time_for(work, person) else None
    return Destination(staff=True) if office_hours_of(work).is_open(day.now) else None


def _tell_lead(context: Context, to: Destination, agreements: list[str], day: _Day) -> int:
    """One message for all startups that somebody leads."""
    with context.unit_of_work() as work:
        plans = work.startup_plans.of_agreements(agreements)
        new = {plan.agreement: plan for plan in plans if work.startup_plans.digest_on(plan.id) != day.today}
        told = [
            each for each in work.agreements.several(new) if digest(new[each.id], day.today, day.soon).worth_telling
        ]
        if not told:
            return 0
        said = [_in_words(each, digest(new[each.id], day.today, day.soon)) for each in told]
        tell_digest(work, to, day.today, [each.number for each in told], said)
        for plan in new.values():
            work.startup_plans.keep_digest(plan.id, day.today)
        work.commit()
        return 1


def _in_words(agreement: Agreement, found: Digest) -> str:
    counts = {"overdue": found.overdue, "blocked": found.blocked, "due soon": found.soon}
    parts = [f"{found.done} of {found.total} tasks done", *(f"{n} {what}" for what, n in counts.items() if n)]
    return f"{agreement.number}, {agreement.title}: {', '.join(parts)}."
