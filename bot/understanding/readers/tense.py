"""Whether a day without a year, or a weekday, lies behind or ahead of the speaker."""

import re

from bot.understanding.readers.plain import FLAGS, one_of

LOOKING_BACK = frozenset({"view_report", "request_status", "record_funding", "report_issue", "change_answer"})

_DONE = one_of(
    (
        "accepted", "answered", "approved", "arrived", "began", "bought", "broke", "called", "changed",
        "closed", "crashed", "ended", "expired", "failed", "filed", "filled", "finished", "gave", "happened",
        "heard", "lapsed", "left", "logged", "lost", "made", "met", "missed", "moved", "opened", "paid",
        "posted", "processed", "promised", "received", "recorded", "registered", "released", "renewed",
        "reported", "resolved", "responded", "said", "sent", "signed", "skipped", "started", "stopped",
        "submitted", "talked", "told", "took", "transferred", "went", "worked",
    )
)  # fmt: skip
_NOT_YET_DONE = r"(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bget )(?<!\bgets )(?<!\bto )(?<!n't )(?<!\bnot )"
_BACK = re.compile(
    rf"\bdid(?:n't)?\b|\b(?:was|were)(?:n't)?\b(?!\s+(?:just\s+)?(?:wondering|hoping|thinking|to\b))"
    rf"|\bhad\b|\b(?:ha(?:s|ve)(?:n't)?|(?:I|we|they|you)'ve)\s+(?:\w+\s+){{0,2}}?(?:been|{_DONE})\b"
    rf"|{_NOT_YET_DONE}\b{_DONE}\b|\bago\b",
    FLAGS,
)
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|should|going\s+to|gonna|upcoming|coming|due|let's|lets|expected|need\s+to|want\s+to"
    r"|planned|scheduled|wondering|hoping|expires?|expiring|would\s+like|would|could|must)\b|'ll\b|'d\s+like\b",
    FLAGS,
)
LOOKING_AHEAD = frozenset({"schedule_meeting", "reschedule_meeting", "cancel_meeting"})
_FROM_NOW_ON = re.compile(r"\b(?:by|starting|effective)\s+(?:the\s+|this\s+|on\s+)*\Z", FLAGS)
_CLAUSE_END = re.compile(r"[.?!;,:](?=\s|$)|\s-\s|\s(?:and|but|so|because)\s", FLAGS)
#: "Between August 1 and October 15" is one clause.
_BETWEEN = re.compile(r"\bbetween(?:\s+[\w,/]+){1,4}\Z", FLAGS)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|last\s+|early\s+|late\s+)?(?:\w+\s+(?:of|in)\s+)?\Z", FLAGS)


def looks_back(text: str, position: int, intent: str) -> bool:
    """Whether what stands at the position is past: by "since" or "by", then the clause's tense, then the intent.

    The clause speaks against its intent only when it is clear: a report looks back unless its clause
    says "will" or the like, everything else looks ahead unless its clause is in the past tense.
    """
    if _SINCE.search(text, max(0, position - 40), position):
        return True
    if intent in LOOKING_AHEAD or _FROM_NOW_ON.search(text, max(0, position - 40), position):
        return False
    clause = _clause(text, position)
    back, ahead = _BACK.search(clause) is not None, _AHEAD.search(clause) is not None
    if back == ahead:
        return intent in LOOKING_BACK
    return back


def _clause(text: str, position: int) -> str:
    start, end = max(0, position - 200), min(len(text), position + 200)
    for stop in _CLAUSE_END.finditer(text, start, end):
        if _BETWEEN.search(text, start, stop.start()):
            continue
        if stop.end() > position:
            return text[start : stop.start()]
        start = stop.end()
    return text[start:end]
