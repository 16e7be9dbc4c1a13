"""Agreements that are named by the end of their number alone: "SLA 31", "0041", "what about 0038"."""

import re
from dataclasses import dataclass

from bot.choices import SHOWN, with_offers_open
from bot.context import Asker, Turn
from bot.leaning import SMALL_WORDS
from bot.replies import Reply
from bot.understanding.thresholds import is_understood
from bot.views.blocks import section
from bot.views.talk import MEANINGS, Offer, offers_row
from bot.views.text import join_and
from domain.fiscal import fiscal_year_of
from services import Services
from services.memory import Memory

_WITH_WORD = re.compile(
    r"(?<![\w-])(?:SLA|agreement|contract)(?:\s+(?:number|no\.?|num))?[\s#:]*(?!(?:19|20)\d\d\b)(?P<count>\d{1,4})"
    r"(?![\w-]|[.,/:]\d|\s*(?:%|percent|of\b|hours?|minutes?|days?|weeks?|months?|years?|business|working))",
    re.IGNORECASE,
)
#: What may follow "agreement 26" when it is a number and not a wish for 26 of something.
_NO_THING = re.compile(
    r"\s*(?:$|[^\s\w]|(?:a|about|active|all|already|and|at|be|been|by|coming|cost|doing|done|due|end|ended|ends|ever|expire|expires|for|"
    r"from|funded|get|getting|going|has|have|in|is|it|need|needs|next|now|of|on|one|or|over|please|pls|ready|run|right|should|signed|stand|stands|"
    r"start|starts|status|still|that|the|then|they|today|to|until|waits|waiting|want|wants|was|we|when|where|who|will|with|yet)\b)",
    re.IGNORECASE,
)
#: "0041" is no quantity; "at 0900" is a time.
_PADDED = re.compile(
    r"(?<![\w$.,/:#-])(?<!\bat )(?<!\bfrom )(?<!\buntil )(?<!\bby )(?P<count>0\d{3})"
    r"(?![\w-]|[.,/:]\d|\s*(?:%|hours?|hrs?|[ap]\.?m\b|eastern|central|mountain|pacific|e[sd]?t\b))",
    re.IGNORECASE,
)
#: Only where agreements are listed: elsewhere it is a quantity, and 2027 is a year everywhere.
_BARE = re.compile(r"(?<![\w$.,/:#-])(?!(?:19|20)\d\d\b)(?P<count>[1-9]\d{3})(?![\w-]|[.,/:]\d|\s*%)")


@dataclass(frozen=True)
class Spelled:
    """A sentence with the number written out; of several that may be meant, `others` holds the other readings."""

    text: str
    number: str = ""
    others: tuple[tuple[str, str], ...] = ()


def spelled_out(services: Services, asker: Asker, memory: Memory, text: str) -> Spelled:
    """The sentence with the whole number of the agreement that it names by its end.

    Customers name those of their own organization; a number that none of them has is written out with the present
    fiscal year where nothing else can be meant, so that it gets the answer of any number that does not exist.
    """
    found = _mention(text, memory)
    if found is None:
        return Spelled(text)
    count = int(found["count"])
    numbers = services.agreements.numbers_counted(asker.actor, count)
    if not numbers and (len(found["count"]) == 4 or _says_only(text, found)):
        numbers = (f"SLA-{fiscal_year_of(asker.at.astimezone(asker.zone).date()).name}-{count:04}",)
    written = [(number, text[: found.start()] + number + text[found.end() :]) for number in numbers]
    return Spelled(written[0][1], written[0][0], tuple(written[1:])) if written else Spelled(text)


def which_one(spelled: Spelled, turn: Turn) -> Reply:
    """Which of several agreements with the same count is meant; each button asks what the sentence asks."""
    meant = turn.understanding
    intent = meant.intent if is_understood(meant) and meant.intent in MEANINGS else "agreement_status"
    readings = [(spelled.number, spelled.text), *spelled.others]
    text = f"Which agreement do you mean: {join_and([number for number, _ in readings], 'or')}?"
    offers = [Offer(number, intent, words) for number, words in readings]
    return Reply(text, [section(text), offers_row(offers)], private=True, memory=with_offers_open(turn.memory, offers))


def _mention(text: str, memory: Memory) -> re.Match[str] | None:
    listed = memory.pending and memory.pending.question == SHOWN and memory.pending.facts.get("agreements")
    worded = _WITH_WORD.search(text)
    if worded and (worded["count"].startswith("0") or _NO_THING.match(text, worded.end())):
        return worded
    return _PADDED.search(text) or (_BARE.search(text) if listed else None)


def _says_only(text: str, found: re.Match[str]) -> bool:
    rest = re.findall(r"[^\W_]+", text[: found.start()] + " " + text[found.end() :])
    return all(word.casefold() in SMALL_WORDS for word in rest)
