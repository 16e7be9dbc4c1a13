"""What a sentence about a proposal asks for: which versions, what changed, what it costs in all. Pure."""

import re

from bot.understanding.readers.number_words import number_in_words

_NUMBER = r"(?:no\.?\s*|number\s*|#\s*)?(?P<{0}>\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
_OF_VERSIONS = r"(?:versions?|drafts?|revisions?|v\.?)"
_NAMED = re.compile(rf"\b{_OF_VERSIONS}\s*{_NUMBER.format('first')}(?!\s*[%.]\d)", re.IGNORECASE)
_FOLLOWING = re.compile(
    rf"\s*(?:,|&|and|to|with|from|vs\.?|versus|against|or|-|–)\s*(?:the\s+)?(?:{_OF_VERSIONS}\s*)?{_NUMBER.format('next')}",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "original": 1}
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:version|draft|revision|proposal)\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\bwhat(?:['’]?s| is| has| have| did| was| were)?\b.{0,60}\b(?:chang\w+|new|different|modified|differs?)\b"
    r"|\b(?:compare|comparison|difference|differences|diff|redlines?|changes (?:in|since|between|from))\b"
    r"|\bsince (?:last time|(?:i|we) last|my last|our last|the last)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|from|after|with|to|against|versus|vs\.?)\s+(?:the\s+)?\S*\s*(?:version|draft|v\.?\s*\d)", re.I
)
_TOTAL = re.compile(
    r"\bhow much\b(?!\s+(?:time|longer|notice))|\b(?:what|which)(?:['’]?s| is| are| would| will)?\b.{0,40}"
    r"\b(?:total|sum|bottom line|costs?|amount|price)\b|\b(?:in all|in total|altogether|all in all|overall)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|every|list|which|what|how many|earlier|previous|older|past)\b.{0,30}\b(?:versions|drafts|revisions)\b",
    re.IGNORECASE,
)


def versions_said(text: str) -> tuple[int, ...]:
    """The numbers of versions, each once, as they are said: "version 2 and 3", "v1", "the first draft"."""
    found: list[tuple[int, int]] = []
    for named in _NAMED.finditer(text):
        found.append((named.start(), _number(named["first"])))
        end = named.end()
        while more := _FOLLOWING.match(text, end):
            found.append((end, _number(more["next"])))
            end = more.end()
    found += [(each.start(), _ORDINALS[each[1].casefold()]) for each in _ORDINAL.finditer(text)]
    return tuple(dict.fromkeys(number for _, number in sorted(found)))


def asks_changes(text: str) -> bool:
    """Whether it asks what changed, or to compare."""
    return bool(_CHANGES.search(text))


def counts_from(text: str) -> bool:
    """Whether the version that is named is the one to compare with: "what changed since version 1"."""
    return bool(_SINCE.search(text))


def asks_total(text: str) -> bool:
    return bool(_TOTAL.search(text))


def asks_all_versions(text: str) -> bool:
    return bool(_ALL.search(text))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else int(number_in_words(said))
