"""Making a payment schedule from the terms of a proposal's version, and adjusting it after an amendment.

The amount without one-time fees is spread over the parts of the term by their months; one-time fees come with the
first instalment. The first instalment is billed when the term begins, also in arrears: services begin only once it is
confirmed. Due days that are no business days move to the next one (`domain/business_days.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from domain.business_days import next_business_day
from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.money import ZERO, share
from domain.payments import Instalment, PaymentSchedule
from domain.proposal_terms import MOST_OWN_DATES, BillingFrequency, BillingTime, Terms
from domain.proposal_versions import ProposalVersion

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Part:
    """What one instalment pays for, and its weight beside the others."""

    billed_on: date
    period: Period | None
    weight: Fraction


def schedule_of(version: ProposalVersion) -> PaymentSchedule:
    """What is paid for a version, and when. Raises InvalidInput as `instalments`."""
    made = instalments(version.total, version.one_time_fees, version.terms)
    return PaymentSchedule(version.agreement, version.number, made, version.one_time_fees)


def paid_on_paper(version: ProposalVersion, today: date) -> PaymentSchedule:
    """The schedule of an agreement that was signed and paid before it was kept here: the first instalment, and all that
    was billed by today, count as paid. Raises InvalidInput as `instalments`."""
    schedule = schedule_of(version)
    paid = [each for each in schedule.instalments if each.number == 1 or each.billed_on <= today]
    return replace(schedule, paid_before=sum((each.amount for each in paid), ZERO))


def instalments(total: Decimal, one_time_fees: Decimal, terms: Terms) -> tuple[Instalment, ...]:
    """They sum exactly to the total, which has the one-time fees in it. Raises InvalidInput for unusable own dates."""
    refuse_bad_dates(terms)
    return _spread(total - one_time_fees, one_time_fees, _parts(terms, terms.period, from_start=True), terms)


def adjusted(before: PaymentSchedule, version: ProposalVersion, paid: Decimal, today: date) -> PaymentSchedule:
    """The schedule of an amendment that takes effect today; `paid` is what was confirmed so far.

    Instalments that are paid or billed stay as they are, the rest of the new total is spread anew. Where the new
    total is less than what stays, the difference is a credit, an instalment below zero that is due today.
    """
    refuse_bad_dates(version.terms)
    kept = _kept(before, paid, today)
    rest = version.total - sum((each.amount for each in kept), ZERO)
    if rest < ZERO:
        new: tuple[Instalment, ...] = (Instalment(len(kept) + 1, today, today, rest),)
    elif rest == ZERO and kept:
        new = ()
    else:
        fees = min(max(version.one_time_fees - before.one_time_fees, ZERO), rest)
        fees = version.one_time_fees if not kept else fees
        parts = _parts_after(kept, version.terms, today)
        new = _spread(rest - fees, fees, parts, version.terms, first_number=len(kept) + 1)
    return replace(before, version=version.number, instalments=(*kept, *new), one_time_fees=version.one_time_fees)


def allocated(schedule: Sequence[Instalment], money: Decimal) -> tuple[Decimal, ...]:
    """How much of the money, together with credits, pays for each instalment: in order, each one fully first."""
    left = money - sum((each.amount for each in schedule if each.amount < ZERO), ZERO)
    paid: list[Decimal] = []
    for each in schedule:
        paid.append(min(max(each.amount, ZERO), max(left, ZERO)))
        left -= paid[-1]
    return tuple(paid)


def refuse_bad_dates(terms: Terms) -> None:
    """Raises InvalidInput unless own dates are there where they are wanted, each once and in order."""
    dates = terms.own_dates
    if terms.billing is not BillingFrequency.OWN_DATES:
        return
    if not dates:
        raise InvalidInput("own_dates", "Give at least one day of billing, or choose monthly, quarterly or yearly.")
    if len(dates) > MOST_OWN_DATES:
        raise InvalidInput("own_dates", f"Give at most {MOST_OWN_DATES} days of billing.")
    if list(dates) != sorted(set(dates)):
        raise InvalidInput("own_dates", "Give each day of billing once, the earliest first.")


def _kept(before: PaymentSchedule, paid: Decimal, today: date) -> tuple[Instalment, ...]:
    kept: list[Instalment] = []
    for each, covered in zip(before.instalments, allocated(before.instalments, paid), strict=True):
        is_paid = each.amount > ZERO and covered == each.amount
        if not is_paid and each.billed_on > today:
            break
        kept.append(each)
    return tuple(kept)


def _parts_after(kept: Sequence[Instalment], terms: Terms, today: date) -> tuple[_Part, ...]:
    """What is still to be billed of the term, never before today; today where nothing is left of it."""
    if not kept:
        return _parts(terms, terms.period, from_start=True)
    if terms.billing is BillingFrequency.OWN_DATES:
        last = max(each.billed_on for each in kept)
        parts = tuple(part for part in _parts(terms, terms.period) if part.billed_on > max(last, today))
    else:
        paid_until = max((each.period.end for each in kept if each.period), default=terms.period.start - _DAY)
        start = max(paid_until + _DAY, terms.period.start)
        parts = _parts(terms, Period(start, terms.period.end)) if start <= terms.period.end else ()
    moved = tuple(_Part(max(part.billed_on, today), part.period, part.weight) for part in parts)
    return moved or (_Part(today, None, Fraction(1)),)


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


def _spread(
    amount: Decimal, first_extra: Decimal, parts: Sequence[_Part], terms: Terms, first_number: int = 1
) -> tuple[Instalment, ...]:
    extras = (first_extra, *(ZERO for _ in parts[1:]))
    amounts = share(amount, [part.weight for part in parts])
    return tuple(
        Instalment(
            number=number,
            billed_on=part.billed_on,
            due_on=next_business_day(part.billed_on + timedelta(days=terms.payment_days)),
            amount=own + extra,
            period=part.period,
        )
        for number, (part, own, extra) in enumerate(zip(parts, amounts, extras, strict=True), start=first_number)
    )
