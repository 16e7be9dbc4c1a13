"""Small talk, help, and what is said when a sentence was not understood."""

from collections.abc import Sequence
from dataclasses import replace

from bot.context import Asker, Click, Turn
from bot.handlers.outside import NOT_ENGLISH, is_foreign, plain_answer
from bot.handlers.suggestions import suggestions, usual_offers, with_words
from bot.replies import Outcome, Reply
from bot.routes import STALE, Routes
from bot.views.blocks import actions, read_value, section
from bot.views.talk import (
    CAPABILITIES_ALL,
    CAPABILITIES_CUSTOMER,
    CAPABILITIES_STAFF,
    EXAMPLES_ALL,
    EXAMPLES_CUSTOMER,
    EXAMPLES_STAFF,
    MEANINGS,
    PERSON,
    Offer,
    ask_button,
    choice_blocks,
    help_text,
    quoted,
    with_offers,
)
from bot.views.text import join_and
from domain.permissions import Actor
from services.memory import Memory, Pending

FAILURES_BEFORE_PERSON = 2

# -- small talk -------------------------------------------------------------------------------------------------


def greet(turn: Turn) -> Reply:
    first_name = turn.asker.name.split()[0] if turn.asker.name.split() else ""
    name = f", {quoted(first_name, 40)}" if first_name else ""
    text = f"{_time_of_day(turn.asker)}{name}. {_what_for(turn.actor)}"
    return Reply(text, with_offers(text, usual_offers(turn.actor)))


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
    return Reply(text, with_offers(text, usual_offers(actor)))


def affirm(turn: Turn) -> Reply:
    return _answered(turn, "Yes to what? I have no open question. What would you like to do?")


def deny(turn: Turn) -> Reply:
    if turn.memory.pending and turn.memory.pending.question == "quantity":
        return _without_question(turn, "Fine, no price then. What would you like to do instead?")
    return _without_question(turn, "Fine. Nothing was changed. What would you like to do instead?")


def _answered(turn: Turn, otherwise: str) -> Reply:
    """A yes that no button asked for: the open question again, or that there is none."""
    if turn.memory.pending and turn.memory.pending.question == "quantity":
        text = "How many do you need? Write the number, for example 40."
        return Reply(text, with_offers(text, [PERSON]), memory=turn.memory)
    return _without_question(turn, otherwise)


def _without_question(turn: Turn, text: str) -> Reply:
    return Reply(text, with_offers(text, usual_offers(turn.actor)), memory=replace(turn.memory, pending=None))


def cancel(turn: Turn) -> Reply:
    text = "Stopped. Nothing was changed, and I start over with your next question."
    return Reply(text, with_offers(text, usual_offers(turn.actor)), memory=Memory())


def out_of_scope(turn: Turn) -> Reply:
    plain = plain_answer(turn)
    if plain:
        return plain
    text = (
        "That is outside what I can help with. I know CEC's services, prices, process and agreements. "
        "A person at CEC can tell you whom to ask about other things."
    )
    return Reply(text, with_offers(text, [*usual_offers(turn.actor)[:3], with_words(PERSON, turn.text)]))


# -- not understood ---------------------------------------------------------------------------------------------


def cannot_read(turn: Turn) -> Reply:
    """Understanding is down: everything that works without it."""
    text = (
        "I can't read free text at the moment, but these work: the buttons below, and the commands that "
        "`/cec help` lists. Try your own words again in a few minutes."
    )
    return Reply(text, with_offers(text, [*usual_offers(turn.actor), PERSON]))


def not_understood(turn: Turn) -> Reply:
    """Says so, with three likely things and a person; after two failures in a row the person comes first."""
    failures = turn.memory.misunderstood + 1
    memory = replace(turn.memory, misunderstood=failures, pending=None)
    if failures >= FAILURES_BEFORE_PERSON:
        return _person_first(turn, memory)
    likely = suggestions(turn)
    text = f"{_why_not(turn.text)} Is it one of these? {_listed(likely)}"
    return Reply(text, with_offers(text, [*likely, with_words(PERSON, turn.text)]), memory=memory)


def _person_first(turn: Turn, memory: Memory) -> Reply:
    likely = suggestions(turn)
    person = with_words(PERSON, turn.text)
    text = f"{_why_not(turn.text)} A person at CEC can take it from here. Or choose: {_listed(likely)}"
    row = [ask_button(person, style="primary"), *(ask_button(offer) for offer in likely)]
    offered = Pending("offer", {"intent": person.intent})
    return Reply(text, [section(text), actions(row)], memory=replace(memory, pending=offered))


def _why_not(text: str) -> str:
    if not text.strip():
        return "Your message was empty."
    if not any(char.isalnum() for char in text):
        return "I can read words, but no signs or emoji alone."
    if not any(char.isascii() and char.isalnum() for char in text):
        return "I can read English only."
    if is_foreign(text):
        return NOT_ENGLISH
    return f"I did not understand “{quoted(text)}”."


def _listed(offers: Sequence[Offer]) -> str:
    return f"{join_and([offer.label for offer in offers], 'or')}."


def offerable(close: Sequence[str]) -> tuple[str, ...]:
    """Of the intents that a sentence may mean, those that a button can carry out: "none of ours" is not one."""
    return tuple(intent for intent in close if intent in MEANINGS and intent != "out_of_scope")


def did_you_mean(turn: Turn, choices: Sequence[str]) -> Reply:
    """Intents that are equally likely: the person chooses, and the choice is carried out."""
    offers = [Offer(MEANINGS[intent], intent, turn.text) for intent in choices[:3]]
    asked = "Did you mean" if len(offers) > 1 else "I am not sure that I understood. Is it this"
    text = f"{asked}: {_listed(offers)}"
    blocks = choice_blocks(text, offers, Offer("Something else", "help"))
    return Reply(text, blocks, memory=replace(turn.memory, pending=None))


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
    reply = routes.conversation.answer_as(str(intent), click.asker, text)
    return replace(reply, memory=None)  # the conversation has kept it already
