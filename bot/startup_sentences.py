"""What somebody says of a startup task: that it is done, blocked, free again, whose it shall be, or who does it."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Do(StrEnum):
    DONE = "done"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REOPEN = "reopen"
    ASSIGN = "assign"
    COMMENT = "comment"
    WHO = "who"


@dataclass(frozen=True)
class SaidOfTask:
    """`task` are the words that name it, `words` the reason, the comment or the person."""

    do: Do
    task: str
    words: str = ""


_PLEASE = r"(?:(?:please|can you|could you|i want to|we want to|let'?s)\s+)?"
_BE = r"(?:is|are|was|were|has been|have been|['’]s)"
_WHY = (
    r"(?:(?:\s*[,;:.]\s*|\s+[–-]\s+|\s+(?=because|since|as|due|by|on\b))"
    r"(?:(?:because(?: of)?|since|as|due to|by|on)\s+)?"
    r"(?P<words>.+))?"
)
_TASK = r"(?P<task>[^,;:?]+?)"
#: What tasks are when they are done; the other words of a sentence name the task.
_PARTICIPLES = (
    r"held|sent|built|confirmed|created|prepared|tested|installed|named|agreed|moved|shipped|enrolled|granted|connected"
    r"|tuned|rolled out|restored|set up|configured|migrated|trained|delivered"
)
_DONE = r"done|finished|completed?|over|behind us"
_NOT = r"(?:\s+not|n['’]t)\s+(?:really\s+|actually\s+|yet\s+)?"


def _said(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{pattern}\W*", re.IGNORECASE | re.DOTALL)


#: The first that fits the whole sentence counts.
_PATTERNS: tuple[tuple[Do, re.Pattern[str]], ...] = (
    (
        Do.COMMENT,
        _said(
            rf"{_PLEASE}(?:comment|note|(?:add|leave|write) a (?:comment|note))\s+(?:on|to|for|about|at)\s+{_TASK}"
            r"\s*(?::|\s[–-]\s|,|\bthat\b)\s*(?P<words>.+)"
        ),
    ),
    (
        Do.ASSIGN,
        _said(rf"{_PLEASE}(?:give|(?:re)?assign|hand(?: over)?|pass)\s+{_TASK}\s+(?:over )?to\s+(?P<words>[^,;:?]+?)"),
    ),
    (Do.UNBLOCK, _said(rf"{_PLEASE}unblock\s+{_TASK}")),
    (Do.UNBLOCK, _said(rf"{_TASK}\s+{_BE}\s+(?:no longer|not)\s+(?:blocked|stuck|held up)(?:\s+any ?more)?")),
    (Do.UNBLOCK, _said(rf"(?:.*[,;:]\s*)?{_TASK}\s+can\s+(?:now\s+)?(?:go on|go ahead|continue|proceed)(?:\s+now)?")),
    (Do.REOPEN, _said(rf"{_PLEASE}(?:re-?open|undo|uncheck)\s+{_TASK}{_WHY}")),
    (Do.REOPEN, _said(rf"{_TASK}\s+{_BE}{_NOT}(?:{_DONE})(?:\s+(?:after all|yet))?{_WHY}")),
    (
        Do.BLOCK,
        _said(rf"{_TASK}\s+{_BE}\s+(?:still\s+|now\s+)?(?:blocked|stuck|on hold|held up|stalled)\b{_WHY}"),
    ),
    (Do.BLOCK, _said(rf"{_PLEASE}(?:block|mark)\s+{_TASK}(?:\s+as blocked)?\s*[,:;-]\s+(?P<words>.+)")),
    (Do.BLOCK, _said(rf"{_PLEASE}(?:block\s+{_TASK}|mark\s+(?P<marked>[^,;:?]+?)\s+as blocked)")),
    (
        Do.BLOCK,
        _said(
            r"(?:we|i)\s+(?:can['’]?t|cannot|can not)\s+(?:do|start|begin|finish|continue(?: with)?|go on with)\s+"
            rf"{_TASK}[\s,;:]+(?:because(?: of)?|since|as|due to)\s+(?P<words>.+)"
        ),
    ),
    (Do.DONE, _said(rf"{_PLEASE}mark\s+{_TASK}\s+(?:as\s+|is\s+)?(?:{_DONE})")),
    (Do.DONE, _said(rf"{_PLEASE}(?:check|tick|cross)\s+(?:off\s+)?{_TASK}(?:\s+off)?")),
    (Do.DONE, _said(rf"{_TASK}\s+{_BE}\s+(?:now\s+|all\s+|already\s+|finally\s+)*(?:{_DONE})(?:\s+now)?")),
    (Do.DONE, _said(rf"(?P<task>[^,;:?]+?\s+{_BE}\s+(?:now\s+|all\s+|already\s+|finally\s+)*(?:{_PARTICIPLES}))")),
    (Do.DONE, _said(rf"(?:we|i)(?:['’]ve|\s+have|\s+just|\s+already)*\s+(?:finished|completed|done|did)\s+{_TASK}")),
    (Do.DONE, _said(rf"(?:we|i)(?:['’]ve|\s+have|\s+just|\s+already)*\s+(?P<task>(?:{_PARTICIPLES})\s+[^,;:?]+?)")),
    (
        Do.WHO,
        _said(
            r"(?:and\s+)?who(?:se)?\s+(?:has to|have to|must|needs? to|should|is to|is supposed to|is going to|will"
            r"|does|is doing|is responsible for|takes care of|job is it to|task is|task is it to)\s+(?P<task>.+?)"
        ),
    ),
)
_ASKS = re.compile(r"\W*(?:is|are|was|were|has|have|did|does|do|can|could|when|what|how|which|where|why)\b", re.I)


def said_of_task(text: str) -> SaidOfTask | None:
    """What the sentence says, None where it says nothing of the kind: a question changes nothing."""
    asks = text.rstrip().endswith("?") or bool(_ASKS.match(text))
    for do, pattern in _PATTERNS:
        found = None if asks and do is not Do.WHO else pattern.fullmatch(text)
        if found:
            groups = found.groupdict()
            task = groups.get("task") or groups.get("marked") or ""
            return SaidOfTask(do, task.strip(), (groups.get("words") or "").strip())
    return None
