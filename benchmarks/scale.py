"""How the time of `agreement_status` and `list_agreements` grows with the number of agreements: the use cases."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from benchmarks.figures import Figure, Table
from benchmarks.growth import CALLS, ROUNDS, Calls, compare, databases
from benchmarks.lists import figure_of
from benchmarks.many_agreements import OFFICE, an_agreement, number_of, organization_of, owner_of
from benchmarks.processes import ROOT
from domain.agreement_lists import AgreementFilter
from domain.people import Person, Side
from domain.permissions import Actor
from domain.stages import Stage
from services.build import build_services
from services.knowledge_files import read_knowledge
from storage.unit_of_work import Storage

SMALL, LARGE = 1_000, 100_000
NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)

STAFF = Actor(Person(OFFICE, "Office", f"{OFFICE}@cec.gov", Side.CEC))
LEAD = Actor(Person(owner_of(5), "Lead", f"{owner_of(5)}@cec.gov", Side.CEC))


def measure() -> Table:
    """Fills four databases, which takes minutes, and asks them."""
    figures: list[Figure] = []
    with databases(SMALL, LARGE) as engines:
        for kind, (few, many) in engines.items():
            timings = compare(_calls(few, SMALL), _calls(many, LARGE))
            figures += [figure_of(timing, f"{kind}: ") for timing in timings]
    return Table(
        "Status and lists, by the number of agreements",
        f"{LARGE:,} agreements",
        f"{SMALL:,} agreements",
        tuple(figures),
        (f"Each figure is the median of {ROUNDS} rounds of {CALLS} calls of the use case, its transaction included.",),
    )


def _calls(engine: Engine, size: int) -> Calls:
    knowledge = read_knowledge(ROOT / Path("knowledge")).required()
    services = build_services(Storage(engine), lambda: NOW, lambda: uuid4().hex, knowledge)
    agreements, number = services.agreements, number_of(size // 2 + 4)
    customer = _customer(size // 2 + 4)
    return {
        "agreement_status, by staff": lambda: agreements.status(STAFF, number),
        "agreement_status, by a customer": lambda: agreements.status(customer, number),
        "list_agreements, all": lambda: agreements.list(STAFF, AgreementFilter()),
        "list_agreements, a step": lambda: agreements.list(STAFF, AgreementFilter(stage=Stage.PROPOSAL)),
        "list_agreements, waiting for CEC": lambda: agreements.list(STAFF, AgreementFilter(waiting_for=Side.CEC)),
        "list_agreements, an organization": lambda: agreements.of_organization(STAFF, organization_of(3)),
        "list_agreements, one lead's own": lambda: agreements.own(LEAD),
        "list_agreements, a customer's own": lambda: agreements.own(customer),
        "ask_renewals, within 90 days": lambda: agreements.renewals(STAFF, 90),
        "App Home of staff, the counts": lambda: agreements.overview(STAFF),
    }


def _customer(place: int) -> Actor:
    """Someone of the organization that has this agreement."""
    key = an_agreement(place).organization
    return Actor(Person("customer", "Customer", f"customer@{key}.gov", Side.CUSTOMER, organization=key))
