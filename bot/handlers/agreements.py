"""Where agreements stand, what is next, and lists of them."""

import re
from dataclasses import replace

from bot.commands import Subcommand, as_intent
from bot.context import Click, Turn
from bot.handlers.agreement_lists import list_asked, question_asked
from bot.handlers.agreement_replies import (
    is_known,
    list_page,
    list_reply,
    organizations_asked,
    reader_of,
    told,
    tracker_reply,
)
from bot.handlers.asked import (
    asks_what_runs,
    number_asked,
    says_all,
    step_asked,
)
from bot.handlers.contacts import all_contacts, find_contact
from bot.handlers.list_narrowing import not_applied
from bot.handlers.next_steps import next_step
from bot.handlers.titles import agreement_by_subject
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.views.agreement_history import history_modal
from bot.views.agreements import PAGE_SIZE
from bot.views.blocks import read_value, section
from bot.views.list_question import ListQuestion, unpack
from bot.views.talk import PERSON, SERVICES, offers_row
from bot.views.text import plural
from bot.views.tracker import signatures_sentence, step_sentence
from domain.people import Side
from services.agreement_cards import AgreementStatus

_SIGNED = re.compile(r"\bsign(ed|s|atures?|ing)?\b", re.I)


# -- where it stands ---------------------------------------------------------------------------------------------


def status(turn: Turn) -> Reply:
    """`agreement_status`: one agreement with its steps, or the ones to choose from."""
    return told(turn.asker, lambda: _status(turn))


def _status(turn: Turn) -> Reply:
    number = number_asked(turn)
    if number:
        return _one(turn, number)
    named = tuple(card.key for card in organizations_asked(turn))
    titled = None if named or says_all(turn.text) else agreement_by_subject(turn)
    if titled:
        return _one(turn, titled)
    if turn.actor.is_staff:
        return _status_for_staff(turn, named)
    if turn.memory.agreement and not says_all(turn.text) and not asks_what_runs(turn.text):
        return _one(turn, turn.memory.agreement)
    return _own_status(turn)


def _one(turn: Turn, number: str) -> Reply:
    found = turn.services.agreements.status(turn.actor, number)
    return tracker_reply(turn.asker, turn.services, found, turn.memory, _answer(turn, found))


def _answer(turn: Turn, found: AgreementStatus) -> str:
    """What was asked about one thing of it is said first."""
    if _SIGNED.search(turn.text):
        return signatures_sentence(found, reader_of(turn.asker))
    stage = step_asked(turn)
    return step_sentence(found, stage, reader_of(turn.asker)) if stage else ""


def _own_status(turn: Turn) -> Reply:
    found = turn.services.agreements.own(turn.actor, size=PAGE_SIZE)
    if found.count == 1:
        return _one(turn, found.rows[0].summary.number)
    if found.count == 0:
        found = turn.services.agreements.own(turn.actor, size=PAGE_SIZE, include_closed=True)
        return _none_open(turn) if found.count == 0 else list_reply(
            turn.asker, turn.services, ListQuestion(closed=True), turn.memory,
            "Your organization has no open agreements. These are closed:", found,
        )  # fmt: skip
    title = f"Your organization has {plural(found.count, 'agreement')}. Open one to see where it stands."
    return list_reply(turn.asker, turn.services, ListQuestion(), turn.memory, title, found)


def _none_open(turn: Turn) -> Reply:
    text = "Your organization has no agreements with CEC yet. I can show the services, or connect you with a person."
    about = frozenset({turn.actor.organization or ""})
    return Reply(text, [section(text), offers_row([SERVICES, PERSON])], about)


def _status_for_staff(turn: Turn, organizations: tuple[str, ...]) -> Reply:
    question = question_asked(turn, organizations)
    if question.is_open and turn.memory.agreement:
        return _one(turn, turn.memory.agreement)
    if question.is_open and turn.memory.organization:
        question = question.but(organization=turn.memory.organization)
    if question.is_open:
        return _without_a_name(turn)
    found = list_page(turn.asker, turn.services, question)
    if found.count == 1 and question.organization:
        return _one(turn, found.rows[0].summary.number)
    missed = not_applied(turn, question, words=False)
    return list_reply(turn.asker, turn.services, question, turn.memory, found=found, remark=missed)


def _without_a_name(turn: Turn) -> Reply:
    """Staff who name nothing get the agreements that they lead, else what waits for CEC."""
    person = turn.actor.person
    mine = ListQuestion(owner=person.id if person else None)
    found = list_page(turn.asker, turn.services, mine)
    if mine.owner and found.count:
        return list_reply(turn.asker, turn.services, mine, turn.memory, found=found)
    return list_reply(turn.asker, turn.services, ListQuestion(waiting_for=Side.CEC), turn.memory)


def list_agreements(turn: Turn) -> Reply:
    """`list_agreements`: by step, owner, organization, service, whose turn, year, and all of them together."""
    number = number_asked(turn)
    return told(turn.asker, lambda: _one(turn, number) if number else list_asked(turn))


# -- buttons and menus -------------------------------------------------------------------------------------------


def opened(click: Click) -> Outcome:
    """A row's button. Pressed on Home or in a modal, the frame shows the answer as a modal."""
    found = click.services.agreements.status(click.actor, _number(click))
    return tracker_reply(click.asker, click.services, found, click.memory)


def turned(click: Click) -> Outcome:
    """Another page, or another choice of a menu: the list takes the place of the one before."""
    return replace(list_reply(click.asker, click.services, unpack(click.value), click.memory), replace=True)


def listed(click: Click) -> Outcome:
    """A button beside other things that leads to a list."""
    return list_reply(click.asker, click.services, unpack(click.value), click.memory)


def history(click: Click) -> Outcome:
    page = read_value(click.value).get("page")
    found = click.services.agreements.history(click.actor, _number(click), page if isinstance(page, int) else 0)
    view = history_modal(found, reader_of(click.asker))
    return Modal(view, update=read_value(click.metadata).get("view") == "history")


def _number(click: Click) -> str:
    return str(read_value(click.value).get("number", ""))[:40]


def register(routes: Routes) -> None:
    routes.action("agreements.open", opened)
    routes.action("agreements.page", turned)
    routes.action("agreements.filter", turned)
    routes.action("agreements.list", listed)
    routes.action("agreements.history", history)
    routes.action("agreements.contacts", all_contacts)


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(
        "status", "[number or organization]", "Where an agreement stands", as_intent("agreement_status"), is_known
    ),
    Subcommand("next", "[number]", "What is next, and whose turn it is", as_intent("next_step"), is_known),
    Subcommand(
        "agreements",
        "[step, organization, SML]",
        "Agreements, most urgent first",
        as_intent("list_agreements"),
        is_known,
    ),
    Subcommand("contacts", "[number or organization]", "Who is who on both sides", as_intent("find_contact"), is_known),
)

__all__ = ["SUBCOMMANDS", "find_contact", "list_agreements", "next_step", "register", "status"]
