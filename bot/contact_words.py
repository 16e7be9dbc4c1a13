"""What a sentence says about a contact: name, e-mail, phone, who leaves, and whether the speaker wants to start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.cards import PersonCard

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w@-])(?!\d{4}-\d\d-\d\d)\+?\(?\d[\d ().-]{6,20}\d(?:\s*(?:ext\.?|x)\s*\d{1,6})?", re.IGNORECASE
)
_WORD = r"[^\W\d_a-z][\w'’-]*\.?"
#: Two words or more that begin with a capital letter.
_NAME = re.compile(rf"{_WORD}(?: (?:{_WORD}|al|bin|da|de|del|der|di|el|la|van|von|y))*(?: {_WORD})")
_NO_NAME = re.compile(
    r"\b(?:officer|officials?|manager|lead|contacts?|specialist|coordinator|agency|service|office|department|cec|sml|isso"
    r"|poc|pocs|agreement|please|our|new|the|hi|hello|dear|technical|program|budget|funding|security|monday|tuesday"
    r"|wednesday|thursday|friday|january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_NO_NAME_EITHER = re.compile(
    r"\b(?:is|are|was|will|be|and|or|to|at|now|add|name|use|make|replace|with|her|his|their|e-?mail|address|named)\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\b(?:left|leaves|leaving|retired|retires|is retiring|quit|resigned|moved|moves|departed|is gone"
    r"|(?:no longer|doesn['’]?t|does not) works?(?: here| for us)?)\b",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    r"\b(?:i['’]?m|i am|i['’]?ve been (?:appointed|named)|i took over|i will be"
    r"|(?:set|add|register|list|put) (?:me|myself))\b",
    re.IGNORECASE,
)
_NOT_MYSELF = re.compile(r"\bi(?:['’]?m| am) (?:no longer|leaving|retiring|not)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:second|another|additional|also|too|backup|alternate|deputy|besides)\b", re.IGNORECASE)
_STARTS = re.compile(
    r"\b(?:(?:want|wish|like|love|hope|plan|ready|interested|keen|looking|decided|going|need|hoping)\b.{0,60}?"
    r"\b(?:do(?:ing)? business|get(?:ting)? started|start(?:ing)?|sign(?:ing)? up|become a customer|work(?:ing)?)"
    r" (?:with|at) (?:you|cec|the cec|the client experience center)\b"
    r"|(?:want|like|wish|ready) to become (?:a |one of your )?(?:new )?customers?\b"
    r"|^\W*(?:(?:please|let['’]?s|hi|hello)\W+)*(?:start|begin|get started|sign up)(?: doing business| working)?"
    r" with (?:you|cec|the cec)\b"
    r"|^\W*(?:please )?(?:start|open|begin|request) (?:a |another )?new agreement\b"
    r"|\bbecome (?:a |your )?(?:new )?customers? of (?:yours|cec)\b.*\b(?:please|today|now)\b)",
    re.IGNORECASE,
)
#: Two words or more of small letters, just before an e-mail.
_SMALL = re.compile(
    r"([^\W\d_][\w'’-]+)((?: (?:al|bin|da|de|del|der|di|el|la|van|von|y))*) ([^\W\d_][\w'’-]+)"
    r"\W*(?:(?:and |with )?(?:her|his|their|the)? ?(?:e-?mail|address|mail)(?: address)?(?: is)?|at|under)?\W*$",
    re.IGNORECASE,
)
_GIVES = re.compile(r"\b(?:new|now|is|will be|takes over|took over|add|name|replace|put|use)\b", re.IGNORECASE)
_IS_NAMED = re.compile(rf"\b(?i:our|the|my)\b[^.!?]{{0,80}} (?:is|will be) (?:now )?{_NAME.pattern}")
#: The same of a role: "our new technical lead for the circuits is Kwame Mensah".
_ROLE_IS_NAMED = re.compile(
    rf"\b(?i:our|the|my)\b[^.!?]{{0,40}}\b(?i:officer|official|lead|manager|specialist|coordinator|isso|issm|sml|poc)\b"
    rf"[^.!?]{{0,60}} (?:is|will be) (?:now )?{_NAME.pattern}"
)
#: "Maria Lopez is leaving us": someone by name.
_SOMEONE_LEAVES = re.compile(
    rf"{_NAME.pattern} (?:(?:has |just )*(?:left|retired|resigned|quit)|is leaving|leaves us|is retiring|is gone"
    r"|no longer works|doesn['’]t work here)\b(?! (?:in|on|out|over|a|an|to)\b)"
)
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_ASKS = re.compile(
    r"^\W*(?:how|what|why|when|where|who|which|do|does|did|is|are|was|were|has|have|had|can|could)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class ContactWords:
    """Empty where the sentence says nothing of the kind. `leaves` and `known` are people of the directory: the one
    who leaves, and the one who is spoken of."""

    name: str
    email: str
    phone: str
    myself: bool
    in_addition: bool
    leaves: PersonCard | None
    known: PersonCard | None


def wants_to_start(text: str) -> bool:
    """Whether someone says that they want to do business with CEC; how that goes is another question."""
    return bool(_STARTS.search(text)) and not _ASKS.search(text)


def someone_leaves(text: str) -> bool:
    """Whether it is told that somebody, by name, has left or will."""
    return bool(_SOMEONE_LEAVES.search(text)) and not _ASKS.search(text)


def names_role(text: str) -> bool:
    """Whether it is told, not asked, who has a role."""
    return bool(_ROLE_IS_NAMED.search(text)) and gives_contact(text)


def gives_contact(text: str) -> bool:
    """Whether it is told who somebody is, or an address for them, not asked for."""
    tells = (_EMAIL.search(text) and _GIVES.search(text)) or (_IS_NAMED.search(text) and not _WHO.search(text))
    return bool(tells) and not _ASKS.search(text) and "?" not in text


def read_contact(text: str, people: Sequence[PersonCard]) -> ContactWords:
    """`people` are those whom the sentence may mean: of the speaker's organization, or of the one spoken of."""
    leaves = _leaver(text, people)
    email = _EMAIL.search(text)
    name = _name(text, email, leaves)
    spoken_of = [person for person in people if person is not leaves and _says(text, person)]
    phone = _PHONE.search(text)
    return ContactWords(
        name=name or (_small_name(text, email) or _from_address(email[0]) if email else ""),
        email=email[0].rstrip(".'") if email else "",
        phone=phone[0].strip() if phone else "",
        myself=bool(_MYSELF.search(text)) and not _NOT_MYSELF.search(text) and not name and not email,
        in_addition=bool(_ADDS.search(text)),
        leaves=leaves,
        known=next((person for person in spoken_of if len(spoken_of) == 1 and _same(name, person)), None),
    )


def _same(name: str, person: PersonCard) -> bool:
    """Whether a name that was read is that person's, where one was read."""
    return not name or name.casefold() == person.name.casefold()


def _leaver(text: str, people: Sequence[PersonCard]) -> PersonCard | None:
    """The one person named just before a word of leaving."""
    for verb in _LEAVES.finditer(text):
        before = re.split(r"[.;!?]", text[: verb.start()])[-1]
        named = [person for person in people if _says(before, person)]
        if len(named) == 1:
            return named[0]
    return None


def _says(text: str, person: PersonCard) -> bool:
    """By the full name, or by a first or last name that stands alone."""
    if person.name.casefold() in text.casefold():
        return True
    return any(len(part) > 2 and re.search(rf"\b{re.escape(part)}\b", text) for part in person.name.split())


def _name(text: str, email: re.Match[str] | None, leaves: PersonCard | None) -> str:
    """The name nearest before the e-mail; without one, the last name of the sentence."""
    until = text[: email.start()] if email else text
    found = [_tidy(match[0]) for match in _NAME.finditer(until)]
    names = [name for name in found if name and not (leaves and name.casefold() in leaves.name.casefold())]
    return names[-1] if names else ""


def _tidy(name: str) -> str:
    """Without the words around a name that begin with a capital letter for other reasons."""
    parts = name.rstrip(".,").split()
    while parts and _NO_NAME.fullmatch(parts[0].strip(".")):
        parts.pop(0)
    kept = " ".join(parts)
    return kept if len(parts) > 1 and not _NO_NAME.search(kept) else ""


def _small_name(text: str, email: re.Match[str]) -> str:
    """Maria Lopez of "maria lopez, mlopez@nrcs.example.gov": an address that holds one of the words vouches for it."""
    found = _SMALL.search(text[: email.start()])
    if not found:
        return ""
    first, between, last = found.groups()
    box = "".join(re.findall(r"[a-z]+", email[0].partition("@")[0].casefold()))
    words = [re.sub(r"\W", "", word).casefold() for word in (first, last)]
    vouched = box.endswith(words[1]) or any(len(word) > 2 and word in box for word in words)
    if not vouched or _NO_NAME.search(f"{first} {last}") or _NO_NAME_EITHER.search(f"{first} {last}"):
        return ""
    return f"{_capital(first)}{between.lower()} {_capital(last)}"


def _capital(word: str) -> str:
    return re.sub(r"(?:^|[-'’])[^\W\d_]", lambda letter: letter[0].upper(), word)


def _from_address(email: str) -> str:
    """Maria Lopez of maria.lopez@nrcs.example.gov; nothing where the address does not look like a name."""
    parts = re.split(r"[._]", email.partition("@")[0])
    return " ".join(part.capitalize() for part in parts) if len(parts) > 1 and all(p.isalpha() for p in parts) else ""
