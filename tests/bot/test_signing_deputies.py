"""A signer names a deputy in Slack, and ends it; in the sample Ruth signs for CEC."""

import json
from typing import Any

import pytest

from bot.handlers import signing, signing_deputies
from services import Services
from tests.blockkit import check_reply, elements
from tests.bot.desk import Desk, FakeSlack, a_command, a_desk
from tests.bot.funding import HALF_SIGNED, document_opened, form, person, press, signatures

DAYS = {"first": "2026-11-02", "last": "2026-11-06"}


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, signing, signing_deputies)


def opened(desk: Desk, name: str) -> dict[str, Any]:
    press(desk, name, {"action_id": "signing.deputies"})
    press(desk, name, {"action_id": "signing.delegate"})
    return form(desk)


def errors(answer: Any) -> dict[str, str]:
    return json.loads(answer.body)["errors"]


def test_a_deputy_is_named_once_and_may_sign(desk: Desk) -> None:
    services = desk.routes.services
    view = opened(desk, "ruth")
    desk.submit("U0RUTH", view, {"deputy": "p-grace", **DAYS})
    answer = desk.submit("U0RUTH", view, {"deputy": "p-grace", **DAYS})
    assert "Grace" in json.dumps(json.loads(answer.body)["view"])
    assert len(services.signatures.delegations(person(services, "ruth"))) == 1
    document_opened(services, "grace")
    assert "It is your turn" in signatures(services, "grace").text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first": "2026-11-01"}, "first"),
        ({"last": "2026-11-01"}, "last"),
        ({"last": "2029-11-01"}, "last"),
        ({"last": None}, "last"),
    ],
)
def test_a_period_that_cannot_be_is_refused_at_its_field(desk: Desk, values: dict[str, Any], field: str) -> None:
    answer = desk.submit("U0RUTH", opened(desk, "ruth"), {"deputy": "p-grace", **DAYS, **values})
    assert list(errors(answer)) == [field]


def test_a_stranger_to_the_organization_is_no_deputy(desk: Desk) -> None:
    answer = desk.submit("U0RUTH", opened(desk, "ruth"), {"deputy": "p-maria", **DAYS})
    assert "among your colleagues" in json.dumps(errors(answer))
    customers = json.dumps(opened(desk, "gloria"))
    assert "Ahmed Hassan" in customers
    assert "Grace" not in customers


def test_it_is_ended_by_who_named_it_and_a_second_time_says_so(desk: Desk) -> None:
    services = desk.routes.services
    desk.submit("U0RUTH", opened(desk, "ruth"), {"deputy": "p-grace", **DAYS})
    press(desk, "ruth", {"action_id": "signing.deputies"})
    end = next(each for each in elements(form(desk)["blocks"]) if each["action_id"].startswith("signing.end"))
    press(desk, "ruth", end)
    assert "signs for you no more" in json.dumps(form(desk))
    press(desk, "ruth", end)
    assert "was ended before" in json.dumps(form(desk))
    assert HALF_SIGNED not in [view.number for view in services.signatures.waiting_of(person(services, "grace"))]


def test_the_command_leads_to_the_deputies(fresh_services: Services) -> None:
    reply = signing_deputies.command(a_command(fresh_services, "U0RUTH", "D1", "deputies", "", FakeSlack()))
    check_reply(reply)  # pyright: ignore[reportArgumentType]
    assert "Nobody may sign for you" in str(getattr(reply, "text", ""))
