"""Another term or another billing, as a sentence about a proposal asks for it. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.context import Turn
from bot.leaning import own_words
from bot.price_lengths import Length, length_in
from bot.said import word_set
from bot.understanding.model import Entity, Understanding
from bot.understanding.readers.times import read
from domain.fiscal import FiscalYear, Period
from domain.proposal_changes import BillingWanted, TermWanted
from domain.proposal_terms import BillingFrequency, BillingTime, Terms

_BILLS = re.compile(r"\b(?:bill\w*|invoic\w*|instal\w*|pay(?:s|ing|ments?)?|charged?)\b", re.IGNORECASE)
_FREQUENCIES: tuple[tuple[BillingFrequency, re.Pattern[str]], ...] = (
    (BillingFrequency.MONTHLY, re.compile(r"\b(?:monthly|(?:every|each|per|by the|once a) month)\b", re.IGNORECASE)),
    (
        BillingFrequency.QUARTERLY,
        re.compile(r"\b(?:quarterly|(?:every|each|per|by the|once a) quarter)\b", re.IGNORECASE),
    ),
    (
        BillingFrequency.YEARLY,
        re.compile(
            r"\b(?:(?<!semi)(?<!semi-)(?<!bi)(?:yearly|annual(?:ly)?)|(?:every|each|per|once a) year"
            r"|in one (?:go|sum|payment))\b",
            re.IGNORECASE,
        ),
    ),
)
_REFUSED = re.compile(
    r"\b(?:not|instead of|in place of|rather than|in lieu of|from|no longer|over)\s+(?:the\s+)?$", re.I
)
_TIMES = (
    (BillingTime.ADVANCE, re.compile(r"\b(?:in advance|up ?front|beforehand)\b", re.IGNORECASE)),
    (BillingTime.ARREARS, re.compile(r"\b(?:in arrears|afterwards?|after the fact)\b", re.IGNORECASE)),
)
_STARTS = re.compile(r"\b(?:start\w*|begin\w*|commenc\w*|effective|as of|from|kick[ -]?off|first day)\b", re.IGNORECASE)
_STARTS_THERE = re.compile(rf"{_STARTS.pattern}\s+(?:on\s+|in\s+)?$", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:end(?:s|ing)?|until|till?|through|thru|expir\w+|finish\w*|last day|extend\w*|shorten\w*"
    r"|run(?:s|ning)? out)\b",
    re.IGNORECASE,
)
_OF_TERM = re.compile(
    r"\b(?:terms?|agreement|contract|period|sla|start\w*|begin\w*|commenc\w*|end(?:s|ing)?|extend\w*|shorten\w*|run\w*"
    r"|until|till?|expir\w+|effective|first day|last day)\b",
    re.IGNORECASE,
)
#: A term that is counted from the one in the draft, or days that are no term at all.
_OTHER = re.compile(
    r"\b(?:later|earlier|sooner|notice|cancel\w*|terminat\w*|respon\w+|clause|payment terms|warrant\w+)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?:another\s+)?$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:to|until|till|through|thru|and|-|–)\s*", re.IGNORECASE)
#: A time that lasts longer than a month is a term by itself.
_LEAST_OF_A_TERM = 32
#: Words beside the day from which an amendment counts that ask for nothing else.
_OF_AMENDMENT = word_set(
    "all amendment applies apply change changes count counts counting everything only valid we with"
)
_EXTENDS = re.compile(r"\b(?:extend\w*|lengthen\w*|prolong\w*)\b", re.IGNORECASE)


def billing_wanted(text: str, terms: Terms) -> BillingWanted | None:
    """ "Bill us monthly", "quarterly installments in arrears"; what is not said stays."""
    frequency = next((each for each, words in _FREQUENCIES if _meant(words, text)), None)
    billed_in = next((each for each, words in _TIMES if _meant(words, text)), None)
    if not _BILLS.search(text) or not (frequency or billed_in):
        return None
    own = terms.own_dates if frequency is None else ()
    return BillingWanted(frequency or terms.billing, billed_in or terms.billed_in, own)


def _meant(words: re.Pattern[str], text: str) -> bool:
    return any(not _REFUSED.search(text[: found.start()]) for found in words.finditer(text))


@dataclass(frozen=True)
class _Span:
    """A time that is named, from `start` to `end` of the text; `last` is its last day."""

    first: date
    last: date
    start: int
    end: int


def term_wanted(turn: Turn, term: Period) -> TermWanted | None:
    """ "Start in January instead", "end on September 30, 2028", "make it run for two years", "FY2028"."""
    text = turn.text
    if not _OF_TERM.search(text) or _OTHER.search(text):
        return None
    length = length_in(text)
    spans = _spans(turn.understanding, length)
    if length:
        return _of_length(text, length, spans, term)
    year = next((each for each in turn.understanding.entities if each.entity == "fiscal_year"), None)
    if year and not spans:
        period = FiscalYear(str(year.value)).period
        return TermWanted(period.start, period.end)
    if not spans:
        return None
    first, last = spans[0], spans[-1]
    if len(spans) > 1:
        joined = len(spans) == 2 and _JOINED.fullmatch(text[first.end : last.start])
        return TermWanted(first.first, last.last) if joined else None
    whole = (first.last - first.first).days >= _LEAST_OF_A_TERM
    return TermWanted(first.first, first.last) if whole else _one_day(text, first)


def counting_from(meant: Understanding) -> TermWanted | None:
    """ "From March on": the day from which an amendment counts."""
    spans = _spans(meant, length_in(meant.text))
    said = meant.text[: spans[0].start] if len(spans) == 1 else ""
    if not _STARTS_THERE.search(said):
        return None
    return TermWanted(start=spans[0].first)


def day_alone(text: str, at: datetime, zone: ZoneInfo) -> TermWanted | None:
    """ "All of this from March 1, 2027", written at a moment: nothing else than from which day an amendment counts."""
    meant = Understanding(text, "", 0.0, entities=read(text, at, zone))
    others = (word for word in own_words(text, meant) if not _STARTS.fullmatch(word))
    return None if {word.casefold() for word in others} - _OF_AMENDMENT else counting_from(meant)


def _of_length(text: str, length: Length, spans: tuple[_Span, ...], term: Period) -> TermWanted | None:
    if _BY.search(text[: length.start]):
        longer = _EXTENDS.search(text) and length.after(term.end + timedelta(days=1)).end
        return TermWanted(end=longer) if longer else None
    first = spans[0].first if spans and _leads(_STARTS, text[: spans[0].start]) >= 0 else None
    return TermWanted(first, length.after(first or term.start).end)


def _one_day(text: str, span: _Span) -> TermWanted | None:
    """Whether it is the first or the last one, the nearest word before it says."""
    for said in (text[: span.start], text):
        starts, ends = _leads(_STARTS, said), _leads(_ENDS, said)
        if starts != ends:
            return TermWanted(end=span.last) if ends > starts else TermWanted(start=span.first)
    return None


def _leads(words: re.Pattern[str], text: str) -> int:
    """Where the last of these words stands; -1 where none does."""
    return max((found.start() for found in words.finditer(text)), default=-1)


def _spans(meant: Understanding, length: Length | None) -> tuple[_Span, ...]:
    """The times of the sentence, without those that the length of the term was read as."""
    times = [each for each in meant.entities if each.entity == "time"]
    beside = [each for each in times if not length or each.end <= length.start or length.end <= each.start]
    return tuple(found for each in beside if (found := _span(each)))


def _span(entity: Entity) -> _Span | None:
    start, _, end = str(entity.value).partition("/")
    try:
        first = date.fromisoformat(start[:10])
        last = date.fromisoformat(end[:10]) - timedelta(days=1) if end else first
    except ValueError:  # an end that is open
        return None
    return _Span(first, max(first, last), entity.start, entity.end)
