"""Who is named in an agreement, and for what."""

from dataclasses import replace
from datetime import datetime

from domain.agreements import Agreement
from domain.errors import Conflict
from domain.history import Change
from domain.people import Contact


def set_contact(agreement: Agreement, contact: Contact, at: datetime, by: str) -> tuple[Agreement, Change]:
    """Name a person for a role. Raises Conflict when that person already holds it."""
    if contact in agreement.contacts:
        raise Conflict(f"This person already has that role in {agreement.number}.")
    change = _contact_change(agreement, None, contact, at, by)
    return replace(agreement, contacts=(*agreement.contacts, contact)), change


def remove_contact(agreement: Agreement, contact: Contact, at: datetime, by: str) -> tuple[Agreement, Change]:
    """Take a role away from a person. Raises Conflict when that person does not hold it."""
    if contact not in agreement.contacts:
        raise Conflict(f"This person does not have that role in {agreement.number}.")
    change = _contact_change(agreement, contact, None, at, by)
    return replace(agreement, contacts=tuple(c for c in agreement.contacts if c != contact)), change


def _contact_change(agreement: Agreement, old: Contact | None, new: Contact | None, at: datetime, by: str) -> Change:
    before, after = (f"{c.side}_{c.role}: {c.person_id}" if c else None for c in (old, new))
    return Change("agreement", agreement.id, agreement.organization, "contact", before, after, at, by)
