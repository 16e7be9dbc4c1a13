"""Short sentences that lean on what was said before: "and for 300?", "per month?", "theirs?", "no, 30", "40".

`settle` makes each of them a whole question. A sentence leans on the last one when it holds nothing but names,
numbers, times and small words; any word with a meaning of its own makes it a question of its own.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.context import Turn
from bot.plain_requests import plain_intent
from bot.said import has_any, word_set
from bot.understanding.model import Entity, Understanding
from domain.stages import Stage
from services.memory import Memory

#: Words that only bind: what is left without them and without names and numbers is what a sentence itself says.
SMALL_WORDS = word_set(
    "a about actually after afterwards also an and annual annually are as at be but by did do does each every fiscal "
    "fine for from fy get give got had has have how i if in instead is it its just last let lets like made make maybe "
    "me mean meant month monthly months my need next no nope not now of ok okay on one ones only or our per please "
    "quarter rather right s same say so sorry start starting take than that the their theirs them then these they "
    "thing this those to too took total try us want was we were what whats will with would yeah year yearly years yes "
    "yet you first second third fourth fifth 1st 2nd 3rd 4th 5th d re double triple halve half twice hmm hm um"
)

#: What is done to an estimate that is spoken of.
EDITING_WORDS = word_set(
    "add adding additional include including put plus minus more drop remove delete leave out off without forget skip "
    "estimate list change set increase reduce lower raise quote"
)

#: Words that only ask to be told about what is named, and what a name alone then asks.
ASKING_WORDS = word_set(
    "tell show describe explain info information details any anything there find see look offer offers include "
    "describes know learn more list which can could would could you define meaning does"
)
NAMES_ASK = {
    "agreement_number": "agreement_status", "service": "describe_service", "term": "explain_term",
    "category": "browse_catalog",
}  # fmt: skip
#: Below this the understanding's likeliest intent counts for less than a name that is known.
UNSURE = 0.4

#: What may follow an answer, and what is then asked: last intent -> kind of entity -> intent.
_AGREEMENT_KINDS = ("agreement_number", "organization")
FOLLOWS: dict[str, dict[str, str]] = {
    "ask_price": dict.fromkeys(("service", "quantity", "fiscal_year", "time"), "ask_price"),
    "describe_service": {
        "service": "describe_service", "category": "browse_catalog",
        "quantity": "ask_price", "fiscal_year": "ask_price",
    },
    "browse_catalog": {"service": "describe_service", "category": "browse_catalog", "quantity": "ask_price"},
    "explain_pricing": {"service": "ask_price"},
    "explain_term": {"term": "explain_term", "stage": "explain_process"},
    "explain_process": {"stage": "explain_process", "term": "explain_term"},
    "list_agreements": dict.fromkeys((*_AGREEMENT_KINDS, "stage", "fiscal_year", "time"), "list_agreements"),
    "ask_renewals": dict.fromkeys((*_AGREEMENT_KINDS, "fiscal_year", "time"), "ask_renewals"),
}  # fmt: skip
FOLLOWS["list_agreements"]["agreement_number"] = "agreement_status"

#: Everything else that is asked about an agreement: the same question about another one.
ABOUT_AGREEMENTS = word_set(
    "agreement_status next_step find_contact share_contacts start_survey survey_progress view_proposal "
    "payment_schedule startup_tasks view_report list_meetings sign_agreement start_renewal"
)

#: Intents that answer a question themselves: what was asked must still be there for them.
KEEP_QUESTION = frozenset({"affirm", "deny", "ask_price"})

_THEIRS = re.compile(r"\b(theirs?|them|they|that (?:agency|organization|office|customer))\b", re.IGNORECASE)
_THEN = re.compile(r"\b(then|after(?:wards)?|next)\b", re.IGNORECASE)
_BASIS = re.compile(r"\b(months?|monthly|year(?:ly)?|annual(?:ly)?|double|triple|halve|half|twice)\b", re.IGNORECASE)
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_PLACE = re.compile(rf"\b({'|'.join(_PLACES)}|last|[1-8](?:st|nd|rd|th))\b(?: one)?", re.IGNORECASE)
_THAT_ONE = re.compile(r"\b(that|this|it|the one)\b", re.IGNORECASE)
#: Nothing but signs, emoji or another script: whatever the understanding guesses, it was not read.
_READABLE = re.compile(r"[A-Za-z0-9]")
_GLOSSARY = re.compile(r"\bglossary\b", re.IGNORECASE)
_DEFINES = re.compile(r"^\W*what(?:'s|’s|s| is| are)\s+(?:an? |the )?(?!about)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")

Rule = Callable[[Turn], Understanding | None]


def settle(turn: Turn) -> Turn:
    """The turn with what it leaves out filled in from the memory. A question that was not answered is dropped."""
    if not _READABLE.search(turn.text):
        return replace(turn, understanding=replace(turn.understanding, intent="", confidence=0.0, ranking=()))
    understanding = next((found for rule in RULES if (found := rule(turn))), turn.understanding)
    understanding = _with_organization(understanding, turn)
    return replace(turn, understanding=understanding, memory=_memory_for(understanding.intent, turn.memory))


def leans(turn: Turn) -> bool:
    """Whether the sentence says nothing of its own beside names, numbers, times and small words."""
    return not own_words(turn.text, turn.understanding)


def own_words(text: str, understanding: Understanding) -> tuple[str, ...]:
    """The words of a sentence that are neither small words nor part of what was recognized."""
    spans = [(each.start, each.end) for each in understanding.entities if each.end > each.start]
    words = [m for m in re.finditer(r"[^\W_]+", text) if not any(a <= m.start() < b for a, b in spans)]
    return tuple(m[0] for m in words if m[0].casefold() not in SMALL_WORDS and not m[0].isdigit())


# -- the rules, the first that fits wins ------------------------------------------------------------------------


def _answers_how_many(turn: Turn) -> Understanding | None:
    """ "40" after "how many?"."""
    asked = turn.memory.pending and turn.memory.pending.question == "quantity"
    if not asked or not leans(turn):
        return None
    numbered = has_any(turn.understanding, ("quantity",)) or _NUMBER.search(turn.text)
    return _as("ask_price", turn) if numbered else None


def _answers_which(turn: Turn) -> Understanding | None:
    """ "Laptops" after "which service?", a number after "which agreement?": the question's own intent goes on."""
    pending = turn.memory.pending
    if not pending or not leans(turn):
        return None
    intent, kinds = pending.facts.get("intent"), str(pending.facts.get("kinds") or "").split()
    return _as(str(intent), turn) if intent and has_any(turn.understanding, kinds) else None


def _accepts_offer(turn: Turn) -> Understanding | None:
    """ "Yes" after "would you like to talk to a person?"."""
    pending = turn.memory.pending
    offered = pending and pending.question == "offer" and pending.facts.get("intent")
    return _as(str(offered), turn) if offered and turn.understanding.intent == "affirm" else None


def _picks_from_list(turn: Turn) -> Understanding | None:
    """ "The second one", "that one", after services were listed."""
    pending = turn.memory.pending
    if not pending or "services" not in pending.facts or turn.understanding.entities or not leans(turn):
        return None
    key = _picked(turn.text, str(pending.facts["services"]).split())
    if key is None:
        return None
    intent = str(pending.facts.get("intent") or "describe_service")
    return _as(intent, turn, Entity("service", "", key, 0, 0))


def _picked(text: str, shown: list[str]) -> str | None:
    found = _PLACE.search(text)
    if found:
        word = found[1].lower()
        place = len(shown) - 1 if word == "last" else _PLACES.index(word) if word in _PLACES else int(word[0]) - 1
        return shown[place] if place < len(shown) else None
    return shown[0] if len(shown) == 1 and _THAT_ONE.search(text) else None


def _repeats_question(turn: Turn) -> Understanding | None:
    """ "And for 300?", "and phones?", "no, 30", "what about next year?": the last question about something else."""
    last = turn.memory.intent
    if not last or not leans(turn) or _asks_what_it_is(turn):
        return None
    table = dict.fromkeys(_AGREEMENT_KINDS, last) if last in ABOUT_AGREEMENTS else FOLLOWS.get(last, {})
    intent = next((asks for kind, asks in table.items() if has_any(turn.understanding, (kind,))), None)
    if intent == "ask_price" and not turn.memory.services and not has_any(turn.understanding, ("service",)):
        return None
    return _as(intent, turn) if intent else None


def _asks_what_it_is(turn: Turn) -> bool:
    """ "What is a laptop?" is a question of its own, "what is it for 300?" is not."""
    return has_any(turn.understanding, ("service", "term", "stage")) and bool(_DEFINES.search(turn.text))


def _changes_basis(turn: Turn) -> Understanding | None:
    """ "Per month?", "for 6 months", "double it" after a price."""
    priced = turn.memory.intent == "ask_price" and turn.memory.services
    return _as("ask_price", turn) if priced and leans(turn) and _BASIS.search(turn.text) else None


def _edits_estimate(turn: Turn) -> Understanding | None:
    """ "Add 10 tablets", "without the desktops", "drop the phones to 20", while an estimate is spoken of."""
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    priced = turn.memory.intent == "ask_price" and turn.memory.services
    if not priced or not words or words - EDITING_WORDS or not has_any(turn.understanding, ("service",)):
        return None
    return _as("ask_price", turn)


def _names_something(turn: Turn) -> Understanding | None:
    """ "Tell me about pen tests": a name that is known, in a sentence that the understanding could not place."""
    if turn.understanding.intent != "out_of_scope" and turn.understanding.confidence >= UNSURE:
        return None
    if _GLOSSARY.search(turn.text):
        return _as("explain_term", turn)
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
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
    if not memory.organization or not about or not leans(turn) or not _THEIRS.search(turn.text):
        return None
    return _as(str(memory.intent), turn)


def _asks_plainly(turn: Turn) -> Understanding | None:
    return _as(intent, turn) if (intent := plain_intent(turn)) else None


RULES: tuple[Rule, ...] = (
    _accepts_offer, _answers_how_many, _answers_which, _picks_from_list, _goes_on, _repeats_question, _edits_estimate,
    _changes_basis, _asks_about_theirs, _names_something, _asks_plainly,
)  # fmt: skip


# -- helpers ----------------------------------------------------------------------------------------------------


def _as(intent: str, turn: Turn, *more: Entity) -> Understanding:
    found = turn.understanding
    return replace(found, intent=intent, confidence=1.0, ranking=(), entities=(*found.entities, *more))


def _with_organization(understanding: Understanding, turn: Turn) -> Understanding:
    """ "Their" means the organization that was spoken of, unless one is named."""
    about = understanding.intent in ABOUT_AGREEMENTS or understanding.intent in FOLLOWS
    named = has_any(understanding, _AGREEMENT_KINDS)
    if not about or named or not turn.memory.organization or not _THEIRS.search(turn.text):
        return understanding
    added = Entity("organization", "", turn.memory.organization, 0, 0)
    return replace(understanding, entities=(*understanding.entities, added))


def _memory_for(intent: str, memory: Memory) -> Memory:
    settled = replace(memory, misunderstood=0)
    return settled if intent in KEEP_QUESTION else replace(settled, pending=None)
