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
_DURATION_KIND = (
    r"(?:business|working|calendar|work|full|consecutive|more|extra|additional|fiscal|equal|straight|whole)"
)
#: A plural, with up to two words before it: what a number before it counts.
_THINGS = (
    r"\s+(?:(?!(?:for|to|of|on|from|and|in|per|an?|the|is|was|at|by|as|or|with|under|your|our)\b)[a-z-]+\s+){0,2}"
    r"(?!(?:is|was|as|this|us|dollars|bucks)\b)(?:[a-z]{2,}s|people|staff|storage|vm)\b"
)
#: The same, directly after the number.
_PLURAL = r"\s+[a-z]+s\b"
_MONEY = r"(?:dollars?|dollar|usd|bucks?|cents?|grand|euros?|pounds?|eur)"
_MONEY_LEAD = (
    r"(?:\$|\u20ac|\u00a3|\u00a5|\bUSD\b|\bbudget\s+(?:of|is|was)|\bpa(?:y|id|ying)|\bpayments?\s+of|\binstal+ments?\s+of"
    r"|\btransfer(?:red)?(?:\s+of)?|\bcost(?:s|ing)?|\btotal\s+(?:of|below|under|is)|\bamount(?:\s+of|\s+is)?"
    r"|\binvoice\s+(?:of|for)|\bprice\s+of\s+(?=\$)|\bxfer|\breleased|\bwired|\bspend)"
)
#: Names that a number belongs to: "Windows 11", "covid-19", "Title 5".
_PRODUCTS = (
    r"(?:windows|win|covid|office|microsoft|ms|m|sharepoint|exchange|oracle|java|python|ios|android|iphone|ipad|galaxy"
    r"|pixel|rhel|ubuntu|adobe|acrobat|autocad|arcgis|visio|surface|latitude|sql\s+server|windows\s+server|vmware|esxi"
    r"|wi-?fi|cat|usb|formula|tls|http|ipv|sha|aes|iso|nist(?:\s+sp)?|sp|fips|fedramp|title|public\s+law|omb|usc"
    r"|u\.s\.c\.|cfr|sf|gs|w|ua|dynamics|power\s?bi)"
)
#: Words whose number tells which one: "version 3", "room 204", "psalm 23".
_LABELS = (
    r"(?:version|ver|v|draft|revision|rev|release|proposal|line(?:\s+items?)?|items?|sections?|questions?|q|steps?"
    r"|stages?|phases?|levels?|tiers?|tranche|options?|parts?|pages?|chapters?|clauses?|answers?|forms?|rooms?"
    r"|buildings?|bldg|floors?|suites?|numbers?|no\.?|nr\.?|nos\.?|site|office|wing|area|category|cat|class|group"
    r"|instal+ments?|payments?|priority|prio|sev|severity|p|tickets?|requests?|case|incident|tasks?|articles?|appendix"
    r"|attachments?|exhibits?|amendments?|mods?|modification|rows?|columns?|ports?|vlan|net|exit|ext\.?|extension"
    r"|flight|route|zone|grade|pay\s+period|period|lot|unit|bin|box\s+#?|type|model|figure|table|slide|ref(?:erence)?"
    r"|document|doc|code|error|errors|event|gate|series|chapter|schedule|size|european|radius|track|season|episode"
    r"|psalm|day|week|month|quarter|year|agreement|slas?|contract|order|invoice|kb)"
)
_LABELS_IN_PLURAL = (
    "version", "section", "chapter", "step", "line", "page", "draft", "stage", "phase", "level", "question",
)  # fmt: skip
#: The "s" of "versions 2 and 3".
_PLURAL_OF_LABEL = "(?:" + "|".join(rf"(?<={label})s" for label in _LABELS_IN_PLURAL) + ")?"
_REFERENCE_WORD = r"(?:number|no\.?|nr\.?|num|id|code)"
_COMPOUNDS = r"(?:port|bit|core|inch|pin|way|digit|step|page|part|point|tier|factor|gig|man|fold|star)"

_ADDRESSES = r"https?://\S+|\S+@\S+\.\w+|\bwww\.\S+"
_TELEPHONES = r"(?:\+?1[\s.-]?)?\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b|\b\d{3}-\d{4}\b"
#: "10.15.7", "1920 x 1080", "24/7", "12-3456-A", "007".
_CODES = r"\b\d+(?:\.\d+){2,}\b|\b\d+\s?x\s?\d+\b|\b\d+/\d+\b|\b\d{2,}-\d{3,}-\w+\b|(?<![\w.,])0\d{2,}\b"
#: "a budget of 40,000", "paid 15k": money, unless it goes on with things: "pay 40 users".
_AMOUNT_AFTER_LEAD = (
    rf"{_MONEY_LEAD}\s*(?:(?:about|around|roughly|of|only|us)\s+)?\$?(?>{_FIGURE})"
    rf"(?:\s?(?:k|m|mm|million|thousand|grand)\b)?(?!{_THINGS})"
)
_AMOUNT_IN_DOLLARS = rf"\$\s?{_RANGE}(?:\s?(?:k|m|million|thousand))?"
_AMOUNT_BEFORE_CURRENCY = rf"(?<![\w-]){_ANY}\s?(?:[km]\s?)?(?:-\s?)?{_MONEY}\b"
_SHARES = rf"(?<![\w]){_RANGE}\s?(?:%|percent\b|pct\b|per\s+cent\b|percentage\b)"
#: "and a half", "1/2" after a whole number.
_AND_A_PART = r"(?:\s+and\s+(?:an?|one)\s+(?:half|quarter)|\s+\d/\d|\s?[\u00bc-\u00be])?"
#: "three business days", "7 and a half months", also with what it is held against: "12 months rather than 24".
_DURATIONS = (
    rf"(?<![\w-]){_RANGE}{_AND_A_PART}(?:\s*|-)(?:{_DURATION_KIND}\s+)?{one_of(_DURATION)}s?\b"
    rf"(?:,?\s+(?:rather\s+than|instead\s+of|not|to)\s+(?>{_FIGURE})(?!{_THINGS}))?"
)
#: "3 pm", "24h", and temperatures.
_HOURS_AND_DEGREES = rf"(?<![\w-]){_RANGE}[\s-]*(?:h|am|pm|a\.m\.|p\.m\.|'?c|\u00b0\w?)\b"
#: "badge number 4711", "zip 20250".
_PERSONAL_NUMBERS = (
    r"\b(?:zip|badge|phone|account|serial|asset|employee|tag|case|cell|fax)(?:\s+(?:code|number|no\.?|id))?"
    rf"\s+(?:is\s+|was\s+)?\d+\b(?!{_PLURAL})"
)
#: "20250-1234"; "a 404", "a 503" of a web server.
_ZIP_AND_STATUS = r"\b\d{5,}-\d+\b|\ban?\s+[45]0\d\b"
#: "those two", what was spoken of; "in one word".
_POINTING = r"\b(?:those|these)\s+(?:two|three|four)\b(?=\s*(?:$|[.,;?!]))|\bone\s+(?:line|word|sentence|liner)\b"
#: The form 7600, "502 errors", and money in thousands without a currency: "we have 40k".
_FORM_ERRORS_BUDGET = (
    r"\b7600\b|\b[45]\d\d\s+errors?\b"
    rf"|\b(?:with|under|within|below|have|afford|budget)\s+(?>\d+)k\b(?!{_PLURAL})"
)
_ORDINALS = r"\b\d{1,4}(?:st|nd|rd|th)\b"
#: "two quick questions", "my two cents".
_WORDS_OF_TALK = (
    rf"\b{_ANY}\s+(?:(?:quick|more|other|small|last|final)\s+)?"
    r"(?:things|questions|reasons|ways|words|thoughts|ideas|cents)\b"
)
_AMOUNT_BEFORE_BUDGET = rf"(?<![\w-]){_ANY}\s?k?\s+(?:budget|ceiling|in\s+(?:funding|funds))\b"
#: "nine to five".
_OFFICE_HOURS = rf"\b(?:9|8|7|nine|eight|seven)\s*(?:-|to)\s*(?:4|5|6|four|five|six)\b(?!{_PLURAL})"
#: "explain it like I'm five".
_AGES = rf"\b(?:like|as\s+if)\s+I'?m\s+{_ANY}(?=\s*(?:$|[.,;?!]))|\bI'?m\s+{_ANY}\s+years?\b"
#: "version 3", "steps 2 and 3", "ticket no. 1765".
_LABELLED = (
    rf"\b{_LABELS}{_PLURAL_OF_LABEL}\s*(?:{_REFERENCE_WORD}\s*)?#?\s*(?:-\s?)?(?:{_FIGURE}|{IN_WORDS})(?![\w-])"
    r"(?:\s*(?:,|-|and|or|of|to|&)\s*\d+(?![\w.]))*"
)
_PRODUCT_NUMBERS = rf"\b{_PRODUCTS}[\s-]*\d+(?:\.\d+)*\b(?!\s*x\b)"
#: "#12", "12b", "48-port".
_WRITTEN_TOGETHER = rf"#\s?\d+|\b\d+[a-z]\b(?<![km\dx])|\b\d+(?:-\d+)?-{_COMPOUNDS}\b"
_INCHES = r"\b\d+(?:\.\d+)?\s?(?:inch|inches|\")"
#: "two-factor", but not "two-person".
_COMPOUND_WORDS = (
    r"\b(?:one|two|three|four|five)-(?!person|site|seat|user|people|hundred|thousand|million|dozen)[a-z]+\b"
)
#: "4k monitor", "8g tablet", "5G".
_GENERATIONS = (
    r"\b(?:4|5|8)[kg]\b(?=\s+(?:monitor|display|screen|video|tv|camera|phone|tablet|modem|hotspot|plan|connect|cover))"
    r"|\b[2345]G\b"
)
#: The first that fits wins, so the order tells.
_NOT_A_COUNT = re.compile(
    "|".join(
        (
            _ADDRESSES,
            _TELEPHONES,
            _CODES,
            _AMOUNT_AFTER_LEAD,
            _AMOUNT_IN_DOLLARS,
            _AMOUNT_BEFORE_CURRENCY,
            _SHARES,
            _DURATIONS,
            _HOURS_AND_DEGREES,
            _PERSONAL_NUMBERS,
            _ZIP_AND_STATUS,
            _POINTING,
            _FORM_ERRORS_BUDGET,
            _ORDINALS,
            _WORDS_OF_TALK,
            _AMOUNT_BEFORE_BUDGET,
            _OFFICE_HOURS,
            _AGES,
            _LABELLED,
            _PRODUCT_NUMBERS,
            _WRITTEN_TOGETHER,
            _INCHES,
            _COMPOUND_WORDS,
            _GENERATIONS,
        )
    ),
    FLAGS,
)
#: Before "one" these point at a thing: "the first one is fine".
_ONE_OF_MANY = re.compile(
    r"(?:\b(?:the|this|that|which|no|not|any|every|each|another|first|last|next|new|old|other|some|only|duplicate|right"
    r"|wrong|good|second|third|same|latest|final|current|existing|long|short|does|would|can|should|all\s+in|day|monday"
    r"|tuesday|wednesday|thursday|friday))\s+\Z",
    FLAGS,
)
#: After "one" a thing, and none of the words that leave it a pronoun or a way of speaking: "one more thing".
_ONE_THING = re.compile(
    r"\s+(?:(?:more|extra|additional|other|new|single|conference|virtual|managed)\s+)*"
    r"(?!(?:more|thing|time|moment|question|way|word|place|point|that|which|who|of|or|and|is|was|will|would|can|has|to"
    r"|for|at|in|on|by|with|from|the|a|an|after|before|please|pls|per|another|about|another|we|I|you|they|it|instead"
    r"|side|reason|problem|concern|note|condition|caveat|exception|catch)\b)[a-z]{2,}",
    FLAGS,
)
#: Before "zero" in "set it to zero", which counts.
_ZERO_OF = re.compile(r"(?:\b(?:to|at|is|are|was|be|with|from|than)|=|:)\s+\Z", FLAGS)
_COUNTED_THINGS = re.compile(_THINGS, FLAGS)
#: "40 a seat", "2,000 left in the budget".
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
