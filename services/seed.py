"""Loads the sample data. Loading it again changes nothing; a database that is in use is left alone."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.catalog import Catalog
from domain.channels import ChannelBinding
from domain.errors import Conflict, NotFound
from domain.permissions import OPERATOR, Action
from domain.startup import StartupDefinition
from domain.surveys import Survey
from services.access import require
from services.agreement_changes import priced_line
from services.context import Context, plain_change
from services.sample_files import NOBODY, STAFF, Sample, SampleAgreement
from services.sample_funding import add_funding
from services.sample_history import live
from services.sample_hours import add_hours
from services.sample_measurements import add_measurements
from services.sample_meetings import add_meetings
from services.sample_needs import add_needs
from services.sample_proposals import add_proposals
from services.sample_renewals import add_renewals
from services.sample_signatures import add_signatures
from services.sample_startup import add_plans
from services.sample_support import add_support
from services.sample_surveys import add_responses
from storage.unit_of_work import UnitOfWork

SOURCE = "the sample catalog"
SURVEY_SOURCE = "the sample survey"
STARTUP_SOURCE = "the sample startup tasks"


@dataclass(frozen=True)
class Seeded:
    """How many of each kind were added; all zero when the sample was there already."""

    catalog_version: int
    organizations: int
    people: int
    agreements: int
    channels: int
    needs: int
    responses: int
    proposals: int
    schedules: int
    plans: int
    meetings: int
    renewals: int
    support: int
    measurements: int

    @property
    def changed(self) -> bool:
        added = (self.organizations, self.people, self.agreements, self.channels, self.needs, self.responses)
        return any((*added, self.proposals, self.schedules, self.plans, self.meetings, self.renewals, self.support))


def seed(
    context: Context, sample: Sample, catalog: Catalog, survey: Survey, startup: StartupDefinition, day: date
) -> Seeded:
    """Load the sample as of `day`, in one transaction. Catalog, survey and startup tasks are added only where there
    are none yet.

    Raises Conflict when the database already holds organizations that are not the sample's.
    """
    require(OPERATOR, Action.OPERATE)
    with context.unit_of_work() as work:
        _refuse_if_in_use(work, sample)
        now = context.clock()
        version = _catalog_version(work, catalog, now)
        seeded = Seeded(
            catalog_version=version,
            organizations=_add_organizations(work, sample, now),
            people=_add_people(work, sample, now),
            agreements=_add_agreements(work, sample, version, day),
            channels=_add_channels(work, sample, now),
            needs=add_needs(work, sample.needs, day),
            responses=_add_responses(work, sample, survey, day, now),
            proposals=add_proposals(work, [each.number for each in sample.agreements], sample.proposals, day),
            schedules=_add_funding(work, sample, day),
            plans=_add_plans(work, sample, startup, day, now),
            meetings=add_meetings(work, sample.meetings, day),
            renewals=add_renewals(work, sample.renewals, day),
            measurements=add_measurements(work, sample.measurements, day, now),
            support=add_support(work, context, sample.requests, sample.outages, day),
        )
        work.commit()
        return seeded


def _refuse_if_in_use(work: UnitOfWork, sample: Sample) -> None:
    known = {organization.key for organization in sample.organizations}
    others = [organization.name for organization in work.organizations.all() if organization.key not in known]
    if others:
        raise Conflict(f"This database is in use ({others[0]}). The sample is only for an empty one.")


def _catalog_version(work: UnitOfWork, catalog: Catalog, now: datetime) -> int:
    try:
        return work.catalog.current()[0]
    except NotFound:
        return work.catalog.add(catalog, SOURCE, OPERATOR.id, now)


def _add_organizations(work: UnitOfWork, sample: Sample, now: datetime) -> int:
    new = [organization for organization in sample.organizations if work.organizations.find(organization.key) is None]
    for organization in new:
        work.organizations.save(organization)
        subject = ("organization", organization.key)
        work.history.append(plain_change(OPERATOR, subject, "added", None, organization.name, now, organization.key))
    return len(new)


def _add_people(work: UnitOfWork, sample: Sample, now: datetime) -> int:
    new = [person for person in sample.people if work.people.find(person.id) is None]
    for person in new:
        work.people.save(person)
        subject = ("person", person.id)
        work.history.append(plain_change(OPERATOR, subject, "added", None, person.name, now, person.organization))
        add_hours(work, person, sample.hours[person.id], now)
    return len(new)


def _add_agreements(work: UnitOfWork, sample: Sample, version: int, day: date) -> int:
    catalog = work.catalog.version(version)
    ids = {agreement.number: f"a-{agreement.number[4:]}" for agreement in sample.agreements}
    new = [
        agreement for agreement in _predecessors_first(sample) if work.agreements.by_number(agreement.number) is None
    ]
    for agreement in new:
        term = agreement.term.period(day)
        lines = tuple(priced_line(catalog.service(key), count, term) for key, count in agreement.lines.items())
        lived = live(agreement, day, lines, version, ids)
        work.agreements.add(lived.agreement)
        work.history.append(*lived.changes)
    return len(new)


def _predecessors_first(sample: Sample) -> tuple[SampleAgreement, ...]:
    return tuple(sorted(sample.agreements, key=lambda agreement: (agreement.predecessor is not None, agreement.number)))


def _add_channels(work: UnitOfWork, sample: Sample, now: datetime) -> int:
    bound = [channel for channel in sample.channels if channel.belongs_to != NOBODY]
    new = [channel for channel in bound if work.channels.find(channel.id) is None]
    for channel in new:
        organization = None if channel.belongs_to == STAFF else channel.belongs_to
        work.channels.save(ChannelBinding(channel.id, organization, OPERATOR.id, now))
        subject = ("channel", channel.id)
        work.history.append(plain_change(OPERATOR, subject, "binding", None, channel.belongs_to, now, organization))
    return len(new)


def _add_plans(work: UnitOfWork, sample: Sample, definition: StartupDefinition, day: date, now: datetime) -> int:
    if work.startup_definitions.current() is None:
        work.startup_definitions.add(definition, STARTUP_SOURCE, OPERATOR.id, now)
    return add_plans(work, (agreement.number for agreement in sample.agreements), sample.startups, day)


def _add_funding(work: UnitOfWork, sample: Sample, day: date) -> int:
    """Signatures, payment schedules and transfers."""
    signed = add_signatures(work, [agreement.number for agreement in sample.agreements])
    return add_funding(work, signed, {agreement.number: agreement.unpaid for agreement in sample.agreements}, day)


def _add_responses(work: UnitOfWork, sample: Sample, survey: Survey, day: date, now: datetime) -> int:
    if not work.surveys.newest_versions():
        work.surveys.add(survey, SURVEY_SOURCE, OPERATOR.id, now)
    return add_responses(work, sample.surveys, day)
