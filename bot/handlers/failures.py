"""The reply to a sentence that could not be answered; after two of them in a row a person comes first."""

from collections.abc import Sequence
from dataclasses import replace

from bot.choices import with_offers_open
from bot.context import Turn
from bot.handlers.suggestions import for_turn
from bot.replies import Reply
from bot.views.blocks import actions, section
from bot.views.talk import PERSON, Offer, ask_button, with_offers

FAILURES_BEFORE_PERSON = 2


def person_is_due(turn: Turn) -> bool:
    """Whether this failure is one too many."""
    return turn.memory.misunderstood + 1 >= FAILURES_BEFORE_PERSON


def failed(turn: Turn, shown: str, likely: Sequence[Offer], listed: str = "") -> Reply:
    """What is said, with the likely things and a person below. It asks nothing that a yes answers.

    `listed` names the likely things for whoever does not see the buttons.
    """
    text = f"{shown} {listed}".rstrip()
    memory, person = replace(turn.memory, misunderstood=turn.memory.misunderstood + 1), for_turn(PERSON, turn)
    if not person_is_due(turn):
        offers = [*likely, person]
        return Reply(text, with_offers(shown, offers), memory=with_offers_open(memory, offers))
    row = [ask_button(person, style="primary"), *(ask_button(offer) for offer in likely)]
    return Reply(text, [section(shown), actions(row)], memory=with_offers_open(memory, [person, *likely]))
