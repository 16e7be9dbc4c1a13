"""What a Slack channel is to CEC, and what may be said in it.

Agreement facts go into a channel only when everyone in it may see them: the staff channel, or a channel bound to
that organization that is not shared with another company (design, "Conversation").
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Who reads what is said in a place."""

    ONE_PERSON = "one_person"
    STAFF = "staff"
    ORGANIZATION = "organization"
    ANYONE = "anyone"


@dataclass(frozen=True)
class ChannelBinding:
    """Staff said that a channel belongs to CEC staff (`organization` None) or to a customer organization."""

    channel_id: str
    organization: str | None
    bound_by: str
    bound_at: datetime


@dataclass(frozen=True)
class Place:
    """Where something is said. `shared` is true where people of other companies, or guests, may read along."""

    channel_id: str
    thread_ts: str | None = None
    direct: bool = False
    shared: bool = False
    binding: ChannelBinding | None = None

    @property
    def audience(self) -> Audience:
        if self.direct:
            return Audience.ONE_PERSON
        if self.binding is None or self.shared:
            return Audience.ANYONE
        return Audience.STAFF if self.binding.organization is None else Audience.ORGANIZATION


def why_not_here(place: Place, organizations: frozenset[str]) -> str | None:
    """None when facts of these organizations may be said in the place, otherwise why not, as a sentence."""
    if not organizations or place.audience in (Audience.ONE_PERSON, Audience.STAFF):
        return None
    if place.shared:
        return "People outside the department may read this channel, so I answer only you."
    if place.binding is None or place.binding.organization is None:
        return "This channel is not bound to that organization, so I answer only you."
    if organizations - {place.binding.organization}:
        return "Other organizations' people read this channel, so I answer only you."
    return None
