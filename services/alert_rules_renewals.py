"""Alerts about renewals: before the end of a term to CEC and, later, to the customer; and a term that runs out with
nothing that follows it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.agreements import Agreement
from domain.alerts import AlertKind, Level, Looked, Wanted, merged
from domain.notices import Notice, NoticeKind
from domain.people import Person
from domain.renewal_decisions import Renewal
from domain.renewals import alert_day, alert_reached, days_left, next_alert
from domain.stages import SERVICES_RUN, SIGNED
from domain.words import day_in_words
from services.alert_facts import Fact, about
from services.alert_levels import lead_levels
from services.alert_times import opening_on
from services.context import Context
from services.recipients import customers_told, direct
from services.renewal_parts import customer_days, open_successor, outlook_of, renewal_of
from services.settings_table import office_day, office_hours_of, renewal_alert_days
from services.telling_hours import at_work
from storage.unit_of_work import UnitOfWork

LATE = 30
"""Days before the end within which what follows should be signed."""
_ENDED = "ended"
_ASKED = "asked"
_DAY = timedelta(days=1)
_STALE = 7
"""Days after which a customer is not told of one of the days any more; the next one is told."""


def renewal_alerts(work: UnitOfWork, context: Context, agreement: Agreement, now: datetime) -> Looked:
    if agreement.stage not in SERVICES_RUN:
        return Looked()
    renewal, successor = renewal_of(work, agreement), open_successor(work, agreement)
    if renewal.refused or (successor and successor.stage in SIGNED):
        return Looked(over=_why_over(work, agreement, renewal, successor))
    today, days = office_day(work, context), renewal_alert_days(work)
    if successor or days_left(agreement.term, today) < 0:
        late = _without_successor(work, agreement, successor, today, days)
        return replace(late, over=_why_over(work, agreement, renewal, successor))
    told = customer_days(work, renewal)
    later = tuple(each for each in {*days, told} if each <= told)
    wanted = _to_cec(work, agreement, renewal, today, days)
    told_to_customer = _to_customer(work, agreement, renewal, today, later, now)
    again, over = _again(work, agreement, today, (*days, *later)), _why_over(work, agreement, renewal, successor)
    return merged(Looked(wanted, again, over=over), told_to_customer)


def _to_cec(
    work: UnitOfWork, agreement: Agreement, renewal: Renewal, today: date, days: tuple[int, ...]
) -> tuple[Wanted, ...]:
    reached = alert_reached(agreement.term, today, days)
    if reached is None and renewal.asked_at is None:
        return ()
    marks = [str(reached)] if reached is not None else []
    mark = ", ".join([*marks, _ASKED] if renewal.asked_at else marks)
    since = renewal.asked_at if reached is None else _day_before(work, agreement, max(days))
    asker = work.people.find(renewal.asked_by) if renewal.asked_by else None
    wished = {"asked_by": asker.name if asker else None, "wish": renewal.wish or None}
    within = None if reached is None else days_left(agreement.term, alert_day(agreement.term, reached))
    facts = {**_facts(work, agreement, None), **wished, "within": within}
    levels, key = _with_channel(lead_levels(work, agreement)), _key(agreement)
    return (about(agreement, AlertKind.RENEWAL, key, levels, since or agreement.stage_since, facts, mark),)


def _to_customer(
    work: UnitOfWork, agreement: Agreement, renewal: Renewal, today: date, days: tuple[int, ...], now: datetime
) -> Looked:
    """Told once for each of the days, at their business time; never late, and never after they said that they want to
    renew.
    """
    reached = alert_reached(agreement.term, today, days)
    if reached is None or renewal.asked_at or reached - days_left(agreement.term, today) > _STALE:
        return Looked()
    left = {"days_left": days_left(agreement.term, today)}
    facts = {"number": agreement.number, "title": agreement.title, **_facts(work, agreement, None), **left}
    key = f"{NoticeKind.RENEWAL_COMING}:{agreement.id}:{agreement.term.end}:{reached}"

    def told(person: Person) -> Notice:
        return Notice(f"{key}:{person.slack_user_id}", NoticeKind.RENEWAL_COMING, direct(person), facts)

    return at_work(work, customers_told(work, agreement), now, now, told)


def _without_successor(
    work: UnitOfWork, agreement: Agreement, successor: Agreement | None, today: date, days: tuple[int, ...]
) -> Looked:
    """The renewal is under way and late, or the term is over and nothing follows."""
    late = tuple(sorted({LATE, *(each for each in days if each <= LATE)}, reverse=True))
    over = days_left(agreement.term, today) < 0
    reached = alert_reached(agreement.term, today, late)
    again = _again(work, agreement, today, late)
    if reached is None:
        return Looked((), again)
    mark = _ENDED if over else str(reached)
    since, key = _day_before(work, agreement, LATE), _key(agreement)
    if successor:
        since = max(since, successor.opened_at)
    facts, levels = _facts(work, agreement, successor), _with_channel(lead_levels(work, agreement))
    return Looked((about(agreement, AlertKind.NO_SUCCESSOR, key, levels, since, facts, mark),), again)


def _why_over(
    work: UnitOfWork, agreement: Agreement, renewal: Renewal, successor: Agreement | None
) -> Mapping[AlertKind, str]:
    """Why an alert of a term is wanted no more."""
    if renewal.refused:
        why = f"It is not renewed, as {_name(work, renewal.decided_by)} noted. Reason: {renewal.reason}"
        return dict.fromkeys((AlertKind.RENEWAL, AlertKind.NO_SUCCESSOR), why)
    if successor:
        begun = work.renewals.carryover(successor.id)
        by = f" by {_name(work, begun.by)}" if begun else ""
        started = {AlertKind.RENEWAL: f"The renewal was started as {successor.number}{by}."}
        if successor.stage in SIGNED:
            return {**started, AlertKind.NO_SUCCESSOR: f"{successor.number}, which follows it, is signed."}
        return started
    if any(each.agreed and each.new_end == agreement.term.end for each in work.renewals.extensions_of(agreement.id)):
        extended = f"The term was extended until {day_in_words(agreement.term.end)}."
        return dict.fromkeys((AlertKind.RENEWAL, AlertKind.NO_SUCCESSOR), extended)
    return {}


def _name(work: UnitOfWork, person: str | None) -> str:
    found = work.people.find(person) if person else None
    return found.name if found else "CEC"


def _facts(work: UnitOfWork, agreement: Agreement, successor: Agreement | None) -> Mapping[str, Fact]:
    """Amounts are of a whole year in USD, as text. What is used and how it performs is not measured yet: None. Nothing
    that is another every day: that would change messages which say the same.
    """
    outlook = outlook_of(work, agreement, successor)
    return {
        "ends_on": agreement.term.end.isoformat(),
        "value": str(outlook.before),
        "value_next": str(outlook.after),
        "value_change": str(outlook.after - outlook.before),
        "prices_final": outlook.final,
        "withdrawn": sum(line.after is None for line in outlook.lines),
        "used": None,
        "performance": None,
        "successor": successor.number if successor else None,
        "successor_stage": successor.stage.value if successor else None,
    }


def _with_channel(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    """The staff channel sees it together with who is told first."""
    first, *others = levels
    return (Level(first.people, first.hours, staff_channel=True), *others)


def _key(agreement: Agreement) -> str:
    return f"{agreement.id}:{agreement.term.end}"


def _again(work: UnitOfWork, agreement: Agreement, today: date, days: tuple[int, ...]) -> datetime | None:
    day = next_alert(agreement.term, today, days)
    return opening_on(work, day) if day else None


def _day_before(work: UnitOfWork, agreement: Agreement, days: int) -> datetime:
    """So many days before the end, at an hour at which it is the same day for all who read it."""
    hours = office_hours_of(work)
    return datetime.combine(agreement.term.end - days * _DAY, hours.opens, ZoneInfo(hours.zone))
