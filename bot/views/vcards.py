"""Contact cards as one vCard file: of one person or of a whole contact sheet."""

from dataclasses import dataclass
from datetime import datetime

from bot.views.contacts import Holder, holders, roles_text
from domain.errors import NotFound
from domain.people import Side
from services.contact_cards import ContactBook
from services.vcards import file_name, sheet, vcard

GONE = "That is no longer there. Open the contacts again."


@dataclass(frozen=True)
class CardFile:
    """`said` tells in words what is in it, as people wrote it: not escaped."""

    name: str
    content: bytes
    said: str


def card_file(book: ContactBook, number: str | None, person_id: str, at: datetime) -> CardFile:
    """The card of one person, of everyone with an empty id. Raises NotFound for who is no contact."""
    found = [holder for side in Side for holder in holders(book.sheets, side)]
    wanted = [holder for holder in found if not person_id or holder.person.id == person_id]
    if not wanted:
        raise NotFound(GONE)
    cards = [vcard(each.person, _owner(book, each), (roles_text(each),), at) for each in wanted]
    about = wanted[0].person.name if person_id else f"Contacts {number or book.organization.abbreviation}"
    one = f"The contact card of {wanted[0].person.name}"
    said = one if len(wanted) == 1 else f"{len(wanted)} contact cards in one file"
    return CardFile(file_name(about), sheet(cards).encode(), said)


def _owner(book: ContactBook, holder: Holder) -> str:
    return "Client Experience Center" if holder.side is Side.CEC else book.organization.name
