"""What the use cases of contacts answer with, and what they are given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.people import Role, Side
from services.agreement_cards import ContactSheet
from services.agreement_list_cards import Count
from services.cards import OrganizationCard, PersonCard
from services.contact_people import PersonGiven


@dataclass(frozen=True)
class ContactGiven:
    """Someone is named: `person` as a form gives them, or the id of a known one.

    They take the place of whoever has the role, or of the one person named in `replaces` (id); with `in_addition`
    they come beside them.
    """

    side: Side
    role: Role
    person: PersonGiven | str
    replaces: str | None = None
    in_addition: bool = False


@dataclass(frozen=True)
class ContactBook:
    """What a form about contacts needs: the organization's open agreements with their contacts, in which of them
    (numbers) the actor may change the people of which side, and the active people of the sides that they may.

    `count` is how many agreements there are to choose from; `sheets` are the most urgent of them. `signed` names who
    has signed a document that is not signed by all yet, by the agreement's number: another official voids it."""

    organization: OrganizationCard
    sheets: tuple[ContactSheet, ...]
    count: Count
    changeable: Mapping[Side, tuple[str, ...]]
    people: Mapping[Side, tuple[PersonCard, ...]] = field(default_factory=dict[Side, tuple[PersonCard, ...]])
    signed: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    @property
    def has_more(self) -> bool:
        return self.count.count > len(self.sheets)

    @property
    def sides(self) -> tuple[Side, ...]:
        return tuple(side for side, numbers in self.changeable.items() if numbers)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The agreements in which the actor may change people of any side."""
        known = [number for numbers in self.changeable.values() for number in numbers]
        return tuple(dict.fromkeys(known))


@dataclass(frozen=True)
class ContactsChanged:
    """Who was named or taken off, in which agreements (numbers). `changed` is false when it was so before.

    `sheets` are the contacts of these agreements as they are now.
    """

    person: PersonCard
    role: Role
    side: Side
    numbers: tuple[str, ...]
    sheets: tuple[ContactSheet, ...]
    changed: bool


@dataclass(frozen=True)
class Holding:
    """Something that a person has to do. `key` names it in a form, `what` says it in words."""

    key: str
    what: str
    number: str | None = None


@dataclass(frozen=True)
class Holdings:
    """Everything that a person has to do, and who may take it over: the other people of the same side."""

    person: PersonCard
    organization: OrganizationCard | None
    items: tuple[Holding, ...]
    candidates: tuple[PersonCard, ...]


@dataclass(frozen=True)
class PersonLeft:
    """Someone left; `taken_over` says in words who has what now."""

    person: PersonCard
    taken_over: tuple[str, ...]
