"""The words of the calendar and the clock, as patterns for the time readers."""

from bot.understanding.readers.number_words import BELOW_HUNDRED
from bot.understanding.readers.plain import one_of

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9, "janurary": 1, "febuary": 2}
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAY_NAMES)}
WEEKDAYS |= {name[:3]: number for name, number in WEEKDAYS.items()}
WEEKDAYS |= {"tues": 1, "weds": 2, "wednsday": 2, "thur": 3, "thurs": 3}
NTH = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1, "final": -1,
}  # fmt: skip
UNITS = {
    "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "day": "day", "week": "week", "wk": "week",
    "month": "month", "mo": "month", "quarter": "quarter", "year": "year", "yr": "year", "fortnight": "fortnight",
    "business day": "business day", "working day": "business day", "calendar day": "day",
}  # fmt: skip
ZONES = {
    "eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "et": "America/New_York",
    "central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
    "mountain": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
    "pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles", "alaska": "America/Anchorage", "akst": "America/Anchorage",
    "akdt": "America/Anchorage", "hawaii": "Pacific/Honolulu", "hst": "Pacific/Honolulu", "arizona": "America/Phoenix",
    "utc": "UTC", "gmt": "UTC", "zulu": "UTC",
}  # fmt: skip

#: "Third" as a day of a month.
ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
ORDINAL_WORDS |= {f"twenty-{word}": 20 + number for word, number in tuple(ORDINAL_WORDS.items())[:9]}
ORDINAL_WORDS |= {word.replace("-", " "): number for word, number in ORDINAL_WORDS.items() if "-" in word}

MONTH = rf"(?:{one_of(MONTHS)}\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.)"
WEEKDAY = rf"{one_of(WEEKDAYS)}\b"
ORDINAL = r"(?:st|nd|rd|th)"
YEAR = r"(?:(?:,?\s*|\s+of\s+)(?P<year>(?:19|20)\d\d|'\d\d)(?![\d:-]))"
UNIT = rf"{one_of(UNITS)}s?\b"
#: Group `count` or `half`: how many units.
COUNT = (
    rf"(?:(?P<half>half\s+an?)|(?P<count>\d{{1,3}}(?:\.5)?|{BELOW_HUNDRED}"
    r"|(?:an?\s+)?couple(?:\s+of)?|the|an?))"
)
#: Words that may follow a number or an ordinal that has no noun of its own ("at 2 on Friday", "the 15th please").
NO_NOUN = (
    r"(?=\s*(?:$|[.,;:?!)\]\"-]|->|(?:and|or|but|on|at|in|to|for|from|by|with|w|as|if|is|it's|was|are|would|will|works?"
    r"|work|please|pls|plz|instead|rather|not|than|then|today|tomorrow|tmrw|this|next|the|of|because|so|since|until"
    r"|through|thru|till|between|about|around|thanks|thank|ok|okay|too|does|do|could|can|we|I|you|he|she|they|my|our"
    r"|your|sharp|ish|anyway|again|now|already|also|when|which|that|clashes|needs|should|it|eastern|central|mountain"
    rf"|pacific|hawaii|[ecmp][sd]?t|utc|gmt|via|over|off|{'|'.join(_WEEKDAY_NAMES)}|{'|'.join(_MONTH_NAMES)})\b))"
)
#: What may follow "at 10" in other words: nothing that could be counted ("at 10 sites", "at 3 of our large offices").
NO_COUNT = (
    r"(?<=\d)(?=\s+(?!(?:\w+\s+){0,2}?[a-z]{3,}(?<!his)(?<!thu)(?<!was)(?<!has)(?<!ways)s\b)(?!(?:people|staff|percent|per|cents?|hundred"
    r"|thousand|k|dozen|site|location|office|building|or\s+\d)\b)[a-z])"
)
