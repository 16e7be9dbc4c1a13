"""What is said when a sentence was not understood, may mean several things, or leaves open whose it is."""

from collections.abc import Sequence
from dataclasses import replace

from bot.choices import listed, with_offers_open
from bot.context import Turn
from bot.handlers.failures import failed, person_is_due
from bot.handlers.suggestions import suggestions, usual_offers
from bot.replies import Reply
from bot.understanding.signs import in_words
from bot.views.talk import AGREEMENTS, ELSE, MEANINGS, PERSON, STATUS, Offer, choice_blocks, quoted
from bot.views.talk import with_offers as below
from services.memory import Pending

NOT_ENGLISH = "I can read English only. Please write it in English, or ask for a person."
#: Characters. Slack takes ten times as many, but nobody asks in more words than this.
LONGEST_MESSAGE = 4_000
TOO_LONG = (
    f"Your message is longer than I can read: I take up to {LONGEST_MESSAGE:,} characters. "
    "Please ask in a few sentences, or let a person at CEC read it."
)
#: At most so many are offered, beside a person or something else.
MOST_CHOICES = 3


def not_english(turn: Turn) -> Reply:
    """A sentence in another language, also where some words of it could be guessed."""
    return failed(turn, NOT_ENGLISH, ())


def too_long(turn: Turn) -> Reply:
    """A message that would take too much time to read."""
    return failed(turn, TOO_LONG, ())


def not_understood(turn: Turn) -> Reply:
    """Says so, with three likely things and a person; after two failures in a row the person comes first."""
    likely = suggestions(turn)
    ask = "A person at CEC can take it from here. Or choose:" if person_is_due(turn) else "Is it one of these?"
    return failed(turn, f"{why_not(turn.text)} {ask}", likely, listed(likely))


def why_not(text: str) -> str:
    """Why these words could not be understood."""
    if not text.strip():
        return "Your message was empty."
    if not any(char.isalnum() for char in in_words(text)):
        return "I can read words, but no signs or emoji alone."
    if not any(char.isascii() and char.isalnum() for char in text):
        return "I can read English only."
    return f"I did not understand “{quoted(text)}”."


def did_you_mean(turn: Turn, choices: Sequence[str]) -> Reply:
    """Intents that are equally likely: the person chooses, by a button or in words, and the choice is carried out."""
    offers = [Offer(MEANINGS[intent], intent, turn.text, turn.learned) for intent in choices[:MOST_CHOICES]]
    asked = "Did you mean" if len(offers) > 1 else "I am not sure that I understood. Is it this"
    shown = choice_blocks(f"{asked}?" if len(offers) == 1 else f"{asked} one of these?", offers, ELSE)
    return Reply(f"{asked}: {listed(offers)}", shown, memory=with_offers_open(turn.memory, offers))


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
