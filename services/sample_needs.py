"""Sample needs as a file, and the needs made of them by the rules of the domain."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain import needs as rules
from domain.agreements import Agreement
from domain.needs import Need, NeedContent, Source, SourceKind
from domain.people import Role, Side
from services.data_files import Entry
from services.needs_parts import content_of
from services.sample_days import day_of, morning_of
from storage.unit_of_work import UnitOfWork

_APART = timedelta(minutes=4)


@dataclass(frozen=True)
class SampleNeed:
    """A need of an agreement (number), said in a meeting; days count from the day of loading.

    `confirmed` is the day on which the customer agreed, None while it waits.
    """

    agreement: str
    content: NeedContent
    day: int
    meeting: str
    confirmed: int | None


def read_sample_need(entry: Entry) -> SampleNeed:
    entry.expect(("agreement", "area", "text", "day", "meeting"), ("service", "quantity", "confirmed"))
    values = entry.record.values
    return SampleNeed(
        agreement=entry.text("agreement"),
        content=NeedContent(
            area=entry.text("area"),
            text=entry.text("text"),
            service=entry.text("service") or None,
            quantity=day_of(entry, "quantity") if "quantity" in values else None,
        ),
        day=day_of(entry, "day"),
        meeting=entry.text("meeting"),
        confirmed=day_of(entry, "confirmed") if "confirmed" in values else None,
    )


def add_needs(work: UnitOfWork, samples: tuple[SampleNeed, ...], day: date) -> int:
    """Those that are not there yet. Raises InvalidInput for an unknown area or service. Returns how many."""
    new = 0
    for place, sample in enumerate(samples, start=1):
        agreement = work.agreements.by_number(sample.agreement)
        if agreement and work.needs.find(f"n-sample-{place}") is None:
            _add(work, agreement, sample, day, place)
            new += 1
    return new


def _add(work: UnitOfWork, agreement: Agreement, sample: SampleNeed, day: date, place: int) -> None:
    author = agreement.holder_of(Side.CEC, Role.SML) or "system"
    need = Need(
        id=f"n-sample-{place}",
        agreement=agreement.id,
        organization=agreement.organization,
        content=content_of(work, sample.content),
        source=Source(SourceKind.MEETING, sample.meeting),
        author=author,
        at=morning_of(day + timedelta(days=sample.day)) + place * _APART,
    )
    work.history.append(rules.recorded(need))
    if sample.confirmed is not None:
        by = agreement.holder_of(Side.CUSTOMER, Role.PROGRAM_MANAGER) or author
        need, changes = rules.confirm(need, morning_of(day + timedelta(days=sample.confirmed)), by)
        work.history.append(*changes)
    work.needs.save(need)
