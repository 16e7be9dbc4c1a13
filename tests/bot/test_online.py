"""Personal links to the pages in Slack: for whoever asks, and for them alone."""

import pytest

from bot.conversation import Conversation
from bot.events import Events
from bot.handlers import online
from bot.handlers.relay import Relay
from bot.replies import Reply
from bot.views.blocks import actions
from bot.views.online import online_button
from domain.errors import NotAllowed
from services import Services
from services.sessions import LINK_PATH
from tests.blockkit import button, check_reply
from tests.bot.desk import FakeSlack, Table, a_command, a_desk
from tests.bot.needs import person, press
from tests.bot.saying import AT


def link_of(reply: Reply) -> str:
    return str(button(reply, "Open the page")["url"])


def token_of(link: str) -> str:
    return link.removeprefix(LINK_PATH.format(token=""))


def asked(services: Services, user: str, words: str = "", channel: str = "D1") -> Reply:
    reply = online.command(a_command(services, user, channel, "online", words, FakeSlack()))
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


def test_the_command_gives_a_link_of_ones_own_that_others_do_not_see(fresh_services: Services) -> None:
    reply = asked(fresh_services, "U0MARIA", channel="C0GENERAL")
    assert reply.private
    assert "works for 15 minutes" in reply.text
    assert fresh_services.sessions.linked(token_of(link_of(reply))).name == "Maria Lopez"


@pytest.mark.parametrize(
    ("words", "path"), [("", "/"), ("sla 2027-41", "/agreements/SLA-2027-0041"), ("https://evil.example", "/")]
)
def test_the_link_leads_to_the_agreement_that_is_named(fresh_services: Services, words: str, path: str) -> None:
    link = link_of(asked(fresh_services, "U0MARIA", words))
    assert fresh_services.sessions.follow(token_of(link)).path == path


def test_strangers_are_told_whom_to_ask(fresh_services: Services) -> None:
    with pytest.raises(NotAllowed, match="connect you with a person"):
        asked(fresh_services, "U0NINA")


def test_a_button_in_a_channel_gives_each_who_presses_a_link_of_their_own(fresh_services: Services) -> None:
    desk = a_desk(fresh_services, online)
    pressed = actions([online_button("/renewals")])["elements"][0]
    for user in ("U0MARIA", "U0JAMES"):
        press(desk, user, pressed, channel="C0NRCS")
    said = desk.slack.all("chat.postEphemeral")
    assert [each["user"] for each in said] == ["U0MARIA", "U0JAMES"]
    for each, name in zip(said, ("maria", "james"), strict=True):
        link = next(word for word in each["text"].split() if word.startswith("/link/"))
        signed_in = fresh_services.sessions.follow(token_of(link))
        actor = fresh_services.sessions.actor(signed_in.token)
        assert actor
        assert actor.id == person(fresh_services, name).id
        assert signed_in.path == "/renewals"


def test_a_forged_value_of_the_button_leads_to_the_first_page(fresh_services: Services) -> None:
    desk = a_desk(fresh_services, online)
    press(desk, "U0MARIA", {**online_button(), "value": "no json"}, channel="C0NRCS")
    text = desk.slack.all("chat.postEphemeral")[0]["text"]
    link = next(word for word in text.split() if word.startswith("/link/"))
    assert fresh_services.sessions.follow(token_of(link)).path == "/"


def test_who_is_deactivated_in_slack_is_signed_out(fresh_services: Services) -> None:
    maria = person(fresh_services, "maria")
    token = fresh_services.sessions.begin(maria)
    slack, conversation = FakeSlack(), Conversation(fresh_services, Table())  # pyright: ignore[reportArgumentType]
    events = Events(slack, fresh_services, conversation, Relay(slack, fresh_services), lambda: AT)
    for deleted in (False, True):
        assert fresh_services.sessions.actor(token)
        changed = {"type": "user_change", "user": {"id": "U0MARIA", "deleted": deleted}}
        events.handle({"event_id": "Ev1", "event": changed}, again=False)
    assert fresh_services.sessions.actor(token) is None
