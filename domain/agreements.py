"""A service-level agreement and how it moves through the steps."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from domain.catalog import Charge, Metric
from domain.errors import Conflict, InvalidInput
from domain.fiscal import Period
from domain.history import Change
from domain.money import ZERO
from domain.people import Contact, Role, Side
from domain.stages import (
    BY_KEY,
    KEPT_BESIDE,
    LEFT_BY_THEMSELVES,
    SEQUENCE,
    SIGNED,
    Requirement,
    Stage,
    requirements_of,
    stage_after,
)


@dataclass(frozen=True)
class AgreementLine:
    """One service of an agreement. `unit_price` is what it was made with, in USD per unit: for a year, or once."""

    service: str
    name: str
    quantity: int
    unit: str
    unit_price: Decimal
    one_time_fee: Decimal
    metrics: tuple[Metric, ...] = ()
    charge: Charge = Charge.PER_YEAR

    @property
    def annual_amount(self) -> Decimal:
        """Nothing for what is bought by the unit, such as hours."""
        return ZERO if self.charge is Charge.PER_UNIT else self.quantity * self.unit_price

    @property
    def paid_once(self) -> Decimal:
        """The one-time fee, and the price of what is bought by the unit."""
        return self.one_time_fee + (self.quantity * self.unit_price if self.charge is Charge.PER_UNIT else ZERO)


@dataclass(frozen=True)
class Record:
    """That a requirement was met: when, by whom (person id), and what is worth knowing about it."""

    requirement: str
    at: datetime
    by: str
    note: str = ""


@dataclass(frozen=True)
class Agreement:
    """An SLA between CEC and one organization for one term.

    `due_on` is the day by which the current step should be done. `catalog_version` is the catalog that its
    prices come from. `turned_at` is when somebody else's turn came without a record, such as by a customer's wish for
    changes. `paused_at` is since when its negotiation is paused. `version` counts saves: a save over a newer version is
    refused by the storage.
    """

    id: str
    number: str
    organization: str
    title: str
    stage: Stage
    term: Period
    opened_at: datetime
    stage_since: datetime
    due_on: date | None = None
    lines: tuple[AgreementLine, ...] = ()
    contacts: tuple[Contact, ...] = ()
    records: tuple[Record, ...] = ()
    predecessor: str | None = None
    catalog_version: int | None = None
    closed_at: datetime | None = None
    closed_reason: str = ""
    turned_at: datetime | None = None
    paused_at: datetime | None = None
    version: int = 0

    @property
    def annual_amount(self) -> Decimal:
        return sum((line.annual_amount for line in self.lines), ZERO)

    @property
    def waiting_since(self) -> datetime:
        """Since when the next thing waits, or everything rests: the pause, the last record or turn of this step, or the
        start of the step."""
        if self.paused_at:
            return self.paused_at
        here = {requirement.key for requirement in requirements_of(self.stage)}
        moments = [record.at for record in self.records if record.requirement in here]
        if self.turned_at and self.turned_at >= self.stage_since:
            moments.append(self.turned_at)
        return max(moments, default=self.stage_since)

    def holder_of(self, side: Side, role: Role) -> str | None:
        """The person id of the contact in that role, the first one named."""
        return next((c.person_id for c in self.contacts if c.side is side and c.role is role), None)


def is_met(agreement: Agreement, requirement: Requirement) -> bool:
    if requirement.filled_by_contact:
        return any(f"{contact.side}_{contact.role}" == requirement.key for contact in agreement.contacts)
    return any(record.requirement == requirement.key for record in agreement.records)


def missing(agreement: Agreement) -> tuple[Requirement, ...]:
    """What keeps the agreement in its step; nothing once it is closed."""
    if agreement.closed_at is not None:
        return ()
    return tuple(r for r in requirements_of(agreement.stage) if not is_met(agreement, r))


def next_requirement(agreement: Agreement) -> Requirement | None:
    """The next thing to be done, hence whose turn it is. None when nobody is waited for, as while it is paused.

    Funds that went back after the services were begun come before everything else.
    """
    if agreement.paused_at:
        return None
    if agreement.stage in SIGNED and agreement.closed_at is None:
        lost = next((r for r in requirements_of(Stage.AGREEMENT_FUNDING) if not is_met(agreement, r)), None)
        if lost is not None:
            return lost
    if agreement.stage is Stage.OPERATIONS:
        return None  # services run: renewal is decided when the end of the term comes near, nobody is late before
    return next(iter(missing(agreement)), None)


def record(agreement: Agreement, requirement: str, at: datetime, by: str, note: str = "") -> tuple[Agreement, Change]:
    """Record that a requirement of the current step is met.

    Raises InvalidInput for an unknown requirement or one of another step, and for signatures, funds and startup
    tasks, which `domain/agreement_funding.py` and `domain/startup_work.py` alone record; Conflict when it was met
    before.
    """
    found = BY_KEY.get(requirement)
    if found is not None and found.stage in KEPT_BESIDE:
        raise InvalidInput("requirement", f"{agreement.number} {KEPT_BESIDE[found.stage]}.")
    if found is None or found.filled_by_contact or found.stage is not agreement.stage:
        raise InvalidInput("requirement", f"{agreement.number} is not at a step that needs this.")
    if is_met(agreement, found):
        raise Conflict(f"This was already recorded for {agreement.number}.")
    return with_record(agreement, found, at, by, note)


def with_record(
    agreement: Agreement, requirement: Requirement, at: datetime, by: str, note: str = ""
) -> tuple[Agreement, Change]:
    """As `record`, without asking: for the rules that know that the requirement is met."""
    entry = Record(requirement.key, at, by, note)
    change = Change("agreement", agreement.id, agreement.organization, "record", None, requirement.key, at, by, note)
    return replace(agreement, records=(*agreement.records, entry)), change


def advance(agreement: Agreement, at: datetime, by: str, due_on: date | None = None) -> tuple[Agreement, Change]:
    """Move to the next step.

    Raises Conflict, naming what is missing, unless every requirement of the current step is met, and of every
    step before it: so services never run without all signatures and the first funds, whoever asks.
    """
    following = stage_after(agreement.stage)
    if agreement.closed_at is not None or following is None:
        raise Conflict(f"{agreement.number} has no further step.")
    lacking = _lacking(agreement)
    if lacking:
        raise Conflict(f"{agreement.number} cannot move on yet. Missing: {', '.join(lacking)}.")
    change = Change("agreement", agreement.id, agreement.organization, "stage", agreement.stage, following, at, by)
    return replace(agreement, stage=following, stage_since=at, due_on=due_on), change


def move_on(agreement: Agreement, at: datetime, by: str) -> tuple[Agreement, tuple[Change, ...]]:
    """Leave every step up to the startup as soon as nothing is missing; the later ones are left by a decision.

    It stays where it is also while something of an earlier step is missing again, such as a contact who left.
    """
    changes: list[Change] = []
    while agreement.closed_at is None and agreement.stage in LEFT_BY_THEMSELVES and not _lacking(agreement):
        agreement, change = advance(agreement, at, by)
        changes.append(change)
    return agreement, tuple(changes)


def _lacking(agreement: Agreement) -> list[str]:
    """What is missing of the current step and of those before it."""
    passed = SEQUENCE[: SEQUENCE.index(agreement.stage) + 1]
    return [r.missing for stage in passed for r in requirements_of(stage) if not is_met(agreement, r)]


def void(
    agreement: Agreement, requirements: Collection[str], at: datetime, by: str, reason: str
) -> tuple[Agreement, tuple[Change, ...]]:
    """Take back what was recorded of these requirements, such as the acceptance of an earlier version.

    What was not recorded is left out. Raises Conflict when the agreement is closed.
    """
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed, so nothing is changed in it any more.")
    taken = [entry for entry in agreement.records if entry.requirement in requirements]
    kept = tuple(entry for entry in agreement.records if entry.requirement not in requirements)
    subject = ("agreement", agreement.id, agreement.organization)
    changes = tuple(Change(*subject, "voided", entry.requirement, None, at, by, reason) for entry in taken)
    return (replace(agreement, records=kept, turned_at=at), changes) if taken else (agreement, ())


def close(agreement: Agreement, at: datetime, by: str, reason: str) -> tuple[Agreement, Change]:
    """End an agreement. Raises Conflict when it is closed already."""
    if agreement.closed_at is not None:
        raise Conflict(f"{agreement.number} is closed already.")
    change = Change("agreement", agreement.id, agreement.organization, "closed", None, reason, at, by)
    return replace(agreement, closed_at=at, closed_reason=reason), change
