"""Months and seasons as people name them: "October", "next March", "June 2027", "this summer"."""

import re
from dataclasses import replace
from datetime import date

from bot.understanding.readers.plain import FLAGS
from bot.understanding.readers.time_days import nearest
from bot.understanding.readers.time_model import Days, Meaning, Rule, Said, full_year, month_of, months_from
from bot.understanding.readers.time_words import MONTH, MONTHS

_MONTH = re.compile(
    rf"(?P<lead>\b(?:in|past|by|since|of|until|till|through|thru|for|from|to|before|after|during|around|about|starting"
    rf"|beginning|between|and|or|vs|was|early|mid|late|the|every|this|next|last|is)[\s-]+(?:the\s+)?|-\s*)?"
    rf"\b(?P<month>{MONTH})(?:'s)?(?:(?:,?\s+|\s+of\s+)(?P<year>(?:19|20)\d\d|'\d\d)(?![\d:-]))?(?!\w|-(?!\s?{MONTH})|\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!:|\s*[ap]m))",
    FLAGS,
)
#: "Our October payment" is that of last month, not of next year: so many months long one asks about a payment.
_PAYMENT_IS_SOUGHT = 2
_NAME_INTENTS = ("share_contacts", "find_contact")
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
_SEASON = re.compile(
    r"\b(?:(?P<which>this|next|last|this\s+past|this\s+coming)|(?:in|by|before|until|since|over|during|for|after)"
    r"(?:\s+the)?)\s+(?P<month>winter|spring|summer|fall|autumn)\b(?:\s+(?:of\s+)?(?P<year>20\d\d))?",
    FLAGS,
)


def _month(match: re.Match[str], said: Said) -> Meaning | None:
    if not match["year"] and _is_no_month(match, said):
        return None
    month = MONTHS[match["month"].rstrip(".").lower()]
    found = _month_without_year(month, match, said) if not match["year"] else None
    return found or replace(month_of(full_year(match["year"]), month), dated=True)


def _is_no_month(match: re.Match[str], said: Said) -> bool:
    """Whether it is the verb "may" or "march", or the name of a person such as April or June."""
    name, lead = match["month"], match["lead"]
    after = said.text[match.end("month") : match.end("month") + 20]
    if name.lower() in ("may", "mar", "march", "jan", "dec", "august") and name.islower() and not lead:
        return not re.match(r"\s*(?:numbers|report|figures|meeting|results)\b", after, FLAGS)
    if name.lower() == "may" and re.match(r"\s+(?:I|we|you|they|he|she|it|be|not|have)\b", after, FLAGS):
        return True
    if not lead and re.match(r"\s+(?:said|says|told|asked|wants|called|e?mailed|wrote)\b", after, FLAGS):
        return True
    if name.lower() in ("may", "jan", "april", "june", "august") and re.match(r"\s+[A-Z][a-z]", after):
        return not lead or said.intent in _NAME_INTENTS
    return said.intent in _NAME_INTENTS and not (lead or "").lower().startswith(("in", "by", "since", "until", "from"))


def _month_without_year(month: int, match: re.Match[str], said: Said) -> Days:
    lead = (match["lead"] or "").lower().split()
    step = {"next": 1, "last": -1}.get(lead[0] if lead else "", 0)
    year = said.today.year
    if step:
        return month_of(year if (month - said.today.month) * step > 0 else year + step, month)
    if said.looks_back(match.start("month")):
        return month_of(year if month <= said.today.month else year - 1, month)
    is_just_over = 0 < (said.today.month - month) % 12 <= _PAYMENT_IS_SOUGHT
    if said.intent in ("payment_schedule", "record_funding") and is_just_over:
        return month_of(year if month < said.today.month else year - 1, month)
    return month_of(year if month >= said.today.month else year + 1, month)


def _season(match: re.Match[str], said: Said) -> Meaning:
    month = _SEASONS[match["month"].lower()]
    if match["year"]:
        return months_from(date(int(match["year"]), month, 1), 3, "season")
    if (match["which"] or "").lower() in ("last", "this past"):
        years = range(said.today.year, said.today.year - 3, -1)
        return next(s for y in years if (s := months_from(date(y, month, 1), 3, "season")).end <= said.today)
    start = nearest(said, match.start(), lambda year: date(year, month, 1), range(3))
    return months_from(start, 3, "season")


RULES: tuple[Rule, ...] = ((_MONTH, _month), (_SEASON, _season))
