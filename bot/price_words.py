"""What a question about prices asks for: services with quantities, the year, the part of it, per month or per year.

Pure: it reads the sentence, its understanding and the memory, and makes a `Draft`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.context import Turn
from bot.estimate_changes import changed_draft, shows_estimate
from bot.estimate_clauses import clauses
from bot.estimate_factors import scaled
from bot.estimates import MOST_LINES, Draft, DraftLine, Number, recalled, remembered
from bot.leaning import SMALL_WORDS, as_typed, leans, own_words
from bot.price_terms import year_asked
from bot.said import values, word_set
from bot.service_quantities import numbers_left, quantities_by_service
from bot.understanding.model import Entity
from bot.understanding.readers.number_words import ONES, TEENS

_MONTHLY = re.compile(r"\b(?:monthly|(?:per|a|each|every|by the) month)\b", re.IGNORECASE)
_YEARLY = re.compile(r"\b(?:yearly|annual(?:ly)?|(?:per|a|each|every) year)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:add|plus|also|as well|on top|additional(?:ly)?|include|too(?! \w))\b", re.IGNORECASE)
_SAME_FOR = re.compile(r"^\W*(?:and|what about|how about|same for|for)\b", re.IGNORECASE)
_AND_FIRST = re.compile(r"^\W*(?:and|with)\b", re.IGNORECASE)
_CHEAPER = re.compile(
    r"\b(?:cheaper|cheapest|(?:less|more|least|most) (?:expensive|costly)|costs? (?:less|more))\b", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:an?|one(?: more)?|another|a single)\s+$", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:a few|few|some|several|a couple of|a bunch of|a lot of|lots of|(?<!how )many|loads of|plenty of"
    r"|a handful of)\b",
    re.IGNORECASE,
)

#: "It" means what was spoken of; "that" does so unless a thing follows it ("those quantum computers").
_POINTS_BACK = re.compile(
    r"\b(?:it|them|they)\b|\b(?:that|this|those|these)\b(?=\W*(?:$|[,.?;!]|\d|(?:cost|costs|for|in|with|per|be|is|are"
    r"|come|run|at|from|to|a|an|by|until)\b))",
    re.IGNORECASE,
)

#: Words of questions about prices; what is left beside them may be the name of something that is not in the catalog.
_PRICE_WORDS = word_set(
    "amount amounts annually apiece approximate ballpark bill billed budget calculate can cec charge charged charges "
    "check cheap cheaper come comes compute cost costing costs could dollar dollars estimate estimates estimated "
    "expensive fee fees figure find give going hello help hey hi quantity invoice know look looking money offer order "
    "package pay paying piece price priced prices pricing project quote quoted quotation rate rates require run "
    "service services should spend there think thinking unit units usd user users person people seat worth damage "
    "everything together all both any combined current currently each many much more less few some several couple "
    "lot bunch handful new when where which who why may might must shall set setup up down out off over same exactly "
    "roughly around approximately hows thank thanks good morning afternoon evening list tell wondering wonder "
    "sum quarter quarterly until discount extra adding begin begins beginning began starts started "
    "moving move effective october fiscal through till "
    "interns intern trainees contractors staff employees employee colleagues teammates team teams hires workers folks "
    "analysts managers sites site offices office locations buildings floors rooms"
)


def asked(turn: Turn) -> Draft:
    """The estimate that the sentence asks for; quantities that nobody said are None."""
    draft = _with_changes(turn)
    year = year_asked(turn)
    if year is None and _answers_which(turn):
        year = turn.memory.fiscal_year
    if year:
        draft = draft.in_year(year)
    if _MONTHLY.search(turn.text) or _YEARLY.search(turn.text):
        draft = replace(draft, monthly=bool(_MONTHLY.search(turn.text)))
    return draft


def asks_cheaper(text: str) -> bool:
    """Whether it is asked which of several things costs less or more."""
    return bool(_CHEAPER.search(text))


def vague(text: str) -> str:
    """What was said in place of a number, such as "a few"; empty when nothing was."""
    found = _VAGUE.search(text)
    return found[0] if found else ""


def unknown_thing(turn: Turn) -> str:
    """The words that may name what the catalog does not hold, in their order; empty when there are none."""
    if values(turn.understanding, "service"):
        return ""
    words = own_words(turn.text, turn.understanding)
    return as_typed(turn.text, [word for word in words if _is_own(word)])


def points_back(text: str) -> bool:
    """Whether the words themselves say that what was spoken of before is meant."""
    return bool(_POINTS_BACK.search(text))


def left_out(turn: Turn) -> tuple[tuple[str, Number], ...]:
    """What was counted in the sentence but is no service: the words after the number, and the number."""
    if not values(turn.understanding, "service"):
        return ()
    found = [(_words_after(turn, number), number.value) for number in numbers_left(turn.understanding)]
    return tuple((words, number) for words, number in found if words and isinstance(number, int | float))


def _words_after(turn: Turn, number: Entity) -> str:
    """Up to the next thing that was recognized, or the next comma or "and"."""
    following = min((e.start for e in turn.understanding.entities if e.start >= number.end), default=len(turn.text))
    clause = re.split(r"[,;:.?!]|\b(?:and|plus|or|for|in|at)\b", turn.text[number.end : following])[0]
    return as_typed(clause, [word for word in re.findall(r"[^\W_]+", clause) if _is_own(word)])


def _is_own(word: str) -> bool:
    plain = word.casefold()
    return not (plain in _PRICE_WORDS or plain in ONES or plain in TEENS or plain in SMALL_WORDS or plain.isdigit())


# -- services and quantities ------------------------------------------------------------------------------------


def _with_changes(turn: Turn) -> Draft:
    """Several changes in one sentence, one after the other: "no phones then, but double the laptops"."""
    parts = clauses(turn) if shows_estimate(turn) else (turn,)
    for part in parts[:-1]:
        turn = replace(turn, memory=remembered(turn.memory, _with_services(replace(part, memory=turn.memory))))
    return _with_services(replace(parts[-1], memory=turn.memory))


def _with_services(turn: Turn) -> Draft:
    said = _lines(turn)
    last = recalled(turn.memory)
    named = values(turn.understanding, "service")
    if not named:
        return _with_quantities(turn, last)
    follows = shows_estimate(turn)
    changed = changed_draft(turn, said, last) if last.lines else None
    if changed is not None:
        return changed
    if follows and _adds(turn, said):
        for line in said:
            last = last.with_line(line.service, line.quantity)
        return last
    waiting = loose_quantity(turn) if len(said) == 1 and _answers_which(turn) else None
    if follows and len(said) == 1 and _answers_which(turn) and leans(turn):  # which phones to add to the estimate
        return last.with_line(said[0].service, said[0].quantity or waiting)
    if follows and leans(turn):
        return replace(last, lines=_same_quantities(said, last))
    return Draft(tuple(line if line.quantity is not None else DraftLine(line.service, waiting) for line in said))


def _answers_which(turn: Turn) -> bool:
    """ "Phones" after "which service would you like a price for?"."""
    return bool(turn.memory.pending and turn.memory.pending.question == "which_service")


def _adds(turn: Turn, said: Sequence[DraftLine]) -> bool:
    """ "Add ten tablets", "and 10 tablets": a quantity of its own makes it one more line."""
    counted = any(line.quantity is not None for line in said)
    return bool(_ADDS.search(turn.text)) or (counted and bool(_AND_FIRST.search(turn.text)))


def _lines(turn: Turn) -> tuple[DraftLine, ...]:
    pairs: Mapping[str, Number | None] = quantities_by_service(turn.understanding)
    lines = [DraftLine(key, _signed(turn, pairs.get(key))) for key in values(turn.understanding, "service")]
    if any(line.quantity is not None for line in lines) or (shows_estimate(turn) and _ADDS.search(turn.text)):
        lines = [replace(line, quantity=1) if line.quantity is None and _is_one(turn, line) else line for line in lines]
    return tuple(lines[: MOST_LINES + 1])


def _is_one(turn: Turn, line: DraftLine) -> bool:
    """ "15 phones and a video room": beside what is counted, "a" is one."""
    named = (each for each in turn.understanding.entities if each.entity == "service" and each.value == line.service)
    return any(_ONE.search(turn.text[: each.start]) for each in named)


def _same_quantities(said: Sequence[DraftLine], last: Draft) -> tuple[DraftLine, ...]:
    """ "And phones?", "just the mailboxes?": as many as before, of the same thing or of what was counted last."""
    before = {line.service: line.quantity for line in last.lines if line.quantity is not None}
    latest = next(reversed(before.values()), None)
    return tuple(replace(line, quantity=line.quantity or before.get(line.service, latest)) for line in said)


def _with_quantities(turn: Turn, draft: Draft) -> Draft:
    """Numbers without a service belong to what was spoken of last."""
    numbers = [_signed(turn, number) for number in _numbers(turn)]
    if not draft.lines:
        return draft
    if not numbers:
        return scaled(turn.text, draft, draft.keys)
    if len(numbers) == len(draft.lines):
        made = zip(draft.keys, numbers, strict=True)
        return replace(draft, lines=tuple(DraftLine(key, number) for key, number in made))
    if draft.unknown:
        return _fill(draft, numbers[0])
    if len({line.quantity for line in draft.lines}) == 1:
        return replace(draft, lines=tuple(DraftLine(key, numbers[0]) for key in draft.keys))
    return replace(draft, lines=(*draft.lines[:-1], DraftLine(draft.keys[-1], numbers[0])))


def _fill(draft: Draft, number: Number | None) -> Draft:
    lines = (line if line.quantity is not None else DraftLine(line.service, number) for line in draft.lines)
    return replace(draft, lines=tuple(lines))


def _numbers(turn: Turn) -> list[Number]:
    """Quantities of the sentence; a bare number answers "how many?" also where it was not seen as one."""
    found = [each.value for each in turn.understanding.entities if each.entity == "quantity"]
    if found:
        return [number for number in found if isinstance(number, int | float)]
    bare = re.fullmatch(r"\W*?(-?\d[\d,]*(?:\.\d+)?)\W*", turn.text)
    return [_number(bare[1])] if bare else []


def _number(text: str) -> Number:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _signed(turn: Turn, number: Number | None) -> Number | None:
    """A minus before the digits counts: a price for fewer than none is refused, not guessed."""
    if number is None or number <= 0:
        return number
    spans = [each for each in turn.understanding.entities if each.entity == "quantity" and each.value == number]
    return -number if any(_minus_before(turn.text, each) for each in spans) else number


def _minus_before(text: str, entity: Entity) -> bool:
    before = text[: entity.start]
    return bool(re.search(r"(?:^|\s)[-−–]$", before)) or text[entity.start : entity.end].startswith(("-", "−"))


def same_quantity(turn: Turn, draft: Draft) -> Number | None:
    """ "And phones?": as many as of what was priced before, also where it is not clear yet which phones."""
    return draft.lines[-1].quantity if draft.lines and _SAME_FOR.search(turn.text) else None


def loose_quantity(turn: Turn) -> Number | None:
    """The number in a sentence that names no service, or the one that still waits for its service."""
    numbers = _numbers(turn)
    if numbers:
        return _signed(turn, numbers[0])
    waiting = turn.memory.pending.facts.get("quantity") if turn.memory.pending else None
    return waiting if isinstance(waiting, int) and not isinstance(waiting, bool) else None
