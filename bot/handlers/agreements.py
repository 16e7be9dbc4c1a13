"""Where agreements stand, what is next, and lists of them."""

import re
from dataclasses import replace

from bot.commands import Subcommand, as_intent
from bot.context import Click, Turn
from bot.handlers.agreement_replies import (
    everyone,
    list_page,
    list_reply,
    organization_asked,
    reader_of,
    told,
    tracker_reply,
)
from bot.handlers.asked import (
    as_list_stage,
    number_asked,
    owner_asked,
    says_all,
    says_closed,
    says_mine,
    stage_asked,
    turn_asked,
)
from bot.handlers.contacts import contacts_of, find_contact
from bot.replies import Modal, Outcome, Reply
from bot.routes import Routes
from bot.said import value
from bot.views.agreements import PAGE_SIZE, next_title, todo_blocks, todo_line
from bot.views.blocks import actions, button, read_value, section
from bot.views.list_question import ListQuestion, pack, unpack
from bot.views.talk import PERSON, SERVICES, offers_row
from bot.views.text import plural
from bot.views.tracker import history_modal, signatures_sentence, step_sentence
from domain.people import Side
from services.agreement_cards import AgreementStatus, NextSteps, Todo, Whose

#: What is shown of what waits; a button leads to all of it.
NEXT_SHOWN = 8
_SIGNED = re.compile(r"\bsign(ed|s|atures?|ing)?\b", re.I)


# -- where it stands ---------------------------------------------------------------------------------------------


def status(turn: Turn) -> Reply:
    """`agreement_status`: one agreement with its steps, or the ones to choose from."""
    return told(turn.asker, lambda: _status(turn))


def _status(turn: Turn) -> Reply:
    number = number_asked(turn)
    if number:
        return _one(turn, number)
    named = organization_asked(turn)
    if turn.actor.is_staff:
        return _status_for_staff(turn, named.key if named else None)
    if turn.memory.agreement and not says_all(turn.text):
        return _one(turn, turn.memory.agreement)
    return _own_status(turn)


def _one(turn: Turn, number: str) -> Reply:
    found = turn.services.agreements.status(turn.actor, number)
    return tracker_reply(turn.asker, turn.services, found, turn.memory, _answer(turn, found))


def _answer(turn: Turn, found: AgreementStatus) -> str:
    """What was asked about one thing of it is said first."""
    if _SIGNED.search(turn.text):
        return signatures_sentence(found, reader_of(turn.asker))
    stage = stage_asked(turn)
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


def _status_for_staff(turn: Turn, organization: str | None) -> Reply:
    question = _question(turn, organization)
    if question.is_open and turn.memory.agreement:
        return _one(turn, turn.memory.agreement)
    if question.is_open and turn.memory.organization:
        question = question.but(organization=turn.memory.organization)
    if question.is_open:
        return _without_a_name(turn)
    found = list_page(turn.asker, turn.services, question)
    if found.count == 1 and question.organization:
        return _one(turn, found.rows[0].summary.number)
    return list_reply(turn.asker, turn.services, question, turn.memory, found=found)


def _without_a_name(turn: Turn) -> Reply:
    """Staff who name nothing get the agreements that they lead, else what waits for CEC."""
    person = turn.actor.person
    mine = ListQuestion(owner=person.id if person else None)
    found = list_page(turn.asker, turn.services, mine)
    if mine.owner and found.count:
        return list_reply(turn.asker, turn.services, mine, turn.memory, found=found)
    return list_reply(turn.asker, turn.services, ListQuestion(waiting_for=Side.CEC), turn.memory)


# -- lists -------------------------------------------------------------------------------------------------------


def list_agreements(turn: Turn) -> Reply:
    """`list_agreements`: by step, owner, organization, whose turn, year, and all of them together."""
    return told(turn.asker, lambda: _list(turn))


def _list(turn: Turn) -> Reply:
    number = number_asked(turn)
    if number:
        return _one(turn, number)
    named = organization_asked(turn)
    question = _question(turn, named.key if named and turn.actor.is_staff else None)
    return list_reply(turn.asker, turn.services, question, turn.memory)


def _question(turn: Turn, organization: str | None) -> ListQuestion:
    return ListQuestion(
        organization=organization,
        stage=as_list_stage(stage_asked(turn)),
        owner=_owner(turn),
        waiting_for=turn_asked(turn.text),
        fiscal_year=value(turn.understanding, "fiscal_year"),
        closed=says_closed(turn.text),
    )


def _owner(turn: Turn) -> str | None:
    if not turn.actor.is_staff:
        return None
    named = owner_asked(turn.text, turn.services.directory.staff(turn.actor))
    if named:
        return named.id
    return turn.actor.person.id if turn.actor.person and says_mine(turn.text) else None


# -- what is next ------------------------------------------------------------------------------------------------


def next_step(turn: Turn) -> Reply:
    """`next_step`: what the asker must do now; for staff what waits for CEC, the most urgent first."""
    return told(turn.asker, lambda: _next(turn))


def _next(turn: Turn) -> Reply:
    number = number_asked(turn)
    if number:
        return _next_of(turn, number)
    named = organization_asked(turn)
    if named and turn.actor.is_staff:
        question = ListQuestion(organization=named.key, waiting_for=turn_asked(turn.text) or Side.CEC)
        return list_reply(turn.asker, turn.services, question, turn.memory)
    found = turn.services.agreements.next_steps(turn.actor)
    return _next_reply(turn, found)


def _next_of(turn: Turn, number: str) -> Reply:
    todo = turn.services.agreements.next_step(turn.actor, number)
    reader = reader_of(turn.asker)
    text = todo_line(todo, reader, with_organization=reader.is_staff)
    memory = replace(turn.memory, agreement=todo.number, organization=todo.organization.key)
    about = frozenset({todo.organization.key})
    return Reply(text.replace("*", ""), todo_blocks([todo], reader, reader.is_staff), about, memory=memory)


def _next_reply(turn: Turn, found: NextSteps) -> Reply:
    reader = reader_of(turn.asker)
    shown = _shown(found)
    title = next_title(found.items, reader, found.more)
    lines = [todo_line(todo, reader, reader.is_staff).replace("*", "") for todo in shown]
    blocks = [section(f"*{title}*"), *todo_blocks(shown, reader, reader.is_staff)]
    rest = _rest_buttons(turn, found, shown)
    if rest:
        blocks.append(actions(rest))
    staff = turn.actor.is_staff
    about = everyone(turn.actor, turn.services) if staff else frozenset({turn.actor.organization or ""})
    return Reply("\n".join([title, *lines]), blocks, about)


def _shown(found: NextSteps) -> tuple[Todo, ...]:
    """What waits for the asker's side; where nothing does, what the other side is doing."""
    side = (*found.of(Whose.YOURS), *found.of(Whose.YOUR_SIDE))
    return (side or found.of(Whose.OTHER_SIDE) or found.items)[:NEXT_SHOWN]


def _rest_buttons(turn: Turn, found: NextSteps, shown: tuple[Todo, ...]) -> list[dict[str, object]]:
    if turn.actor.is_staff:
        all_of_it = pack(ListQuestion(waiting_for=Side.CEC))
        return [button("All that waits for CEC", "agreements.list:waiting", all_of_it)] if found.items else []
    if len(found.items) > len(shown):
        return [button("All your agreements", "agreements.list:own", pack(ListQuestion()))]
    return [] if found.items else offers_row([SERVICES, PERSON])["elements"]


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


def contacts(click: Click) -> Outcome:
    return Modal(contacts_of(click.actor, click.services, _number(click)))


def _number(click: Click) -> str:
    return str(read_value(click.value).get("number", ""))[:40]


def register(routes: Routes) -> None:
    routes.action("agreements.open", opened)
    routes.action("agreements.page", turned)
    routes.action("agreements.filter", turned)
    routes.action("agreements.list", listed)
    routes.action("agreements.history", history)
    routes.action("agreements.contacts", contacts)


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand("status", "[number or organization]", "where an agreement stands", as_intent("agreement_status")),
    Subcommand("next", "[number]", "what is next, and whose turn it is", as_intent("next_step")),
    Subcommand(
        "agreements", "[step, organization, SML]", "agreements, the most urgent first", as_intent("list_agreements")
    ),
    Subcommand("contacts", "[number or organization]", "who is who on both sides", as_intent("find_contact")),
)

__all__ = ["SUBCOMMANDS", "find_contact", "list_agreements", "next_step", "register", "status"]
