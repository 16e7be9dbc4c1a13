"""How the time of every list and of its parts grows with the number of agreements, on SQLite and PostgreSQL.

`python -m benchmarks.lists [SMALL LARGE]`, 1,000 and 100,000 agreements unless told otherwise: the storage's own
questions, each filter with and without the others. What people wait for is in `benchmarks/scale.py`.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from benchmarks.figures import Figure, Table, as_text
from benchmarks.growth import Calls, Timing, compare, databases
from benchmarks.many_agreements import OFFICE, number_of, organization_of, owner_of
from domain.agreement_lists import AgreementFilter, Order
from domain.people import Side
from domain.stages import Stage
from storage.unit_of_work import Storage, UnitOfWork

PAGE_SIZE = 10
AIM = 1.5

_ENDING = AgreementFilter(ends_from=date(2027, 9, 1), ends_before=date(2027, 10, 1), order=Order.END)
_DUE = date(2026, 11, 20)  # about one in twenty of those that wait

#: What people ask for, and for each the filter that it becomes.
FILTERS: dict[str, AgreementFilter] = {
    "everything": AgreementFilter(),
    "everything, closed too": AgreementFilter(include_closed=True),
    "waiting for CEC": AgreementFilter(waiting_for=Side.CEC),
    "waiting for the customer": AgreementFilter(waiting_for=Side.CUSTOMER),
    "of an organization": AgreementFilter(organization=organization_of(3)),
    "of an organization, closed too": AgreementFilter(organization=organization_of(3), include_closed=True),
    "of an organization, at a step": AgreementFilter(organization=organization_of(3), stage=Stage.PROPOSAL),
    "of an organization, waiting for it": AgreementFilter(organization=organization_of(3), waiting_for=Side.CUSTOMER),
    "at a step": AgreementFilter(stage=Stage.PROPOSAL),
    "at a step, waiting for CEC": AgreementFilter(stage=Stage.PROPOSAL, waiting_for=Side.CEC),
    "at a step where nobody waits": AgreementFilter(stage=Stage.OPERATIONS, waiting_for=Side.CUSTOMER),
    "of an owner": AgreementFilter(owner=owner_of(5)),
    "of an owner, at a step": AgreementFilter(owner=owner_of(5), stage=Stage.PROPOSAL),
    "of an owner, waiting for CEC": AgreementFilter(owner=owner_of(5), waiting_for=Side.CEC),
    "due before a day": AgreementFilter(due_before=_DUE),
    "due before a day, of an owner": AgreementFilter(owner=owner_of(5), due_before=_DUE),
    "due before a day, of an organization": AgreementFilter(organization=organization_of(3), due_before=_DUE),
    "due before a day, at a step": AgreementFilter(stage=Stage.PROPOSAL, due_before=_DUE),
    "due before a day, waiting for CEC": AgreementFilter(waiting_for=Side.CEC, due_before=_DUE),
    "ending in a month": _ENDING,
    "ending in a month, of an owner": replace(_ENDING, owner=owner_of(5)),
    "ending in a month, of an organization": replace(_ENDING, organization=organization_of(3)),
    "by number": AgreementFilter(order=Order.NUMBER),
    "by number, of an owner": AgreementFilter(owner=owner_of(5), order=Order.NUMBER),
}


def questions(storage: Storage, size: int) -> Calls:
    """Each question as a call with its own unit of work. The same at every size, but for the number looked up."""
    asked: dict[str, Callable[[UnitOfWork], object]] = {"status by number": lambda work: _status(work, size)}
    for name, wanted in FILTERS.items():
        asked[f"list: {name}"] = _listing(wanted)
    asked["list: everything, page 50"] = _listing(FILTERS["everything"], page=50)
    asked["people's own, by urgency"] = lambda work: work.agreements.of_contact(OFFICE, Side.CEC, 10)
    asked["nearest numbers"] = lambda work: work.agreements.numbers_like("SLA-2027-00218", organization_of(3))
    return {name: _in_work(storage, ask) for name, ask in asked.items()}


def _in_work(storage: Storage, ask: Callable[[UnitOfWork], object]) -> Callable[[], object]:
    def call() -> object:
        with storage.reading() as work:
            return ask(work)

    return call


def _status(work: UnitOfWork, size: int) -> object:
    agreement = work.agreements.by_number(number_of(size // 2))
    assert agreement is not None
    people = work.people.several(contact.person_id for contact in agreement.contacts)
    return agreement, people, work.history.of("agreement", agreement.id, 20)


def _listing(wanted: AgreementFilter, page: int = 0) -> Callable[[UnitOfWork], object]:
    return lambda work: work.agreements.page(wanted, page, PAGE_SIZE)


def figure_of(timing: Timing, prefix: str = "") -> Figure:
    """In milliseconds: the larger database, and the smaller one beside it."""
    small, large = (tuple(1000 * seconds for seconds in runs) for runs in (timing.small, timing.large))
    return Figure(prefix + timing.question, large, "ms", beside=small, aim_of_ratio=AIM)


def main(small: int = 1_000, large: int = 100_000) -> None:
    with databases(small, large) as engines:
        for kind, (few, many) in engines.items():
            timings = compare(questions(Storage(few), small), questions(Storage(many), large))
            figures = tuple(figure_of(timing) for timing in timings)
            print(as_text(Table(f"The storage's questions on {kind}", f"{large:,}", f"{small:,}", figures)))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
