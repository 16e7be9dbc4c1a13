"""The message shortcut, the subcommands, and replies that are read in a modal."""

import pytest

from bot.commands import Subcommand, help_reply
from bot.handlers import shortcuts
from bot.replies import Reply
from bot.subcommands import SUBCOMMANDS, gather
from bot.views.blocks import header, section
from bot.views.reading import TITLE, as_modal
from domain.permissions import Actor
from sandbox.blockkit.check import check_view
from services import Services
from tests.blockkit import shown
from tests.bot.desk import Desk, FakeSlack, Table, a_command, a_desk
from tests.bot.saying import understood

STATUS = "where does SLA-2027-0031 stand"
KNOWN = {
    STATUS: understood(STATUS, "agreement_status", ("agreement_number", "SLA-2027-0031", "SLA-2027-0031")),
}


def asked(desk: Desk, user: str, text: str | None) -> None:
    desk.dispatch(
        {
            "type": "message_action", "callback_id": "ask_cec", "trigger_id": "T.1", "team": {"id": "T1"},
            "user": {"id": user}, "channel": {"id": "C0GENERAL"}, "message": {"ts": "1.0", "text": text},
            "message_ts": "1.0",
        }
    )  # fmt: skip


def answer(slack: FakeSlack) -> str:
    view = slack.all("views.update")[-1]["view"]
    check_view(view)
    return shown(Reply("x", view["blocks"]))


def test_a_message_is_answered_to_the_asker_in_a_modal(services: Services) -> None:
    desk = a_desk(services, shortcuts, table=Table(KNOWN))
    asked(desk, "U0MARIA", STATUS)
    opened = desk.slack.all("views.open")[0]["view"]
    assert shown(Reply("x", opened["blocks"])) == "Looking that up."
    assert "Step 4 of 10, Proposal and negotiation" in answer(desk.slack)
    assert not desk.slack.all("chat.postMessage")
    assert not desk.slack.all("chat.postEphemeral")


def test_who_asks_counts_and_not_who_wrote(services: Services) -> None:
    desk = a_desk(services, shortcuts, table=Table(KNOWN))
    asked(desk, "U0ERIK", STATUS)
    assert "there is no such agreement of your organization" in answer(desk.slack)


@pytest.mark.parametrize("text", ["", "   ", None])
def test_a_message_without_words_says_what_to_do(services: Services, text: str | None) -> None:
    desk = a_desk(services, shortcuts)
    asked(desk, "U0MARIA", text)
    assert answer(desk.slack) == shortcuts.NOTHING_TO_READ


def test_slack_that_does_not_take_the_modal_is_no_error_of_ours(services: Services) -> None:
    desk = a_desk(services, shortcuts, slack=FakeSlack(refuse={"views.open": "expired_trigger_id"}))
    asked(desk, "U0MARIA", STATUS)
    assert not desk.slack.all("views.update")


# -- subcommands -------------------------------------------------------------------------------------------------


def test_every_capability_has_its_subcommand() -> None:
    assert {
        "help", "status", "next", "agreements", "contacts", "renewals", "bind", "unbind", "admin", "person",
    } <= SUBCOMMANDS.keys()  # fmt: skip


def listed(actor: Actor) -> str:
    return help_reply(SUBCOMMANDS, actor).text


def test_help_lists_what_each_can_use(services: Services, maria: Actor, james: Actor) -> None:
    nina, dana = Actor(slack_user_id="U0NINA"), services.directory.actor("U0DANA")
    assert "/cec status" not in listed(nina)
    assert "/cec person" in listed(nina)
    assert "/cec status" in listed(maria)
    assert "/cec bind" not in listed(maria)
    assert "/cec bind" in listed(james)
    assert "/cec admin" not in listed(james)
    assert "/cec admin" in listed(dana)


def test_help_is_itself_a_subcommand(services: Services) -> None:
    reply = SUBCOMMANDS["help"].handler(a_command(services, "U0MARIA", "C0GENERAL", "help", "", FakeSlack()))
    assert isinstance(reply, Reply)
    assert "/cec next" in reply.text


def test_two_modules_cannot_use_one_name() -> None:
    one = Subcommand("status", "", "", lambda command: None)
    with pytest.raises(ValueError, match="/cec status is defined twice"):
        gather([(one,), (one,)])


# -- reading -----------------------------------------------------------------------------------------------------


def test_the_modal_is_named_by_the_head_of_the_reply() -> None:
    view = as_modal(Reply("text", [header("SLA-2027-0031: Laptops"), section("x")]))
    check_view(view)
    assert view["title"]["text"] == "SLA-2027-0031"


@pytest.mark.parametrize("reply", [Reply("only text"), Reply("text", [header("A very long head of a reply indeed")])])
def test_without_a_short_head_it_has_a_title_of_its_own(reply: Reply) -> None:
    view = as_modal(reply)
    check_view(view)
    assert view["title"]["text"] == TITLE
