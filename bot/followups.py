"""Short sentences that lean on what was said before: "and for 300?", "per month?", "theirs?", "no, 30", "40".

`settle` makes each of them a whole question. A sentence leans on the last one when it holds nothing but names,
numbers, times and small words; any word with a meaning of its own makes it a question of its own.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.choices import OFFERED, SHOWN, agrees, picked_from_comparison, picked_from_list
from bot.context import Turn
from bot.estimate_changes import counts_services, edits
from bot.focus import THEIRS, with_what_was_spoken_of
from bot.follow_tables import (
    ABOUT_AGREEMENTS,
    AGREEMENT_KINDS,
    ASKING_WORDS,
    FOLLOWS,
    KEEP_LIST,
    KEEP_QUESTION,
    NAMES_ASK,
    UNSURE,
)
from bot.handlers.organization_names import unknown_organization
from bot.intent_names import OUT_OF_SCOPE
from bot.leaning import leans, own_words, without_refused
from bot.list_followups import goes_on_with_list
from bot.plain_requests import plain_intent
from bot.price_ranges import end_picked
from bot.said import has_any
from bot.understanding.model import Entity, Understanding
from bot.understanding.signs import in_words
from bot.understanding.understander import meant_as
from bot.verdict import verdict
from domain.stages import Stage
from services.memory import Memory

_WHOSE = re.compile(r"\b(theirs|their (?:one|ones)|that (?:agency|organization|office|customer))\b", re.IGNORECASE)
_THAT_ONE = re.compile(r"^\W*(?:(?:yes|yeah|no|ok)\W+)?(?:that|this|the same) one\W*$", re.IGNORECASE)
_THEN = re.compile(r"\b(then|after(?:wards)?|next)\b", re.IGNORECASE)
_BASIS = re.compile(
    r"\b(months?|monthly|years?|yearly|weeks?|days|annual(?:ly)?|double|triple|halve|half|twice)\b", re.IGNORECASE
)
#: Nothing but signs, emoji that say nothing, or another script: whatever the understanding guesses, it was not read.
_READABLE = re.compile(r"[A-Za-z0-9]")
_GLOSSARY = re.compile(r"\bglossary\b", re.IGNORECASE)
_DEFINES = re.compile(r"^\W*what(?:'s|’s|s| is| are)\s+(?:an? |the )?(?!about)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")

_MOST_WORDS_OF_A_NAME = 4

Rule = Callable[[Turn], Understanding | None]


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
    return _settled(turn, _asks_plainly(turn) or turn.understanding)


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


# -- the rules, the first that fits wins ------------------------------------------------------------------------


def _answers_how_many(turn: Turn) -> Understanding | None:
    """ "40" after "how many?"."""
    asked = turn.memory.pending and turn.memory.pending.question == "quantity"
    if not asked or not leans(turn):
        return None
    numbered = has_any(turn.understanding, ("quantity",)) or _NUMBER.search(in_words(turn.text))
    return _as("ask_price", turn) if numbered else None


def _answers_which(turn: Turn) -> Understanding | None:
    """ "Laptops" after "which service?", a number after "which agreement?": the question's own intent goes on."""
    pending = turn.memory.pending
    if not pending or not leans(turn):
        return None
    intent, kinds = pending.facts.get("intent"), str(pending.facts.get("kinds") or "").split()
    return _as(str(intent), turn) if intent and has_any(turn.understanding, kinds) else None


def _names_affected(turn: Turn) -> Understanding | None:
    """ "The printers" after "which service has the problem?", where the words say nothing else."""
    pending = turn.memory.pending
    asked = pending and pending.question == OFFERED and pending.facts.get("intent") == "report_issue"
    short = len(turn.text.split()) <= _MOST_WORDS_OF_A_NAME
    return _as("report_issue", turn) if asked and short and not verdict(turn.understanding).understood else None


def _accepts_offer(turn: Turn) -> Understanding | None:
    """ "Yes" after "would you like to talk to a person?"."""
    pending = turn.memory.pending
    offered = pending and pending.question == "offer" and pending.facts.get("intent")
    return _as(str(offered), turn) if offered and agrees(turn) else None


def _repeats_question(turn: Turn) -> Understanding | None:
    """ "And for 300?", "and phones?", "no, 30", "what about next year?": the last question about something else."""
    last = turn.memory.intent
    if not last or not leans(turn) or _asks_what_it_is(turn):
        return None
    table = dict.fromkeys(AGREEMENT_KINDS, last) if last in ABOUT_AGREEMENTS else FOLLOWS.get(last, {})
    intent = next((asks for kind, asks in table.items() if has_any(turn.understanding, (kind,))), None)
    asked = turn.memory.services or (turn.memory.pending and turn.memory.pending.question == "which_service")
    if intent == "ask_price" and not asked and not has_any(turn.understanding, ("service",)):
        return None
    return _as(intent, turn) if intent else None


def _names_agreement(turn: Turn) -> Understanding | None:
    """ "SLA-2027-0031", "what about SLA-2027-0031?": nothing but the agreement."""
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    if words - ASKING_WORDS - {"open"} or not has_any(turn.understanding, ("agreement_number",)):
        return None
    others = {each.entity for each in turn.understanding.entities} - {"agreement_number"}
    return None if others else _as("agreement_status", turn)


def _goes_on_with_list(turn: Turn) -> Understanding | None:
    """ "Next page", "only those in step 1", "the other ones" after a list of agreements."""
    return _as("list_agreements", turn) if goes_on_with_list(turn) else None


def _asks_what_it_is(turn: Turn) -> bool:
    """ "What is a laptop?" is a question of its own, "what is it for 300?" is not."""
    return has_any(turn.understanding, ("service", "term", "stage")) and bool(_DEFINES.search(turn.text))


def _changes_basis(turn: Turn) -> Understanding | None:
    """ "Per month?", "for 6 months", "double it" after a price."""
    priced = turn.memory.intent == "ask_price" and turn.memory.services
    return _as("ask_price", turn) if priced and leans(turn) and _BASIS.search(turn.text) else None


def _picks_end(turn: Turn) -> Understanding | None:
    """ "The higher one" after both ends of a range."""
    return _as("ask_price", turn) if end_picked(turn) else None


def _edits_estimate(turn: Turn) -> Understanding | None:
    """ "Add 10 tablets", "without the desktops", "drop the phones to 20", while an estimate is spoken of."""
    return _as("ask_price", turn) if edits(turn) else None


def _counts_services(turn: Turn) -> Understanding | None:
    """ "20 laptops, a dozen phones": what they cost."""
    return _as("ask_price", turn) if leans(turn) and counts_services(turn) else None


def _names_something(turn: Turn) -> Understanding | None:
    """ "Tell me about pen tests": a name that is known, in a sentence that the understanding could not place."""
    if turn.understanding.intent != OUT_OF_SCOPE and turn.understanding.confidence >= UNSURE:
        return None
    if _GLOSSARY.search(turn.text):
        return _as("explain_term", turn)
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    if turn.understanding.intent == "list_agreements" and has_any(turn.understanding, ("organization",)):
        return None if words - ASKING_WORDS else _as("list_agreements", turn)
    asks = next((asks for kind, asks in NAMES_ASK.items() if has_any(turn.understanding, (kind,))), None)
    return _as(asks, turn) if asks and not words - ASKING_WORDS else None


def _goes_on(turn: Turn) -> Understanding | None:
    """ "And then?" after a step was explained: the step that follows."""
    if turn.memory.intent != "explain_process" or not turn.memory.stage or not leans(turn):
        return None
    stages = [stage.value for stage in Stage]
    if not _THEN.search(turn.text) or turn.memory.stage not in stages[:-1]:
        return None
    following = stages[stages.index(turn.memory.stage) + 1]
    return _as("explain_process", turn, Entity("stage", "", following, 0, 0))


def _asks_about_theirs(turn: Turn) -> Understanding | None:
    """ "And theirs?" after another question about an organization."""
    memory = turn.memory
    about = memory.intent in ABOUT_AGREEMENTS or memory.intent in ("list_agreements", "ask_renewals")
    if not memory.organization or not about or not leans(turn) or not THEIRS.search(turn.text):
        return None
    return _as(str(memory.intent), turn)


def _points_at_it(turn: Turn) -> Understanding | None:
    """ "That one", "yes, that one": what was spoken of last, asked again."""
    memory = turn.memory
    if not _THAT_ONE.match(turn.text):
        return None
    if memory.intent in ("ask_price", "describe_service") and len(memory.services) == 1:
        return _as(memory.intent, turn)
    return _as("agreement_status", turn) if memory.agreement and memory.intent in ABOUT_AGREEMENTS else None


def _asks_plainly(turn: Turn) -> Understanding | None:
    return _as(intent, turn) if (intent := plain_intent(turn)) else None


RULES: tuple[Rule, ...] = (
    _accepts_offer, _picks_end, _answers_how_many, _answers_which, _names_affected, picked_from_comparison,
    picked_from_list, _goes_on, _goes_on_with_list,
    _repeats_question, _names_agreement, _edits_estimate,
    _changes_basis, _asks_about_theirs, _points_at_it, _counts_services, _names_something, _asks_plainly,
)  # fmt: skip


# -- helpers ----------------------------------------------------------------------------------------------------


def _as(intent: str, turn: Turn, *more: Entity) -> Understanding:
    found = meant_as(turn.understanding, intent, turn.asker.at, turn.asker.zone, turn.text)
    return replace(found, entities=(*found.entities, *more))
