"""What CEC's staff are shown of a proposal: the draft or the version on the table, and what is said above its lines."""

from dataclasses import dataclass
from decimal import Decimal

from bot.views.blocks import safe
from bot.views.proposal_words import amendment_words, ceiling_words, changes_counted, sums_words, valid_words
from bot.views.steps import turn_of
from bot.views.talk import quoted
from bot.views.text import instant, join_and, plural
from bot.views.tracker import Reader
from domain.fiscal import Period
from domain.people import Side
from domain.proposal_checks import LONGEST_TEXT
from domain.proposal_costs import LineCost
from domain.proposal_states import Move
from domain.proposal_versions import Offer
from services.proposal_cards import DraftCard, ProposalView, VersionCard


@dataclass(frozen=True)
class Sheet:
    """What is shown of a proposal: the draft where it can be edited, else the version on the table."""

    view: ProposalView
    offer: Offer
    total: Decimal
    annual_amount: Decimal
    paid_once: Decimal
    over_ceiling: Decimal | None

    @property
    def term(self) -> Period:
        return self.offer.terms.period

    @property
    def lines(self) -> tuple[LineCost, ...]:
        """With those that an amendment removes, at the end."""
        return self.offer.line_costs

    @property
    def draft(self) -> DraftCard | None:
        """The draft, where it can be edited."""
        return self.view.draft if Move.EDIT in self.view.moves else None

    @property
    def base(self) -> int | None:
        """The version that the draft goes on from: the one on the table, else the one in force that is amended."""
        current = self.view.current
        return current.version.number if current else self.view.in_force


def sheet_of(view: ProposalView) -> Sheet:
    card: DraftCard | VersionCard | None = view.draft if Move.EDIT in view.moves else view.current or view.draft
    if card is None:
        raise ValueError("staff always have a draft")
    offer = card.version.offer if isinstance(card, VersionCard) else card.draft.offer
    return Sheet(view, offer, card.total, card.annual_amount, card.paid_once, card.over_ceiling)


def says_the_same(sheet: Sheet) -> bool:
    """Whether the draft says what the version does that it goes on from."""
    draft = sheet.draft
    return draft is not None and (draft.same_as is not None or (draft.changes is not None and draft.changes.is_empty))


def top_words(sheet: Sheet, reader: Reader) -> list[str]:
    view = sheet.view
    budget = ceiling_words(view.ceiling, sheet.over_ceiling)
    money = sums_words(sheet.total, sheet.annual_amount, sheet.paid_once, sheet.term)
    return [
        " ".join(part for part in (money, amendment_words(sheet.offer), budget) if part),
        *([f"The amendment is about: {quoted(view.purpose, LONGEST_TEXT)}"] if view.purpose else []),
        turn_words(view, reader),
        f"{safe(view.organization.name)}: {safe(view.title)}. {_which(sheet)}",
    ]


def turn_words(view: ProposalView, reader: Reader) -> str:
    """Whose turn it is since when, and what is waited for."""
    since = instant(view.since, reader.zone)
    valid = f" {valid_words(view.valid_until)}" if view.turn is Side.CUSTOMER else ""
    if view.turn is None:
        return f"Since {since}: {safe(view.why)}"
    return f"It is {turn_of(view.turn, reader.is_staff)} since {since}. {safe(view.why)}{valid}"


def _which(sheet: Sheet) -> str:
    """What is shown below, and how it differs from what the customer has."""
    view, draft = sheet.view, sheet.draft
    amendment = f"amendment {view.amendment}, " if view.amendment else ""
    count = plural(len(sheet.offer.lines), "line")
    if draft is None:
        version = f"version {view.current.version.number}" if view.current else "the draft"
        return f"Below is {amendment}{version}, {count}."
    number = sheet.base
    if number is None or draft.changes is None:
        return f"Below is {amendment}the draft, {count}. Nothing was presented yet; the customer does not see it."
    if says_the_same(sheet):
        return f"Below is {amendment}the draft, {count}. It says the same as version {number}."
    differs = changes_counted(draft.changes)
    return (
        f"Below is {amendment}the draft, {count}. It differs from version {number}: {differs}. "
        "The customer sees it once it is presented."
    )


def warnings(sheet: Sheet) -> list[str]:
    """What must be done before it can be presented."""
    draft = sheet.draft
    if draft is None:
        return []
    found: list[str] = []
    if draft.unapproved:
        names = join_and([safe(line.name) for line in sheet.offer.lines if line.id in draft.unapproved])
        found.append(f"A second person of CEC must approve the price of {names} before it is presented.")
    if draft.withdrawn:
        found.append(f"The catalog does not offer {join_and([safe(n) for n in draft.withdrawn])} any more: remove it.")
    if draft.outdated:
        names = join_and([safe(name) for name in draft.outdated])
        found.append(f"The catalog has other prices now for {names}. Update the prices before you present it.")
    return found
