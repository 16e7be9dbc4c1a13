"""Reads the numbers of agreements (SLA-2027-0081) and of support requests (REQ-1765), canonical whatever was typed."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.understanding.model import Entity
from bot.understanding.readers.plain import FLAGS, plain
from bot.understanding.readers.time_model import full_year
from domain.agreement_numbers import agreement_number

_LONGEST_REQUEST = 9
_AGREEMENT = re.compile(
    r"(?<![\w-])(?:SLA(?:\s+(?:number|no\.?|num))?[\s#:_-]*(?P<year>20\d\d)[\s_/-]+(?P<count>\d{1,7})"
    r"|SLA[\s#:_-]*(?P<short_year>\d\d)-(?P<short_count>\d{3,7})"
    r"|(?:agreement|contract)(?:\s+(?:number|no\.?|num))?[\s#:]*(?P<said_year>20\d\d)[\s_/-]+(?P<said_count>\d{1,7})"
    r"|SLA[\s#:_-]*(?P<joined_year>20\d\d)(?P<joined_count>\d{4})(?!\d)"
    r"|(?P<bare_year>20\d\d)-(?!20\d\d)(?P<bare_count>\d{4}))(?![\w]|-\w)",
    FLAGS,
)
_NOUN = r"(?P<noun>(?:support\s+|service\s+|help\s+)?(?:request|ticket|tciket|tkt|case|incident|issue)s?)"
_REQUEST = re.compile(
    rf"(?<![\w-])(?:REQ(?:uest)?[\s#:_-]*REQ|REQs?|{_NOUN})(?P<sign>[\s:_-]*(?:\#|(?:number|no\.|no|num|nr|id)(?!\w))?[\s:#_-]*)"
    rf"(?P<count>\d{{1,{_LONGEST_REQUEST}}})(?!\w|[.,/:]\d|-\d|\s*%)",
    FLAGS,
)
_HASH = re.compile(rf"(?<![\w#&/-])#\s?(?P<count>\d{{3,{_LONGEST_REQUEST}}})(?![\w-]|[.,/:]\d)", FLAGS)
_MORE = re.compile(
    rf"\s*(?:,|and|or|&|,\s*and)\s*(?:REQ[\s#_-]*|\#)?(?P<count>\d{{3,{_LONGEST_REQUEST}}})(?!\w|[.,/:]\d|-\d|\s*%)",
    FLAGS,
)
#: What may follow "request 1200" when it is a number and not a wish for 1,200 of something.
_NO_THINGS = re.compile(
    r"\s*(?:$|[^\sa-z]|(?:and|or|is|was|has|had|yet|please|pls|status|update|progress|now|still|again|for|from|about|to|in"
    r"|of|on|at|by|with|been|be|we|I|you|today|thanks|got|gets|done|open|opened|closed|resolved|fixed|that|which|the|a|my|our"
    r"|not|since|because|yesterday|did|does|will|can|should|needs|went|resolution|stand|stands|so|but|as|then|news|under|against|via|per|please)\b)",
    FLAGS,
)
_SPEAKS_OF_REQUESTS = ("request_status", "report_issue")


def read(text: str, at: datetime, zone: ZoneInfo, intent: str = "") -> tuple[Entity, ...]:
    """The numbers in the text, in its order; a hash alone (#1765) is a request where requests are spoken of."""
    given = plain(text)
    found = [*_agreements(given), *_requests(given, intent)]
    return tuple(
        Entity(kind, text[start:end], value, start, end) for start, end, kind, value in sorted(_without_overlap(found))
    )


_Number = tuple[int, int, str, str]


def _agreements(text: str) -> Iterator[_Number]:
    for match in _AGREEMENT.finditer(text):
        said = {name.split("_")[-1]: digits for name, digits in match.groupdict().items() if digits}
        year, count = full_year(said["year"]), said["count"]
        if number := agreement_number(f"SLA-{year}-{count}"):
            yield match.start(), match.end(), "agreement_number", number


def _requests(text: str, intent: str) -> Iterator[_Number]:
    for match in _REQUEST.finditer(text):
        if _is_number_of_request(match, text):
            yield _request(match, match.start())
            yield from _more_requests(text, match.end())
    if intent in _SPEAKS_OF_REQUESTS:
        for match in _HASH.finditer(text):
            yield _request(match, match.start())


def _is_number_of_request(match: re.Match[str], text: str) -> bool:
    """ "REQ 7", "ticket 1042" and "request #42", not "request 40 laptops" or "issues 2 and 3"."""
    if match["noun"] is None or re.search(r"#|n|id", match["sign"], FLAGS):
        return True
    return len(match["count"]) >= 3 and bool(_NO_THINGS.match(text, match.end()))


def _more_requests(text: str, position: int) -> Iterator[_Number]:
    while (match := _MORE.match(text, position)) and _NO_THINGS.match(text, match.end()):
        yield _request(match, match.start("count"))
        position = match.end()


def _request(match: re.Match[str], start: int) -> _Number:
    return start, match.end(), "request_number", f"REQ-{int(match['count'])}"


def _without_overlap(found: list[_Number]) -> list[_Number]:
    """The first of those that overlap: agreements come before requests."""
    kept: list[_Number] = []
    for number in found:
        if all(number[1] <= other[0] or other[1] <= number[0] for other in kept):
            kept.append(number)
    return kept
