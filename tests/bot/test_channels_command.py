"""`/cec bind` and `/cec unbind`: what binding means, and what keeps the assistant from answering all."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import channels
from bot.replies import Reply
from domain.errors import CecError, InvalidInput, NotAllowed, NotFound
from services import Services
from tests.blockkit import check_reply, elements
from tests.bot.desk import FakeSlack, a_command, who
from tests.bot.saying import a_click


def asked(services: Services, user: str, channel: str, words: str, slack: FakeSlack | None = None) -> Reply:
    """What `/cec bind` answers."""
    reply = channels.bind(a_command(services, user, channel, "bind", words, slack or FakeSlack()))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert reply.private
    return reply


def bound(services: Services, user: str, channel: str, words: str) -> Reply:
    """What the button of that answer does."""
    element = next(iter(elements(asked(services, user, channel, words).blocks)))
    return pressed(services, user, channel, element)


def pressed(services: Services, user: str, channel: str, element: Mapping[str, Any]) -> Reply:
    handler = {"channels.bind": channels.bound, "channels.unbind": channels.unbound}[element["action_id"]]
    reply = handler(a_click(services, element, who(services, user, channel)))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert reply.private
    assert reply.replace
    return reply


@pytest.mark.parametrize("words", ["RMA", "rma", "Risk Management Agency", "risk managment agency", "Crop Insurance"])
def test_a_channel_is_bound_to_an_organization_by_any_of_its_names(fresh_services: Services, words: str) -> None:
    question = asked(fresh_services, "U0JAMES", "C0GENERAL", words)
    assert question.text.startswith("This channel is not bound. Shall it belong to Risk Management Agency?")
    assert "tell everyone in it about the agreements of Risk Management Agency, and of no one else." in question.text
    assert fresh_services.channels.place("C0GENERAL").binding is None
    reply = bound(fresh_services, "U0JAMES", "C0GENERAL", words)
    assert reply.text.startswith("This channel now belongs to Risk Management Agency.")
    place = fresh_services.channels.place("C0GENERAL")
    assert place.binding is not None
    assert place.binding.organization == "rma"


def test_binding_again_changes_nothing_and_says_so(services: Services) -> None:
    reply = asked(services, "U0JAMES", "C0NRCS", "NRCS")
    assert reply.text.startswith("This channel already belongs to")
    assert not list(elements(reply.blocks))


def test_another_organization_takes_its_place_and_is_told(fresh_services: Services) -> None:
    reply = bound(fresh_services, "U0JAMES", "C0NRCS", "FNS")
    assert "It belonged to Natural Resources Conservation Service before." in reply.text


def test_a_channel_for_staff(fresh_services: Services) -> None:
    assert "about the agreements of all organizations" in asked(fresh_services, "U0JAMES", "C0WITHOUTUS", "staff").text
    assert "now belongs to CEC staff" in bound(fresh_services, "U0JAMES", "C0WITHOUTUS", "staff").text


def test_a_name_stands_as_it_is_on_the_button_and_without_effect_in_the_text(fresh_services: Services) -> None:
    dana = fresh_services.directory.actor("U0DANA")
    before = fresh_services.admin.organization(dana, "fns")
    fresh_services.admin.save_organization(dana, replace(before, name="Food & Nutrition"), is_new=False)
    question = asked(fresh_services, "U0JAMES", "C0GENERAL", "fns")
    assert next(iter(elements(question.blocks)))["text"]["text"] == "Bind to Food & Nutrition"
    assert "Shall it belong to Food &amp; Nutrition?" in question.text
    bound(fresh_services, "U0JAMES", "C0GENERAL", "fns")
    now = channels.unbind(a_command(fresh_services, "U0JAMES", "C0GENERAL", "unbind", "", FakeSlack()))
    assert isinstance(now, Reply)
    assert now.text.startswith("This channel belongs to Food &amp; Nutrition.")


def test_members_who_do_not_belong_are_named(fresh_services: Services) -> None:
    reply = asked(fresh_services, "U0JAMES", "C0GENERAL", "NRCS")
    assert "Erik and Nina may not see this: they do not belong to this organization or CEC." in reply.text
    assert "Maria" not in reply.text


def test_an_assistant_that_is_not_in_the_channel_asks_to_be_invited(fresh_services: Services) -> None:
    assert "I am not in this channel yet." in asked(fresh_services, "U0JAMES", "C0WITHOUTUS", "NRCS").text


def test_a_shared_channel_is_warned_about(fresh_services: Services) -> None:
    reply = asked(fresh_services, "U0JAMES", "C0FSSHARED", "NRCS")
    assert "People outside the department or guests may read this channel" in reply.text


def test_a_shared_channel_is_never_staffs(services: Services) -> None:
    with pytest.raises(InvalidInput, match="It can't be for staff"):
        asked(services, "U0JAMES", "C0FSSHARED", "staff")


def test_members_that_cannot_be_read_are_no_obstacle(fresh_services: Services) -> None:
    slack = FakeSlack(refuse={"conversations.members": "missing_scope"})
    reply = asked(fresh_services, "U0JAMES", "C0GENERAL", "NRCS", slack)
    assert "I could not look at the members" in reply.text


def test_an_unknown_organization_offers_the_nearest(services: Services) -> None:
    with pytest.raises(NotFound, match=r"I know no organization called “NRXS”\. Nearest: nrcs"):
        asked(services, "U0JAMES", "C0GENERAL", "NRXS")


def test_without_a_name_it_says_how_it_is_and_how_to_change_it(services: Services) -> None:
    now = asked(services, "U0JAMES", "C0NRCS", "").text
    assert now == f"This channel belongs to Natural Resources Conservation Service. {channels.USAGE}"
    assert asked(services, "U0JAMES", "C0GENERAL", "").text.startswith("This channel is not bound.")


def test_a_direct_message_belongs_to_nobody_else(services: Services) -> None:
    assert asked(services, "U0JAMES", "D1", "NRCS").text.startswith("A direct message is between you and me.")


@pytest.mark.parametrize("user", ["U0MARIA", "U0NINA"])
def test_only_staff_bind(services: Services, user: str) -> None:
    with pytest.raises(NotAllowed, match="That is for CEC staff"):
        asked(services, user, "C0GENERAL", "fs")
    with pytest.raises(NotAllowed):
        channels.unbind(a_command(services, user, "C0NRCS", "unbind", "", FakeSlack()))


def test_the_button_asks_again_who_may(fresh_services: Services) -> None:
    element = next(iter(elements(asked(fresh_services, "U0JAMES", "C0GENERAL", "NRCS").blocks)))
    with pytest.raises(NotAllowed):
        pressed(fresh_services, "U0MARIA", "C0GENERAL", element)
    assert fresh_services.channels.place("C0GENERAL").binding is None


def test_pressed_twice_it_says_that_it_is_so(fresh_services: Services) -> None:
    element = next(iter(elements(asked(fresh_services, "U0JAMES", "C0GENERAL", "NRCS").blocks)))
    assert "now belongs" in pressed(fresh_services, "U0JAMES", "C0GENERAL", element).text
    assert "already belongs" in pressed(fresh_services, "U0JAMES", "C0GENERAL", element).text


@pytest.mark.parametrize("value", ["", "{}", '{"organization": 5}', "[]"])
def test_a_forged_value_binds_nothing(fresh_services: Services, value: str) -> None:
    click = a_click(
        fresh_services, {"action_id": "channels.bind", "value": value}, who(fresh_services, "U0JAMES", "C0GENERAL")
    )
    reply = channels.bound(click)
    assert isinstance(reply, Reply)
    assert "older message" in reply.text
    assert fresh_services.channels.place("C0GENERAL").binding is None


def test_unbinding_asks_and_then_takes_it_back(fresh_services: Services) -> None:
    command = a_command(fresh_services, "U0JAMES", "C0NRCS", "unbind", "", FakeSlack())
    question = channels.unbind(command)
    assert isinstance(question, Reply)
    check_reply(question)
    assert question.text.startswith(
        "This channel belongs to Natural Resources Conservation Service. Shall it belong to"
    )
    assert fresh_services.channels.place("C0NRCS").binding is not None
    reply = pressed(fresh_services, "U0JAMES", "C0NRCS", next(iter(elements(question.blocks))))
    assert reply.text.startswith("This channel no longer belongs to Natural Resources Conservation Service.")
    assert fresh_services.channels.place("C0NRCS").binding is None
    with pytest.raises(CecError, match="This channel is not bound"):
        channels.unbind(a_command(fresh_services, "U0JAMES", "C0NRCS", "unbind", "", FakeSlack()))
