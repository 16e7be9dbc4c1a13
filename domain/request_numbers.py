"""Numbers of support requests, such as REQ-1042."""

import re

FIRST = 1_001
_NUMBER = re.compile(r"\s*(?:req(?:uest)?)?[\s#_–—-]*0*(\d{1,9})\s*", re.ASCII | re.IGNORECASE)


def request_number(text: str) -> str | None:
    """The number as it is kept ("req 1042" is REQ-1042), None when the text is none."""
    found = _NUMBER.fullmatch(text)
    return f"REQ-{found[1]}" if found else None
