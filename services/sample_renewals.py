"""Sample renewals as a file, and what was decided by the rules of the domain."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import extensions
from domain.agreements import Agreement
from domain.extensions import Extension
from domain.people import Side
from domain.renewal_carrying import Carryover
from domain.renewal_decisions import refuse
from services.data_files import Entry
from services.renewal_parts import next_lines, renewal_of
from services.sample_days import day_of, morning_of
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class SampleExtension:
    """Asked for by CEC; `until` is the new last day, counted from the day of loading."""

    until: int
    reason: str
    approved_by: str


@dataclass(frozen=True)
class SampleRenewal:
    """What a person (id) did about the end of the term of an agreement (number), on a day counted from the day of
    loading: one of the three."""

    agreement: str
    day: int
    by: str
    renewed_by: str
    not_renewed: str
    extension: SampleExtension | None


def read_sample_renewal(entry: Entry) -> SampleRenewal:
    entry.expect(("agreement", "day", "by"), ("renewed_by", "not_renewed", "extension"))
    asked = entry.record_of("extension", "extension") if "extension" in entry.record.values else None
    return SampleRenewal(
        agreement=entry.text("agreement"),
        day=day_of(entry, "day"),
        by=entry.text("by"),
        renewed_by=entry.text("renewed_by"),
        not_renewed=entry.text("not_renewed"),
        extension=_extension(asked) if asked else None,
    )


def add_renewals(work: UnitOfWork, samples: tuple[SampleRenewal, ...], day: date) -> int:
    """Those of which nothing is kept yet. Returns how many."""
    return sum(_add(work, sample, day) for sample in samples)


def _add(work: UnitOfWork, sample: SampleRenewal, day: date) -> bool:
    agreement = work.agreements.by_number(sample.agreement)
    if agreement is None or agreement.closed_at is not None:
        return False
    at = morning_of(day + timedelta(days=sample.day))
    if sample.renewed_by:
        return _renew(work, agreement, sample, at)
    if sample.extension:
        return _extend(work, agreement, sample, sample.extension, day, at)
    return _refuse(work, agreement, sample, at)


def _renew(work: UnitOfWork, agreement: Agreement, sample: SampleRenewal, at: datetime) -> bool:
    """What the agreement that follows took over; its own life is told in agreements.yaml."""
    successor = work.agreements.by_number(sample.renewed_by)
    if successor is None or work.renewals.carryover(successor.id):
        return False
    lines, _ = next_lines(work, agreement, successor.term)
    work.renewals.save_carryover(Carryover(successor.id, agreement.id, lines, (), at, sample.by))
    return True


def _refuse(work: UnitOfWork, agreement: Agreement, sample: SampleRenewal, at: datetime) -> bool:
    renewal = renewal_of(work, agreement)
    if renewal.revision:
        return False
    decided, change = refuse(renewal, sample.not_renewed, at, sample.by)
    work.renewals.save(decided)
    work.history.append(change)
    return True


def _extend(
    work: UnitOfWork, agreement: Agreement, sample: SampleRenewal, wish: SampleExtension, day: date, at: datetime
) -> bool:
    """Asked for by CEC, whose side has confirmed it; the customer's answer is waited for."""
    if work.renewals.extensions_of(agreement.id):
        return False
    new = Extension(
        id=f"x-{sample.agreement[4:]}",
        agreement=agreement.id,
        organization=agreement.organization,
        end=agreement.term.end,
        new_end=day + timedelta(days=wish.until),
        reason=wish.reason,
        approved_by=wish.approved_by,
        asked_at=at,
        asked_by=sample.by,
    )
    asked, change = extensions.asked(new, agreement.term, at.date())
    confirmed = extensions.confirm(asked, Side.CEC, at, sample.by)
    work.renewals.add_extension(replace(confirmed[0], revision=1) if confirmed else asked)
    work.history.append(change)
    return True


def _extension(entry: Entry) -> SampleExtension:
    entry.expect(("until", "reason", "approved_by"))
    return SampleExtension(day_of(entry, "until"), entry.text("reason"), entry.text("approved_by"))
