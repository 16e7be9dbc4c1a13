"""Where a message may part into several requests: by its words alone, before anything is understood."""

import re
from collections.abc import Iterator

from bot.courtesies import is_courtesy
from bot.understanding.client import LONGEST_TEXT

_QUESTION = r"how|what|whats|what['’]s|when|who|whos|who['’]s|where|which|why|any news"
_AUXILIARY = (
    r"(?:can|could|would|will|is|are|do|does|did|has|have|may|should)\s+"
    r"(?:i|we|you|it|they|he|she|there|this|that|the|our|your|my|a|an|cec|any|some|someone|somebody|anyone|all)"
)
_COMMAND = (
    r"show|give|tell|send|list|get|schedule|set|book|arrange|push|move|cancel|explain|describe|quote|start|renew|report"
    r"|open|remind|check|find|let"
)
_WISH = r"prices?|(?:i|we)(?:['’]d| would)? (?:also )?(?:need|want|like|wonder)"
#: What a request begins with. A command after "and" goes on with a command, not with "how does CEC measure and report".
_ASKS = rf"(?:please\s+)?(?:{_QUESTION}|{_AUXILIARY}|{_COMMAND}|{_WISH})\b"
_ASKS_FIRST = re.compile(_ASKS, re.IGNORECASE)
_COMMANDS = re.compile(rf"(?:please\s+)?(?:{_COMMAND})\b", re.IGNORECASE)
_COMMANDS_OR_WISHES = re.compile(
    rf"(?:please\s+)?(?:(?:(?:can|could|would|will) you\s+(?:please\s+)?)?(?:{_COMMAND}|check|look|help)|{_WISH})\b"
    r"|.*\bplease\b",
    re.IGNORECASE,
)

_NUMBERED = re.compile(r"^\s*1[.)]\s")
_NEXT_NUMBER = re.compile(r"\s+\d[.)]\s+")
_ENDS = re.compile(r"(?<=[.?!;])\s+|\n+")
_JOINS = re.compile(
    rf"(?P<strong>,?\s+(?:and also|and then|and|also|plus|then|but)\s*,?)\s+(?={_ASKS})"
    rf"|,\s+(?=(?:also\s+)?(?:{_QUESTION}|(?:can|could|would|will) (?:i|we|you))\b)"
    r"|(?P<also>,?\s+(?:(?:and|but) also|also|plus also)\s*,?)\s+(?=\w)",
    re.IGNORECASE,
)
#: "We also need" and "is also" say more of the same thing.
_BEFORE_ADVERB = re.compile(
    r"\b(?:i|we|you|they|it|he|she|this|that|there|which|not|is|are|was|were|am|be|do|does|did|has|have|had|can|could"
    r"|would|should|will|may|must)\s*$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[-*•]+\s+|\d+[.)]\s+|(?:and|also|plus|oh|then|but|so|hi|hello|hey|thanks|please)[ ,]+|no\s*,\s*)+",
    re.IGNORECASE,
)
_ADDS = re.compile(r"\s*(?:and|also|plus)\b", re.IGNORECASE)
_ASKED = re.compile(rf"^{_ASKS}|\?\s*$|\b(?:how much|price|cost|quote|wondering|looking for)\b", re.IGNORECASE)
#: What is not asked for, or only said before something is.
_BACKGROUND = re.compile(
    r"^(?:not|no|don['’]?t|do not|never ?mind|(?:i|we) (?:already )?(?:know|understand|see)|i am not|i['’]m not"
    r"|we are not|we['’]re not)\b|\bnot (?:asking|interested|about)\b|\b(?:don['’]?t|do not) (?:need|want|care)\b"
    r"|\bno need\b",
    re.IGNORECASE,
)
#: "When do they come?" goes on with what was said before it, unless an "and" makes it one more request.
_GOES_ON = re.compile(r"\b(?:it|its|that|this|them|they|their|those|these|she|he|her|his|him)\b", re.IGNORECASE)
#: Words that make a part a statement; without one a short part only names something: "our contacts".
_STATES = re.compile(
    r"^(?:i|we|you|they|he|she|it)\b|\b(?:is|are|was|were|am|has|have|had|will|would|can|could|should|do|does|did|must"
    r"|may)\b|\b\w+(?:['’](?:s|re|ve|ll|m|d)|n['’]t)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_NAME = 6
_MOST_PARTS = 8


def parts_of(text: str) -> list[str]:
    """Sentences, and what is joined to one where it asks something itself; not what is only background."""
    pieces = (piece.strip() for piece in _pieces(text))
    parts = [_LEAD.sub("", piece).rstrip(".;, ") for piece in pieces if not is_courtesy(piece)]
    asking = [part for part in parts if _says_something(part) and not _BACKGROUND.search(part)]
    return asking if len(asking) <= _MOST_PARTS else []


def _says_something(part: str) -> bool:
    """Not signs and digits alone, and not the bare "where" of "when is it and where"."""
    return bool(re.search(r"[^\W\d_]", part)) and (len(part.split()) > 1 or not _ASKS_FIRST.match(part))


def is_asked(part: str) -> bool:
    """Whether the words ask for something, rather than tell."""
    return bool(_ASKED.search(part))


def only_names(part: str) -> bool:
    """Whether the words state nothing and ask nothing, but name something: "our contacts", "30 tablets"."""
    return len(part.split()) <= _MOST_WORDS_OF_A_NAME and not is_asked(part) and not _STATES.search(part)


def _pieces(text: str) -> list[str]:
    """The text cut at its joints; what goes on with the piece before it stays with that one."""
    lines = "\n".join(" ".join(line.split()) for line in text[:LONGEST_TEXT].splitlines())
    listed = _NEXT_NUMBER.sub("\n", lines) if _NUMBERED.search(lines) else lines
    pieces: list[str] = []
    for sentence in _ENDS.split(listed):
        for piece, strong in _joined(sentence):
            adds = strong or _ADDS.match(piece)
            if pieces and not adds and _GOES_ON.search(piece):
                sign = "" if pieces[-1][-1:] in ".?!;" else ","
                pieces[-1] = f"{pieces[-1]}{sign} {piece}"
            else:
                pieces.append(piece)
    return pieces


def _joined(sentence: str) -> Iterator[tuple[str, bool]]:
    """The parts of a sentence; whether each one is joined to the one before by a word such as "and"."""
    start, strong = 0, False
    for joint in _JOINS.finditer(sentence):
        before, after = sentence[start : joint.start()], sentence[joint.end() :]
        adds = bool(joint["strong"] or joint["also"])
        if not (joint["also"] and _BEFORE_ADVERB.search(before)) and _is_joint(before, after, adds):
            yield before, strong
            start, strong = joint.end(), adds
    yield sentence[start:], strong


def _is_joint(before: str, after: str, strong: bool) -> bool:
    """A comma parts two questions, not a thing from "which ..."; a command follows a command."""
    asked = _LEAD.sub("", before)
    if not strong:
        return bool(_ASKS_FIRST.match(asked)) or is_asked(asked)
    return not _COMMANDS.match(after) or bool(_COMMANDS_OR_WISHES.match(asked))
