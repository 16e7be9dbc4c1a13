"""What the documents of an agreement are made from.

The footer of each document shows the SHA-256 of its facts, written in one canonical way: a file cannot hold its own.
Two documents with the same hash say the same, whatever their format is.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

from domain.agreement_documents import DocumentKind
from domain.money import ZERO
from domain.payments import PaymentSchedule
from domain.people import Role, Side
from domain.proposal_versions import ProposalVersion


@dataclass(frozen=True)
class PartyContact:
    """A person of one side, with every role that they have in the agreement."""

    name: str
    roles: tuple[Role, ...]
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Party:
    """One side of an agreement."""

    name: str
    abbreviation: str
    contacts: tuple[PartyContact, ...] = ()

    def holder(self, role: Role) -> PartyContact | None:
        return next((contact for contact in self.contacts if role in contact.roles), None)


@dataclass(frozen=True)
class Signer:
    """Who must sign, in this order. `name` is empty while nobody has the role."""

    side: Side
    role: Role
    name: str = ""
    title: str = ""


@dataclass(frozen=True)
class AgreementFacts:
    """One version of an agreement. `price_note` says what the prices of the catalog rest on.

    `zone` is the one in which moments are written.
    """

    number: str
    title: str
    customer: Party
    cec: Party
    version: ProposalVersion
    price_note: str
    zone: ZoneInfo
    signers: tuple[Signer, ...] = ()

    @property
    def name(self) -> str:
        """The agreement with its amendment, as a document calls it."""
        amendment = self.version.amendment
        return f"{self.number}, amendment {amendment}" if amendment else self.number


@dataclass(frozen=True)
class Signature:
    """That somebody signed: `typed` is the name as it was typed, `statement` what was declared with it.

    `deputy_of` names the signer for whom a deputy signed.
    """

    side: Side
    role: Role
    name: str
    typed: str
    statement: str
    at: datetime
    deputy_of: str = ""


@dataclass(frozen=True)
class SignedFacts:
    """An agreement that all have signed. `sha256` is that of the PDF that they signed."""

    agreement: AgreementFacts
    signatures: tuple[Signature, ...]
    sha256: str

    @property
    def at(self) -> datetime:
        """The moment of the last signature."""
        return max(signature.at for signature in self.signatures)


@dataclass(frozen=True)
class ScheduleFacts:
    """When a version of an agreement is paid."""

    agreement: AgreementFacts
    schedule: PaymentSchedule


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `before` and `after` are in words, empty for what was not there or is not any more."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ChangedRow:
    """A line that was added, removed or changed; `effect` on the total for the term, with one-time fees, in USD."""

    name: str
    kind: str
    differences: tuple[Difference, ...]
    effect: Decimal = ZERO


@dataclass(frozen=True)
class ChangesFacts:
    """What differs between two versions: `agreement` is of the later one."""

    agreement: AgreementFacts
    before: ProposalVersion
    lines: tuple[ChangedRow, ...]
    terms: tuple[Difference, ...]

    @property
    def effect(self) -> Decimal:
        return self.agreement.version.total - self.before.total


type Facts = AgreementFacts | SignedFacts | ScheduleFacts | ChangesFacts


def agreement_of(facts: Facts) -> AgreementFacts:
    return facts if isinstance(facts, AgreementFacts) else facts.agreement


def content_hash(kind: DocumentKind, facts: Facts) -> str:
    """The SHA-256, in hexadecimal, of what a document of that kind says.

    A signed agreement says what was signed, so it has the hash of the unsigned one.
    """
    if isinstance(facts, SignedFacts):
        kind, facts = DocumentKind.AGREEMENT, facts.agreement
    text = json.dumps([kind.value, canonical(facts)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> object:
    """As JSON, in one way only: numbers and days as text, the fields of a dataclass by their names.

    Raises TypeError for what no fact is made of.
    """
    match value:
        case Enum():
            return canonical(value.value)
        case None | str() | bool() | int():
            return value
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case ZoneInfo():
            return value.key
        case Mapping():
            return {str(key): canonical(each) for key, each in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case Sequence():
            return [canonical(each) for each in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case _ if is_dataclass(value):
            return {field.name: canonical(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"a document cannot say {type(value).__name__}")
