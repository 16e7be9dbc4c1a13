"""Something does not work: what helps with the service that is named; where none is, a person first, and which one."""

from dataclasses import replace

from bot.choices import with_offers_open
from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.suggestions import for_turn
from bot.replies import Outcome, Reply
from bot.said import has_any
from bot.views.blocks import actions, section
from bot.views.talk import PERSON, SERVICES, ask_button

_REPORT = elsewhere.handler_of("report_issue")
#: What the report may be about; one of the first two also answers the question.
_AFFECTED = ("service", "category")
_NAMED = (*_AFFECTED, "agreement_number")
_ASKED = (
    "A person at CEC can take this from here. Or tell me which service has the problem: "
    "write its name, for example “mailboxes” or “VPN”."
)


def report_issue(turn: Turn) -> Outcome:
    """Staff may also name the organization whose services do not work."""
    names = (*_NAMED, "organization") if turn.actor.is_staff else _NAMED
    return _REPORT(turn) if has_any(turn.understanding, names) else _which(turn)


def _which(turn: Turn) -> Reply:
    """The name of a service answers it, a yes asks for the person."""
    person = for_turn(PERSON, turn)
    memory = with_offers_open(turn.memory, [person], "report_issue")
    if memory.pending:
        facts = {**memory.pending.facts, "kinds": " ".join(_AFFECTED)}
        memory = replace(memory, pending=replace(memory.pending, facts=facts), misunderstood=0)
    row = [ask_button(person, style="primary"), ask_button(SERVICES)]
    return Reply(_ASKED, [section(_ASKED), actions(row)], memory=memory)
