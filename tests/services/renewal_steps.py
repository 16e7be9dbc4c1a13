"""The steps that tests of renewals take in the sample: the Forest Service's voice agreement ends in 45 days."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from domain.agreements import Agreement
from domain.catalog import PriceTier, Service
from domain.notices import NoticeKind
from domain.renewal_decisions import Renewal
from services.renewal_cards import CarriedView, RenewalView
from tests.services.office import CATALOG, Office

#: Led by James; Erik is the customer's program manager, Naomi the technical lead.
FS, NRCS = "SLA-2026-0011", "SLA-2026-0007"


def agreement_of(office: Office, number: str = FS) -> Agreement:
    with office.storage.reading() as work:
        found = work.agreements.by_number(number)
    assert found
    return found


def view(office: Office, who: str = "james", number: str = FS) -> RenewalView:
    return office.services.renewals.view(office.actor(who), number)


def start(office: Office, number: str = FS, who: str = "james") -> CarriedView:
    return office.services.renewals.start(office.actor(who), number)


def kept(office: Office, number: str = FS) -> Renewal | None:
    with office.storage.reading() as work:
        return work.renewals.find(agreement_of(office, number).id)


def told(office: Office, kind: NoticeKind = NoticeKind.RENEWAL_CHANGED) -> list[tuple[str | None, str]]:
    return [(n.to.slack_user_id, str(n.facts.get("what"))) for n in office.notices() if n.kind is kind]


def go_to(office: Office, day: date) -> None:
    """The same time of day on another day."""
    office.clock.at += timedelta(days=(day - office.clock.at.date()).days)


def save(office: Office, agreement: Agreement) -> None:
    with office.storage.unit_of_work() as work:
        work.agreements.save(agreement)
        work.commit()


def with_catalog(office: Office, year: str, **prices: str) -> None:
    """A catalog in which every service has prices for a year, those of the named ones with another first tier."""

    services: list[Service] = []
    for service in CATALOG.services:
        last = service.prices[service.years[-1]]
        tiers = (PriceTier(1, Decimal(prices[service.key])),) if service.key in prices else last.tiers
        services.append(replace(service, prices={**service.prices, year: replace(last, tiers=tiers)}))
    with office.storage.unit_of_work() as work:
        work.catalog.add(replace(CATALOG, services=tuple(services)), "test", "system", office.clock())
        work.commit()
