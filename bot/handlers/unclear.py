"""What is said when a sentence was not understood, may mean several things, or leaves open whose it is."""

from collections.abc import Sequence
from dataclasses import replace

from bot.choices import listed, with_offers_open
from bot.context import Turn
from bot.handlers.outside import NOT_ENGLISH, is_foreign
from bot.handlers.suggestions import suggestions, usual_offers, with_words
from bot.handlers.talk import FAILURES_BEFORE_PERSON
from bot.replies import Reply
from bot.views.blocks import actions, section
from bot.views.talk import AGREEMENTS, ELSE, MEANINGS, PERSON, STATUS, Offer, ask_button, choice_blocks, quoted
from bot.views.talk import with_offers as below
from services.memory import Memory, Pending

#: Nobody wants to be asked whether they meant one of these.
NEVER_A_CHOICE = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "out_of_scope"})
#: At most so many are offered, beside a person or something else.
MOST_CHOICES = 3


def not_understood(turn: Turn, learned: str = "") -> Reply:
    """Says so, with three likely things and a person; after two failures in a row the person comes first.

    `learned` names the sentence where it was kept to learn from; the buttons carry it.
    """
    failures = turn.memory.misunderstood + 1
    memory = replace(turn.memory, misunderstood=failures, pending=None)
    likely = [replace(offer, learned=learned) for offer in suggestions(turn)]
    person = replace(with_words(PERSON, turn.text), learned=learned)
    if failures >= FAILURES_BEFORE_PERSON:
        return _person_first(turn, memory, likely, person)
    text = f"{why_not(turn.text)} Is it one of these? {listed(likely)}"
    offers = [*likely, person]
    return Reply(text, below(text, offers), memory=with_offers_open(memory, offers))


def _person_first(turn: Turn, memory: Memory, likely: Sequence[Offer], person: Offer) -> Reply:
    text = f"{why_not(turn.text)} A person at CEC can take it from here. Or choose: {listed(likely)}"
    row = [ask_button(person, style="primary"), *(ask_button(offer) for offer in likely)]
    return Reply(text, [section(text), actions(row)], memory=with_offers_open(memory, [person, *likely], person.intent))


def why_not(text: str) -> str:
    """Why these words could not be understood."""
    if not text.strip():
        return "Your message was empty."
    if not any(char.isalnum() for char in text):
        return "I can read words, but no signs or emoji alone."
    if not any(char.isascii() and char.isalnum() for char in text):
        return "I can read English only."
    if is_foreign(text):
        return NOT_ENGLISH
    return f"I did not understand “{quoted(text)}”."


def offerable(close: Sequence[str]) -> tuple[str, ...]:
    """Of the intents that a sentence may mean, those that are worth a button."""
    return tuple(intent for intent in close if intent in MEANINGS and intent not in NEVER_A_CHOICE)


def contradict(close: Sequence[str]) -> bool:
    """Whether a sentence may as well be a yes as a no: then it is neither."""
    return {"affirm", "deny"} <= set(close)


def did_you_mean(turn: Turn, choices: Sequence[str], learned: str = "") -> Reply:
    """Intents that are equally likely: the person chooses, by a button or in words, and the choice is carried out."""
    offers = [Offer(MEANINGS[intent], intent, turn.text, learned) for intent in choices[:MOST_CHOICES]]
    asked = "Did you mean" if len(offers) > 1 else "I am not sure that I understood. Is it this"
    text = f"{asked}: {listed(offers)}"
    return Reply(text, choice_blocks(text, offers, ELSE), memory=with_offers_open(turn.memory, offers))


def whose(turn: Turn) -> Reply:
    """ "Theirs?" where no organization was spoken of."""
    if turn.actor.is_staff:
        intent = turn.memory.intent or "agreement_status"
        text = "Whose do you mean? Write the name of an organization, or the number of an agreement."
        pending = Pending("which_organization", {"intent": intent, "kinds": "organization agreement_number"})
        return Reply(text, below(text, [AGREEMENTS]), memory=replace(turn.memory, pending=pending, misunderstood=0))
    if turn.actor.organization:
        text = "Whose do you mean? I can show you the agreements of your own organization, not those of others."
        return Reply(text, below(text, [STATUS, PERSON]), memory=replace(turn.memory, pending=None, misunderstood=0))
    text = "Whose do you mean? I can show you services, prices and how CEC works; for agreements ask for a person."
    return Reply(text, below(text, usual_offers(turn.actor)), memory=replace(turn.memory, misunderstood=0))
