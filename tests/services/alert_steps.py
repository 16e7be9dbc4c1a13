"""Steps that tests of alerts have in common. James leads SLA-2027-0031, which is with the customer."""

from datetime import datetime

from domain.alerts import AlertKind
from domain.notices import NoticeKind
from services.alert_cards import AlertCard, AlertView
from storage.alerts import Whose
from tests.services.office import Office

PRESENTED, ADMINISTRATOR = "SLA-2027-0031", "dana"


def swept(office: Office, at: datetime | None = None) -> None:
    """After a sweep, and what it sends by the clock besides."""
    office.clock.at = at or office.clock.at
    office.services.alerts.sweep()
    office.services.alerts.send_digests()


def all_open(office: Office, kind: AlertKind | None = None, number: str | None = None) -> list[AlertCard]:
    page = office.services.alerts.open_for(office.actor("james"), Whose.ALL, size=500, kinds=(kind,) if kind else ())
    return [each for each in page.items if number in (None, each.alert.wanted.facts.get("number"))]


def the_alert(office: Office, kind: AlertKind, number: str | None = None) -> AlertCard:
    (only,) = all_open(office, kind, number)
    return only


def view(office: Office, card: AlertCard) -> AlertView:
    return office.services.alerts.view(office.actor("james"), card.alert.id)


def posted(office: Office, card: AlertCard) -> list[str]:
    """Where its message goes: people's Slack ids, or "staff"."""
    kept = [n for n in office.notices() if n.kind is NoticeKind.ALERT and n.facts["alert"] == card.alert.id]
    return [notice.to.partition for notice in kept if notice.key.startswith("alert:")]


def lines(office: Office, card: AlertCard) -> list[tuple[str, str]]:
    """Where a line is written in its thread, and what happened."""
    kept = [n for n in office.notices() if n.kind is NoticeKind.ALERT_THREAD and n.facts["alert"] == card.alert.id]
    return [(notice.to.partition, str(notice.facts["what"])) for notice in kept]


def happened(office: Office, card: AlertCard) -> list[str]:
    """The oldest first."""
    return [entry.what for entry in reversed(view(office, card).history)]
