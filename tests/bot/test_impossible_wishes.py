"""Wishes that wait for CEC but cannot be fulfilled any more."""

from dataclasses import replace

import pytest

from bot.handlers import proposal_changes, proposals
from domain.permissions import OPERATOR
from domain.proposal_changes import ServiceWanted
from services import Services
from tests.blockkit import button
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import updated
from tests.bot.proposals import TO_150, asked, asked_by, card, pressed


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposals, proposal_changes)


def test_what_waits_but_cannot_be_done_any_more_is_named_and_left_out(desk: Desk) -> None:
    services = desk.routes.services
    card(services)
    asked_by(desk, "robert", ServiceWanted("tablet", 3))
    catalog = services.catalog.current().catalog
    offered = tuple(service for service in catalog.services if service.key != "tablet")
    services.catalog.import_catalog(OPERATOR, replace(catalog, services=offered), "Without tablets.")
    reply = asked(services, *TO_150)
    assert "This was asked for before and can't be done any more, so it is left out here:" in reply.text
    assert "Robert Yazzie, " in reply.text
    assert "Managed laptop" in reply.text
    pressed(desk, "U0MARIA", button(reply, "Send to CEC: the changes of SLA-2027-0031"))
    assert "Sent to CEC: your changes of version 2" in updated(desk)
