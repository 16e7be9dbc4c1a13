"""Numbers of agreements, such as SLA-2027-0042: the fiscal year and a count within it."""

import re

_NUMBER = re.compile(r"\s*(?:sla)?[\s#_–—-]*(20\d\d)[\s_/–—-]+(\d{1,7})\s*", re.ASCII | re.IGNORECASE)


def agreement_number(text: str) -> str | None:
    """The number as it is kept ("sla 2027-42" is SLA-2027-0042), None when the text is none."""
    found = _NUMBER.fullmatch(text)
    return f"SLA-{found[1]}-{int(found[2]):04d}" if found else None
