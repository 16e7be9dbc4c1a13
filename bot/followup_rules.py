"""The rules by which a short sentence becomes the whole question that it stands for; the first that fits wins."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.choices import OFFERED, WISHES, agrees, picked_from_comparison, picked_from_list
from bot.context import Turn
from bot.estimate_changes import counts_services, edits
from bot.focus import THEIRS
from bot.follow_tables import ABOUT_AGREEMENTS, AGREEMENT_KINDS, ASKING_WORDS, FOLLOWS, NAMES_ASK, UNSURE
from bot.intent_names import OUT_OF_SCOPE
from bot.leaning import leans, own_words
from bot.list_followups import goes_on_with_list
from bot.plain_renewals import asks_for_extension
from bot.plain_requests import plain_intent
from bot.price_ranges import end_picked
from bot.said import has_any
from bot.understanding.model import Entity, Understanding
from bot.understanding.signs import in_words
from bot.understanding.understander import meant_as
from bot.verdict import verdict
from domain.metric_words import without_levels
from domain.stages import Stage

_THAT_ONE = re.compile(r"^\W*(?:(?:yes|yeah|no|ok)\W+)?(?:that|this|the same) one\W*$", re.IGNORECASE)
_THEN = re.compile(r"\b(then|after(?:wards)?|next)\b", re.IGNORECASE)
_BASIS = re.compile(
    r"\b(months?|monthly|years?|yearly|weeks?|days|annual(?:ly)?|double|triple|halve|half|twice)\b", re.IGNORECASE
)
_GLOSSARY = re.compile(r"\bglossary\b", re.IGNORECASE)
_DEFINES = re.compile(r"^\W*what(?:'s|’s|s| is| are)\s+(?:an? |the )?(?!about)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")

_MOST_WORDS_OF_A_NAME = 4

Rule = Callable[[Turn], Understanding | None]


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


def _says_yes_to_wishes(turn: Turn) -> Understanding | None:
    """ "Yes" after changes of a proposal were shown: the handler says how they are sent."""
    waits = turn.memory.pending and turn.memory.pending.question == WISHES
    return _as("request_change", turn) if waits and agrees(turn) else None


def _repeats_question(turn: Turn) -> Understanding | None:
    """ "And for 300?", "and phones?", "no, 30", "what about next year?": the last question about something else."""
    last = turn.memory.intent
    if not last or not leans(turn) or _asks_what_it_is(turn):
        return None
    same = dict.fromkeys(AGREEMENT_KINDS, last) if last in ABOUT_AGREEMENTS else {}
    table = {**same, **FOLLOWS.get(last, {})}
    intent = next((asks for kind, asks in table.items() if has_any(turn.understanding, (kind,))), None)
    asked = turn.memory.services or (turn.memory.pending and turn.memory.pending.question == "which_service")
    if intent == "ask_price" and not asked and not has_any(turn.understanding, ("service",)):
        return None
    return _as(intent, turn) if intent else None


def _names_another_level(turn: Turn) -> Understanding | None:
    """ "And call abandonment?" after how well levels were kept."""
    named = without_levels(turn.text)
    if turn.memory.intent != "view_report" or not turn.memory.period or named == turn.text:
        return None
    return None if own_words(named, turn.understanding) else _as("view_report", turn)


def _names_agreement(turn: Turn) -> Understanding | None:
    """ "SLA-2027-0031", "what about SLA-2027-0031?": nothing but the agreement."""
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    if words - ASKING_WORDS - {"open"} or not has_any(turn.understanding, ("agreement_number",)):
        return None
    if asks_for_extension(turn):  # "SLA-2027-0031 needs three more months" is made of small words too
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


def asks_plainly(turn: Turn) -> Understanding | None:
    return _as(intent, turn) if (intent := plain_intent(turn)) else None


RULES: tuple[Rule, ...] = (
    _accepts_offer, _says_yes_to_wishes, _picks_end, _answers_how_many, _answers_which, _names_affected,
    picked_from_comparison, picked_from_list, _goes_on, _goes_on_with_list,
    _repeats_question, _names_another_level, _names_agreement, _edits_estimate,
    _changes_basis, _asks_about_theirs, _points_at_it, _counts_services, _names_something, asks_plainly,
)  # fmt: skip


# -- helpers ----------------------------------------------------------------------------------------------------


def _as(intent: str, turn: Turn, *more: Entity) -> Understanding:
    found = meant_as(turn.understanding, intent, turn.asker.at, turn.asker.zone, turn.text)
    return replace(found, entities=(*found.entities, *more))
