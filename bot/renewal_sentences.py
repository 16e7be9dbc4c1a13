"""What a sentence says of the end of a term: services are to go on for a while, or it is not renewed, and why. Pure."""

import re
from datetime import date, timedelta

from bot.said import values
from bot.understanding.model import Understanding
from bot.understanding.readers.number_words import BELOW_HUNDRED, counted
from domain.renewals import same_day_later

_COUNT = rf"(\d{{1,3}}|an?|{BELOW_HUNDRED})"
_TIME = r"(day|week|month)s?"
_SOME = rf"(?:{_COUNT}|some|(?:a )?few|a couple of)"
_LONGER = re.compile(
    rf"\bextensions?\b|\bextend\b.{{0,40}}\b(?:until|till|by|to|for|{_TIME})\b"
    rf"|\b(?:needs?|wants?|get|have|give|grant|like)\b.{{0,20}}\b{_SOME} (?:more|extra|additional) {_TIME}\b"
    rf"|\b(?:keep|continue|go on|carry on|run on)\b.{{0,60}}"
    rf"\b(?:until|till|for {_SOME}(?: more)? {_TIME}|for a while)\b",
    re.IGNORECASE,
)
_BY = re.compile(rf"\b{_COUNT} (?:(?:more|extra|additional) )?{_TIME}\b", re.IGNORECASE)
#: More time for something that is to be done, not for the services.
_FOR_ELSE = re.compile(
    r"\b(?:survey|questions?|answer(?:s|ing)?|review|read|decide|think|sign(?:ing|ature)?|pay(?:ing|ment)?|task|meeting|"
    r"proposal|draft)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(\bnot\b|n['’]t\b|\bnever\b|\bno longer\b|\bwithout\b|\bagainst\b|\bstop\b)"
    r".{0,25}\b(renew\w*|another (year|term))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:if|what|why|when|whether|which|who|how|should|can|could|does|did|has|have|is|are)\b", re.IGNORECASE
)
_REASON = re.compile(
    r"\b(?:because|since|reason:?|as (?=(?:we|they|the|it)\b))\s*(?:of )?(.+)$|[,;:] ?(.+)$", re.IGNORECASE
)


def asks_longer(text: str) -> bool:
    """ "We need three more months": services are to go on beyond the term."""
    return bool(_LONGER.search(text)) and not _FOR_ELSE.search(text)


def is_against(text: str) -> bool:
    """Whether a renewal is spoken of that is not wanted."""
    return bool(_AGAINST.search(text))


def tells_no_renewal(text: str) -> bool:
    """ "They won't renew", which is no question about what happens then."""
    found = _AGAINST.search(text)
    return found is not None and not _ASKS.search(text[: found.start()])


def reason_said(text: str) -> str:
    """Why it is not renewed: what comes after "because" or a comma, as it was said."""
    against = _AGAINST.search(text)
    found = _REASON.search(text, against.end()) if against else None
    said = (found[1] or found[2]).strip() if found else ""
    return said[:1].upper() + said[1:]


def longer_until(text: str, understanding: Understanding, end: date) -> date | None:
    """The new last day that is said: a day, or by how much the term that ends on `end` gets longer."""
    for said in values(understanding, "time"):
        start, _, after = said.partition("/")
        try:
            day = date.fromisoformat(after[:10]) - timedelta(days=1) if after else date.fromisoformat(start[:10])
        except ValueError:
            continue
        if day > end:
            return day
    found = _BY.search(text)
    if not found:
        return None
    count, unit = counted(found[1]), found[2].casefold()
    if unit == "month":
        return same_day_later(end, count)
    return end + timedelta(days=count * (7 if unit == "week" else 1))
