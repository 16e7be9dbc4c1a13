"""What in a sentence tells of people or money without being a name: addresses, numbers, links, mentions, amounts."""

import re

SOMEONE = "someone"
ADDRESS = "name@example.gov"
PHONE = "000-000-0000"
AGREEMENT = "SLA-0000-0000"
REQUEST = "REQ-0000"
AMOUNT = "$0,000"
LONG_NUMBER = "000000000"

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<mailto:[^>]*>"), ADDRESS),
    (re.compile(r"<tel:[^>]*>"), PHONE),
    (re.compile(r"<@[^>]*>"), SOMEONE),
    (re.compile(r"<#[^>]*>"), "a channel"),
    (re.compile(r"<![^>]*>"), " "),
    (re.compile(r"<https?:[^>|]*\|([^>]*)>"), r"\1"),
    (re.compile(r"<?https?://[^\s>]+>?", re.IGNORECASE), "a link"),
)
#: "1,200,000", "1.2 million", "40k".
_FIGURE = r"\d+(?:,\d+)*(?:\.\d+)?(?:\s?(?:k|mm?|bn|thousand|million|billion|grand)\b)?"
#: As above, and no year.
_LARGE = (
    r"(?>(?:\d{1,3}(?:,\d{3})+|\d{5,})(?:\.\d+)?(?:\s?(?:k|mm?|bn)\b)?"
    r"|\d+(?:\.\d+)?\s?(?:k|mm?|bn|thousand|million|billion)\b)(?!\w)"
)
_SPELLED = (
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|half|and)[\s-]+){1,8}"
)
_OWED = (
    r"\b(?:budget(?:\s+(?:is|of))?|funding of|amount of|invoice (?:for|of)|ow(?:e|es|ed)|pa(?:y|ys|id)|costs?"
    r"|sp(?:end|ent))"
)
_AMOUNTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (rf"(?:\bUS)?[$€£]\s?{_FIGURE}(?:\s?(?:-|–|to)\s?[$€£]?\s?{_FIGURE})?", AMOUNT),
        (rf"\b(?:usd|eur)\s?{_FIGURE}", AMOUNT),
        (rf"\b(?:{_FIGURE}\s?(?:-|–|to)\s?)?{_FIGURE}\s?(?:dollars?|usd|bucks?|grand|euros?|eur)\b", AMOUNT),
        (rf"\b{_SPELLED}(?:dollars|bucks|euros)\b", AMOUNT),
        (rf"({_OWED}\s+(?:us\s+|about\s+|only\s+)?){_LARGE}(?!\s+(?!this\b)[a-z]{{3,}}s\b)", rf"\1{AMOUNT}"),
    )
)
_NUMBERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*", re.IGNORECASE), ADDRESS),
    (re.compile(r"\b[\w.]+ ?(?:\(at\)|\[at\]| at ) ?[\w-]+ ?(?:\(dot\)|\[dot\]| dot ) ?\w+", re.IGNORECASE), ADDRESS),
    (re.compile(r"(?<![\w@])@[\w.-]+"), SOMEONE),
    (re.compile(r"\bSLA(?:\s+(?:number|no\.?|num))?[\s#:_-]*(?:20)?\d\d[\s_/-]+\d{1,7}\b", re.IGNORECASE), AGREEMENT),
    (re.compile(r"\b20\d\d-(?!20\d\d)\d{4}\b"), AGREEMENT),
    (re.compile(r"\bREQ(?:uest)?[\s#:_-]*\d+\b", re.IGNORECASE), REQUEST),
    (
        re.compile(
            r"\b((?:support |service |help )?(?:request|ticket|tkt|case|incident|issue)s?)[\s:]*"
            r"(?:#|number|no\.?|num|nr|id)?[\s:#]*\d{3,}\b",
            re.IGNORECASE,
        ),
        rf"\1 {REQUEST}",
    ),
    (re.compile(r"(?<!\w)#\s?\d{3,}\b"), REQUEST),
    (
        # Of a card: 13 to 19 digits in groups, and no row of years.
        re.compile(
            r"(?<![\w$,.-])(?!(?:(?:19|20)\d\d[ -]){2})(?=(?:\d[ .-]?){12,18}\d(?!\d))"
            r"\d{3,6}(?:[ .-]\d{3,7}){2,5}(?!\w)"
        ),
        LONG_NUMBER,
    ),
    (re.compile(r"\b\d{3}[- ]\d{2}[- ]\d{4}\b"), "000-00-0000"),
    (
        re.compile(
            r"(?<![\w-])(?:\+?\d{1,2}[\s.-]*)?\(?\d{3}\)?[\s.-]+\d{3}[\s.-]+\d{4}(?:\s*(?:x|ext\.?)\s*\d+)?(?!\w)"
        ),
        PHONE,
    ),
    (re.compile(r"(?<![\w-])\+\d[\d\s().-]{7,}\d(?!\w)"), PHONE),
    (re.compile(r"(?<![\w-])\d{3}[.-]\d{4}(?!\w)"), PHONE),
    (re.compile(r"(?<![\w$,.])\d{9,}(?!\w)"), LONG_NUMBER),
)


def without_figures(text: str) -> str:
    """The text with addresses, telephone numbers, links, mentions, amounts of money and numbers of agreements and
    requests replaced by such that mean nobody and nothing."""
    for pattern, instead in (*_MARKS, *_NUMBERS, *_AMOUNTS):
        text = pattern.sub(instead, text)
    return text
