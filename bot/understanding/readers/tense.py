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
        "submitted", "talked", "told", "took", "transferred", "went", "worked", "wired", "pushed", "mailed",
        "emailed", "dispatched", "delivered", "deposited", "credited", "cleared", "completed", "confirmed", "spent",
        "ran", "came", "got", "kept", "hit", "joined", "discussed", "decided", "visited", "asked", "wrote",
        "requested", "ordered", "shipped", "installed", "noticed", "saw", "dropped", "died", "froze", "flagged",
        "escalated", "burned", "held", "agreed", "bounced", "billed", "charged", "invoiced",
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
    r"|planned|scheduled|wondering|hoping|expires?|expiring|would\s+like|would|could|must|follows)\b|'ll\b|'d\s+(?!been\b|\w+ed\b|had\b)[a-z]+\b",
    FLAGS,
)
#: Nobody asks how a level was met at 2 o'clock: who names a time of day speaks of a meeting.
_CLOCK = re.compile(
    r"\d\s?[ap]\.?m\b|\d:\d\d|\bo'?clock\b|\b(?:quarter|half)\s+past\b|\bat\s+\d{1,2}\b(?!\s+\w+s\b)", FLAGS
)
_OF_REPORTS = re.compile(r"\b(?:uptime|attainment|performance|metrics|scorecard|service\s+levels?|KPIs?)\b", FLAGS)
_NOT_UNDERSTOOD = ("", "out_of_scope")
LOOKING_AHEAD = frozenset({"schedule_meeting", "reschedule_meeting", "cancel_meeting"})
_FROM_NOW_ON = re.compile(r"\b(?:by|starting|effective)\s+(?:the\s+|this\s+|on\s+)*\Z", FLAGS)
_CLAUSE_END = re.compile(r"[.?!;,:](?=\s|$)|\s-\s|\s(?:and|but|so|because)\s", FLAGS)
#: "Between August 1 and October 15" is one clause.
_BETWEEN = re.compile(r"\bbetween(?:\s+[\w,/]+){1,4}\Z", FLAGS)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|last\s+|early\s+|late\s+)?(?:\w+\s+(?:of|in)\s+)?\Z", FLAGS)


_UNTIL = re.compile(r"\b(?:until|till|til)\s+(?:the\s+|this\s+|next\s+|\w+\s+of\s+)*\Z", FLAGS)
_LASTED = re.compile(r"\b(?:was|were|did|had|lasted|took|waited|stayed|ran)\b", FLAGS)


def looks_back(text: str, position: int, intent: str) -> bool:
    """Whether what stands at the position is past: by "since" or "by", then the clause's tense, then the intent.

    The clause speaks against its intent only when it is clear: a report looks back unless its clause
    says "will" or the like, everything else looks ahead unless its clause is in the past tense.
    """
    if _SINCE.search(text, max(0, position - 40), position):
        return True
    if _UNTIL.search(text, max(0, position - 40), position) and not _LASTED.search(_clause(text, position)):
        return False
    if intent in LOOKING_AHEAD or _FROM_NOW_ON.search(text, max(0, position - 40), position):
        return False
    clause = _clause(text, position)
    back, ahead = _BACK.search(clause) is not None, _AHEAD.search(clause) is not None
    if back != ahead:
        return back
    if intent == "view_report":
        return not _CLOCK.search(text)
    return intent in LOOKING_BACK or (intent in _NOT_UNDERSTOOD and _OF_REPORTS.search(clause) is not None)


def is_done(text: str, position: int) -> bool:
    """Whether the clause at the position is in the past tense, whatever the intent."""
    clause = _clause(text, position)
    return _BACK.search(clause) is not None and _AHEAD.search(clause) is None


def _clause(text: str, position: int) -> str:
    start, end = max(0, position - 200), min(len(text), position + 200)
    for stop in _CLAUSE_END.finditer(text, start, end):
        if _BETWEEN.search(text, start, stop.start()):
            continue
        if stop.end() > position:
            return text[start : stop.start()]
        start = stop.end()
    return text[start:end]
