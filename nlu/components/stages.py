"""Whether the name of a stage tells where an agreement stands, or names a thing such as a survey or a draft.

The configuration of the entity:

    stage:
      states: [legal, signature, ...] names that are no things: they count in a phrase of steps in any intent
      alone: [legal, kickoff, ...]    these, and names of several words, count alone too ...
      bare_for: [list_agreements]     ... in these intents
      stands_for: [agreement_status]  where an agreement stands is spoken of: every name counts in a phrase of steps
"""

from __future__ import annotations

import re
from typing import Protocol

_STEP = r"(?:stages?|steps?|phases?)"
_STEP_BEFORE = re.compile(rf"\b{_STEP}(?:\s+(?:of|is|called|named))?(?:\s+the)?\s*[\"“'‘:]?$", re.IGNORECASE)
_STEP_AFTER = re.compile(rf"^[\"”'’]?\s+{_STEP}\b", re.IGNORECASE)
_AT_BEFORE = re.compile(
    r"(?:\b(?:in|into|at|past|through|during|reached|reach|entered|entering|beyond|under|awaiting|pending|out\s+of|"
    r"(?:waiting|waits?|stuck|held\s+up|hung\s+up|sitting|stalled|parked)\s+(?:on|for|in|at|with|by)|"
    r"(?:up|ready|out|off|over|on|back|moved|moves|sent|went|gone|go)\s+(?:to|for|in)|still|currently|"
    r"(?:done|finished)\s+with|with))\s+[\"“'‘]?$",
    re.IGNORECASE,
)
_THE_BEFORE = re.compile(
    r"\b(?:in|into|at|past|through|during|beyond|after|before|until|following|between|and|for|to)"
    r"(?:\s+(?:a|an|the|our|their|your|its))?\s+[\"“'‘]?$",
    re.IGNORECASE,
)
_PAST_BEFORE = re.compile(r"\b(?:past|beyond)\s+(?:(?:the|our|their|your)\s+)?[\"“'‘]?$", re.IGNORECASE)
_AT_AFTER = re.compile(r"^\s+(?:is\s+|are\s+)?(?:pending|outstanding)\b", re.IGNORECASE)


class StageRules(Protocol):
    @property
    def states(self) -> frozenset[str]: ...
    @property
    def alone(self) -> frozenset[str]: ...
    @property
    def bare_for(self) -> frozenset[str]: ...
    @property
    def stands_for(self) -> frozenset[str]: ...


def counts(rules: StageRules, name: str, plain: bool, before: str, after: str, intents: frozenset[str]) -> bool:
    """`name` in one form, with the text before and after it; `plain` when it is an everyday word."""
    if _STEP_BEFORE.search(before) or _STEP_AFTER.match(after):
        return True
    if _PAST_BEFORE.search(before):
        return True
    is_state = name in rules.states
    where = bool(_AT_BEFORE.search(before) or _AT_AFTER.match(after))
    if where and is_state:
        return True
    if (where or _THE_BEFORE.search(before)) and rules.stands_for & intents:
        return True
    return (name in rules.alone or not plain) and bool(rules.bare_for & intents)
