"""Steps that tests of support requests have in common. SLA-2026-0003 of APHIS runs, with laptops: a first response
within 2 business hours, a solution within 16, and a satisfaction of 4.3."""

from typing import Any

from domain.notices import Notice, NoticeKind
from domain.support_priorities import Impact, Urgency
from domain.support_requests import Cause, Report
from services.support_cards import RequestCard
from tests.services.office import Office

NUMBER, LAPTOP = "SLA-2026-0003", "managed_laptop"
REPORT = Report("My laptop does not start", Impact.SEVERAL, Urgency.HIGH, "Fort Collins")


def opened(office: Office, by: str = "fatima", service: str = LAPTOP, **given: Any) -> RequestCard:
    return office.services.support_requests.open(office.actor(by), service, given.pop("report", REPORT), **given)


def resolved(office: Office, card: RequestCard, by: str = "luis", **given: Any) -> RequestCard:
    return office.services.support_queue.resolve(
        office.actor(by), card.request.number, "Exchanged the battery.", Cause.SERVICE, **given
    )


def seen(office: Office, card: RequestCard, by: str = "luis") -> RequestCard:
    return office.services.support_requests.view(office.actor(by), card.request.number)


def told(office: Office, *kinds: NoticeKind) -> list[Notice]:
    return [notice for notice in office.notices() if notice.kind in kinds]


def measured(office: Office, card: RequestCard) -> dict[str, str]:
    """The value of each metric that the request gives."""
    request = card.request
    with office.storage.reading() as work:
        keys = [(request.agreement, request.service, metric, request.number) for metric in METRICS]
        return {key[2]: str(each.value) for key, each in work.measurements.find(*keys).items()}


METRICS = ("first_response", "resolution", "satisfaction")
