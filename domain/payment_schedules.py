"""Making a payment schedule from the terms of a proposal's version, and adjusting it after an amendment.

The amount without one-time fees is spread over the parts of the term by their months; one-time fees come with the
first instalment. The first instalment is billed when the term begins, also in arrears: services begin only once it is
confirmed. The terms are those that `proposal_dates.checked_terms` accepted. Due days that are no business days move to
the next one (`domain/business_days.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from domain.business_days import next_business_day
from domain.fiscal import MONTHS_IN_YEAR, Period
from domain.money import ZERO, cents, share
from domain.payments import Instalment, PaymentSchedule
from domain.proposal_terms import BillingFrequency, BillingTime, Terms
from domain.proposal_versions import Offer, ProposalVersion

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Part:
    """What one instalment pays for, and its weight beside the others."""

    billed_on: date
    period: Period | None
    weight: Fraction


def schedule_of(version: ProposalVersion) -> PaymentSchedule:
    """What is paid for a version, and when."""
    made = instalments(version.total, version.one_time_fees, version.terms)
    return PaymentSchedule(version.agreement, version.number, made, version.one_time_fees)


def paid_on_paper(version: ProposalVersion, today: date) -> PaymentSchedule:
    """The schedule of an agreement that was signed and paid before it was kept here: the first instalment, and all that
    was billed by today, count as paid."""
    schedule = schedule_of(version)
    paid = [each for each in schedule.instalments if each.number == 1 or each.billed_on <= today]
    return replace(schedule, paid_before=sum((each.amount for each in paid), ZERO))


def instalments(total: Decimal, one_time_fees: Decimal, terms: Terms) -> tuple[Instalment, ...]:
    """They sum exactly to the total, which has the one-time fees in it."""
    parts = _parts(terms, terms.period, from_start=True)
    first, *others = share(total - one_time_fees, [part.weight for part in parts])
    return _instalments(zip(parts, (first + one_time_fees, *others), strict=True), terms)


def adjusted(before: PaymentSchedule, version: ProposalVersion, paid: Decimal, today: date) -> PaymentSchedule:
    """The schedule of an amendment that takes effect today; `paid` is what was confirmed so far.

    Instalments that are paid or billed stay as they are, and those for days before the amendment counts. What the days
    that they pay for cost more by the amendment is billed when it counts, for each fiscal year by itself, so that its
    services are paid from its own funds; what they cost less is a credit, an instalment below zero that is due then.
    The rest of the new total is spread anew by what the rest of the term costs.
    """
    counts_from = version.offer.days.start
    kept, day = _kept(before, paid, today, counts_from), max(today, counts_from)
    once = _newly_paid_once(before, version, is_begun=bool(kept))
    made = _corrections(before, kept, version, today, once)
    later = _parts_after(kept, version, today)
    rest = version.total - sum((each.amount for each in kept), ZERO) - sum((amount for _, amount in made), ZERO)
    if rest < ZERO or not later:
        part, amount = made[0] if made else (_Part(day, None, Fraction(1)), ZERO)
        made = [(part, amount + rest), *made[1:]]
    elif rest > ZERO or not kept:
        extra = ZERO if made else min(once, rest)
        amounts = share(rest - extra, _weights(later, version.offer))
        made += zip(later, (amounts[0] + extra, *amounts[1:]), strict=True)
    wanted = [(part, amount) for part, amount in made if amount or not kept]
    new = _instalments(wanted, version.terms, first_number=len(kept) + 1)
    return replace(before, version=version.number, instalments=(*kept, *new), one_time_fees=version.one_time_fees)


def allocated(schedule: Sequence[Instalment], money: Decimal) -> tuple[Decimal, ...]:
    """How much of the money, together with credits, pays for each instalment: in order, each one fully first."""
    left = money - sum((each.amount for each in schedule if each.amount < ZERO), ZERO)
    paid: list[Decimal] = []
    for each in schedule:
        paid.append(min(max(each.amount, ZERO), max(left, ZERO)))
        left -= paid[-1]
    return tuple(paid)


def _kept(before: PaymentSchedule, paid: Decimal, today: date, counts_from: date) -> tuple[Instalment, ...]:
    kept: list[Instalment] = []
    for each, covered in zip(before.instalments, allocated(before.instalments, paid), strict=True):
        is_paid = each.amount > ZERO and covered == each.amount
        last = each.period.end if each.period else each.billed_on
        if not is_paid and each.billed_on > today and last >= counts_from:
            break
        kept.append(each)
    return tuple(kept)


def _newly_paid_once(before: PaymentSchedule, version: ProposalVersion, is_begun: bool) -> Decimal:
    """One-time fees that no instalment has yet, and what is bought by the unit in addition."""
    fees = version.one_time_fees - (before.one_time_fees if is_begun else ZERO)
    bought = _bought(version.offer) - _bought(version.amends) if version.amends else ZERO
    return max(fees, ZERO) + max(bought, ZERO)


def _corrections(
    before: PaymentSchedule, kept: Sequence[Instalment], version: ProposalVersion, today: date, once: Decimal
) -> list[tuple[_Part, Decimal]]:
    """What the days that are paid for by `kept` cost more or less, by fiscal year, the first with what is paid once."""
    counts_from = version.offer.days.start
    paid_until = max((each.period.end for each in kept if each.period), default=counts_from - _DAY)
    if version.amends is None or paid_until < counts_from:
        return []
    made: list[tuple[_Part, Decimal]] = []
    for year, days in Period(counts_from, paid_until).by_fiscal_year():
        # Earlier corrections that are not billed yet did not stay.
        waiting = [each for each in before.instalments[len(kept) :] if each.period and each.period.end <= paid_until]
        known = sum((each.amount for each in waiting if each.period and year.period.covers(each.period)), ZERO)
        more = cents(_cost(_charges(version.offer), days) - _cost(_charges(version.amends), days))
        made.append((_Part(max(days.start, today), days, days.months), known + more + (ZERO if made else once)))
    return made


def _parts_after(kept: Sequence[Instalment], version: ProposalVersion, today: date) -> tuple[_Part, ...]:
    """What is still to be billed of the term, never before today."""
    terms = version.terms
    if terms.billing is BillingFrequency.OWN_DATES:
        billed = max((each.billed_on for each in kept), default=terms.period.start - _DAY)
        earliest = max(billed, today) if kept else billed
        parts = tuple(part for part in _parts(terms, terms.period) if part.billed_on > earliest)
    else:
        start = _unpaid_from(kept, version, today)
        end = terms.period.end
        parts = _parts(terms, Period(start, end), from_start=not kept) if start <= end else ()
    return tuple(replace(part, billed_on=max(part.billed_on, today)) for part in parts)


def _unpaid_from(kept: Sequence[Instalment], version: ProposalVersion, today: date) -> date:
    """The first day that no instalment pays for. Those of own dates pay for what is over by now, whichever that is."""
    periods = [each.period for each in kept if each.period]
    start = max([version.terms.period.start, *(period.end + _DAY for period in periods)])
    had_own = version.amends.terms.billing is BillingFrequency.OWN_DATES if version.amends else not periods
    if not had_own:
        return start
    return max(start, today, version.offer.days.start if kept else start)


def _weights(parts: Sequence[_Part], offer: Offer) -> list[Fraction]:
    """By what each part costs; by their lengths where nothing is charged any more."""
    charges = _charges(offer)
    costs = [_cost(charges, part.period) if part.period else part.weight for part in parts]
    return costs if any(costs) else [part.weight for part in parts]


def _charges(offer: Offer) -> list[tuple[Period, Fraction]]:
    """The USD of each month of a period, exactly. What was bought by the unit from the beginning is spread over the
    term that was agreed then."""
    first = offer
    while first.amends:
        first = first.amends
    term = first.terms.period
    runs = offer.runs(offer.terms.period.end)
    annual = [(run.days, sum((line.annual_amount for line in run.lines), ZERO)) for run in runs]
    over_time = [(days, Fraction(amount) / MONTHS_IN_YEAR) for days, amount in annual]
    return [*over_time, (term, Fraction(_bought(first)) / term.months)]


def _cost(charges: Sequence[tuple[Period, Fraction]], days: Period) -> Fraction:
    common = ((period.overlap(days), monthly) for period, monthly in charges)
    return sum((monthly * both.months for both, monthly in common if both), Fraction(0))


def _bought(offer: Offer) -> Decimal:
    return sum((line.bought for line in offer.lines), ZERO)


def _parts(terms: Terms, period: Period, from_start: bool = False) -> tuple[_Part, ...]:
    if terms.billing is BillingFrequency.OWN_DATES:
        return tuple(_Part(day, None, Fraction(1)) for day in terms.own_dates)
    in_advance = terms.billed_in is BillingTime.ADVANCE
    return tuple(
        _Part(part.start if in_advance or (from_start and place == 0) else part.end + _DAY, part, part.months)
        for place, part in enumerate(_cut(period, terms.billing))
    )


def _cut(period: Period, billing: BillingFrequency) -> tuple[Period, ...]:
    if billing is BillingFrequency.MONTHLY:
        return period.by_month()
    if billing is BillingFrequency.QUARTERLY:
        return period.by_quarter()
    return tuple(part for _, part in period.by_fiscal_year())


def _instalments(
    amounts: Iterable[tuple[_Part, Decimal]], terms: Terms, first_number: int = 1
) -> tuple[Instalment, ...]:
    return tuple(
        Instalment(number, part.billed_on, _due_on(part, amount, terms), amount, part.period)
        for number, (part, amount) in enumerate(amounts, start=first_number)
    )


def _due_on(part: _Part, amount: Decimal, terms: Terms) -> date:
    """A credit is due at once."""
    days = timedelta(days=terms.payment_days)
    return part.billed_on if amount < ZERO else next_business_day(part.billed_on + days)
