"""A channel for both sides: asked for in a form, made by the queue, bound."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.handlers import first_contact_staff as staff
from bot.notice_channels import channel_wanted
from bot.outgoing import Outgoing
from bot.replies import FieldErrors, Outcome, Reply
from bot.slack import SlackRefused
from domain.errors import NotFound
from domain.notices import Destination, Notice, NoticeKind
from services import Services
from tests.bot.desk import US, FakeSlack, who
from tests.bot.first_contacts import asked, filled, opened, pressed, staff_form, staff_sends
from tests.bot.saying import submitted


class Channels(FakeSlack):
    """A Slack that creates channels, and knows a private one of the same name already where `there` says so."""

    def __init__(self, there: tuple[str, ...] | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.there = there

    def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        match method:
            case "conversations.create" if self.there:
                raise SlackRefused(method, "name_taken")
            case "conversations.create":
                return {"channel": {"id": "C0NEW"}}
            case "conversations.list":
                return {"channels": [{"id": "C0NEW", "name": "cec-ers", "creator": US}] if self.there else []}
            case "conversations.replies":
                return {"messages": []}
            case "conversations.members":
                return {"members": self.there or ()}
            case _:
                return super()._answer(method, arguments)


def channel_asked(services: Services, first_id: str, **typed: Any) -> Outcome:
    view = staff_form(services, staff.channel_form, first_id)
    return staff_sends(services, staff.create, view, **typed)


def channel_made(services: Services, slack: FakeSlack, again: bool = False, user: str = "U0JAMES") -> str:
    """What the thread is told after the channel was asked for and made."""
    facts = {
        "organization": "ers", "organization_name": "Economic Research Service", "name": "cec-ers",
        "people": "U0NINA U0JAMES", "by": user,
    }  # fmt: skip
    notice = Notice("n", NoticeKind.CHANNEL_WANTED, Destination(staff=True, thread_ts="1.1"), facts)
    channel_wanted(Outgoing(notice, "C0STAFF", "1.1", again), slack, services)
    told = slack.all("chat.postMessage")[-1]
    assert told["thread_ts"] == "1.1"
    return told["text"]


def owner_of(services: Services, channel: str) -> str | None:
    binding = services.channels.place(channel).binding
    return binding.organization if binding else None


def test_nothing_is_asked_of_slack_before_the_form_is_acknowledged(fresh_services: Services) -> None:
    outcome = channel_asked(fresh_services, opened(fresh_services), people=["U0NINA"])
    assert isinstance(outcome, Reply)
    assert outcome.text == (
        "I am creating the channel for Economic Research Service. The thread of this request tells you when it is done."
    )


def test_a_channel_is_created_bound_and_filled(fresh_services: Services) -> None:
    opened(fresh_services)
    slack = Channels()
    assert channel_made(fresh_services, slack) == "<#C0NEW> belongs to Economic Research Service now."
    assert slack.all("conversations.create") == [{"name": "cec-ers", "is_private": True}]
    assert [call["users"] for call in slack.all("conversations.invite")] == ["U0NINA", "U0JAMES"]
    assert owner_of(fresh_services, "C0NEW") == "ers"


def test_who_cannot_be_invited_is_named(fresh_services: Services) -> None:
    opened(fresh_services)
    slack = Channels(refuse={"conversations.invite": "user_is_restricted"})
    assert "I could not invite <@U0NINA>, <@U0JAMES>." in channel_made(fresh_services, slack)


def test_a_name_that_is_taken_is_told_politely(fresh_services: Services) -> None:
    opened(fresh_services)
    taken = "There is a channel #cec-ers already. Create one with another name, or bind that one."
    assert channel_made(fresh_services, Channels(refuse={"conversations.create": "name_taken"})) == taken
    assert channel_made(fresh_services, Channels(there=(US, "U0ERIK"))) == taken
    assert owner_of(fresh_services, "C0NEW") is None


def test_a_second_form_with_the_same_name_changes_nothing(fresh_services: Services) -> None:
    opened(fresh_services)
    channel_made(fresh_services, Channels())
    slack = Channels(there=(US, "U0NINA"))
    assert "There is a channel #cec-ers already." in channel_made(fresh_services, slack)
    assert slack.all("conversations.invite") == []


def test_a_channel_that_was_created_and_not_bound_is_found_again(fresh_services: Services) -> None:
    opened(fresh_services)
    assert "belongs to Economic Research Service now" in channel_made(fresh_services, Channels(there=(US,)), again=True)
    assert owner_of(fresh_services, "C0NEW") == "ers"
    bound_before = Channels(there=(US, "U0NINA"))
    assert "belongs to Economic Research Service now" in channel_made(fresh_services, bound_before, again=True)


def test_a_channel_is_not_bound_for_who_is_no_longer_of_cec(fresh_services: Services) -> None:
    opened(fresh_services)
    assert "That is for CEC staff" in channel_made(fresh_services, Channels(), user="U0MARIA")
    assert owner_of(fresh_services, "C0NEW") is None


@pytest.mark.parametrize("name", ["", "Big Name", "a" * 81, "<!channel>"])
def test_a_name_that_slack_does_not_take_is_said_at_its_field(fresh_services: Services, name: str) -> None:
    outcome = channel_asked(fresh_services, opened(fresh_services), name=name)
    assert isinstance(outcome, FieldErrors)
    assert list(outcome.errors) == ["name"]


def test_only_private_channels_are_offered(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    assert "privacy" not in filled(staff_form(fresh_services, staff.channel_form, first_id))
    bound = staff_form(fresh_services, staff.bind_form, first_id)
    assert bound["blocks"][1]["element"]["filter"] == {"include": ["private"]}


def test_a_channel_needs_an_approved_organization(fresh_services: Services) -> None:
    with pytest.raises(NotFound, match="Approve it first"):
        pressed(fresh_services, staff.channel_form, asked(fresh_services))


def test_a_channel_that_is_there_is_bound(fresh_services: Services) -> None:
    first_id = opened(fresh_services)
    view = staff_form(fresh_services, staff.bind_form, first_id)
    asker = who(fresh_services, "U0JAMES")
    done = staff.bind(FakeSlack(), submitted(fresh_services, view, {"channel": "C0GENERAL"}, asker))
    assert isinstance(done, Reply)
    assert done.text == "<#C0GENERAL> belongs to Economic Research Service now."
    refused = staff.bind(FakeSlack(), submitted(fresh_services, view, {"channel": "C0UNKNOWN"}, asker))
    assert isinstance(refused, FieldErrors)
