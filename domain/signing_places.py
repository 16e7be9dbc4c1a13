"""Where an agreement is signed: by the program official and the funding official of each side."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.agreements import Agreement
from domain.errors import InvalidInput
from domain.people import Role, Side


@dataclass(frozen=True)
class Place:
    """Where a signature stands: the official of one side."""

    side: Side
    role: Role

    @property
    def key(self) -> str:
        """As the requirement that it meets: "signed_cec_program_official"."""
        return f"signed_{self.side}_{self.role}"

    @property
    def label(self) -> str:
        return f"{'CEC' if self.side is Side.CEC else 'customer'} {self.role.label}"


PLACES: tuple[Place, ...] = tuple(
    Place(side, role) for side in (Side.CUSTOMER, Side.CEC) for role in (Role.PROGRAM_OFFICIAL, Role.FUNDING_OFFICIAL)
)
PLACE_BY_KEY = {place.key: place for place in PLACES}


def order_from(text: str, field: str = "signing_order") -> tuple[Place, ...]:
    """The order that an office wrote as labels between commas. Raises InvalidInput unless each stands in it once."""
    labels = {place.label.casefold(): place for place in PLACES}
    named = [labels.get(" ".join(part.casefold().replace("'s", "").split())) for part in text.split(",")]
    order = tuple(place for place in named if place)
    if len(order) != len(named) or set(order) != set(PLACES) or len(order) != len(PLACES):
        raise InvalidInput(field, f"Name all four, each once, with commas between them: {order_in_words(PLACES)}.")
    return order


def order_in_words(order: Sequence[Place]) -> str:
    return ", ".join(place.label for place in order)


def document_words(number: str, version: int, amendment: int) -> str:
    """What is signed: version 4 (amendment 1) of SLA-2027-0042."""
    return f"version {version}{f' (amendment {amendment})' if amendment else ''} of {number}"


def statement_of(place: Place, document: str, for_whom: str | None = None) -> str:
    """What a signer declares of a document (`document_words`). `for_whom` is the name of the official for whom a deputy
    signs."""
    who = f"CEC's {place.role.label}" if place.side is Side.CEC else f"the customer's {place.role.label}"
    deputy = f", as deputy of {for_whom}" if for_whom else ""
    return f"I have read {document} and sign it electronically for {who}{deputy}. I intend this as my signature."


def signers_at(agreement: Agreement, place: Place) -> tuple[str, ...]:
    """The contacts (person ids) who may sign there."""
    return tuple(c.person_id for c in agreement.contacts if (c.side, c.role) == (place.side, place.role))
