"""Small talk, help, and what is said of what CEC has nothing to do with."""

from dataclasses import replace

from bot.choices import SHOWN, listed, offers_of, with_offers_open
from bot.context import Asker, Click, Turn
from bot.focus import of_proposal
from bot.handlers.agreement_replies import is_known
from bot.handlers.failures import failed, person_is_due
from bot.handlers.first_contacts import stranger_start
from bot.handlers.outside import plain_answer
from bot.handlers.suggestions import suggestions, usual_offers
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import actions, read_value, section
from bot.views.first_contacts import start_button
from bot.views.proposal_versions import open_button
from bot.views.talk import (
    CAPABILITIES_ALL,
    CAPABILITIES_CUSTOMER,
    CAPABILITIES_STAFF,
    ELSE,
    EXAMPLES_ALL,
    EXAMPLES_CUSTOMER,
    EXAMPLES_STAFF,
    HELP,
    MEANINGS,
    PERSON,
    Offer,
    choice_blocks,
    help_text,
    quoted,
    with_offers,
)
from domain.permissions import Actor
from services.memory import Memory

_OUTSIDE = "That is outside what I can help with. I know CEC's services, prices, process and agreements."

# -- small talk -------------------------------------------------------------------------------------------------


def greet(turn: Turn) -> Reply:
    first_name = turn.asker.name.split()[0] if turn.asker.name.split() else ""
    name = f", {quoted(first_name, 40)}" if first_name else ""
    text = f"{_time_of_day(turn.asker)}{name}. {_what_for(turn.actor)}"
    blocks = with_offers(text, usual_offers(turn.actor))
    if is_known(turn.actor):
        return Reply(text, blocks)
    told, start = stranger_start(turn.asker, turn.services)
    return Reply(f"{text}\n{told}".strip(), [*blocks, *start], private=bool(told))


def _time_of_day(asker: Asker) -> str:
    hour = asker.at.astimezone(asker.zone).hour
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def _what_for(actor: Actor) -> str:
    if actor.is_staff:
        return "I can show you where agreements stand, what waits for CEC, and which renewals are ahead."
    if actor.organization:
        return "I can tell you where your agreements stand and what is next, and answer about services and prices."
    return "I can tell you what CEC offers, what it costs and how it works, or connect you with a person."


def goodbye(turn: Turn) -> Reply:
    return Reply("Goodbye. Write again whenever you need something from CEC.")


def thank(turn: Turn) -> Reply:
    return Reply("You're welcome. Is there anything else that I can look up for you?")


def help_(turn: Turn) -> Reply:
    return help_for(turn.actor)


def help_for(actor: Actor) -> Reply:
    """What the assistant can do for this person, with sentences to try."""
    if actor.is_staff:
        capabilities, examples = CAPABILITIES_STAFF, EXAMPLES_STAFF
    elif actor.organization:
        capabilities, examples = CAPABILITIES_CUSTOMER, EXAMPLES_CUSTOMER
    else:
        capabilities, examples = CAPABILITIES_ALL, EXAMPLES_ALL
    text = help_text(capabilities, examples)
    start = [] if actor.is_staff else [actions([start_button(actor.organization is not None, style=None)])]
    return Reply(text, [*with_offers(text, usual_offers(actor)), *start])


def affirm(turn: Turn) -> Reply:
    """A yes that nothing was waiting for, or that leaves open which: what is open is asked again."""
    pending, offers = turn.memory.pending, offers_of(turn.memory)
    if pending and pending.question == "quantity":
        text = "How many do you need? Write the number, for example 40."
        return Reply(text, with_offers(text, [PERSON]), memory=turn.memory)
    if len(offers) == 1:  # a person was offered, not asked about
        text = f"Do you want this: {listed(offers)} Say yes or no."
        return Reply(text, with_offers(text, offers), memory=with_offers_open(turn.memory, offers, offers[0].intent))
    if offers:
        asked = "Which one do you mean"
        return Reply(f"{asked}: {listed(offers)}", choice_blocks(f"{asked}?", offers, ELSE), memory=turn.memory)
    if pending and (pending.question == "which_service" or pending.facts.get("intent")):
        text = "Which one do you mean? Write its name or its place, for example “the second one”."
        return Reply(text, with_offers(text, [PERSON]), memory=turn.memory)
    return _without_question(turn, "Yes to what? I have no open question. What would you like to do?")


def deny(turn: Turn) -> Reply:
    pending = turn.memory.pending
    if pending and pending.question == "quantity":
        return _without_question(turn, "Fine, no price then. What would you like to do instead?")
    if offers_of(turn.memory):
        text = "Then please say it in other words, or let a person at CEC answer."
        return Reply(text, with_offers(text, [PERSON, HELP]), memory=replace(turn.memory, pending=None))
    return _without_question(turn, "Fine. Nothing was changed. What would you like to do instead?")


def _without_question(turn: Turn, text: str) -> Reply:
    """The open question is dropped; a list that was shown can still be pointed at."""
    pending = turn.memory.pending if turn.memory.pending and turn.memory.pending.question == SHOWN else None
    return Reply(text, with_offers(text, usual_offers(turn.actor)), memory=replace(turn.memory, pending=pending))


def cancel(turn: Turn) -> Reply:
    about = of_proposal(turn.memory)
    if about and about.agreement:
        text = "Stopped. Nothing was sent, and nothing was changed."
        return Reply(text, [section(text), actions([open_button(about.agreement)])], memory=about)
    text = "Stopped. Nothing was changed, and I start over with your next question."
    return Reply(text, with_offers(text, usual_offers(turn.actor)), memory=Memory())


def out_of_scope(turn: Turn) -> Reply:
    plain = plain_answer(turn)
    if plain:
        return plain
    more = "can take it from here" if person_is_due(turn) else "can tell you whom to ask about other things"
    return failed(turn, f"{_OUTSIDE} A person at CEC {more}.", suggestions(turn))


def cannot_read(turn: Turn) -> Reply:
    """Understanding is down: everything that works without it."""
    text = (
        "I can't read free text at the moment, but these work: the buttons below, and the commands that "
        "`/cec help` lists. Try your own words again in a few minutes."
    )
    return Reply(text, with_offers(text, [*usual_offers(turn.actor), PERSON]))


# -- buttons ----------------------------------------------------------------------------------------------------


def register(routes: Routes) -> None:
    """The buttons that ask an intent, wherever they stand."""

    def asked(click: Click) -> Outcome:
        return _asked(routes, click)

    def chosen(click: Click) -> Outcome:
        reply = _asked(routes, click)
        return replace(reply, replace=True)

    routes.action("talk.ask", asked)
    routes.action("talk.choose", chosen)


def _asked(routes: Routes, click: Click) -> Reply:
    value = read_value(click.value)
    intent, text = value.get("intent"), value.get("text")
    if intent not in MEANINGS or not isinstance(text, str):
        return Reply(STALE, private=True)
    offer = Offer("", str(intent), text, str(value.get("learned") or ""))
    reply = routes.conversation.carry_out(offer, click.asker)
    return replace(reply, memory=None)  # the conversation has kept it already
