"""What naming another official does to a document that others signed already: said before it is done."""

from collections.abc import Sequence

from bot.replies import Block
from bot.views.blocks import safe, section
from bot.views.text import capital, join_and, plural
from domain.people import Role, Side
from domain.signing_places import PLACES, Place
from services.contact_cards import ContactBook


def voided_by(book: ContactBook, side: Side, role: Role) -> list[Block]:
    """Where somebody is no longer the official of a side; nothing for other roles, and while nobody has signed."""
    return _warning(book, "If you go on,") if Place(side, role) in PLACES else []


def voided_by_naming(book: ContactBook) -> list[Block]:
    """Where the role is still to be chosen."""
    return _warning(book, "With another program official or funding official,")


def _warning(book: ContactBook, when: str) -> list[Block]:
    return [section(_words(number, names, when)) for number, names in book.signed.items()]


def _words(number: str, names: Sequence[str], when: str) -> str:
    count, few = plural(len(names), "signature"), len(names) == 1
    void = f"{count} {'does' if few else 'do'} not count any more"
    again = f"{join_and([safe(name) for name in names])} {'has' if few else 'have'} to sign the new document"
    return f"⚠ The document of {number} is being signed. {capital(when)} {void}, and {again}."
