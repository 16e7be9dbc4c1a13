"""Someone wants to do business with CEC: what they say of themselves, and what staff make of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from domain.errors import Conflict
from domain.handoffs import Thread
from domain.people import Role

LONGEST_TITLE = 120
"""Characters of an agreement's title that someone gives it."""
LONGEST_MADE_TITLE = 60
"""Characters of a title made from what someone wrote."""

_DECIDED = {"open": "approved", "declined": "declined", "withdrawn": "withdrawn"}
_SHORT_ENOUGH = 15
_GREETING = r"hey|hi|hello|dear (?:cec|team|all)|good (?:morning|afternoon|evening)|there"
_FILLING = r"so|well|ok(?:ay)?|basically|actually|please|right|um|and|but|because"
_WISHING = (
    r"(?:i|we|our (?:team|office|agency)) (?:(?:really|also|just|currently|urgently|would|will|are|am|is) )*"
    r"(?:needs?|want|like|love|wish|require|looking (?:for|at|into)|interested in|hop(?:e|ing) (?:for|to))"
    r"|(?:we|i)['’](?:d|re|m) (?:(?:really|also|just) )*(?:like|love|looking (?:for|at|into)|interested in)"
    r"|looking (?:for|at|into)|interested in|to (?:have|get|buy|order|use)"
)
_LEFT_OVER = re.compile(
    r"(?: (?:an?|the|of|to|into|for|and|or|in|on|at|with|by|because|our|that|which))+$", re.IGNORECASE
)
_BEFORE_IT = re.compile(rf"\W*(?:{_GREETING}|{_FILLING}|{_WISHING}|some|a few|an?|the)\b(?!['’-])", re.IGNORECASE)


class FirstContactState(StrEnum):
    """`waiting`: staff must approve the organization, or that the person belongs to it. `open`: an agreement is.
    `withdrawn`: the person took it back."""

    WAITING = "waiting"
    OPEN = "open"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class FirstContact:
    """`requester` is an `Actor.id`. `organization` is the key of a known one, None while it is new; then there is
    only `organization_name`, as the person wrote it. `wish` is what they are after, in their own words.

    `vouched`: Slack itself says that the e-mail is theirs. One that is only typed proves nothing: it never links them
    to someone whom CEC knows.

    `agreement` is the id of the agreement that was opened. `claimed_by` (person id) is who leads it at CEC.
    `staff_thread` is the message that told staff, None until it was posted.
    """

    id: str
    requester: str
    slack_user_id: str
    name: str
    email: str
    title: str
    phone: str
    role: Role
    organization: str | None
    organization_name: str
    wish: str
    fiscal_year: str
    asked_at: datetime
    state: FirstContactState = FirstContactState.WAITING
    agreement: str | None = None
    claimed_by: str | None = None
    claimed_at: datetime | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""
    staff_thread: Thread | None = None
    vouched: bool = False

    @property
    def mark(self) -> str:
        """Another one as soon as the person changes anything that they said."""
        person = (self.name, self.email, self.vouched, self.title, self.phone)
        said = (*person, self.role.value, self.organization_name, self.wish, self.fiscal_year)
        return sha256(repr(said).encode()).hexdigest()[:16]


def open_agreement(first: FirstContact, organization: str, agreement: str, by: str, at: datetime) -> FirstContact:
    """An agreement was opened with that organization. Raises Conflict when it was decided before."""
    check_undecided(first)
    return replace(
        first,
        state=FirstContactState.OPEN,
        organization=organization,
        agreement=agreement,
        decided_by=by,
        decided_at=at,
    )


def decline(first: FirstContact, by: str, at: datetime, reason: str) -> FirstContact:
    """Staff say no, and why. Raises Conflict when it was decided before."""
    check_undecided(first)
    return replace(first, state=FirstContactState.DECLINED, decided_by=by, decided_at=at, reason=reason)


def withdraw(first: FirstContact, by: str, at: datetime) -> FirstContact:
    """The person takes it back. Raises Conflict when it was decided before."""
    check_undecided(first)
    return replace(first, state=FirstContactState.WITHDRAWN, decided_by=by, decided_at=at)


def claim(first: FirstContact, by: str, at: datetime) -> FirstContact:
    """A staff member leads it. Raises Conflict when it was declined or withdrawn, or another one has it."""
    if first.claimed_by == by:
        return first
    if first.claimed_by is not None:
        raise Conflict("Someone else leads this already. Use Assign to change that.")
    return assign(first, by, at)


def assign(first: FirstContact, person: str, at: datetime) -> FirstContact:
    """Let that person lead it, whoever did before. Raises Conflict when it was declined or withdrawn."""
    if first.state in (FirstContactState.DECLINED, FirstContactState.WITHDRAWN):
        raise Conflict(f"This was {_DECIDED[first.state]}.")
    return first if first.claimed_by == person else replace(first, claimed_by=person, claimed_at=at)


def check_undecided(first: FirstContact) -> None:
    """Raises Conflict when staff decided before, or it was withdrawn."""
    if first.state is not FirstContactState.WAITING:
        raise Conflict(f"This was {_DECIDED[first.state]} already.")


def check_as_seen(first: FirstContact, seen: str) -> None:
    """`seen` is the mark of what staff looked at. Raises Conflict when the person changed it since."""
    if first.mark != seen:
        raise Conflict(f"{first.name} changed this request meanwhile. Look at it again, then decide.")


def title_of(first: FirstContact) -> str:
    """What they are after, in a few words: "hi, we need 40 laptops, some soon" gives "40 laptops, some soon".

    The first sentence without what is only said to begin with, cut at a comma or a word where it is long.
    """
    sentences = [_tidy(sentence) for sentence in re.split(r"(?<=[.?!])\s|\n", first.wish)]
    told = filter(None, (_cut(_without_beginning(sentence)) for sentence in sentences))
    short = next(told, _cut(sentences[0]))
    return short[:1].upper() + short[1:] or "First contact"


def _tidy(words: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())


def _without_beginning(words: str) -> str:
    while found := _BEFORE_IT.match(words):
        words = words[found.end() :].strip()
    return words


def _cut(words: str) -> str:
    words = words.strip(" .?!,;:")
    if len(words) <= LONGEST_MADE_TITLE:
        return words
    begun = words[: LONGEST_MADE_TITLE + 1]
    clause = re.match(rf"(.{{{_SHORT_ENOUGH},}})(?:[,;:]| [-–—]) ", begun)
    kept = clause[1] if clause else begun.rsplit(" ", 1)[0][:LONGEST_MADE_TITLE]
    return _LEFT_OVER.sub("", kept).rstrip(" .?!,;:")
