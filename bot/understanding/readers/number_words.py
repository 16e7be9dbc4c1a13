"""Numbers written in words: "twenty-five", "two hundred and fifty", "a dozen", "2 million"."""

import re

from bot.understanding.readers.plain import one_of

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES = {"hundred": 100, **_LARGE}
_SMALL = ONES | TEENS | TENS | {"zero": 0, "a": 1, "an": 1, "another": 1, "couple": 2, "pair": 2}

BELOW_HUNDRED = rf"(?:{one_of(TENS)}(?:[\s-]+{one_of(ONES)})?|{one_of(TEENS)}|{one_of(ONES)})"
_DIGITS = r"\d{1,3}(?:,\d{3})*(?:\.\d{1,3})?"
_BELOW_THOUSAND = (
    rf"(?:(?:an?|another|{BELOW_HUNDRED}|\d{{1,2}})\s+hundred(?:\s+(?:and\s+)?{BELOW_HUNDRED})?|{BELOW_HUNDRED})"
)
_COUPLE = r"(?:(?:an?\s+)?couple(?:\s+of)?)"
_LARGER = one_of(_SCALES)
_SHARES = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_SHARE_OF = rf"(?:(?:an?|one)\s+)?{one_of(_SHARES)}(?:\s+of)?(?:\s+an?)?\s+{_LARGER}"
_DOZENS = rf"(?:half(?:\s+an?(?:other)?)?|an?\s+half|an?|another|{_COUPLE}|{BELOW_HUNDRED}|{_DIGITS})"
#: Any number that has a word in it.
IN_WORDS = (
    rf"(?:(?:{_DOZENS}\s+)?(?<!few )(?<!several )(?<!many )dozen\b"
    rf"|{_COUPLE}\s+(?:hundred|thousand)|an?\s+pair(?=\s+of\b)|{_SHARE_OF}\b"
    rf"|(?:{BELOW_HUNDRED}|{_DIGITS})\s+and\s+a\s+half\s+{_LARGER}\b"
    rf"|(?:an?|another|{_BELOW_THOUSAND}|{_DIGITS})\s+{one_of(_LARGE)}\s+and\s+a\s+half\b"
    rf"|(?:an?|another|{_BELOW_THOUSAND}|{_DIGITS})\s+{one_of(_LARGE)}"
    rf"(?:\s+(?:and\s+)?{_BELOW_THOUSAND}(?:\s+{one_of(_LARGE)})?){{0,2}}"
    rf"|{_BELOW_THOUSAND}(?:\s+and\s+a\s+half\b)?|zero)"
)
_SHARE = re.compile(rf".*?(?P<share>{one_of(_SHARES)})\b.*\b(?P<of>{_LARGER})")
#: "Two and a half million" and "two million and a half" are the same.
_AND_A_HALF = re.compile(
    rf"(?P<whole>.+?)\s+(?:and\s+a\s+half\s+(?P<of>{_LARGER})|(?P<large>{_LARGER})\s+and\s+a\s+half)"
)


def number_in_words(words: str) -> int | float:
    """The number that a text matching IN_WORDS or BELOW_HUNDRED means, a whole one as int."""
    lower = words.lower()
    if "dozen" in lower:
        return _whole(12 * (0.5 if "half" in lower else _sum(lower.removesuffix("dozen")) or 1))
    if mixed := _AND_A_HALF.fullmatch(lower):
        return _whole((_sum(mixed["whole"]) + 0.5) * _SCALES[mixed["of"] or mixed["large"]])
    if share := _SHARE.fullmatch(lower):
        return _whole(_SHARES[" ".join(share["share"].split())] * _SCALES[share["of"]])
    half = 0.5 if lower.endswith("half") else 0
    return _whole(_sum(lower.removesuffix("half")) + half)


def _sum(words: str) -> int | float:
    total: int | float = 0
    part: int | float = 0
    for word in re.split(r"[\s-]+", words):
        if word == "hundred":
            part = part * 100
        elif word in _LARGE:
            total, part = total + part * _LARGE[word], 0
        elif word in ("a", "an") and (total or part):
            continue
        elif word in ("couple", "pair"):
            part = 2
        elif word in _SMALL:
            part += _SMALL[word]
        elif word[:1].isdigit():
            part += float(word.replace(",", ""))
    return total + part


def _whole(number: int | float) -> int | float:
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def counted(word: str) -> int:
    """How many a word of `BELOW_HUNDRED`, a number in digits, or "a" stands for."""
    if word.isdigit():
        return int(word)
    return 1 if word.casefold() in ("a", "an") else int(number_in_words(word))
