"""An agreement that does not exist, to see what documents look like and whether an office's templates work."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from documents.agreement_facts import (
    AgreementFacts,
    ChangesFacts,
    Facts,
    Party,
    PartyContact,
    ScheduleFacts,
    Signature,
    SignedFacts,
    Signer,
)
from documents.change_rows import changes_facts
from domain.agreement_documents import DocumentKind
from domain.catalog import Charge, Direction, Metric
from domain.fiscal import Period
from domain.money import share
from domain.payments import Instalment, PaymentSchedule
from domain.people import Role, Side
from domain.proposal_lines import CustomQuote, PriceOverride, ProposalLine
from domain.proposal_terms import Terms
from domain.proposal_versions import ProposalVersion

MADE_AT = datetime(2027, 8, 2, 14, 30, tzinfo=UTC)
TERM = Period(date(2027, 10, 1), date(2028, 9, 30))
STATEMENT = "I have read this agreement and sign it for my organization."

_AVAILABILITY = Metric("availability", "Availability each month", "%", Decimal("99.5"), Direction.AT_LEAST)
_REPAIR = Metric("repair", "Time until a device is repaired", "hours", Decimal(8), Direction.AT_MOST)


def sample_lines(count: int = 6) -> tuple[ProposalLine, ...]:
    """Of every sort: yearly, metered and bought once, with another price than the catalog's, and custom."""
    laptop = ProposalLine(
        *("line-1", "Managed laptop", 320, "laptop", "laptops", Decimal("640.00"), Decimal("1200.00")),
        service="managed_laptop",
        metrics=(_AVAILABILITY, _REPAIR),
        notes="Delivered to eleven field offices.\nOld devices are taken back.",
    )
    some = (
        laptop,
        ProposalLine(
            *("line-2", "Virtual server hosting", 12, "server", "servers", Decimal("4380.00"), Decimal("0.00")),
            service="virtual_server",
            metrics=(replace(_AVAILABILITY, target=Decimal("99.9")),),
            override=PriceOverride(Decimal("4800.00"), "Moved together with the sister agency", "staff-1", "staff-2"),
        ),
        ProposalLine(
            *("line-3", "File storage", 40, "terabyte", "terabytes", Decimal("415.50"), Decimal("0.00")),
            charge=Charge.METERED,
            service="file_storage",
        ),
        ProposalLine(
            *("line-4", "Training class", 6, "class", "classes", Decimal("1850.00"), Decimal("0.00")),
            charge=Charge.PER_UNIT,
            service="training",
        ),
        ProposalLine(
            *("line-5", "Soil survey data migration", 1, "project", "projects", Decimal("48200.00"), Decimal("0.00")),
            charge=Charge.PER_UNIT,
            custom=CustomQuote("Q-2027-118", "The catalog has no migration of this kind"),
        ),
        ProposalLine(
            *("line-6", "Desk telephone", 210, "telephone", "telephones", Decimal("96.00"), Decimal("350.00")),
            service="desk_phone",
        ),
    )
    more = (replace(laptop, id=f"line-{n}", name=f"Managed laptop, office {n}") for n in range(7, count + 1))
    return (*some, *more)[:count]


def sample_version(count: int = 6) -> ProposalVersion:
    return ProposalVersion(
        agreement="sample",
        number=3,
        lines=sample_lines(count),
        terms=Terms(TERM, special="Devices stay in the field offices."),
        catalog_version=1,
        made_at=MADE_AT,
        made_by="staff-1",
        note="Telephones were brought down to 210, and hosting is available 99.9 % of each month.",
        valid_until=date(2027, 9, 15),
    )


def sample_agreement(count: int = 6) -> AgreementFacts:
    return AgreementFacts(
        number="SLA-2028-0042",
        title="IT services for field offices",
        customer=Party(
            "Natural Resources Conservation Service",
            "NRCS",
            (
                _contact("Maria Alvarez", "Program manager, field operations", Role.PROGRAM_MANAGER),
                _contact("Robert Chen", "Budget officer", Role.BUDGET_OFFICER, Role.FUNDING_OFFICIAL),
                _contact("Helen Brooks", "Deputy chief for management", Role.PROGRAM_OFFICIAL),
            ),
        ),
        cec=Party(
            "Client Experience Center",
            "CEC",
            (
                _contact("James Carter", "Service management lead", Role.SML),
                _contact("Dana Whitfield", "Agreements coordinator", Role.AGREEMENTS_COORDINATOR),
                _contact("Priya Natarajan", "Director of operations", Role.PROGRAM_OFFICIAL, Role.FUNDING_OFFICIAL),
            ),
        ),
        version=sample_version(count),
        price_note="All prices are illustrative.",
        zone=ZoneInfo("America/New_York"),
        signers=(
            Signer(Side.CUSTOMER, Role.PROGRAM_OFFICIAL, "Helen Brooks", "Deputy chief for management"),
            Signer(Side.CUSTOMER, Role.FUNDING_OFFICIAL, "Robert Chen", "Budget officer"),
            Signer(Side.CEC, Role.PROGRAM_OFFICIAL, "Priya Natarajan", "Director of operations"),
            Signer(Side.CEC, Role.FUNDING_OFFICIAL),
        ),
    )


def sample_signed() -> SignedFacts:
    agreement = sample_agreement()
    signatures = tuple(
        Signature(
            *(signer.side, signer.role, signer.name or "Omar Haddad", signer.name or "Omar Haddad", STATEMENT),
            MADE_AT + timedelta(days=place, hours=2),
            deputy_of="" if signer.name else "Priya Natarajan",
        )
        for place, signer in enumerate(agreement.signers, 1)
    )
    return SignedFacts(agreement, signatures, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")


def sample_schedule(count: int = 6) -> ScheduleFacts:
    agreement = sample_agreement(count)
    version = agreement.version
    quarters = TERM.by_quarter()
    amounts = share(version.total, [1] * len(quarters))
    instalments = tuple(
        Instalment(number, part.start, part.start + timedelta(days=30), amount, part)
        for number, (part, amount) in enumerate(zip(quarters, amounts, strict=True), 1)
    )
    return ScheduleFacts(agreement, PaymentSchedule(version.agreement, version.number, instalments))


def sample_changes(count: int = 6) -> ChangesFacts:
    agreement = sample_agreement(count)
    version = agreement.version
    laptops, servers, *others = version.lines
    before = replace(
        version,
        number=2,
        lines=(replace(laptops, quantity=340, notes=""), replace(servers, metrics=(_AVAILABILITY,)), *others[:-1]),
        terms=replace(version.terms, special=""),
    )
    return changes_facts(agreement, before)


def sample_facts(kind: DocumentKind) -> Facts:
    """What a document of that kind, one to read, can be made from."""
    match kind:
        case DocumentKind.SIGNED_AGREEMENT:
            return sample_signed()
        case DocumentKind.SCHEDULE:
            return sample_schedule()
        case DocumentKind.CHANGES:
            return sample_changes()
        case _:
            return sample_agreement()


def _contact(name: str, title: str, *roles: Role) -> PartyContact:
    email = f"{name.lower().replace(' ', '.')}@example.gov"
    return PartyContact(name, roles, title, email, "202-555-0123")
