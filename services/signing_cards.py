"""What the use cases of signatures answer with."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.delegations import Delegation
from domain.signing import SigningState
from domain.signing_places import Place
from services.cards import OrganizationCard, PersonCard


@dataclass(frozen=True)
class SignedBy:
    """`deputy_of` names the official for whom a deputy signed."""

    name: str
    typed: str
    statement: str
    at: datetime
    deputy_of: str | None = None


@dataclass(frozen=True)
class PlaceView:
    """One of the four signatures. `people` may sign there, deputies aside; nobody where the role is vacant."""

    place: Place
    people: tuple[PersonCard, ...]
    signed: SignedBy | None
    is_next: bool


@dataclass(frozen=True)
class SigningView:
    """The document that is signed, in the order of its places.

    `total` is what it costs, in USD; `today` the day in CEC's office. `is_signer` is true for who signs
    it, has signed it or is a deputy of one who signs. `statement` is what the person would declare,
    None for who has nothing to sign, `for_whom` the official whose deputy they are. An amendment counts from
    `effective_on`. `may_sign` is true once it is their turn, `has_opened` once they opened the
    document, which comes first. `reason` and `ended_by` tell why and by whom it was declined or made void.
    """

    number: str
    title: str
    organization: OrganizationCard
    version: int
    amendment: int
    total: Decimal
    sha256: str
    state: SigningState
    today: date
    since: datetime
    places: tuple[PlaceView, ...]
    is_signer: bool
    statement: str | None
    for_whom: str | None
    effective_on: date | None
    has_opened: bool
    may_sign: bool
    may_decline: bool
    ended_at: datetime | None
    ended_by: str | None
    reason: str


@dataclass(frozen=True)
class DelegationView:
    """`mine` is true for who named the deputy; the deputy sees it too, but cannot end it."""

    delegation: Delegation
    signer: str
    deputy: str
    mine: bool
    holds_now: bool
