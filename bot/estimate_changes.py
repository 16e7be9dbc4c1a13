"""Sentences that change the estimate that is shown: "make it 200 tablets", "remove the laptops", "add 5 monitors".

Pure but for `with_lines_named`, which reads the catalog.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.estimate_clauses import clauses
from bot.estimate_factors import scaled, scales
from bot.estimates import Draft, DraftLine, Number, recalled
from bot.follow_tables import ABOUT_AGREEMENTS, AGREEMENT_KINDS
from bot.leaning import leans, own_words
from bot.said import has_any, values, word_set
from bot.understanding.model import Entity
from domain.catalog import Service

_POLITE = word_set(
    "can could would you we i us please kindly want like now then well hi hello thanks thank don t dont some few "
    "several couple"
)
_EDITING = word_set(
    "add adding additional include including put plus minus more drop dropping remove removing delete leave out off "
    "away without forget skip scrap exclude estimate list change changing set increase reduce lower raise quote fewer "
    "less extra only take taking get rid swap replace exchange switch with reduced dropped removed added increased "
    "lowered raised bring top doubled tripled halved doubling"
)
#: A change begins with one of these words, or says that the number was wrong.
_BEGINS_CHANGE = re.compile(
    r"^\W*(?:(?:no|nope|ok|okay|yes|actually|please|sorry|and|now|then|also|but|can|could|would|you|we|i|i['’]d"
    r"|want to|like to|let['’]?s|just)\W+)*"
    r"(?:add|remove|drop|delete|scrap|exclude|include|put|take|leave|without|make|change|set|reduce|increase|lower"
    r"|raise|forget|skip|minus|plus|only|no|swap|replace|exchange|switch|get rid of|don['’]?t need|do not need)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:make|made|change|set|put|increase|reduce|lower|raise|instead|rather|should be|only|actually|sorry|correction"
    r"|i (?:meant|mean|said))\b|^\W*(?:no|nope)\b|\b(?:drop|bring|take)\b.* to\b",
    re.IGNORECASE,
)
_REMOVES = re.compile(
    r"\b(?:remove|removing|drop|without|scrap|exclude|get rid of|leave out|minus|delete|forget|skip"
    r"|(?:don['’]?t|do not|no longer) (?:need|want))\b"
    r"|\b(?:take|leave)\b.*\b(?:off|out|away)\b|^\W*no\s+(?:more\s+)?(?:[a-z]+\s+)?[a-z]+\W*$",
    re.IGNORECASE,
)
_SWAPS = re.compile(r"\b(?:swap|replace|exchange|switch)\b", re.IGNORECASE)
_TO_A_NUMBER = re.compile(r"\bto\s+(?:only |just |about )?[\w,]+\W*(?:please)?\W*$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:add|more|additional|extra|on top)\b(?! than)", re.IGNORECASE)
_FEWER = re.compile(r"\b(?:fewer|less)\b(?! than)", re.IGNORECASE)
#: What is changed here is another thing than an estimate.
_ANOTHER_THING = re.compile(
    r"\b(?:draft|proposal|agreement|slas?|contract|survey|answers?|meetings?|calls?|review|tickets?|requests?|contacts?"
    r"|officer|lead|manager|official|name|report|renewal|order|reminder|channel|call)\b",
    re.IGNORECASE,
)
#: With these the understanding is not sure to speak of something else.
_PERHAPS_AN_EDIT = word_set("ask_price request_change out_of_scope request_custom_service describe_service deny")
#: So many words may name what the catalog does not hold: "without the docking stations".
_MOST_WORDS_OF_A_THING = 2


def shows_estimate(turn: Turn) -> bool:
    """Whether an estimate is what was spoken of last."""
    return turn.memory.intent == "ask_price" and bool(turn.memory.services)


def edits(turn: Turn) -> bool:
    """Whether the sentence changes the estimate that is shown, by its words alone."""
    if not shows_estimate(turn) or _ANOTHER_THING.search(turn.text):
        return False
    parts = clauses(turn)
    return any(map(_changes, parts)) and all(_changes(part) or _goes_on(part) for part in parts)


def _goes_on(turn: Turn) -> bool:
    """ "Double the laptops", "20 tablets" beside another change."""
    return leans(turn) and has_any(turn.understanding, ("service",))


def _changes(turn: Turn) -> bool:
    words = {word.casefold() for word in own_words(turn.text, turn.understanding)}
    left = words - _EDITING - _POLITE
    if has_any(turn.understanding, ("service",)):
        return bool(words) and not left
    possible = turn.understanding.intent in _PERHAPS_AN_EDIT and len(left) <= _MOST_WORDS_OF_A_THING
    return possible and bool(left) and bool(_BEGINS_CHANGE.search(turn.text))


def counts_services(turn: Turn) -> bool:
    """Whether it counts services, and is neither about an agreement nor says that a number is to be another one."""
    counted = all(has_any(turn.understanding, (kind,)) for kind in ("service", "quantity"))
    about_agreement = turn.memory.intent in ABOUT_AGREEMENTS or has_any(turn.understanding, AGREEMENT_KINDS)
    return counted and not about_agreement and not _CORRECTS.search(turn.text)


def things_edited(turn: Turn) -> str:
    """The words for what is added or removed that the understanding did not know: "monitors"."""
    words = own_words(turn.text, turn.understanding)
    return " ".join(word for word in words if word.casefold() not in _EDITING | _POLITE)


def removes(text: str) -> bool:
    return bool(_REMOVES.search(text))


def changed_draft(turn: Turn, said: Sequence[DraftLine], last: Draft) -> Draft | None:
    """The estimate shown with what the sentence changes in it; None where it changes nothing but asks anew.

    `said` are the services that it names, with their numbers.
    """
    counted = [line for line in said if line.quantity is not None]
    if not counted and _SWAPS.search(turn.text) and [line.service in last.keys for line in said] == [True, False]:
        return last.with_other(said[0].service, said[1].service)
    if not counted and scales(turn.text) and all(line.service in last.keys for line in said):
        return scaled(turn.text, last, [line.service for line in said])
    if removes(turn.text) and not counted:
        return last.without(tuple(line.service for line in said))
    if not shows_estimate(turn) or not counted:
        return None
    step = _step(turn.text)
    known = all(line.service in last.keys for line in said)
    only_one = len(last.lines) == 1 and not known  # "make it 30 desktops": the other thing in its place
    if not step and (only_one or not (_CORRECTS.search(turn.text) or (known and not _own_words_left(turn)))):
        return None
    for line in counted:
        last = _with(last, line, step)
    return last


def _own_words_left(turn: Turn) -> bool:
    """Whether the sentence asks something of its own, beside the words that change an estimate."""
    return bool({word.casefold() for word in own_words(turn.text, turn.understanding)} - _EDITING - _POLITE)


def _step(text: str) -> int:
    """1 where so many more are wanted, -1 for so many fewer, 0 where the number is the new one."""
    if _TO_A_NUMBER.search(text):
        return 0
    return -1 if _FEWER.search(text) or removes(text) else 1 if _MORE.search(text) else 0


def _with(draft: Draft, line: DraftLine, step: int) -> Draft:
    before = next((each.quantity for each in draft.lines if each.service == line.service), None)
    number = line.quantity or 0
    if not step or before is None:
        return draft if step < 0 else draft.with_line(line.service, line.quantity)
    after: Number = before + step * number
    return draft.with_quantity(line.service, after) if after > 0 else draft.without((line.service,))


# -- lines by other names ---------------------------------------------------------------------------------------


def with_lines_named(turn: Turn) -> Turn:
    """The turn where words mean a line of the estimate shown: "phones" for its smartphones, also when other phones
    are in the catalog, or where only the unit names it."""
    if not shows_estimate(turn):
        return turn
    keys = recalled(turn.memory).keys
    entities = tuple(_in_estimate(each, keys) for each in turn.understanding.entities)
    if not values(turn.understanding, "service"):
        catalog = turn.services.catalog.current().catalog
        held = [service for service in catalog.services if service.key in keys]
        entities += tuple(found for service in held if (found := _by_unit(turn, service)))
        entities = tuple(sorted(entities, key=lambda each: each.start))
    return replace(turn, understanding=replace(turn.understanding, entities=entities))


def _in_estimate(entity: Entity, keys: Sequence[str]) -> Entity:
    held = [key for key in entity.candidates if key in keys]
    return replace(entity, value=held[0], candidates=()) if entity.entity == "service" and len(held) == 1 else entity


def _by_unit(turn: Turn, service: Service) -> Entity | None:
    names = "|".join(re.escape(name) for name in (service.unit_plural, service.unit))
    found = re.search(rf"(?<!\w)(?:{names})(?!\w)", turn.text, re.IGNORECASE)
    return Entity("service", found[0], service.key, found.start(), found.end()) if found else None
