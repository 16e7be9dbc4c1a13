"""The sample data as files: organizations, people, channels and agreements. Faults are reported with their line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from domain.fiscal import Period, fiscal_year_of
from domain.organizations import Organization
from domain.people import Person, Side
from domain.stages import Stage
from services.data_files import Entry, Reading, reading, top_level
from services.preferences import PreferenceWish
from services.sample_days import day_of
from services.sample_hours import HOURS_KEYS, read_sample_hours
from services.sample_measurements import SampleMeasurements, read_sample_measurements
from services.sample_meetings import SampleMeeting, read_sample_meeting
from services.sample_needs import SampleNeed, read_sample_need
from services.sample_proposals import SampleProposal, read_sample_proposal
from services.sample_renewals import SampleRenewal, read_sample_renewal
from services.sample_startup import SampleStartup, read_sample_startup
from services.sample_support import SampleOutage, SampleRequest, read_sample_outage, read_sample_request
from services.sample_surveys import SampleSurvey, read_sample_survey
from services.yaml_tree import Problem

NOBODY, STAFF = "nobody", "staff"
FILES = tuple(
    f"{kind}.yaml"
    for kind in (
        "organizations",
        "people",
        "agreements",
        "surveys",
        "needs",
        "proposals",
        "startup",
        "meetings",
        "renewals",
        "support",
        "measurements",
    )
)


@dataclass(frozen=True)
class SampleTerm:
    """Days from the day of loading, or the whole next fiscal year when both are None."""

    first: int | None
    last: int | None

    def period(self, day: date) -> Period:
        if self.first is None or self.last is None:
            return fiscal_year_of(day).next().period
        return Period(day + timedelta(days=self.first), day + timedelta(days=self.last))


@dataclass(frozen=True)
class SampleAgreement:
    """An agreement with its life so far; days count from the day of loading.

    `contacts` are person ids by `cec_sml` and the like, in the order in which they are named. `finished` holds
    the day on which each step was left, `met` the days of what is done of the present step. `unpaid` is how many
    of the instalments that were due last did not arrive.
    """

    number: str
    organization: str
    title: str
    term: SampleTerm
    opened: int
    due: int | None
    contacts: Mapping[str, str]
    finished: Mapping[Stage, int]
    met: Mapping[str, int]
    notes: Mapping[str, str]
    lines: Mapping[str, int]
    predecessor: str | None
    closed: int | None
    closed_reason: str
    unpaid: int


@dataclass(frozen=True)
class SampleChannel:
    """A channel of the sample's workspace; `belongs_to` is `staff`, an organization's key, or `nobody`."""

    id: str
    belongs_to: str


@dataclass(frozen=True)
class Sample:
    organizations: tuple[Organization, ...]
    people: tuple[Person, ...]
    channels: tuple[SampleChannel, ...]
    agreements: tuple[SampleAgreement, ...]
    surveys: tuple[SampleSurvey, ...]
    needs: tuple[SampleNeed, ...]
    proposals: tuple[SampleProposal, ...]
    startups: tuple[SampleStartup, ...]
    meetings: tuple[SampleMeeting, ...]
    renewals: tuple[SampleRenewal, ...]
    requests: tuple[SampleRequest, ...]
    outages: tuple[SampleOutage, ...]
    measurements: tuple[SampleMeasurements, ...]
    hours: Mapping[str, PreferenceWish | None]
    """By person (id)."""


def read_sample(folder: Path) -> Reading[Sample]:
    """Reads the files of `FILES`. Raises nothing."""
    problems: list[Problem] = []
    tops = [top_level(folder / name, str(folder / name), problems) for name in FILES]
    if any(top is None for top in tops):
        return reading(Sample((), (), (), (), (), (), (), (), (), (), (), (), (), {}), problems)
    organizations, people, agreements, surveys, needs, proposals, startups, meetings, renewals, *others = (
        top for top in tops if top
    )
    support, measurements = others
    sample = Sample(
        tuple(_organization(entry) for entry in organizations.entries("organizations", "organization")),
        tuple(_person(entry) for entry in people.entries("people", "person")),
        tuple(SampleChannel(e.text("id"), e.text("belongs_to")) for e in people.entries("channels", "channel")),
        tuple(_agreement(entry, agreements) for entry in agreements.entries("agreements", "agreement")),
        tuple(read_sample_survey(entry) for entry in surveys.entries("surveys", "survey")),
        tuple(read_sample_need(entry) for entry in needs.entries("needs", "need")),
        tuple(read_sample_proposal(entry) for entry in proposals.entries("proposals", "proposal")),
        tuple(read_sample_startup(entry) for entry in startups.entries("startups", "startup")),
        tuple(read_sample_meeting(entry) for entry in meetings.entries("meetings", "meeting")),
        tuple(read_sample_renewal(entry) for entry in renewals.entries("renewals", "renewal")),
        tuple(read_sample_request(entry) for entry in support.entries("requests", "request")),
        tuple(read_sample_outage(entry) for entry in support.entries("outages", "outage")),
        tuple(read_sample_measurements(entry) for entry in measurements.entries("measurements", "measurement")),
        {entry.text("id"): read_sample_hours(entry) for entry in people.entries("people", "person")},
    )
    return reading(sample, problems)


def _organization(entry: Entry) -> Organization:
    entry.expect(("key", "name", "abbreviation"), ("aliases", "email_domains"))
    return Organization(
        key=entry.key_name(),
        name=entry.text("name"),
        abbreviation=entry.text("abbreviation"),
        aliases=entry.texts("aliases"),
        email_domains=entry.texts("email_domains"),
    )


def _person(entry: Entry) -> Person:
    needed = ("id", "name", "email", "slack_user_id", "side", "title", "phone", "time_zone")
    entry.expect(needed, ("organization", "areas", "administrator", "active", *HOURS_KEYS))
    return Person(
        id=entry.text("id"),
        name=entry.name("name"),
        email=entry.text("email"),
        side=entry.choice("side", Side, Side.CUSTOMER),
        organization=entry.text("organization") or None,
        title=entry.text("title"),
        phone=entry.text("phone"),
        time_zone=entry.text("time_zone"),
        areas=entry.texts("areas"),
        administrator=entry.text("administrator") == "yes",
        active=entry.text("active") != "no",
        slack_user_id=entry.text("slack_user_id"),
    )


def _agreement(entry: Entry, top: Entry) -> SampleAgreement:
    needed = ("number", "organization", "title", "term", "opened", "sml", "lines")
    optional = (
        "finished",
        "met",
        "due",
        "coordinator",
        "specialist",
        "without",
        "notes",
        "predecessor",
        "closed",
        "unpaid",
    )
    entry.expect(needed, optional)
    finished = {Stage(key): day for key, day in _days(entry, "finished").items() if _is_stage(entry, key)}
    closed = entry.record_of("closed", "closed") if "closed" in entry.record.values else None
    return SampleAgreement(
        number=entry.text("number"),
        organization=entry.text("organization"),
        title=entry.text("title"),
        term=_term(entry),
        opened=day_of(entry, "opened"),
        due=day_of(entry, "due") if "due" in entry.record.values else None,
        contacts=_contacts(entry, top),
        finished=finished,
        met=_days(entry, "met"),
        notes=_texts(entry, "notes"),
        lines=_days(entry, "lines"),
        predecessor=entry.text("predecessor") or None,
        closed=day_of(closed, "day") if closed else None,
        closed_reason=closed.text("reason") if closed else "",
        unpaid=day_of(entry, "unpaid") if "unpaid" in entry.record.values else 0,
    )


def _contacts(entry: Entry, top: Entry) -> Mapping[str, str]:
    """The agreement's own people first, then those who act in every agreement of CEC and of the organization."""
    own = {"sml": "sml", "coordinator": "agreements_coordinator", "specialist": "technical_specialist"}
    named = {f"cec_{role}": entry.text(key) for key, role in own.items() if entry.text(key)}
    customers = top.record_of("customer_contacts", "customer_contacts")
    if customers:
        named |= {f"customer_{role}": p for role, p in _texts(customers, entry.text("organization")).items()}
    named |= {f"cec_{role}": person for role, person in _texts(top, "cec_contacts").items()}
    return {key: person for key, person in named.items() if key not in entry.texts("without")}


def _term(entry: Entry) -> SampleTerm:
    term = entry.record_of("term", "term")
    if term is None or term.text("year") == "next":
        return SampleTerm(None, None)
    return SampleTerm(day_of(term, "from"), day_of(term, "to"))


def _texts(entry: Entry, key: str) -> Mapping[str, str]:
    record = entry.record_of(key, key) if key in entry.record.values else None
    return {name: record.text(name) for name in record.record.values} if record else {}


def _days(entry: Entry, key: str) -> Mapping[str, int]:
    record = entry.record_of(key, key) if key in entry.record.values else None
    return {name: day_of(record, name) for name in record.record.values} if record else {}


def _is_stage(entry: Entry, key: str) -> bool:
    known = key in list(Stage)
    if not known:
        entry.report("finished", f"There is no step “{key[:40]}”.", f"Use one of: {', '.join(Stage)}.")
    return known
