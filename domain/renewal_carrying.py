"""What a renewal took over from the agreement before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.needs import Need, NeedState
from domain.people import LEADS, Contact, Side
from domain.renewal_lines import CarriedLine, PriceOutlook


@dataclass(frozen=True)
class Carryover:
    """`agreement` is the id of the renewal, `predecessor` of the one before. `lines` are those before with what became
    of them. `to_confirm` are contacts of the customer who are named again once the customer confirms them."""

    agreement: str
    predecessor: str
    lines: tuple[CarriedLine, ...]
    to_confirm: tuple[Contact, ...]
    at: datetime
    by: str

    @property
    def outlook(self) -> PriceOutlook:
        return PriceOutlook(self.lines)


def split_contacts(
    contacts: tuple[Contact, ...], is_here: Callable[[str], bool]
) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
    """Those who are contacts at once, and those to be confirmed: of the customer all but who leads. Nobody who left."""
    here = tuple(contact for contact in contacts if is_here(contact.person_id))
    at_once = tuple(each for each in here if each.side is Side.CEC or each.role is LEADS[Side.CUSTOMER])
    return at_once, tuple(each for each in here if each not in at_once)


def carried_need(need: Need, need_id: str, agreement: str, author: str, at: datetime) -> Need:
    """The same need in the renewal, to be confirmed again."""
    return Need(need_id, agreement, need.organization, need.content, need.source, author, at, NeedState.RECORDED)
