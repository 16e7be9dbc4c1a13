"""Databases with few and with many agreements, and how much longer the same question takes in the larger one."""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.many_agreements import fill
from storage.engine import make_engine
from storage.migrate import upgrade
from tests.postgres import new_database, running_server

ROUNDS, CALLS = 5, 40

type Calls = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Timing:
    """Seconds in each round: the median of its calls, in the smaller and in the larger database."""

    question: str
    small: tuple[float, ...]
    large: tuple[float, ...]


@contextmanager
def databases(*sizes: int) -> Iterator[dict[str, list[Engine]]]:
    """Kind of database -> one of each size. Gone afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cec-lists-")))
        server = stack.enter_context(running_server())
        addresses = {
            "SQLite": [f"sqlite:///{folder / f'{size}.db'}" for size in sizes],
            "PostgreSQL": [stack.enter_context(new_database(server)) for _ in sizes],
        }
        yield {
            kind: [stack.enter_context(_filled(address, size)) for address, size in zip(of_kind, sizes, strict=True)]
            for kind, of_kind in addresses.items()
        }


@contextmanager
def _filled(address: str, size: int) -> Iterator[Engine]:
    engine = make_engine(address)
    try:
        upgrade(engine)
        began = time.perf_counter()
        fill(engine, size)
        settle(engine)
        print(f"  {size:,} agreements into {engine.dialect.name}: {time.perf_counter() - began:.0f} s", flush=True)
        yield engine
    finally:
        engine.dispose()


def settle(engine: Engine) -> None:
    """What a database does by itself some time after so much was written."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def compare(small: Calls, large: Calls) -> list[Timing]:
    """Every question of both, several rounds."""
    timings = []
    for question, few in small.items():
        rounds = [_medians([few, large[question]]) for _ in range(ROUNDS)]
        timings.append(Timing(question, tuple(each[0] for each in rounds), tuple(each[1] for each in rounds)))
    return timings


def _medians(calls: list[Callable[[], object]]) -> list[float]:
    """Called in turn: what else the machine does falls on all."""
    spent: list[list[float]] = [[] for _ in calls]
    gc.disable()
    for _ in range(CALLS):
        for place, call in enumerate(calls):
            began = time.perf_counter()
            call()
            spent[place].append(time.perf_counter() - began)
    gc.enable()
    return [statistics.median(series) for series in spent]
