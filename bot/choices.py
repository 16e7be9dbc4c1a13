"""What was listed or offered, and which of it a short sentence picks: "the second one", "that one", "the price"."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.context import Turn
from bot.intent_names import TALK_TO_HUMAN
from bot.leaning import SMALL_WORDS
from bot.said import word_set
from bot.understanding.model import Entity, Understanding
from bot.verdict import says_yes
from bot.views.blocks import safe
from bot.views.list_question import LONGEST_OF_BUTTON, ListQuestion, pack, unpack
from bot.views.talk import MEANINGS, Offer, kept
from bot.views.text import join_and
from services.memory import Memory, Pending

#: What was only listed, and what was offered.
SHOWN, OFFERED = "shown", "offer"
#: Prices of several services stand side by side.
COMPARISON = "comparison"
#: Changes of a proposal that were shown and not sent.
WISHES = "wishes"
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_PLACE = re.compile(
    rf"\b({'|'.join(_PLACES)}|last|[1-8](?:st|nd|rd|th))\b(?: one)?|(?<!\w)(?:number|option|no\.?|#) ?([1-8])\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bother\b(?! ones)", re.IGNORECASE)
#: What may stand beside a place: "open the third agreement".
_POINTING_WORDS = SMALL_WORDS | word_set("agreement choose into item look open other pick select see show sla view")
_PRICING_WORDS = word_set("price prices cost costs quote estimate much many")
_THAT_ONE = re.compile(r"\b(that|this|it|the one)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
#: What a list holds, the entity that names one of it, and what picking it asks where the list does not say.
_LISTS = (("services", "service", "describe_service"), ("agreements", "agreement_number", "agreement_status"))


def picked_from_list(turn: Turn) -> Understanding | None:
    """ "The second one", "that one", "yes" to the only one, after services or agreements were listed."""
    pending = turn.memory.pending
    if not pending:
        return None
    for listed, kind, otherwise in _LISTS:
        shown = str(pending.facts.get(listed) or "").split()
        key = _picked(turn, shown) or _the_other(turn, shown)
        if key is not None:
            intent = str(pending.facts.get("intent") or otherwise)
            one = Entity(kind, "", key, 0, 0)
            return replace(turn.understanding, intent=intent, confidence=1.0, ranking=(), entities=(one,))
    return None


def picked_from_comparison(turn: Turn) -> Understanding | None:
    """ "The second one, price for 60", after services were compared: a price where one is asked for or was compared."""
    memory, found = turn.memory, _PLACE.search(turn.text)
    priced = bool(memory.pending and memory.pending.question == COMPARISON)
    compared = memory.services if priced or memory.intent == "describe_service" else ()
    counted = tuple(each for each in turn.understanding.entities if each.entity == "quantity")
    if not found or len(compared) < 2 or len(counted) < len(turn.understanding.entities):
        return None
    words = {word.casefold() for word in _WORD.findall(_PLACE.sub(" ", turn.text)) if not word.isdigit()}
    place = _place((found[1] or found[2]).casefold(), len(compared))
    if words - _POINTING_WORDS - _PRICING_WORDS or place >= len(compared):
        return None
    intent = "ask_price" if priced or counted or words & _PRICING_WORDS else "describe_service"
    one = Entity("service", "", compared[place], 0, 0)
    return replace(turn.understanding, intent=intent, confidence=1.0, ranking=(), entities=(one, *counted))


def picked_offer(turn: Turn) -> Offer | None:
    """The offer that the words choose instead of its button: by its place, its own words, or a yes to the only one.

    A yes brings somebody of CEC only where that was the question.
    """
    offers = offers_of(turn.memory)
    if agrees(turn):
        asked = _meant_by_yes(turn.memory, offers)
        chosen = asked or _picked(turn, offers)
        return chosen if asked or (chosen and chosen.intent != TALK_TO_HUMAN) else None
    return _picked(turn, offers) if _points(turn) else _named(turn.text, offers)


def with_offers_open(memory: Memory, offers: Sequence[Offer], intent: str = "") -> Memory:
    """The memory while these are offered; a yes means the only one, or `intent`."""
    packed = json.dumps([[each.label, each.intent, kept(each.words), each.learned] for each in offers])
    return replace(memory, pending=Pending(OFFERED, {"offers": packed, "intent": intent or None}))


def with_agreements_shown(
    memory: Memory, numbers: Sequence[str], intent: str = "", question: ListQuestion | None = None
) -> Memory:
    """The memory after a list of agreements: "the second one" then means one of them, and asks `intent` about it.

    `question` is what was listed: "next page" and "only those in step 1" go on with it.
    """
    packed = pack(question, LONGEST_OF_BUTTON) if question else None
    facts = {"agreements": " ".join(numbers), "intent": intent or None, "list": packed}
    return replace(memory, pending=Pending(SHOWN, facts)) if numbers or question else memory


def listed_before(memory: Memory) -> ListQuestion | None:
    """What the list of agreements was asked for that was shown last."""
    packed = memory.pending.facts.get("list") if memory.pending else None
    return unpack(packed) if isinstance(packed, str) else None


def offers_of(memory: Memory) -> tuple[Offer, ...]:
    """The offers that are open, in the order shown."""
    packed = memory.pending.facts.get("offers") if memory.pending else None
    found = json.loads(packed) if isinstance(packed, str) else []
    return tuple(Offer(*each) for each in found if each[1] in MEANINGS)


def listed(offers: Sequence[Offer]) -> str:
    """The offers as the end of a sentence."""
    return f"{join_and([safe(offer.label) for offer in offers], 'or')}."


def _meant_by_yes(memory: Memory, offers: Sequence[Offer]) -> Offer | None:
    """What was asked as a question that a yes answers."""
    facts = memory.pending.facts if memory.pending else {}
    asked = facts.get("yes") or facts.get("intent")
    return next((each for each in offers if each.intent == asked), None)


def agrees(turn: Turn) -> bool:
    """Whether the sentence is a yes to what was asked. One that names a place picks that one, or speaks of something
    else: "the last invoice is right"."""
    return says_yes(turn.understanding) and not _PLACE.search(turn.text)


def _points(turn: Turn) -> bool:
    """Whether the sentence only points at something: beside the place it holds nothing but small words."""
    found = _PLACE.search(turn.text)
    span = found.span() if found else (0, 0)
    inside = all(span[0] <= each.start and each.end <= span[1] for each in turn.understanding.entities)
    words = _WORD.findall(_PLACE.sub(" ", turn.text))
    allowed = _POINTING_WORDS if found or _OTHER.search(turn.text) else SMALL_WORDS
    return inside and all(word.casefold() in allowed for word in words)


def _picked[T](turn: Turn, shown: Sequence[T]) -> T | None:
    points = _points(turn)
    found = _PLACE.search(turn.text) if points else None
    if found:
        place = _place((found[1] or found[2]).casefold(), len(shown))
        return shown[place] if place < len(shown) else None
    only = agrees(turn) or (points and _THAT_ONE.search(turn.text))
    return shown[0] if only and len(shown) == 1 else None


def _the_other(turn: Turn, shown: Sequence[str]) -> str | None:
    """ "The other one": of what is shown the only one that was not spoken of."""
    spoken_of = (turn.memory.agreement, *turn.memory.services)
    left = [each for each in shown if each not in spoken_of]
    found = len(shown) > 1 and len(left) == 1 and _OTHER.search(turn.text) and _points(turn)
    return left[0] if found else None


def _place(word: str, count: int) -> int:
    if word == "last":
        return max(count - 1, 0)
    return _PLACES.index(word) if word in _PLACES else int(word[0]) - 1


def _named(text: str, offers: Sequence[Offer]) -> Offer | None:
    """The only offer whose label has all the words that say anything: "the price" of "Get a price"."""
    said = {word for word in map(str.casefold, _WORD.findall(text)) if word not in SMALL_WORDS}
    fitting = [each for each in offers if said and said <= set(map(str.casefold, _WORD.findall(each.label)))]
    return fitting[0] if len(fitting) == 1 else None
