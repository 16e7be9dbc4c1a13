"""The steps that tests of proposals take in the sample: RMA's is still drafted, NRCS's is with the customer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.notices import NoticeKind
from domain.people import Side
from domain.proposal_changes import QuantityWanted, Wanted
from domain.proposal_edits import LineEdit
from domain.stages import Stage
from services.proposal_cards import ProposalView
from tests.services.office import CATALOG, Office

RMA, NRCS, APHIS = "SLA-2027-0033", "SLA-2027-0031", "SLA-2027-0029"
RUNNING = "SLA-2026-0019"
OFFICIALS_SIGNED = "SLA-2027-0026"


def view(office: Office, who: str, number: str = NRCS) -> ProposalView:
    return office.services.proposals.view(office.actor(who), number)


def revision(office: Office, number: str = NRCS) -> int:
    draft = view(office, "james", number).draft
    assert draft
    return draft.revision


def line_of(office: Office, service: str, number: str = NRCS) -> str:
    """The id of the line of a service in the draft."""
    draft = view(office, "james", number).draft
    assert draft
    return next(line.id for line in draft.draft.lines if line.service == service)


def change_quantity(office: Office, quantity: int, service: str = "managed_laptop", number: str = NRCS) -> ProposalView:
    return office.services.proposal_drafts.change_line(
        office.actor("james"), number, line_of(office, service, number), LineEdit(quantity), revision(office, number)
    )


def present(office: Office, number: str = NRCS, **more: Any) -> ProposalView:
    james = office.actor("james")
    return office.services.proposals.present(james, number, revision(office, number), **more).view


def look(office: Office, who: str, number: str = NRCS) -> int:
    """Opens the current version; returns its number."""
    current = view(office, who, number).current
    assert current
    office.services.proposals.look(office.actor(who), number, current.version.number)
    return current.version.number


def accept(office: Office, who: str, number: str = NRCS) -> ProposalView:
    return office.services.proposals.accept(office.actor(who), number, look(office, who, number)).view


def agreed(office: Office, number: str = NRCS, customer: str = "maria", staff: str = "james") -> ProposalView:
    accept(office, customer, number)
    return accept(office, staff, number)


def request(office: Office, *wanted: Wanted, who: str = "maria", number: str = NRCS) -> ProposalView:
    asked = wanted or (QuantityWanted(line_of(office, "managed_laptop", number), 20),)
    version = look(office, who, number)
    return office.services.proposals.request_changes(office.actor(who), number, version, asked).view


def told(office: Office, kind: NoticeKind = NoticeKind.PROPOSAL_CHANGED) -> list[tuple[str | None, str]]:
    """To whom, and what."""
    return [(n.to.slack_user_id, str(n.facts.get("what"))) for n in office.notices() if n.kind is kind]


def without_service(office: Office, key: str) -> None:
    """A catalog that does not offer it any more."""
    catalog = replace(CATALOG, services=tuple(service for service in CATALOG.services if service.key != key))
    with office.storage.unit_of_work() as work:
        work.catalog.add(catalog, "test", "system", office.clock())
        work.commit()


def days_later(office: Office, days: int) -> None:
    office.clock.at += timedelta(days=days)


def stage(office: Office, number: str = NRCS) -> Stage:
    return office.services.agreements.status(office.actor("james"), number).stage


def turn(office: Office, number: str = NRCS) -> Side | None:
    """Whose turn it is by the agreement itself, as lists show it."""
    waits = office.services.agreements.status(office.actor("james"), number).turn
    return waits.side if waits else None
