"""Who is named for what in an agreement: what is still missing, and how one person takes over from another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.agreement_contacts import remove_contact, set_contact
from domain.agreements import Agreement
from domain.errors import Conflict
from domain.history import Change
from domain.people import Contact, Role, Side
from domain.stages import SEQUENCE, Stage, requirements_of


@dataclass(frozen=True)
class Vacancy:
    """A role that nobody has and that this step or the next one needs."""

    side: Side
    role: Role

    @property
    def key(self) -> str:
        return f"{self.side}_{self.role}"

    @property
    def missing(self) -> str:
        """Completes "still needs ..."."""
        return f"a {'CEC' if self.side is Side.CEC else 'customer'} contact as {self.role.label}"


def vacancies(agreement: Agreement) -> tuple[Vacancy, ...]:
    """The roles of the exchange of contacts, of the current step and of the next one that nobody has.

    In the order in which they are needed; nothing once the agreement is closed.
    """
    if agreement.closed_at is not None:
        return ()
    here = SEQUENCE.index(agreement.stage)
    steps = dict.fromkeys((Stage.EXCHANGE_CONTACTS, *SEQUENCE[here : here + 2]))
    needed = (_needed(stage) for stage in steps)
    wanted = dict.fromkeys(vacancy for group in needed for vacancy in group)
    return tuple(vacancy for vacancy in wanted if agreement.holder_of(vacancy.side, vacancy.role) is None)


def replace_contact(
    agreement: Agreement, old: Contact, new: Contact, at: datetime, by: str
) -> tuple[Agreement, tuple[Change, ...]]:
    """The new person has the role in place of the old one. Raises Conflict when the old one does not have it."""
    without, taken = remove_contact(agreement, old, at, by)
    if new in without.contacts:
        return without, (taken,)
    named, given = set_contact(without, new, at, by)
    place = agreement.contacts.index(old)
    kept = (*without.contacts[:place], new, *without.contacts[place:])
    return replace(named, contacts=kept), (taken, given)


def hand_over(
    agreement: Agreement, leaving: str, successors: Mapping[Role, str | None], at: datetime, by: str
) -> tuple[Agreement, tuple[Change, ...]]:
    """Someone leaves: each of their roles goes to the person named for it, or to nobody (None).

    Raises Conflict when `successors` leaves out one of the roles, or names one that the person does not have.
    """
    held = [contact for contact in agreement.contacts if contact.person_id == leaving]
    if {contact.role for contact in held} != set(successors):
        raise Conflict(f"The roles in {agreement.number} have changed meanwhile. Look at them again.")
    changes: list[Change] = []
    for contact in held:
        successor = successors[contact.role]
        if successor is None:
            agreement, change = remove_contact(agreement, contact, at, by)
            changes.append(change)
        else:
            agreement, both = replace_contact(agreement, contact, replace(contact, person_id=successor), at, by)
            changes.extend(both)
    return agreement, tuple(changes)


def _needed(stage: Stage) -> tuple[Vacancy, ...]:
    """A signature and a contact are asked of the very role that they name, everything else of who sees to it."""
    return tuple(
        Vacancy(each.side, Role(each.key.partition("_")[2]) if each.filled_by_contact else each.role)
        for each in requirements_of(stage)
    )
