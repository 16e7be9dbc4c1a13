"""What tests of the customer's side of a proposal share: NRCS's, whose version 2 is on the table."""

from collections.abc import Mapping
from typing import Any

from bot.handlers.endings import request_change
from bot.handlers.proposals import show
from bot.replies import Reply
from domain.permissions import Actor
from domain.proposal_changes import Answer, Decision, Wanted
from domain.proposal_edits import LineEdit
from services import Services
from services.memory import Memory
from services.proposal_cards import ProposalView
from tests.blockkit import check_reply
from tests.bot.desk import Desk, who
from tests.bot.needs import press
from tests.bot.saying import Named, a_turn, an_asker

NRCS = "SLA-2027-0031"
LAPTOP, MAILBOX, VPN = "line-1", "line-2", "line-3"
RUNNING = "SLA-2026-0019"
LAPTOPS = ("service", "laptops", "managed_laptop")
TO_150 = ("drop the laptops to 150", LAPTOPS, ("quantity", "150", 150))
YES = Answer(Decision.ACCEPTED)


def person(services: Services, name: str) -> Actor:
    return services.directory.actor(f"U0{name.upper()}")


def seen_by(services: Services, name: str, number: str = NRCS) -> ProposalView:
    return services.proposals.view(person(services, name), number)


def card(services: Services, user: str = "U0MARIA", number: str = NRCS, page: int = 0) -> Reply:
    """As it is opened; who opens it has seen the version."""
    reply = show(who(services, user), services, number, page)
    check_reply(reply)
    return reply


def asked(services: Services, text: str, *named: Named, who: str = "maria", memory: Memory | None = None) -> Reply:
    """What is answered to a change that somebody asks for in words."""
    turn = a_turn(services, text, "request_change", *named, memory=memory, asker=an_asker(person(services, who)))
    reply = request_change(turn)
    assert isinstance(reply, Reply)
    check_reply(reply)
    return reply


def asked_by(desk: Desk, name: str, *wanted: Wanted, number: str = NRCS) -> None:
    """A colleague read the version and asked for these changes of it."""
    services, version = desk.routes.services, seen_by(desk.routes.services, name, number).base
    assert version
    services.proposals.look(person(services, name), number, version.number)
    services.proposals.request_changes(person(services, name), number, version.number, wanted)


def next_version(services: Services, laptops: int = 150, number: str = NRCS) -> ProposalView:
    """CEC changes the draft and presents it."""
    james = person(services, "james")
    draft = services.proposals.view(james, number).draft
    assert draft
    edited = services.proposal_drafts.change_line(james, number, LAPTOP, LineEdit(laptops), draft.revision)
    assert edited.draft
    return services.proposals.present(james, number, edited.draft.revision).view


def answered(services: Services, *answers: Answer) -> ProposalView:
    """CEC answers the open wishes in their order."""
    james = person(services, "james")
    view = services.proposals.view(james, NRCS)
    assert view.request
    assert view.draft
    given = {item.id: answer for item, answer in zip(view.request.items, answers, strict=True)}
    return services.proposals.answer_request(james, NRCS, given, view.draft.revision).view


def pressed(desk: Desk, user: str, element: Mapping[str, Any], **more: Any) -> str:
    """What is said after a button was pressed in a direct message."""
    press(desk, user, element, **more)
    return str(desk.slack.sent[-1][1].get("text", ""))
