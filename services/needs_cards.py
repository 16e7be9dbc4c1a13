"""What the use cases of needs answer with."""

from dataclasses import dataclass
from datetime import datetime

from domain.history import Change
from domain.meetings import Meeting
from domain.needs import Need, edition, standing, waiting
from domain.stages import Stage
from services.cards import OrganizationCard


@dataclass(frozen=True)
class NeedLine:
    """A need with the names in it. `amount` is the quantity with its unit, empty where there is none, and
    `corrected_amount` that of the correction; `unit` is what the service is counted in, empty without one."""

    need: Need
    area: str
    service: str | None
    unit: str
    amount: str
    corrected_amount: str
    author: str
    answered_by: str | None


@dataclass(frozen=True)
class NeedsView:
    """The needs of one agreement as the actor may see and use them.

    `lines` are without the removed ones. `sent`: staff said that they are complete, so the customer may confirm.
    `meeting` is the one that waits for an answer or lies ahead. `edition` is what a confirmation of all must name.
    """

    number: str
    title: str
    organization: OrganizationCard
    stage: Stage
    all_needs: tuple[Need, ...]
    lines: tuple[NeedLine, ...]
    sent: bool
    may_record: bool
    may_confirm: bool
    may_arrange: bool
    meeting: Meeting | None

    @property
    def edition(self) -> int:
        return edition(self.all_needs)

    @property
    def needs(self) -> tuple[Need, ...]:
        return standing(self.all_needs)

    @property
    def waiting(self) -> tuple[Need, ...]:
        """The lines that the customer has not answered; they may be answered once they are sent."""
        return waiting(self.all_needs)


@dataclass(frozen=True)
class NeedsChanged:
    """`changed` is false when it was so before: a second press of a button changes nothing.

    `told` is whether somebody of the other side is in Slack to be told of it.
    """

    view: NeedsView
    changed: bool
    told: bool = True


@dataclass(frozen=True)
class NeedEntry:
    """One change of a need; `by` is a name."""

    change: Change
    at: datetime
    by: str
