"""What a sentence says of the customer's budget: "our budget is 250k", "we can spend at most $1.2 million". Pure."""

import re
from decimal import Decimal

_AMOUNT = r"(?:USD\s*|\$\s*)?(?P<{0}>\d[\d,]*(?:\.\d+)?)\s*(?P<{0}_times>k|thousand|mm?|mil|million)?\b(?!\s*%)"
_NAME = r"(?:budget(?: (?:limit|ceiling|cap))?|ceiling|spending (?:limit|cap))"
_MOST = r"(?:only|just|about|around|now|up to|at most|no more than|a maximum of|a total of)\s+"
_SAID = re.compile(
    rf"\b{_NAME}\b(?:\s+for\s+(?:this|it|the \w+|SLA[\w-]+))?\s*(?:is|was|stays|stands|of|at|to|:|=|-)\s*"
    rf"(?:at\s+|to\s+)?(?:{_MOST})*{_AMOUNT.format('said')}"
    rf"|\bwe\s+(?:can|could|may)?\s*(?:only\s+)?(?:have|got|spend|afford|pay)\s+(?:{_MOST})+{_AMOUNT.format('most')}"
    rf"|\b(?:have|with|got)\s+an?\s+{_NAME}\s+of\s+(?:{_MOST})*{_AMOUNT.format('of')}",
    re.IGNORECASE | re.ASCII,
)
_GONE = re.compile(
    rf"\b(?:remove|delete|drop|clear|forget|take (?:back|off)|no longer have|don['’]?t have)\b.{{0,20}}\b{_NAME}\b",
    re.IGNORECASE,
)
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mm": 1_000_000, "mil": 1_000_000, "million": 1_000_000}
#: A price for one of something is no budget.
_PER_UNIT = re.compile(
    r"\b(?:per|a|each|every)\s+(?:seat|user|unit|head|person|laptop|phone|month)\b|\beach\b", re.IGNORECASE
)


def says_budget(text: str) -> bool:
    """Whether it tells the budget, or that there is none any more."""
    return takes_budget_back(text) or budget_said(text) is not None


def budget_said(text: str) -> Decimal | None:
    """The most that can be spent, in USD."""
    found = _SAID.search(text)
    if found is None or _PER_UNIT.search(text):
        return None
    name = next(name for name in ("said", "most", "of") if found[name])
    return Decimal(found[name].replace(",", "")) * _TIMES.get((found[f"{name}_times"] or "").casefold(), 1)


def takes_budget_back(text: str) -> bool:
    return bool(_GONE.search(text))
