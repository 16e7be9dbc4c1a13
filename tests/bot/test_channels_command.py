"""`/cec bind` and `/cec unbind`: what binding means, and what keeps the assistant from answering all."""

import pytest

from bot.handlers import channels
from bot.replies import Reply
from domain.errors import CecError, InvalidInput, NotAllowed, NotFound
from services import Services
from tests.blockkit import check_reply
from tests.bot.desk import FakeSlack, a_command


def bound(services: Services, user: str, channel: str, words: str, slack: FakeSlack | None = None) -> Reply:
    reply = channels.bind(a_command(services, user, channel, "bind", words, slack or FakeSlack()))
    assert isinstance(reply, Reply)
    check_reply(reply)
    assert reply.private
    return reply


@pytest.mark.parametrize("words", ["RMA", "rma", "Risk Management Agency", "risk managment agency", "Crop Insurance"])
def test_a_channel_is_bound_to_an_organization_by_any_of_its_names(fresh_services: Services, words: str) -> None:
    reply = bound(fresh_services, "U0JAMES", "C0GENERAL", words)
    assert reply.text.startswith("This channel now belongs to Risk Management Agency.")
    assert "I may tell everyone in it about the agreements of Risk Management Agency, and of no one else." in reply.text
    place = fresh_services.channels.place("C0GENERAL")
    assert place.binding is not None
    assert place.binding.organization == "rma"


def test_binding_again_changes_nothing_and_says_so(services: Services) -> None:
    assert bound(services, "U0JAMES", "C0NRCS", "NRCS").text.startswith("This channel already belongs to")


def test_another_organization_takes_its_place_and_is_told(fresh_services: Services) -> None:
    reply = bound(fresh_services, "U0JAMES", "C0NRCS", "FNS")
    assert "It belonged to Natural Resources Conservation Service before." in reply.text


def test_a_channel_for_staff(fresh_services: Services) -> None:
    reply = bound(fresh_services, "U0JAMES", "C0WITHOUTUS", "staff")
    assert "about the agreements of all organizations" in reply.text


def test_members_who_do_not_belong_are_named(fresh_services: Services) -> None:
    reply = bound(fresh_services, "U0JAMES", "C0GENERAL", "NRCS")
    assert "Erik and Nina may not see this: they do not belong to this organization or CEC." in reply.text
    assert "Maria" not in reply.text


def test_an_assistant_that_is_not_in_the_channel_asks_to_be_invited(fresh_services: Services) -> None:
    assert "I am not in this channel yet." in bound(fresh_services, "U0JAMES", "C0WITHOUTUS", "NRCS").text


def test_a_shared_channel_is_warned_about(fresh_services: Services) -> None:
    reply = bound(fresh_services, "U0JAMES", "C0FSSHARED", "NRCS")
    assert "People outside the department or guests may read this channel" in reply.text


def test_a_shared_channel_is_never_staffs(services: Services) -> None:
    with pytest.raises(InvalidInput, match="It can't be for staff"):
        bound(services, "U0JAMES", "C0FSSHARED", "staff")


def test_members_that_cannot_be_read_are_no_obstacle(fresh_services: Services) -> None:
    slack = FakeSlack(refuse={"conversations.members": "missing_scope"})
    reply = bound(fresh_services, "U0JAMES", "C0GENERAL", "NRCS", slack)
    assert "I could not look at the members" in reply.text


def test_an_unknown_organization_offers_the_nearest(services: Services) -> None:
    with pytest.raises(NotFound, match=r"There is no organization “NRXS”\. Nearest: nrcs"):
        bound(services, "U0JAMES", "C0GENERAL", "NRXS")


def test_without_a_name_it_says_how_it_is_and_how_to_change_it(services: Services) -> None:
    now = bound(services, "U0JAMES", "C0NRCS", "").text
    assert now == f"This channel belongs to Natural Resources Conservation Service. {channels.USAGE}"
    assert bound(services, "U0JAMES", "C0GENERAL", "").text.startswith("This channel is not bound.")


def test_a_direct_message_belongs_to_nobody_else(services: Services) -> None:
    assert bound(services, "U0JAMES", "D1", "NRCS").text.startswith("A direct message is between you and me.")


@pytest.mark.parametrize("who", ["U0MARIA", "U0NINA"])
def test_only_staff_bind(services: Services, who: str) -> None:
    with pytest.raises(NotAllowed, match="That is for CEC staff"):
        bound(services, who, "C0GENERAL", "fs")
    with pytest.raises(NotAllowed):
        channels.unbind(a_command(services, who, "C0NRCS", "unbind", "", FakeSlack()))


def test_unbinding_takes_it_back(fresh_services: Services) -> None:
    reply = channels.unbind(a_command(fresh_services, "U0JAMES", "C0NRCS", "unbind", "", FakeSlack()))
    assert isinstance(reply, Reply)
    assert reply.text.startswith("This channel no longer belongs to Natural Resources Conservation Service.")
    assert fresh_services.channels.place("C0NRCS").binding is None
    with pytest.raises(CecError, match="This channel is not bound"):
        channels.unbind(a_command(fresh_services, "U0JAMES", "C0NRCS", "unbind", "", FakeSlack()))
