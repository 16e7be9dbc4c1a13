"""What around a number tells that it counts nothing: money, durations, labels, names, references."""

import re
from collections.abc import Iterable

from bot.understanding.readers.number_words import IN_WORDS
from bot.understanding.readers.plain import FLAGS, one_of

_BLANK = "\u00a4"
_FIGURE = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ANY = rf"(?:{IN_WORDS}|{_FIGURE})"
_RANGE = rf"(?:{_ANY}\s*(?:-|to|or|and)\s*)?{_ANY}"
_DURATION = (
    "second", "sec", "minute", "min", "hour", "hr", "day", "night", "week", "wk", "month", "mo",
    "quarter", "qtr", "year", "yr", "ms", "millisecond", "fortnight", "decade", "nines", "o'clock", "oclock", "mth",
    "time",
)  # fmt: skip
_THINGS = (
    r"\s+(?:(?!(?:for|to|of|on|from|and|in|per|an?|the|is|was|at|by|as|or|with|under|your|our)\b)[a-z-]+\s+){0,2}"
    r"(?!(?:is|was|as|this|us|dollars|bucks)\b)(?:[a-z]{2,}s|people|staff|storage|vm)\b"
)
_DURATION_KIND = (
    r"(?:business|working|calendar|work|full|consecutive|more|extra|additional|fiscal|equal|straight|whole)"
)
_MONEY = r"(?:dollars?|dollar|usd|bucks?|cents?|grand|euros?|pounds?|eur)"
_MONEY_LEAD = (
    r"(?:\$|\u20ac|\u00a3|\u00a5|\bUSD\b|\bbudget\s+(?:of|is|was)|\bpa(?:y|id|ying)|\bpayments?\s+of|\binstal+ments?\s+of"
    r"|\btransfer(?:red)?(?:\s+of)?|\bcost(?:s|ing)?|\btotal\s+(?:of|below|under|is)|\bamount(?:\s+of|\s+is)?"
    r"|\binvoice\s+(?:of|for)|\bprice\s+of\s+(?=\$)|\bxfer|\breleased|\bwired|\bspend)"
)
_PRODUCTS = (
    r"(?:windows|win|covid|office|microsoft|ms|m|sharepoint|exchange|oracle|java|python|ios|android|iphone|ipad|galaxy|pixel|rhel|ubuntu|adobe"
    r"|acrobat|autocad|arcgis|visio|surface|latitude|sql\s+server|windows\s+server|vmware|esxi|wi-?fi|cat|usb|formula|tls|http"
    r"|ipv|sha|aes|iso|nist(?:\s+sp)?|sp|fips|fedramp|title|public\s+law|omb|usc|u\.s\.c\.|cfr|sf|gs|w|ua|dynamics|power\s?bi)"
)
_LABELS = (
    r"(?:version|ver|v|draft|revision|rev|release|proposal|line(?:\s+items?)?|items?|sections?|questions?|q|steps?|stages?|phases?|levels?|tiers?"
    r"|tranche|options?|parts?|pages?|chapters?|clauses?|answers?|forms?|rooms?|buildings?|bldg|floors?|suites?|numbers?|no\.?|nr\.?|nos\.?|site|office|wing|area"
    r"|category|cat|class|group|instal+ments?|payments?|priority|prio|sev|severity|p|tickets?|requests?|case|incident|tasks?|articles?|appendix"
    r"|attachments?|exhibits?|amendments?|mods?|modification|rows?|columns?|ports?|vlan|net|exit|ext\.?|extension|flight|route|zone|grade|"
    r"pay\s+period|period|lot|unit|bin|box\s+#?|type|model|figure|table|slide|ref(?:erence)?|document|doc|code|error|errors|event|gate|series|"
    r"chapter|schedule|size|european|radius|track|season|episode|psalm|day|week|month|quarter|year|agreement|slas?|contract|order|invoice|kb)"
)
_REFERENCE_WORD = r"(?:number|no\.?|nr\.?|num|id|code)"
_NOT_A_COUNT = re.compile(
    "|".join(
        (
            r"https?://\S+|\S+@\S+\.\w+|\bwww\.\S+",
            r"(?:\+?1[\s.-]?)?\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b|\b\d{3}-\d{4}\b",
            r"\b\d+(?:\.\d+){2,}\b|\b\d+\s?x\s?\d+\b|\b\d+/\d+\b|\b\d{2,}-\d{3,}-\w+\b|(?<![\w.,])0\d{2,}\b",
            rf"{_MONEY_LEAD}\s*(?:(?:about|around|roughly|of|only|us)\s+)?\$?(?>{_FIGURE})(?:\s?(?:k|m|mm|million|thousand|grand)\b)?(?!{_THINGS})",
            rf"\$\s?{_RANGE}(?:\s?(?:k|m|million|thousand))?",
            rf"(?<![\w-]){_ANY}\s?(?:[km]\s?)?(?:-\s?)?{_MONEY}\b",
            rf"(?<![\w]){_RANGE}\s?(?:%|percent\b|pct\b|per\s+cent\b|percentage\b)",
            rf"(?<![\w-]){_RANGE}(?:\s*|-)(?:{_DURATION_KIND}\s+)?{one_of(_DURATION)}s?\b"
            rf"(?:,?\s+(?:rather\s+than|instead\s+of|not|to)\s+(?>{_FIGURE})(?!{_THINGS}))?",
            rf"(?<![\w-]){_RANGE}[\s-]*(?:h|am|pm|a\.m\.|p\.m\.|'?c|\u00b0\w?)\b",
            r"\b(?:zip|badge|phone|account|serial|asset|employee|tag|case|cell|fax)(?:\s+(?:code|number|no\.?|id))?\s+(?:is\s+|was\s+)?\d+\b(?!\s+[a-z]+s\b)",
            r"\b\d{5,}-\d+\b|\ban?\s+[45]0\d\b",
            r"\b(?:those|these)\s+(?:two|three|four)\b(?=\s*(?:$|[.,;?!]))|\bone\s+(?:line|word|sentence|liner)\b",
            r"\b7600\b|\b[45]\d\d\s+errors?\b|\b(?:with|under|within|below|have|afford|budget)\s+(?>\d+)k\b(?!\s+[a-z]+s\b)",
            r"\b\d{1,4}(?:st|nd|rd|th)\b",
            rf"\b{_ANY}\s+(?:(?:quick|more|other|small|last|final)\s+)?(?:things|questions|reasons|ways|words|thoughts|ideas|cents)\b",
            rf"(?<![\w-]){_ANY}\s?k?\s+(?:budget|ceiling|in\s+(?:funding|funds))\b",
            r"\b(?:9|8|7|nine|eight|seven)\s*(?:-|to)\s*(?:4|5|6|four|five|six)\b(?!\s+[a-z]+s\b)",
            rf"\b(?:like|as\s+if)\s+I'?m\s+{_ANY}(?=\s*(?:$|[.,;?!]))|\bI'?m\s+{_ANY}\s+years?\b",
            rf"\b{_LABELS}(?:(?<=version)s|(?<=section)s|(?<=chapter)s|(?<=step)s|(?<=line)s|(?<=page)s|(?<=draft)s|(?<=stage)s|(?<=phase)s|(?<=level)s|(?<=question)s)?\s*(?:{_REFERENCE_WORD}\s*)?#?\s*(?:-\s?)?(?:{_FIGURE}|{IN_WORDS})(?![\w-])(?:\s*(?:,|-|and|or|of|to|&)\s*\d+(?![\w.]))*",
            rf"\b{_PRODUCTS}[\s-]*\d+(?:\.\d+)*\b(?!\s*x\b)",
            r"#\s?\d+|\b\d+[a-z]\b(?<![km\dx])|\b\d+(?:-\d+)?-(?:port|bit|core|inch|pin|way|digit|step|page|part|point|tier|factor|gig|man|fold|star)\b",
            r"\b\d+(?:\.\d+)?\s?(?:inch|inches|\")",
            r"\b(?:one|two|three|four|five)-(?!person|site|seat|user|people|hundred|thousand|million|dozen)[a-z]+\b",
            r"\b(?:4|5|8)[kg]\b(?=\s+(?:monitor|display|screen|video|tv|camera|phone|tablet|modem|hotspot|plan|connect|cover))|\b[2345]G\b",
        )
    ),
    FLAGS,
)
_ONE_OF_MANY = re.compile(
    r"(?:\b(?:the|this|that|which|no|not|any|every|each|another|first|last|next|new|old|other|some|only|duplicate|right|wrong|good|"
    r"second|third|same|latest|final|current|existing|long|short|does|would|can|should|all\s+in|day|monday|tuesday|wednesday|thursday|friday))\s+\Z",
    FLAGS,
)
_ONE_THING = re.compile(
    r"\s+(?:(?:more|extra|additional|other|new|single|conference|virtual|managed)\s+)*"
    r"(?!(?:more|thing|time|moment|question|way|word|place|point|that|which|who|of|or|and|is|was|will|would|can|has|to|for|at|in|on|by|with|"
    r"from|the|a|an|after|before|please|pls|per|another|about|another|we|I|you|they|it|instead|side|reason|problem|concern|note|condition|caveat|exception|catch)\b)[a-z]{2,}",
    FLAGS,
)
_ZERO_OF = re.compile(r"(?:\b(?:to|at|is|are|was|be|with|from|than)|=|:)\s+\Z", FLAGS)
_COUNTED_THINGS = re.compile(_THINGS, FLAGS)
_MONEY_AFTER = re.compile(
    r"\s+(?:left|remaining|in\s+(?:the\s+)?(?:budget|funds?|this)|a\s+(?:seat|user|month|year|unit)\b|per\s+(?:seat|user))",
    FLAGS,
)
_SMALL_TALK = ("greet", "goodbye", "thank")
_MONEY_INTENTS = ("record_funding", "payment_schedule")


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, as long as before, with the spans and every number that counts nothing blanked out."""
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return _NOT_A_COUNT.sub(lambda match: _BLANK * len(match[0]), text)


def is_counted(text: str, start: int, end: int, value: int | float, intent: str) -> bool:
    """Whether the number at the position, of a masked text, counts something."""
    said, after = text[start:end].lower(), text[end : end + 40]
    if intent in _SMALL_TALK:
        return False
    if said == "zero" and not _ZERO_OF.search(text, max(0, start - 15), start):
        return bool(_COUNTED_THINGS.match(after))
    if said == "one" and value == 1:
        return bool(_ONE_THING.match(text, end)) and not _ONE_OF_MANY.search(text, max(0, start - 15), start)
    things = bool(_COUNTED_THINGS.match(after))
    if _is_year(said, value) or (isinstance(value, float) and 90 < value < 100):
        return things
    if intent in _MONEY_INTENTS and (value >= 1000 or isinstance(value, float)):
        return things
    return not _MONEY_AFTER.match(after)


def _is_year(said: str, value: int | float) -> bool:
    return said.isdigit() and 1990 <= value <= 2099
