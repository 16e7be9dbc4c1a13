"""Something does not work: what helps with the service that is named; where none is, a person first, and which one."""

from dataclasses import replace

from bot.choices import with_offers_open
from bot.context import Turn
from bot.handlers import elsewhere
from bot.handlers.agreement_replies import is_known, told
from bot.handlers.suggestions import for_turn
from bot.replies import Reply
from bot.said import has_any
from bot.views.blocks import actions, safe, section
from bot.views.contacts import reach
from bot.views.elsewhere import contact_of
from bot.views.talk import PERSON, SERVICES, ask_button

#: What the report may be about; one of the first two also answers the question.
_AFFECTED = ("service", "category")
_NAMED = (*_AFFECTED, "agreement_number")
_ASKED = (
    "Shall a person at CEC take this from here? Or tell me which service has the problem: "
    "write its name, for example “mailboxes” or “VPN”."
)

_NO_CONTACT = (
    "A person at CEC can take this from here; your words go with the request. I can't name your contact for "
    "help, because "
    "I don't know your organization yet."
)


def answer(turn: Turn) -> Reply:
    """Staff may also name the organization whose services do not work."""
    names = (*_NAMED, "organization") if turn.actor.is_staff else _NAMED
    if not has_any(turn.understanding, names):
        return _which(turn)
    if not is_known(turn.actor):
        return _person(turn)
    question = replace(elsewhere.question_of("report_issue"), show=_help_now)
    return told(turn.asker, lambda: elsewhere.answer_about(turn, question))


def _person(turn: Turn) -> Reply:
    """Who belongs to no customer has no contact for help: a person, and nothing else to read first."""
    person = for_turn(PERSON, turn)
    memory = with_offers_open(turn.memory, [person], "report_issue")
    row = actions([ask_button(person, style="primary")])
    return Reply(_NO_CONTACT, [section(_NO_CONTACT), row], memory=replace(memory, misunderstood=0))


def _help_now(turn: Turn, number: str) -> Reply:
    """Whom to call, before anything else: the contact for help with the services of this agreement."""
    status = turn.services.agreements.status(turn.actor, number)
    found = contact_of(status, elsewhere.TOPICS["report_issue"])
    person = for_turn(PERSON, turn)
    text = "Nobody at CEC is named for help with this yet: talk to a person now."
    if found:
        contact, role = found
        text = (
            f"Get help with this service now: {safe(contact.name)}, {role.label} at CEC, {reach(contact, False)}. "
            "Say since when it happens, where, and how many people it stops."
        )
    text = f"{text}\nThis is for {status.number}, {safe(status.title)}."
    return Reply(
        text,
        [section(text), actions([ask_button(person, style="primary")])],
        frozenset({status.organization.key}),
        memory=replace(turn.memory, agreement=status.number, organization=status.organization.key, misunderstood=0),
    )


def _which(turn: Turn) -> Reply:
    """The name of a service answers it, a yes asks for the person."""
    person = for_turn(PERSON, turn)
    memory = with_offers_open(turn.memory, [person], "report_issue")
    if memory.pending:
        facts = {**memory.pending.facts, "yes": person.intent, "kinds": " ".join(_AFFECTED)}
        memory = replace(memory, pending=replace(memory.pending, facts=facts), misunderstood=0)
    row = [ask_button(person, style="primary"), ask_button(SERVICES)]
    return Reply(_ASKED, [section(_ASKED), actions(row)], memory=memory)
