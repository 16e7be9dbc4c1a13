"""Short sentences that lean on what was said before: "and for 300?", "per month?", "theirs?", "no, 30", "40".

`settle` makes each of them a whole question. A sentence leans on the last one when it holds nothing but names,
numbers, times and small words; any word with a meaning of its own makes it a question of its own.
"""

import re
from dataclasses import replace

from bot.choices import SHOWN, picked_from_list
from bot.context import Turn
from bot.focus import with_what_was_spoken_of
from bot.follow_tables import ABOUT_AGREEMENTS, AGREEMENT_KINDS, FOLLOWS, KEEP_LIST, KEEP_QUESTION
from bot.followup_rules import RULES, asks_plainly
from bot.handlers.organization_names import unknown_organization
from bot.intent_names import OUT_OF_SCOPE
from bot.leaning import leans, without_refused
from bot.said import has_any
from bot.understanding.model import Understanding
from bot.understanding.signs import in_words
from services.memory import Memory

_WHOSE = re.compile(r"\b(theirs|their (?:one|ones)|that (?:agency|organization|office|customer))\b", re.IGNORECASE)
#: Nothing but signs, emoji that say nothing, or another script: whatever the understanding guesses, it was not read.
_READABLE = re.compile(r"[A-Za-z0-9]")


def settle(turn: Turn) -> Turn:
    """The turn with what it leaves out filled in from the memory. A question that was not answered is dropped."""
    if not _READABLE.search(in_words(turn.text)):
        return replace(turn, understanding=replace(turn.understanding, intent="", confidence=0.0, ranking=()))
    if leans(turn):
        turn = without_refused(turn)
    for rule in RULES:
        if found := rule(turn):
            return _settled(turn, found, keeps_list=rule is picked_from_list)
    return _settled(turn, turn.understanding)


def settle_clear(turn: Turn) -> Turn:
    """The same for a sentence that is sure to be a question of its own: it leans on nothing but "their"."""
    return _settled(turn, asks_plainly(turn) or turn.understanding)


def asks_whose(turn: Turn) -> bool:
    """ "Theirs?" where no organization was spoken of."""
    known = turn.memory.organization and turn.memory.organization != turn.actor.organization
    named = known or has_any(turn.understanding, AGREEMENT_KINDS)
    return not named and leans(turn) and bool(_WHOSE.search(turn.text))


def memory_for(intent: str, memory: Memory) -> Memory:
    """The memory with which an intent is answered: an open question that it does not answer is dropped."""
    settled = memory if intent == OUT_OF_SCOPE else replace(memory, misunderstood=0)
    shown = memory.pending if memory.pending and memory.pending.question == SHOWN else None
    keeps = intent in KEEP_QUESTION or (shown and intent in KEEP_LIST)
    return settled if keeps else replace(settled, pending=None)


def _settled(turn: Turn, understanding: Understanding, keeps_list: bool = False) -> Turn:
    memory = memory_for(understanding.intent, turn.memory)
    if _names_another(replace(turn, understanding=understanding)):  # what was spoken of is not what is meant
        memory = replace(memory, organization=None, agreement=None)
    else:
        understanding = with_what_was_spoken_of(understanding, turn)
    if keeps_list:  # "and the first one?" after it was picked from
        memory = replace(memory, pending=turn.memory.pending)
    return replace(turn, understanding=understanding, memory=memory)


def _names_another(turn: Turn) -> bool:
    """Whether an organization is named that was not recognized."""
    intent = turn.understanding.intent
    knows = turn.actor.is_staff or turn.actor.organization
    return bool(knows) and (intent in ABOUT_AGREEMENTS or intent in FOLLOWS) and unknown_organization(turn) is not None
