"""What the terms of a proposal may be, and how long it can be accepted. Days are those at CEC's office."""

from dataclasses import replace
from datetime import date, timedelta

from domain.errors import InvalidInput
from domain.fiscal import Period
from domain.proposal_terms import MOST_OWN_DATES, BillingFrequency, Terms
from domain.words import day_in_words

LONGEST_TERM_DAYS = 5 * 366
LONGEST_VALIDITY_DAYS = 366
MOST_DAYS = 366
LONGEST_SPECIAL = 5_000


def checked_terms(terms: Terms, today: date, running: Period | None = None) -> Terms:
    """Terms that can be agreed. `running` is the term of an agreement that is amended: its start stays.

    Raises InvalidInput with the field, such as for days in the past or outside the term.
    """
    _check_period(terms.period, today, running)
    if running and terms.effective_on:
        check_amendment_day(terms.effective_on, terms.period, running, today)
    own = tuple(sorted(set(terms.own_dates)))
    if terms.billing is BillingFrequency.OWN_DATES:
        check_own_dates(own, terms.period)
    for field, days in (("payment_days", terms.payment_days), ("cancellation_days", terms.cancellation_days)):
        if not 0 <= days <= MOST_DAYS:
            raise InvalidInput(field, f"Give a whole number of days from 0 to {MOST_DAYS}.")
    if len(terms.special.strip()) > LONGEST_SPECIAL:
        raise InvalidInput("special", f"Say special terms in up to {LONGEST_SPECIAL:,} characters.")
    kept = own if terms.billing is BillingFrequency.OWN_DATES else ()
    day = terms.effective_on if running else None
    return replace(terms, own_dates=kept, special=terms.special.strip(), effective_on=day)


def usual_amendment_day(term: Period, today: date) -> date:
    """From which an amendment counts unless another day is agreed: the first of the next month, within the term."""
    next_month = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return min(max(next_month, term.start), term.end)


def check_amendment_day(day: date, term: Period, running: Period, today: date, field: str = "effective_on") -> None:
    """Raises InvalidInput outside the term of the amendment, or where it would leave days that nobody agreed on."""
    last = min(term.end, running.end + timedelta(days=1))
    if not term.start <= day <= last:
        raise InvalidInput(
            field,
            f"The amendment can't count from {day_in_words(day)}. "
            f"Give a day from {day_in_words(max(term.start, today))} to {day_in_words(last)}.",
        )


def check_still_ahead(terms: Terms, today: date) -> None:
    """That an amendment is presented with a day that it can count from. Raises InvalidInput."""
    if terms.effective_on is None:
        raise InvalidInput("effective_on", "Give the day from which the amendment counts, in the terms.")
    refuse_past_day(terms.effective_on, today, "effective_on")


def refuse_past_day(day: date, today: date, field: str) -> None:
    if day < today:
        raise InvalidInput(field, f"{day_in_words(day)} has passed. Give a day from today on.")


def last_day_of_validity(wanted: date | None, terms: Terms, today: date, days: int, amended: bool) -> date:
    """The last day on which a version can be accepted: the one that is wanted, else `days` after today. It is never
    after the term starts (or, of an amendment, after it counts). Raises InvalidInput for a day that cannot be used."""
    latest = terms.effective_on or (terms.period.end if amended else terms.period.start)
    if latest < today:
        field = "end" if amended else "start"
        raise InvalidInput(
            field, f"The term {field}s on {day_in_words(latest)}, which has passed. Change the terms first."
        )
    if wanted is None:
        return min(today + timedelta(days=days), latest)
    if wanted < today:
        raise InvalidInput("valid_until", f"{day_in_words(wanted)} has passed. Give a day from today on.")
    if wanted > min(latest, today + timedelta(days=LONGEST_VALIDITY_DAYS)):
        last = min(latest, today + timedelta(days=LONGEST_VALIDITY_DAYS))
        raise InvalidInput(
            "valid_until", f"Give a day up to {day_in_words(last)}: a version is accepted before it counts."
        )
    return wanted


def _check_period(period: Period, today: date, running: Period | None) -> None:
    if running and period.start != running.start:
        raise InvalidInput(
            "start", f"The term runs since {day_in_words(running.start)}. An amendment can change its end only."
        )
    if running is None and period.start < today:
        raise InvalidInput("start", f"{day_in_words(period.start)} has passed. Give a first day from today on.")
    if period.end < today:
        raise InvalidInput("end", f"{day_in_words(period.end)} has passed. Give a last day from today on.")
    if period.days > LONGEST_TERM_DAYS:
        raise InvalidInput("end", "A term is up to five years. Give an earlier last day.")


def check_own_dates(own: tuple[date, ...], period: Period) -> None:
    """The days of billing, where they are its own. Raises InvalidInput for none, too many, or one outside the term."""
    if not own:
        raise InvalidInput("own_dates", "Give the days of billing, or choose monthly, quarterly or yearly.")
    if len(own) > MOST_OWN_DATES:
        raise InvalidInput("own_dates", f"Give up to {MOST_OWN_DATES} days of billing.")
    outside = next((day for day in own if not period.contains(day)), None)
    if outside:
        raise InvalidInput(
            "own_dates",
            f"{day_in_words(outside)} is outside the term, {day_in_words(period.start)} to {day_in_words(period.end)}.",
        )
