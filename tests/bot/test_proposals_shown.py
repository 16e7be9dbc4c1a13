"""The proposal as customers see it, by button and in words."""

from dataclasses import replace
from typing import Any

import pytest

from bot.handlers import proposal_versions, proposals
from bot.handlers.proposals import show, view_proposal
from bot.plain_requests import plain_intent
from bot.replies import Reply
from bot.views.proposals import Shown, proposal_blocks, proposal_text
from domain.channels import Place
from domain.permissions import Actor
from domain.proposal_changes import Answer, Decision, QuantityWanted
from services import Services
from services.memory import Memory
from services.proposal_cards import ProposalView
from tests.blockkit import button, check_reply, elements, shown
from tests.bot.desk import Desk, a_desk, who
from tests.bot.needs import opened, updated
from tests.bot.proposals import NRCS, answered, card, next_version, person, pressed, seen_by
from tests.bot.saying import Named, a_turn, an_asker


@pytest.fixture
def desk(fresh_services: Services) -> Desk:
    return a_desk(fresh_services, proposals, proposal_versions)


def asked(services: Services, actor: Actor, text: str, *named: Named, memory: Memory | None = None) -> Reply:
    turn = a_turn(services, text, "view_proposal", *named, memory=memory, asker=an_asker(actor))
    reply = view_proposal(turn)
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


def test_the_money_stands_first_then_whose_turn_it_is_then_every_line(fresh_services: Services) -> None:
    reply = card(fresh_services)
    said = shown(reply)
    order = [
        "$267,174.00",
        "Within your budget of $320,000.00",
        "It is your turn since",
        "Managed laptop, 180",
        "Billing:",
    ]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert "Illustrative prices" in said
    assert reply.about == frozenset({"nrcs"})
    assert button(reply, "Accept version 2 of SLA-2027-0031")


def test_who_opens_it_has_seen_it_and_reads_once_what_is_new(fresh_services: Services) -> None:
    first = shown(card(fresh_services))
    assert "Since you looked at version 1" in first
    assert "180 laptops instead of 200 laptops" in first
    assert seen_by(fresh_services, "maria").seen == 2
    assert "Since you looked" not in shown(card(fresh_services))


def test_who_may_not_accept_is_not_offered_to(fresh_services: Services) -> None:
    reply = card(fresh_services, "U0LINH")
    assert "Accept version" not in shown(reply)
    assert "your program manager accepts version 2" in shown(reply)
    assert button(reply, "Ask for a change: version 2 of SLA-2027-0031")


def test_another_organizations_proposal_is_told_like_one_that_never_was(fresh_services: Services) -> None:
    theirs = show(who(fresh_services, "U0MARIA"), fresh_services, "SLA-2027-0029").text
    nobodys = show(who(fresh_services, "U0MARIA"), fresh_services, "SLA-2027-9929").text
    assert theirs.partition("Nearest")[0] == nobodys.partition("Nearest")[0]


def test_before_its_step_there_is_no_proposal(fresh_services: Services) -> None:
    reply = card(fresh_services, number="SLA-2027-0041")
    assert "has no proposal yet" in reply.text
    assert button(reply, "Open the agreement SLA-2027-0041")


def test_answers_are_shown_point_by_point_until_the_next_version_is_read(fresh_services: Services) -> None:
    maria = person(fresh_services, "maria")
    card(fresh_services)
    fresh_services.proposals.request_changes(maria, NRCS, 2, [QuantityWanted("line-1", 150)])
    assert "CEC has answered 0 of 1" in shown(card(fresh_services))
    answered(fresh_services, Answer(Decision.DECLINED, "They are <ordered>."))
    said = shown(card(fresh_services))
    assert "150 laptops instead of 180 laptops. *Declined. Reason: They are &lt;ordered&gt;.*" in said
    assert "It is your turn" in said


# -- many lines --------------------------------------------------------------------------------------------------


def with_lines(view: ProposalView, count: int) -> ProposalView:
    assert view.current
    version = view.current.version
    line = replace(version.lines[0], name="Managed <laptop> " * 6)
    many = tuple(replace(line, id=f"l-{place}") for place in range(count))
    return replace(view, current=replace(view.current, version=replace(version, lines=many)))


@pytest.mark.parametrize("page", [0, 20, 41])
def test_five_hundred_lines_fit_page_by_page(services: Services, maria: Actor, page: int) -> None:
    view = with_lines(services.proposals.view(maria, NRCS), 500)
    reader = proposals.reader_of(an_asker(maria))
    facts = Shown(view, reader, str, page=page)
    reply = Reply(proposal_text(facts), proposal_blocks(facts, []))
    check_reply(reply)
    assert f"{page * 12 + 1}. Managed" in shown(reply)
    assert f"{(page + 1) * 12 + 1}. Managed" not in shown(reply)


def test_a_page_takes_the_place_of_the_one_before(desk: Desk) -> None:
    turn: dict[str, Any] = {"action_id": "proposal.turn:Next", "value": '{"number": "SLA-2027-0031", "p": 7}'}
    pressed(desk, "U0MARIA", turn)
    assert "1. Managed laptop" in updated(desk)  # there is but one page


# -- versions ----------------------------------------------------------------------------------------------------


def test_versions_are_listed_opened_and_compared_by_button(desk: Desk) -> None:
    services = desk.routes.services
    pressed(desk, "U0MARIA", button(card(services), "All versions of SLA-2027-0031"))
    said = desk.slack.sent[-1][1]
    assert "2 versions" in said["text"]
    pressed(desk, "U0MARIA", button(Reply(said["text"], said["blocks"]), "Read version 1 of SLA-2027-0031"))
    assert "200 laptops" in desk.slack.sent[-1][1]["text"]
    pressed(desk, "U0MARIA", button(Reply(said["text"], said["blocks"]), "Compare versions of SLA-2027-0031"))
    form = opened(desk)
    same = desk.submit("U0MARIA", form, {"before": "1", "after": "1"})
    assert "another version" in str(same.body)
    compared = desk.submit("U0MARIA", form, {"before": "1", "after": "2"})
    assert "$24,720.00 less" in str(compared.body)


# -- in words ----------------------------------------------------------------------------------------------------


def test_the_latest_draft_is_the_current_version(fresh_services: Services) -> None:
    maria = person(fresh_services, "maria")
    assert "$267,174.00 for the term" in asked(fresh_services, maria, "send me the latest draft").text
    assert seen_by(fresh_services, "maria").seen == 2


def test_what_changed_is_since_the_last_look_and_then_between_the_last_two(fresh_services: Services) -> None:
    maria = person(fresh_services, "maria")
    assert "from version 1 to version 2" in asked(fresh_services, maria, "what changed since last time").text
    card(fresh_services)
    again = asked(fresh_services, maria, "what changed since last time").text
    assert again.startswith("Nothing changed since you last looked at version 2.")
    next_version(fresh_services)
    assert "from version 2 to version 3" in asked(fresh_services, maria, "what changed since last time").text
    assert "from version 1 to version 3" in asked(fresh_services, maria, "what changed since version 1").text
    assert "from version 1 to version 2" in asked(fresh_services, maria, "what changed in version 2").text


def test_any_two_versions_are_compared_and_one_that_is_not_there_is_told(fresh_services: Services) -> None:
    maria = person(fresh_services, "maria")
    assert "$24,720.00 less" in asked(fresh_services, maria, "compare version 1 and 2").text
    assert "There is no version 9" in asked(fresh_services, maria, "compare version 1 and 9").text
    assert "There is no version 7" in asked(fresh_services, maria, "show me version 7").text


def test_an_earlier_version_is_shown_as_it_was(fresh_services: Services) -> None:
    reply = asked(fresh_services, person(fresh_services, "maria"), "show version 1")
    assert "200 laptops" in reply.text
    assert "Accept" not in shown(reply)


def test_how_much_it_is_in_all_is_answered_alone(fresh_services: Services) -> None:
    reply = asked(fresh_services, person(fresh_services, "maria"), "how much is it in all")
    assert reply.text.startswith("Version 2 of SLA-2027-0031: $267,174.00 for the term")
    assert "Managed laptop" not in reply.text


def test_a_line_that_is_asked_for_is_told_first(fresh_services: Services) -> None:
    laptops = ("service", "laptops", "managed_laptop")
    reply = asked(fresh_services, person(fresh_services, "maria"), "how many laptops are in the draft", laptops)
    assert reply.text.startswith("1. Managed laptop, 180 laptops")


def test_a_customer_without_an_open_proposal_chooses_among_the_later_agreements(fresh_services: Services) -> None:
    reply = asked(fresh_services, person(fresh_services, "beatriz"), "send me the draft")
    assert "Which of your agreements do you mean?" in reply.text
    assert "SLA-2027-0051" not in reply.text  # it is at its contacts


def test_staff_get_the_working_draft(fresh_services: Services) -> None:
    number = ("agreement_number", NRCS, NRCS)
    reply = asked(fresh_services, person(fresh_services, "james"), f"show me the proposal {NRCS}", number)
    assert "Below is the draft" in reply.text
    assert reply.about == frozenset({"nrcs"})


def test_a_stranger_learns_how_the_step_works(services: Services) -> None:
    turn = a_turn(services, "send me the draft", "view_proposal", asker=an_asker(place=Place("D9", direct=True)))
    reply = view_proposal(turn)
    assert isinstance(reply, Reply)
    assert "SLA-" not in reply.text


@pytest.mark.parametrize("text", ["start an amendment of {0}", "please begin a new amendment for {0}", "amend {0}"])
def test_staff_who_say_that_they_start_an_amendment_get_its_button(services: Services, text: str) -> None:
    number, james = "SLA-2026-0007", person(services, "james")
    said = text.format(number)
    named: Named = ("agreement_number", number, number)
    turn = a_turn(services, said, "explain_process", named, asker=an_asker(james), confidence=0.4)
    assert plain_intent(turn) == "view_proposal"
    reply = asked(services, james, said, named)
    assert "Press “Start an amendment” to begin one." in reply.text
    assert "Start an amendment" in [each["text"]["text"] for each in elements(reply.blocks) if "text" in each]


@pytest.mark.parametrize("text", ["how do I start an amendment", "what is an amendment", "when is an amendment needed"])
def test_a_question_about_amendments_starts_none(services: Services, text: str) -> None:
    turn = a_turn(services, text, "explain_process", asker=an_asker(person(services, "james")))
    assert plain_intent(turn) != "view_proposal"
