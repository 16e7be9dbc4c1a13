"""What the use cases of proposals return. Money first: amounts in USD, exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.people import Side
from domain.proposal_changes import ChangeRequest, WishItem
from domain.proposal_diff import OfferDiff
from domain.proposal_edits import Draft
from domain.proposal_states import Move, NegotiationState
from domain.proposal_versions import Offer, ProposalVersion
from services.cards import OrganizationCard


@dataclass(frozen=True)
class VersionCard:
    """One version with its sums, and who made it. `over_ceiling` is by how much its total exceeds the budget."""

    total: Decimal
    annual_amount: Decimal
    paid_once: Decimal
    over_ceiling: Decimal | None
    version: ProposalVersion
    made_by: str


def says_the_same(version: int) -> str:
    return f"The draft says the same as version {version}. Change something first."


def must_be_approved(names: Sequence[str]) -> str:
    return f"The price of {', '.join(names)} must be approved by a second person of CEC first."


@dataclass(frozen=True)
class DraftCard:
    """Staff's working draft. `changes` is against the version that it goes on from: the one on the table, else the one
    in force that is amended; None before the first.

    `same_as` is the version that it says again, where presenting it would tell the customer nothing; else None.
    `unapproved` are the ids of lines whose price a second person must approve, `withdrawn` the names of services that
    the catalog offers no more, `outdated` the names of lines whose price it has changed since.
    `undo` says what the last edit changed, where it can be undone.
    """

    total: Decimal
    annual_amount: Decimal
    paid_once: Decimal
    over_ceiling: Decimal | None
    draft: Draft
    changes: OfferDiff | None
    same_as: int | None
    unapproved: tuple[str, ...]
    withdrawn: tuple[str, ...]
    outdated: tuple[str, ...]
    undo: str = ""

    @property
    def unready(self) -> str:
        """What a person must do before it can be presented; empty where nothing."""
        if self.same_as is not None:
            return says_the_same(self.same_as)
        names = [line.name for line in self.draft.lines if line.id in self.unapproved]
        return must_be_approved(names) if names else ""

    @property
    def revision(self) -> int:
        return self.draft.revision


@dataclass(frozen=True)
class ProposalView:
    """Where a negotiation stands, for who looks.

    `current` is the version on the table, None while the first one (of an amendment too) is drafted; `in_force` the
    number of the version that came into force last.

    `purpose` says what an amendment is about; it is empty for the agreement itself.

    `turn` is None while nobody negotiates; `why` says what is waited for, with the `reason` where one was given.
    `seen` is the version that the person saw last, and `changes` what changed since, None when nothing did. `request`
    is what the customer asked for last, with the answers so far; `asked_of` what it would change (with `amends` where
    by an amendment); `askers` the names of its authors by their ids. `base` is the version that changes are asked of:
    the one on the table, else the one in force. `paused_by` is a name while it is paused. `draft` is for staff only.
    `moves` are those that this person can make now. `notice` must be shown with the prices.
    """

    number: str
    title: str
    organization: OrganizationCard
    amendment: int
    state: NegotiationState
    turn: Side | None
    since: datetime
    why: str
    reason: str
    purpose: str
    current: VersionCard | None
    valid_until: date | None
    ceiling: Decimal | None
    seen: int | None
    in_force: int | None
    changes: OfferDiff | None
    request: ChangeRequest | None
    asked_of: Offer | None
    askers: Mapping[str, str]
    base: ProposalVersion | None
    paused_by: str
    draft: DraftCard | None
    moves: frozenset[Move]
    may_set_ceiling: bool
    notice: str

    @property
    def may_amend(self) -> bool:
        """Whether what the customer asks for would be an amendment."""
        return self.state is NegotiationState.IN_FORCE or bool(self.moves & {Move.AMEND, Move.ASK_AMENDMENT})

    @property
    def base_offer(self) -> Offer | None:
        """What changes are asked of; it has `amends` where they would be those of an amendment."""
        if self.base is None:
            return None
        return self.base.offer.to_amend if self.may_amend or self.amendment else self.base.offer

    @property
    def may_ask(self) -> bool:
        """Whether this person can ask for changes, or for an amendment of what runs."""
        return bool(self.moves & {Move.REQUEST, Move.ASK_AMENDMENT}) and self.base is not None


@dataclass(frozen=True)
class Comparison:
    """Two versions of the same agreement. With 0 in the place of a number it is staff's draft."""

    number: str
    before: int
    after: int
    changes: OfferDiff


@dataclass(frozen=True)
class WaitingWish:
    """A wish that CEC has not answered; `by` is the name of who asked."""

    item: WishItem
    by: str
    at: datetime


@dataclass(frozen=True)
class ChangePrice:
    """What wishes would change, and what the term would cost then; nothing is kept. `pending` are colleagues' wishes
    that they would replace; `impossible` wishes wait too, but cannot be fulfilled any more and are not in it."""

    number: str
    version: int
    changes: OfferDiff
    over_ceiling: Decimal | None
    notice: str
    pending: tuple[WaitingWish, ...] = ()
    impossible: tuple[WaitingWish, ...] = ()


@dataclass(frozen=True)
class ProposalMoved:
    """After a step of the negotiation. `told` is false when nobody of the other side is in Slack to be told."""

    view: ProposalView
    told: bool = True
