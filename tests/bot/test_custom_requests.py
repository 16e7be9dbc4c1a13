"""A request for what the catalog does not hold: the offer, the form, the confirmation, the notice to staff."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.commands import Command
from bot.handlers import custom_requests
from bot.replies import FieldErrors, Modal, Outcome, Reply
from bot.routes import STALE
from domain.permissions import Actor
from services import Services
from tests.blockkit import button, check_modal, check_reply
from tests.bot.saying import AT, a_click, a_turn, an_asker, submitted


def offered(services: Services, text: str) -> Reply:
    reply = custom_requests.request(a_turn(services, text, "request_custom_service"))
    check_reply(reply)
    return reply


def form(outcome: Outcome) -> Mapping[str, Any]:
    assert isinstance(outcome, Modal)
    check_modal(outcome)
    return outcome.view


def opened(services: Services, seconds: int, actor: Actor | None = None) -> Mapping[str, Any]:
    """Each test opens its form at another instant, as people do."""
    asker = replace(an_asker(actor), at=AT + timedelta(seconds=seconds))
    element = {"action_id": "custom.open", "value": '{"w": "Offline tapes", "s": "backup_storage"}'}
    return form(custom_requests.open_form(a_click(services, element, asker)))


VALUES = {"what": "A tape archive kept offline", "why": "Records law", "quantity": "40 TB", "needed_by": "2027-01-15",
          "service": "backup_storage"}  # fmt: skip


def test_the_offer_names_what_comes_near_and_keeps_the_words(services: Services) -> None:
    reply = offered(services, "we need a tape archive kept offline")
    assert "Backup and archive" in reply.text
    element = button(reply, "Describe what you need")
    view = form(custom_requests.open_form(a_click(services, element)))
    first = next(block for block in view["blocks"] if block["block_id"] == "what")
    assert first["element"]["initial_value"] == "we need a tape archive kept offline"


def test_the_form_asks_for_all_that_is_needed(services: Services) -> None:
    view = opened(services, 1)
    assert [block["block_id"] for block in view["blocks"]] == ["what", "why", "quantity", "needed_by", "service"]
    based_on = view["blocks"][-1]["element"]
    assert based_on["initial_option"]["value"] == "backup_storage"


def test_a_request_is_confirmed_with_what_was_kept_and_staff_see_it(
    services: Services, maria: Actor, james: Actor
) -> None:
    reply = custom_requests.sent(submitted(services, opened(services, 2, maria), VALUES, an_asker(maria)))
    assert isinstance(reply, Reply)
    check_reply(reply)
    for part in (
        "CEC staff have your request",
        "A tape archive kept offline",
        "January 15, 2027",
        "Backup and archive",
    ):
        assert part in reply.text
    assert reply.private
    assert services.requests.latest(james)[0].request.what == "A tape archive kept offline"


def test_the_same_form_sent_twice_is_one_request(services: Services, james: Actor) -> None:
    view = opened(services, 3)
    values = {**VALUES, "what": "Twice pressed"}
    custom_requests.sent(submitted(services, view, values))
    custom_requests.sent(submitted(services, view, values))
    kept = [found for found in services.requests.latest(james, 50) if found.request.what == "Twice pressed"]
    assert len(kept) == 1


WRONG = [({**VALUES, "what": "  "}, "what"), ({**VALUES, "needed_by": "2020-01-01"}, "needed_by"),
         ({**VALUES, "service": "forged"}, "service")]  # fmt: skip


@pytest.mark.parametrize(("values", "block_id"), WRONG)
def test_what_is_wrong_is_said_at_its_field(services: Services, values: dict[str, str], block_id: str) -> None:
    outcome = custom_requests.sent(submitted(services, opened(services, 4), values))
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == [block_id]


def test_a_form_of_someone_else_is_refused(services: Services, maria: Actor) -> None:
    view = opened(services, 5, maria)
    outcome = custom_requests.sent(submitted(services, view, VALUES, an_asker()))
    assert outcome == Reply(STALE, private=True)


@pytest.mark.parametrize("text", ["<!channel> *x*", "<script>y</script>", "z" * 4000])
def test_what_was_typed_comes_back_without_effect(services: Services, text: str) -> None:
    check_reply(offered(services, text))
    reply = custom_requests.sent(submitted(services, opened(services, 6 + len(text)), {"what": text[:3000]}))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert "<!channel>" not in reply.text
    assert "<script>" not in reply.text


def test_the_command_opens_the_form_with_its_words(services: Services) -> None:
    view = form(custom_requests.command(Command(an_asker(), "custom", "a plotter", services, None)))  # type: ignore[arg-type]
    assert view["blocks"][0]["element"]["initial_value"] == "a plotter"
