"""Sample support requests and outages as files, and what became of them by the rules of the domain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import outages as outage_rules
from domain import support_steps as steps
from domain.catalog import Catalog
from domain.outages import Outage
from domain.permissions import Actor
from domain.support_clocks import clocks_for
from domain.support_comments import Comment, CommentKind
from domain.support_priorities import Impact, Urgency, priority_of
from domain.support_requests import Cause, Report, Resolution, SupportRequest
from services.context import Context, plain_change
from services.data_files import Entry
from services.sample_days import day_of, morning_of
from services.support_coverage import lines_on
from services.support_measuring import timed
from services.support_parts import Step
from services.support_requests import area_of
from storage.unit_of_work import UnitOfWork

_SOON = timedelta(minutes=7)
STEPS = ("claim", "comment", "ask", "note", "resolve", "rate")


@dataclass(frozen=True)
class SampleMoment:
    """`hour` of the day counts from its morning."""

    day: int
    hour: int

    def at(self, day: date) -> datetime:
        return morning_of(day + timedelta(days=self.day)) + timedelta(hours=self.hour)


@dataclass(frozen=True)
class SampleStep:
    what: str
    by: str
    moment: SampleMoment
    text: str
    cause: Cause
    late: str
    stars: int


@dataclass(frozen=True)
class SampleRequest:
    """A request for a service of an agreement (number)."""

    agreement: str
    service: str
    by: str
    moment: SampleMoment
    report: Report
    steps: tuple[SampleStep, ...]


@dataclass(frozen=True)
class SampleOutage:
    """`news` begin with the announcement; the last one ends it where `is_over`."""

    service: str
    by: str
    place: str
    news: tuple[tuple[SampleMoment, str], ...]
    is_over: bool


def read_sample_request(entry: Entry) -> SampleRequest:
    entry.expect(("agreement", "service", "by", "day", "description", "impact", "urgency"), ("place", "steps"))
    report = Report(
        entry.text("description"),
        entry.choice("impact", Impact, Impact.PERSON),
        entry.choice("urgency", Urgency, Urgency.NORMAL),
        entry.text("place"),
    )
    steps = tuple(_step(each) for each in entry.entries("steps", "step"))
    moment = SampleMoment(day_of(entry, "day"), 0)
    return SampleRequest(entry.text("agreement"), entry.text("service"), entry.text("by"), moment, report, steps)


def read_sample_outage(entry: Entry) -> SampleOutage:
    entry.expect(("service", "by", "day", "words"), ("place", "updates", "ended"))
    ended = entry.record_of("ended", "ended") if "ended" in entry.record.values else None
    parts = [*entry.entries("updates", "update"), *([ended] if ended else [])]
    first = (SampleMoment(day_of(entry, "day"), 0), entry.text("words"))
    news = (first, *((_moment(each), each.text("words")) for each in parts))
    return SampleOutage(entry.text("service"), entry.text("by"), entry.text("place"), news, ended is not None)


def add_support(
    work: UnitOfWork,
    context: Context,
    requests: tuple[SampleRequest, ...],
    outages: tuple[SampleOutage, ...],
    day: date,
) -> int:
    """Those that are not there yet. Returns how many."""
    added = 0
    catalog = work.catalog.current()[1]
    for place, sample in enumerate(requests, start=1):
        if work.support_requests.find(f"r-sample-{place}") is None:
            added += _add(work, context, catalog, sample, f"r-sample-{place}", day)
    for place, outage in enumerate(outages, start=1):
        if work.outages.find(f"o-sample-{place}") is None:
            _add_outage(work, catalog, outage, f"o-sample-{place}", day)
            added += 1
    return added


def _add(work: UnitOfWork, context: Context, catalog: Catalog, sample: SampleRequest, id: str, day: date) -> bool:
    """Nobody is told: it happened before."""
    agreement, at = work.agreements.by_number(sample.agreement), sample.moment.at(day)
    lines = lines_on(work, agreement, at.date()) if agreement else ()
    line = next((each for each in lines if each.service == sample.service), None)
    if agreement is None or line is None:
        return False
    new = SupportRequest(
        id=id,
        number=work.support_requests.next_number(),
        agreement=agreement.id,
        organization=agreement.organization,
        service=line.service,
        service_name=line.name,
        area=area_of(catalog, line.service),
        report=sample.report,
        priority=priority_of(sample.report.impact, sample.report.urgency),
        asked_by=sample.by,
        asked_at=at,
        started_at=at,
        state_since=at,
        clocks=clocks_for(line.metrics),
    )
    request = Step(work, context, _person(work, sample.by), agreement, at, False).keep(None, new)
    for place, each in enumerate(sample.steps, start=1):
        at = max(each.moment.at(day), at + _SOON)
        step = Step(work, context, _person(work, each.by), agreement, at, False)
        request = step.keep(request, _TAKEN[each.what](step, request, each))
        if each.what in _WRITTEN:
            kind, staff = _WRITTEN[each.what], step.actor.is_staff
            comment = Comment(f"{id}-{place}", id, kind, at, each.by, staff, each.text)
            work.support_requests.add_comment(comment)
    return True


def _commented(step: Step, request: SupportRequest, sample: SampleStep) -> SupportRequest:
    if step.actor.is_staff:
        return steps.answered_by_staff(request, sample.by, step.now)
    return steps.answered_by_customer(request, step.now)


def _resolved(step: Step, request: SupportRequest, sample: SampleStep) -> SupportRequest:
    solved = steps.resolve(request, Resolution(step.now, sample.by, sample.text, sample.cause), sample.by)
    late = timed(step.work, solved, step.now)
    # Whether it is late depends on the holidays around the day of loading.
    return steps.explained(late, sample.late or "It took longer because of the holidays.")


_TAKEN: Mapping[str, Callable[[Step, SupportRequest, SampleStep], SupportRequest]] = {
    "claim": lambda step, request, sample: steps.claim(request, sample.by, step.now),
    "comment": _commented,
    "ask": lambda step, request, sample: steps.ask_back(request, sample.by, step.now),
    "note": lambda step, request, sample: request,
    "resolve": _resolved,
    "rate": lambda step, request, sample: steps.rate(request, sample.stars, sample.text, sample.by, step.now),
}
_WRITTEN = {"comment": CommentKind.COMMENT, "ask": CommentKind.ASK, "note": CommentKind.NOTE}


def _add_outage(work: UnitOfWork, catalog: Catalog, sample: SampleOutage, id: str, day: date) -> None:
    (first, words), *others = sample.news
    at, actor = first.at(day), _person(work, sample.by)
    news = (outage_rules.announcement(words, sample.by, at),)
    name = catalog.service(sample.service).name
    outage = Outage(id, sample.service, name, at, news, sample.place)
    for place, (moment, said) in enumerate(others, start=1):
        at = max(moment.at(day), at + _SOON)
        over = sample.is_over and place == len(others)
        told = outage_rules.ended if over else _updated
        outage = told(outage, said, sample.by, at)
    for each in outage.updates:
        work.history.append(plain_change(actor, ("outage", id), "told", None, each.words, each.at))
    work.outages.save(replace(outage, revision=0))


def _updated(outage: Outage, words: str, by: str, at: datetime) -> Outage:
    return outage_rules.updated(outage, words, None, by, at)


def _step(entry: Entry) -> SampleStep:
    entry.expect(("what", "by", "day"), ("hour", "text", "cause", "late", "stars"))
    what, stars = entry.text("what"), entry.text("stars")
    if what not in STEPS:
        entry.report("what", f"{entry.label}: “{what[:20]}” is no step.", f"Use one of: {', '.join(STEPS)}.")
    return SampleStep(
        what,
        entry.text("by"),
        _moment(entry),
        entry.text("text"),
        entry.choice("cause", Cause, Cause.UNKNOWN),
        entry.text("late"),
        int(stars) if stars.isdecimal() else 0,
    )


def _moment(entry: Entry) -> SampleMoment:
    return SampleMoment(day_of(entry, "day"), day_of(entry, "hour") if "hour" in entry.record.values else 0)


def _person(work: UnitOfWork, person_id: str) -> Actor:
    return Actor(work.people.get(person_id))
