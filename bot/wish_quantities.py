"""Other quantities in a proposal, as a sentence asks for them: "drop the phones to 20", "add 10 laptops". Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from bot.context import Turn
from bot.estimate_changes import removes
from bot.estimate_factors import factor_said
from bot.leaning import SMALL_WORDS
from bot.proposal_lines import Named, units_of
from bot.said import word_set
from bot.service_quantities import pairs_in
from bot.understanding.model import Entity
from bot.understanding.readers.number_words import BELOW_HUNDRED, number_in_words
from domain.catalog import Catalog
from domain.proposal_changes import QuantityWanted, RemovalWanted, ServiceWanted, Wanted
from domain.proposal_lines import ProposalLine

_TO = re.compile(
    r"(?:\b(?:to|at|be|of|just|exactly)|->|→|=|:)\s*(?:only\s+|just\s+|about\s+|around\s+|exactly\s+)?$", re.IGNORECASE
)
_BY = re.compile(r"\bby\s+(?:another\s+|about\s+)?$", re.IGNORECASE)
_MORE_AFTER = re.compile(r"\s*(?:more|additional|extra|further)\b", re.IGNORECASE)
_MORE_BEFORE = re.compile(r"(?:\b(?:another|additional|extra|plus)|\+)\s*$", re.IGNORECASE)
_FEWER_AFTER = re.compile(r"\s*(?:[\w-]+\s+){0,2}?(?:fewer|less)\b(?!\s+than)|\s*off\b", re.IGNORECASE)
_FEWER_BEFORE = re.compile(r"\bminus\s*$", re.IGNORECASE)
_SETS = re.compile(r"\b(?:only|make|set|should|must|rather|instead|prefer|enough|total|not)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:add(?:ing)?|include|put|plus|increase|raise|bump|grow|expand|more|extra)\b", re.IGNORECASE)
_TAKES = re.compile(
    r"\b(?:remove|drop|cut|reduce|lower|trim|take|decrease|delete|minus|strip|fewer|less|strike|rm)\b", re.IGNORECASE
)
_OFF = re.compile(
    r"\b(?:strike|strip|rm|can go|no longer (?:need|want)|doesn['’]?t need|need not)\b|\b(?:pull|cross) .{0,40}\bout\b"
    r"|\b(?:can|could|should|must|has to|have to) (?:go|come out)\b",
    re.IGNORECASE,
)
_SWAP = re.compile(r"\b(?:swap|replace|exchange|trade)\b", re.IGNORECASE)
_EACH_OF_ALL = re.compile(
    r"\b(?:everything|all (?:the |our )?(?:lines|quantities|counts|of it)|across the board)\b", re.IGNORECASE
)
_PERCENT = re.compile(rf"(?<![\w.$])(\d{{1,3}}(?:\.\d+)?|{BELOW_HUNDRED})\s*(?:%|percent\b|per cent\b)", re.IGNORECASE)
_OF_PRICE = re.compile(r"\b(?:discount|cheaper|prices?|rates?|fees?|costs?|off)\b", re.IGNORECASE)
#: What is counted, where it stands beside its number: "change the flurbs to 12", "12 more flurbs".
_BEFORE_NUMBER = re.compile(
    r"(?P<thing>[^\W\d][\w-]*)\s*(?:(?:to|at|by|be|is|are|of|should|must|only|just|about|around|exactly|->|→|=|:)\s*)*$",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"\s*(?:(?:more|additional|extra|further|fewer|less|new|of|the|our|those)\s+)*(?P<thing>[^\W\d][\w-]*)",
    re.IGNORECASE,
)
#: Words beside a number that name nothing by themselves.
_NO_THING = SMALL_WORDS | word_set(
    "additional again because bring can change changed could count down due enough extra fewer further go goes "
    "items less more number numbers off overall pieces quantity quantities seats since thank thanks units up update "
    "when where which while who"
)
_OR_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<one>\d[\d,]*) or (?:(?:maybe|perhaps|even|possibly|rather) )?(?P<other>\d[\d,]*)(?![\w-])",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
#: Between a number and what it counts.
_COUNTS = re.compile(r"\s*(?:(?:more|additional|extra|further|fewer|less|new|of|the)\s+)*", re.IGNORECASE)
_TO_NEXT = re.compile(r"\s*(?:to|->|→)\s*", re.IGNORECASE)


def factor_wanted(text: str) -> Fraction:
    """So many times as many: "double the storage", "cut everything by ten percent"; 1 where nothing is said of it."""
    said = _PERCENT.search(text)
    if said is None or _OF_PRICE.search(text):
        return factor_said(text)
    takes, adds = _TAKES.search(text), _ADDS.search(text)
    if not (takes or adds) or not (_BY.search(text[: said.start()]) or _FEWER_AFTER.match(text, said.end()) or adds):
        return Fraction(1)
    share = Fraction(said[1] if said[1][0].isdigit() else str(number_in_words(said[1]))) / 100
    return 1 - share if takes else 1 + share


def means_all(text: str) -> bool:
    return bool(_EACH_OF_ALL.search(text))


def multiplied(line: ProposalLine, factor: Fraction) -> QuantityWanted:
    """Half a unit is a whole one; at least one is left."""
    exact = Decimal((line.quantity * factor).numerator) / Decimal((line.quantity * factor).denominator)
    return QuantityWanted(line.id, max(1, int(exact.quantize(Decimal(1), ROUND_HALF_UP))))


def numbers_wanted(turn: Turn) -> tuple[Entity, ...]:
    """The quantities of the sentence, without those of today: "from 300 to 250", "10 -> 14"."""
    found = [each for each in turn.understanding.entities if each.entity == "quantity"]
    kept: list[Entity] = []
    for place, each in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        replaced = following and _TO_NEXT.fullmatch(turn.text[each.end : following.start])
        if not replaced and not (_FROM.search(turn.text[: each.start]) and following):
            kept.append(each)
    return tuple(kept)


def without_units(turn: Turn, named: Sequence[Named], catalog: Catalog) -> list[Named]:
    """Without the words that only say in what a number is counted, as their service is named too: "the VPN to 170
    users"."""
    counted = [each for each in named if _is_counted(turn, each)]
    alone = [each for each in named if each not in counted]
    return [each for each in named if each not in counted or not any(_is_unit_of(each, one, catalog) for one in alone)]


def _is_counted(turn: Turn, named: Named) -> bool:
    """Whether a number stands right before it."""
    numbers = (each for each in turn.understanding.entities if each.entity == "quantity")
    return any(each.end <= named.start and _COUNTS.fullmatch(turn.text, each.end, named.start) for each in numbers)


def _is_unit_of(word: Named, named: Named, catalog: Catalog) -> bool:
    if word.line and named.line and word.line != named.line:
        return False
    services = (service for service in catalog.services if service.key in named.services)
    return any(word.words.casefold() in units_of(each) for each in (*named.lines, *services))


def pairs(turn: Turn, named: Sequence[Named], numbers: Sequence[Entity]) -> list[tuple[Named, Entity]]:
    """Each thing that is counted, with its number."""
    things = [Entity("service", each.words, str(place), each.start, each.end) for place, each in enumerate(named)]
    counted = replace(turn.understanding, text=turn.text, entities=(*things, *numbers))
    return [(named[int(str(thing.value))], number) for thing, number in pairs_in(counted)]


def quantity_wanted(text: str, line: ProposalLine, number: Entity) -> Wanted:
    """The new quantity of a line. Nothing left of it is a removal."""
    said = int(abs(float(number.value)))
    step = step_of(text, number)
    after = line.quantity + step * said if step else said
    return QuantityWanted(line.id, after) if after > 0 else RemovalWanted(line.id)


def service_wanted(key: str, number: Entity) -> ServiceWanted:
    return ServiceWanted(key, int(abs(float(number.value))))


def thing_counted(turn: Turn, number: Entity) -> str:
    """The word beside a number that says of what it is; empty where none does, as in "make it 30"."""
    text, known = turn.text, turn.understanding.entities
    beside = (_BEFORE_NUMBER.search(text, 0, number.start), _AFTER_NUMBER.match(text, number.end))
    for found in (each for each in beside if each):
        word, start = found["thing"], found.start("thing")
        does = any(verbs.fullmatch(word) for verbs in (_ADDS, _TAKES, _SETS))
        if not (does or word.casefold() in _NO_THING or any(each.start <= start < each.end for each in known)):
            return word
    return ""


def unclear_number(text: str, words: str, number: Entity) -> str:
    """What must still be told of the number of what these words name: a part of a unit, "100 or maybe 120"."""
    if float(number.value) != int(float(number.value)):
        return f"Give a whole number for “{words}”."
    found = next((each for each in _OR_NUMBER.finditer(text) if each.start() <= number.start < each.end()), None)
    return f"Say which number of “{words}” you want: {found['one']} or {found['other']}." if found else ""


def sign_unclear(text: str, number: Entity) -> bool:
    """ "-5 laptops": so many fewer, or a dash before the new number."""
    before = text[: number.start]
    return float(number.value) < 0 and not (_BY.search(before) or _TAKES.search(before))


def step_of(text: str, number: Entity) -> int:
    """1 where so many more are wanted, -1 for so many fewer, 0 where the number is the new one."""
    before, after = text[: number.start], text[number.end :]
    if _MORE_AFTER.match(after) or _MORE_BEFORE.search(before):
        return 1
    if float(number.value) < 0 or _FEWER_AFTER.match(after) or _FEWER_BEFORE.search(before):
        return -1
    if _TO.search(before):
        return 0
    if not _BY.search(before) and _SETS.search(text):
        return 0
    verbs = [(found.start(), 1) for found in _ADDS.finditer(before)]
    verbs += [(found.start(), -1) for found in _TAKES.finditer(before)]
    return max(verbs, default=(0, 0))[1]


def removes_it(text: str) -> bool:
    return removes(text) or bool(_OFF.search(text))


def swaps(text: str) -> bool:
    return bool(_SWAP.search(text))
