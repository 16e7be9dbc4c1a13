"""What "their", "it" and "there" mean: the organization and the agreement that were spoken of."""

import re
from dataclasses import replace

from bot.context import Turn
from bot.follow_tables import ABOUT_AGREEMENTS, AGREEMENT_KINDS, FOLLOWS
from bot.handlers.asked import says_all
from bot.said import has_any
from bot.understanding.model import Entity, Understanding
from services.memory import Memory

#: What is asked about one agreement.
_OF_ONE = ABOUT_AGREEMENTS | {"ask_renewals"}
THEIRS = re.compile(r"\b(theirs?|them|they|that (?:agency|organization|office|customer))\b", re.IGNORECASE)
#: "They" are then what the sentence itself speaks of: "how many agreements are there, and what are they worth".
SEVERAL_OF_THEM = re.compile(
    r"\b(?:agreements|slas|contracts|customers|organizations|agencies|clients)\b.*\b(?:they|them|theirs?)\b"
    r"|\b(?:overall|altogether|in total|in all|all of them)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|its|(?:that|this) (?:one|agreement|sla|contract)|the (?:agreement|sla|contract|term))\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bif )\bthere\b(?!['’]| (?:is|are|was|were|any))|\bthat\W*$",
    re.IGNORECASE,
)


def of_proposal(memory: Memory) -> Memory | None:
    """What is left of the memory when changes of a proposal are dropped: what follows is about the proposal again, and
    no estimate. None where something else was spoken of."""
    if memory.intent not in ("request_change", "view_proposal"):
        return None
    return Memory(intent=memory.intent, agreement=memory.agreement, organization=memory.organization)


def with_what_was_spoken_of(understanding: Understanding, turn: Turn) -> Understanding:
    """ "Their" means the organization that was spoken of, unless one is named; "when does it expire" what was."""
    about = understanding.intent in ABOUT_AGREEMENTS or understanding.intent in FOLLOWS
    if not about or has_any(understanding, AGREEMENT_KINDS):
        return understanding
    memory, added = turn.memory, None
    if memory.organization and THEIRS.search(turn.text) and not SEVERAL_OF_THEM.search(turn.text):
        added = Entity("organization", "", memory.organization, 0, 0)
    elif understanding.intent in _OF_ONE and memory.agreement and _IT.search(turn.text) and not says_all(turn.text):
        added = Entity("agreement_number", "", memory.agreement, 0, 0)
    elif understanding.intent == "ask_renewals" and _IT.search(turn.text) and memory.organization:
        added = Entity("organization", "", memory.organization, 0, 0)
    return replace(understanding, entities=(*understanding.entities, added)) if added else understanding
