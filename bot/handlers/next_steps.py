"""What is next: for a customer what they must do, for staff what waits for CEC."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.choices import with_agreements_shown
from bot.context import Turn
from bot.handlers.agreement_replies import everyone, is_known, list_reply, organizations_asked, reader_of, told
from bot.handlers.alerts import alerts_reply
from bot.handlers.alerts_meant import asks_alerts, meant
from bot.handlers.asked import agreement_spoken_of, due_asked, number_asked, turn_asked
from bot.handlers.meeting_words import action_items, asks_action_items
from bot.replies import Block, Reply
from bot.views.agreements import next_title, todo_blocks, todo_line
from bot.views.blocks import actions, button, section
from bot.views.list_question import ListQuestion, of_organizations, pack
from bot.views.meetings_to_do import of_meetings
from bot.views.talk import PERSON, SERVICES, ask_button
from domain.people import Side
from services.agreement_cards import NextSteps, Todo, Whose

#: What is next at all, also while one agreement is spoken of.
_AT_ALL = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|now)\W+)?(?:what(?:['’]?s| is| comes) next|what now"
    r"|is it (?:now )?(?:my|our) turn(?: now)?)\W*$",
    re.IGNORECASE,
)
#: What is shown of what waits; a button leads to all of it.
NEXT_SHOWN = 8


def next_step(turn: Turn) -> Reply:
    """`next_step`: what the asker must do now; for staff what waits for CEC, the most urgent first."""
    if asks_action_items(turn.text) and is_known(turn.actor):
        return action_items(turn)
    if asks_alerts(turn):
        return alerts_reply(turn.asker, turn.services, meant(turn))
    return told(turn.asker, lambda: _next(turn))


def _next(turn: Turn) -> Reply:
    if _AT_ALL.search(turn.text):
        return _next_reply(turn, turn.services.agreements.next_steps(turn.actor))
    number = number_asked(turn)
    if number:
        return _next_of(turn, number)
    named = tuple(card.key for card in organizations_asked(turn))
    before = due_asked(turn)
    if turn.actor.is_staff and (named or before):
        waiting_for = turn_asked(turn.text, reader_is_staff=True) or (None if before else Side.CEC)
        question = of_organizations(named).but(waiting_for=waiting_for, due_before=before)
        return list_reply(turn.asker, turn.services, question, turn.memory)
    focus = agreement_spoken_of(turn)
    if focus and not named:
        return _next_of(turn, focus)
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
    title = next_title(found.items, reader, found.more, len(found.to_answer) + len(found.promised))
    said, rows = of_meetings(found, reader)
    lines = [todo_line(todo, reader, reader.is_staff).replace("*", "") for todo in shown]
    lines += said
    blocks = [section(f"*{title}*"), *todo_blocks(shown, reader, reader.is_staff), *rows]
    rest = _rest_buttons(turn, found, shown)
    if rest:
        blocks.append(actions(rest))
    staff = turn.actor.is_staff
    about = everyone(turn.actor, turn.services) if staff else frozenset({turn.actor.organization or ""})
    memory = with_agreements_shown(turn.memory, list(dict.fromkeys(todo.number for todo in shown)))
    return Reply("\n".join([title, *lines]), blocks, about, memory=memory)


def _shown(found: NextSteps) -> tuple[Todo, ...]:
    """What waits for the asker's side; where nothing does, what the other side is doing."""
    side = (*found.of(Whose.YOURS), *found.of(Whose.YOUR_SIDE))
    return (side or found.of(Whose.OTHER_SIDE) or found.items)[:NEXT_SHOWN]


def _rest_buttons(turn: Turn, found: NextSteps, shown: Sequence[Todo]) -> list[Block]:
    if turn.actor.is_staff:
        all_of_it = pack(ListQuestion(waiting_for=Side.CEC))
        return [button("All that waits for CEC", "agreements.list:waiting", all_of_it)] if found.items else []
    if len(found.items) > len(shown):
        return [button("All your agreements", "agreements.list:own", pack(ListQuestion()))]
    return [] if found.items else [ask_button(SERVICES), ask_button(PERSON)]
