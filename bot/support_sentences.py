"""What a sentence says about something that does not work: where it is, whom it concerns, what it stops. Pure."""

import re

from domain.support_priorities import Impact, Urgency

_SITE = r"(?:office|site|building|lab(?:oratory)?|station|facility|campus|warehouse|floor|headquarters|field office)s?"
_AT_SITE = re.compile(rf"\b(?:at|in|from) (?:(?:our|the|my) )?([^,.;!?]{{0,60}}?\b{_SITE})\b", re.IGNORECASE)
_IN_TOWN = re.compile(r"\b(?:at|in) ((?:[A-Z][\w'’-]+)(?:(?: |, )[A-Z][\w'’-]+)*)")
_NO_TOWN = re.compile(
    r"^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|outlook|teams|excel|word|windows)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:everyone|everybody|nobody|no one|all of us|all (?:our )?(?:users|staff|people|offices|employees)"
    r"|(?:whole|entire) (?:agency|organization|department)|agency-?wide|everything)\b",
    re.IGNORECASE,
)
_WHOLE_SITE = re.compile(
    rf"\b(?:whole|entire) (?:\w+ )?{_SITE}\b|\b(?:at|in) (?:our|the) [^,.;!?]{{0,60}}?{_SITE}\b", re.I
)
_SEVERAL = re.compile(
    r"\b(?:several|some of|a few|many|two|three|four|five|ten|\d+ (?:people|users|colleagues|of us|laptops|phones))\b"
    r"|\b(?:we|our|us|team|colleagues|users)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:down|dead|offline|outage|urgent(?:ly)?|emergency|asap|immediately|critical|crash(?:ed|es|ing)?|locked out)\b"
    r"|\b(?:can['’]?t|cannot|unable to) (?:work|log|sign|start|open|use|connect|reach|get)\b"
    r"|\b(?:stopped|not|n['’]t|nothing) (?:work(?:s|ing)?|start|boot|open|turn on)\b",
    re.IGNORECASE,
)
_CAN_WAIT = re.compile(
    r"\b(?:no (?:hurry|rush)|not urgent|when(?:ever)? you (?:can|have time)|low priority|can wait|question)\b",
    re.IGNORECASE,
)


def place_said(text: str) -> str:
    """As in "Fort Collins office"; empty where none is said."""
    site = _AT_SITE.search(text)
    if site:
        return site[1].strip()
    return next((each for each in _IN_TOWN.findall(text) if not _NO_TOWN.match(each)), "")


def impact_said(text: str) -> Impact:
    if _ALL.search(text):
        return Impact.ORGANIZATION
    if _WHOLE_SITE.search(text):
        return Impact.SITE
    return Impact.SEVERAL if _SEVERAL.search(text) else Impact.PERSON


def urgency_said(text: str) -> Urgency:
    if _CAN_WAIT.search(text):
        return Urgency.LOW
    return Urgency.HIGH if _STOPS.search(text) else Urgency.NORMAL
