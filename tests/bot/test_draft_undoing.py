"""Staff undo the last edits of a draft by a button that says what it undoes."""

import pytest

from bot.handlers import proposal_staff
from domain.proposal_edits import LineEdit
from services import Services
from tests.blockkit import button
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import press
from tests.bot.proposals_of_staff import NRCS, card, line_of, person, view


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposal_staff)


def change(services: Services, quantity: int, name: str = "james") -> None:
    draft = view(services).draft
    assert draft
    line = line_of(services, "managed_laptop")
    services.proposal_drafts.change_line(person(services, name), NRCS, line, LineEdit(quantity), draft.revision)


def updated(desk: Desk) -> str:
    return str(desk.slack.sent[-1][1])


def test_the_button_says_what_it_undoes_and_the_card_what_was_undone(desk: Desk) -> None:
    services = desk.routes.services
    change(services, 20)
    change(services, 30)
    last = button(card(services), "Undo: Managed laptop: 20 laptops to 30 laptops")
    press(desk, "U0JAMES", last)
    assert "Undone: Managed laptop: 20 laptops to 30 laptops." in updated(desk)
    assert button(card(services), "Undo: Managed laptop: 180 laptops to 20 laptops")


def test_an_old_button_undoes_nothing_that_stands_on_it(desk: Desk) -> None:
    services = desk.routes.services
    change(services, 20)
    old = button(card(services), "Undo: Managed laptop: 180 laptops to 20 laptops")
    change(services, 30, "priya")
    press(desk, "U0JAMES", old)
    assert "Priya" in updated(desk)
    draft = view(services).draft
    assert draft
    assert draft.undo == "Managed laptop: 20 laptops to 30 laptops"


def test_a_draft_without_edits_has_no_such_button(services: Services) -> None:
    assert "Undo" not in str(card(services).blocks)
