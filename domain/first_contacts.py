"""Someone wants to do business with CEC: what they say of themselves, and what staff make of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Conflict
from domain.handoffs import Thread
from domain.people import Role

LONGEST_TITLE = 80


class FirstContactState(StrEnum):
    """`waiting`: staff must approve the organization, or that the person belongs to it. `open`: an agreement is."""

    WAITING = "waiting"
    OPEN = "open"
    DECLINED = "declined"


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


def claim(first: FirstContact, by: str, at: datetime) -> FirstContact:
    """A staff member leads it. Raises Conflict when it was declined or another one has it."""
    if first.claimed_by == by:
        return first
    if first.claimed_by is not None:
        raise Conflict("Someone else leads this already. Use Assign to change that.")
    return assign(first, by, at)


def assign(first: FirstContact, person: str, at: datetime) -> FirstContact:
    """Let that person lead it, whoever did before. Raises Conflict when it was declined."""
    if first.state is FirstContactState.DECLINED:
        raise Conflict("This was declined.")
    return first if first.claimed_by == person else replace(first, claimed_by=person, claimed_at=at)


def check_undecided(first: FirstContact) -> None:
    """Raises Conflict when staff decided before."""
    if first.state is not FirstContactState.WAITING:
        done = "approved" if first.state is FirstContactState.OPEN else "declined"
        raise Conflict(f"This was {done} already.")


def title_of(first: FirstContact) -> str:
    """The beginning of what they are after, cut at a word."""
    sentence = re.split(r"(?<=[.?!])\s|\n", first.wish, maxsplit=1)[0].rstrip(".?! ")
    words = " ".join("".join(char if char.isprintable() else " " for char in sentence).split())
    if len(words) > LONGEST_TITLE:
        words = words[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return words[:1].upper() + words[1:] or "First contact"
