"""How the time of a status and of lists grows with the number of agreements, on SQLite and PostgreSQL.

`python -m benchmarks.lists [SMALL LARGE]`, 1,000 and 100,000 agreements unless told otherwise. Printed for each
question: the median of repeated runs at both sizes, and how many times longer the larger one takes.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.many_agreements import OFFICE, fill, number_of, organization_of, owner_of
from domain.agreement_lists import AgreementFilter, Order
from domain.people import Side
from domain.stages import Stage
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.unit_of_work import Storage, UnitOfWork
from tests.postgres import new_database, running_server

ROUNDS, CALLS = 5, 40
PAGE_SIZE = 10
AIM = 1.5

_ENDING = AgreementFilter(ends_from=date(2027, 9, 1), ends_before=date(2027, 10, 1), order=Order.END)

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
    "ending in a month": _ENDING,
    "ending in a month, of an owner": replace(_ENDING, owner=owner_of(5)),
    "ending in a month, of an organization": replace(_ENDING, organization=organization_of(3)),
    "by number": AgreementFilter(order=Order.NUMBER),
    "by number, of an owner": AgreementFilter(owner=owner_of(5), order=Order.NUMBER),
}


@dataclass(frozen=True)
class Timing:
    question: str
    small: float
    large: float

    @property
    def growth(self) -> float:
        return self.large / self.small


def questions(size: int) -> dict[str, Callable[[UnitOfWork], object]]:
    """Each question as a call. The same at every size, but for the number that is looked up."""
    asked: dict[str, Callable[[UnitOfWork], object]] = {"status by number": lambda work: _status(work, size)}
    for name, wanted in FILTERS.items():
        asked[f"list: {name}"] = _listing(wanted)
    asked["list: everything, page 50"] = _listing(FILTERS["everything"], page=50)
    asked["people's own, by urgency"] = lambda work: work.agreements.of_contact(OFFICE, Side.CEC, 10)
    asked["nearest numbers"] = lambda work: work.agreements.numbers_like("SLA-2027-00021", organization_of(3))
    return asked


def _status(work: UnitOfWork, size: int) -> object:
    agreement = work.agreements.by_number(number_of(size // 2))
    assert agreement is not None
    people = work.people.several(contact.person_id for contact in agreement.contacts)
    return agreement, people, work.history.of("agreement", agreement.id, 20)


def _listing(wanted: AgreementFilter, page: int = 0) -> Callable[[UnitOfWork], object]:
    return lambda work: work.agreements.page(wanted, page, PAGE_SIZE)


@contextmanager
def filled(address: str, size: int) -> Iterator[Engine]:
    engine = make_engine(address)
    try:
        upgrade(engine)
        began = time.perf_counter()
        fill(engine, size)
        _settle(engine)
        print(f"  {size:,} agreements in {engine.dialect.name}: {time.perf_counter() - began:.0f} s", flush=True)
        yield engine
    finally:
        engine.dispose()


def _settle(engine: Engine) -> None:
    """What a database does by itself some time after so much was written."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def compare(small: tuple[Engine, int], large: tuple[Engine, int]) -> list[Timing]:
    """The best of several medians for each size."""
    engines = {size: Storage(engine) for engine, size in (small, large)}
    calls = {size: questions(size) for size in engines}
    timings = []
    for name in calls[small[1]]:
        asked = [(storage, calls[size][name]) for size, storage in engines.items()]
        rounds = [_medians(asked) for _ in range(ROUNDS)]
        timings.append(Timing(name, min(few for few, _ in rounds), min(many for _, many in rounds)))
    return timings


def _medians(asked: list[tuple[Storage, Callable[[UnitOfWork], object]]]) -> list[float]:
    """Seconds of each call with its own unit of work, called in turn: what else the machine does falls on all."""
    spent: list[list[float]] = [[] for _ in asked]
    gc.disable()
    for _ in range(CALLS):
        for place, (storage, call) in enumerate(asked):
            began = time.perf_counter()
            with storage.reading() as work:
                call(work)
            spent[place].append(time.perf_counter() - began)
    gc.enable()
    return [statistics.median(series) for series in spent]


def report(database: str, timings: list[Timing], small: int, large: int) -> None:
    print(f"\n{database:42} {small:>9,} {large:>9,}  growth")
    for timing in timings:
        late = "" if timing.growth <= AIM else f"  over {AIM}"
        times = f"{timing.small * 1000:6.2f} ms {timing.large * 1000:6.2f} ms"
        print(f"{timing.question:42} {times}  {timing.growth:.2f}{late}")


@contextmanager
def addresses(count: int) -> Iterator[dict[str, list[str]]]:
    """New databases of both kinds, gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cec-lists-")))
        server = stack.enter_context(running_server())
        yield {
            "SQLite": [f"sqlite:///{folder / f'{place}.db'}" for place in range(count)],
            "PostgreSQL": [stack.enter_context(new_database(server)) for _ in range(count)],
        }


def main(small: int = 1_000, large: int = 100_000) -> list[Timing]:
    every = []
    with addresses(2) as databases:
        for database, (first, second) in databases.items():
            with filled(first, small) as few, filled(second, large) as many:
                timings = compare((few, small), (many, large))
            report(database, timings, small, large)
            every += [replace(timing, question=f"{database}: {timing.question}") for timing in timings]
    return every


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
