"""Extensions of a term, asked for and answered in Slack."""

import pytest

from bot.handlers import extensions, renewal_cards, renewal_steps
from domain.extensions import ExtensionState
from services import Services
from tests.blockkit import button, shown
from tests.bot.desk import Desk, a_desk
from tests.bot.needs import opened, press, updated
from tests.bot.renewals import EXTENDED, FS, card, errors, renewal

FIELDS = {"new_end": "2027-01-31", "reason": "The renewal is late.", "approved_by": "Ruth Goldstein, CEC"}


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, renewal_cards, renewal_steps, extensions)


def state(services: Services, number: str) -> ExtensionState:
    return renewal(services, number).extensions[-1].state


def test_one_that_waits_says_for_whom(services: Services) -> None:
    words = shown(card(services, "U0INGRID", EXTENDED))
    assert "*Extension until January 23, 2027*, asked for by Priya Raman" in words
    assert "It waits for your organization to confirm it." in words
    assert "It waits for the customer to confirm it." in shown(card(services, "U0PRIYA", EXTENDED))


def test_the_other_side_confirms_it_and_the_term_is_longer(desk: Desk) -> None:
    services = desk.routes.services
    confirm = button(card(services, "U0INGRID", EXTENDED), "Confirm the extension")
    press(desk, "U0INGRID", confirm)
    assert "Both sides confirmed the extension." in updated(desk)
    assert "Ends January 23, 2027, 82 days left." in updated(desk)
    press(desk, "U0INGRID", confirm)
    assert "answered meanwhile" in updated(desk)
    assert state(services, EXTENDED) is ExtensionState.IN_FORCE


def test_it_is_declined_with_a_reason(desk: Desk) -> None:
    services = desk.routes.services
    decline = button(card(services, "U0INGRID", EXTENDED), f"Decline: extension of {EXTENDED}")
    press(desk, "U0INGRID", decline)
    form = opened(desk)
    assert "Say why you decline." in errors(desk.submit("U0INGRID", form, {"reason": ""}))["reason"]
    desk.submit("U0INGRID", form, {"reason": "We renew."})
    assert "Ingrid Solheim declined it. Why: We renew." in updated(desk)
    press(desk, "U0INGRID", decline)
    assert "Nothing was changed" in desk.slack.all("chat.postMessage")[-1]["text"]
    assert state(services, EXTENDED) is ExtensionState.DECLINED


def test_who_asked_takes_it_back(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0PRIYA", button(card(services, "U0PRIYA", EXTENDED), f"Take it back: extension of {EXTENDED}"))
    desk.submit("U0PRIYA", opened(desk), {"reason": "It is renewed in time."})
    assert state(services, EXTENDED) is ExtensionState.WITHDRAWN


def test_it_is_asked_for_once_however_often_the_form_is_sent(desk: Desk) -> None:
    services = desk.routes.services
    press(desk, "U0JAMES", button(card(services, "U0JAMES"), f"Ask for an extension: {FS}"))
    form = opened(desk)
    desk.submit("U0JAMES", form, FIELDS)
    desk.submit("U0JAMES", form, FIELDS)
    assert "The extension is asked for." in updated(desk)
    assert len(renewal(services).extensions) == 1


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"new_end": None}, "new_end", "Choose a day."),
        ({"new_end": "2026-12-01"}, "new_end", "Give a day after December 17, 2026"),
        ({"new_end": "2028-12-01"}, "new_end", "for a year at most"),
        ({"reason": " "}, "reason", "Say why the term is extended."),
        ({"approved_by": ""}, "approved_by", "Say who approved it"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(desk: Desk, changed: dict[str, str | None], field: str, words: str) -> None:
    press(desk, "U0JAMES", button(card(desk.routes.services, "U0JAMES"), f"Ask for an extension: {FS}"))
    answer = desk.submit("U0JAMES", opened(desk), {**FIELDS, **changed})
    assert words in errors(answer)[field]
