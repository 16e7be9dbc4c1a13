"""How long the portfolio, a customer's page and an import take over 2,000 agreements and 5,000,000 measurements.

`python -m benchmarks.measurements [AGREEMENTS DAYS]`, on PostgreSQL: each agreement has five services, and of each
metric one measurement a day.
"""

import csv
import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, Connection, Engine, MetaData, Table, Text, text

from benchmarks.figures import Figure, as_text
from benchmarks.figures import Table as Figures
from benchmarks.growth import settle
from benchmarks.many_agreements import ORGANIZATIONS, fill_directory, organization_of
from benchmarks.processes import ROOT
from domain.agreements import Agreement
from domain.fiscal import FiscalYear, Period
from domain.people import Person, Side
from domain.permissions import OPERATOR, Actor
from domain.stages import Stage
from services.agreement_changes import priced_line
from services.build import build_services
from services.catalog_files import read_catalog
from services.knowledge_files import read_knowledge
from storage.agreement_rows import agreement_row, child_rows
from storage.bulk import load
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.tables import agreements
from storage.unit_of_work import Storage
from tests.builders import an_agreement
from tests.postgres import new_database, running_server

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
LAST_DAY = date(2026, 10, 31)
TERM = Period(date(2025, 10, 1), date(2027, 9, 30))
SERVICES, ROUNDS, IMPORTED = 5, 15, 100_000
OCTOBER = Period(date(2026, 10, 1), LAST_DAY)
QUARTER, YEAR = Period(date(2026, 7, 1), date(2026, 9, 30)), FiscalYear("2026").period

_series = Table(
    "series",
    MetaData(),
    *(Column(name, Text) for name in ("agreement", "organization", "service", "metric", "target", "direction")),
)
_MEASURED = text("""
    INSERT INTO measurements (agreement, service, metric, key, organization, start, day, value, weight, target,
                              direction, source, "by", at, revision)
    SELECT agreement, service, metric, to_char(d, 'YYYY-MM-DD'), organization, d::date, d::date,
           target::numeric + (abs(hashtext(agreement || metric || d)) % 200 - 100) / 1000.0, 1, target::numeric,
           direction, 'file', 'staff', d, 1
    FROM series CROSS JOIN generate_series(CAST(:first AS timestamptz), CAST(:last AS timestamptz), '1 day') AS d
""")
_SUMS = text("""
    INSERT INTO measurement_sums (agreement, service, metric, span, start, target, direction, organization, number,
                                  weight, total, within, excluded, verdict)
    SELECT agreement, service, metric, span, date_trunc(span, day + shift)::date - shift, target, direction,
           organization, count(*), sum(weight), sum(value * weight),
           count(*) FILTER (WHERE (direction = 'at_least') = (value > target) OR value = target), 0,
           CASE WHEN (direction = 'at_least') = (avg(value) > target) OR avg(value) = target THEN 'met'
                ELSE 'missed' END
    FROM measurements
    CROSS JOIN (VALUES ('month', interval '0'), ('quarter', interval '0'), ('year', interval '3 months'))
        AS spans (span, shift)
    GROUP BY agreement, service, metric, span, 5, target, direction, organization
""")


def measure(count: int = 2_000, days: int = 200) -> Figures:
    with filled(count, days) as (engine, measured):
        knowledge = read_knowledge(ROOT / "knowledge").required()
        services = build_services(Storage(engine), lambda: NOW, lambda: uuid4().hex, knowledge)
        customer = _customer(count // 2)
        number = number_of(count // 2)
        portfolio, view = services.performance.portfolio, services.performance.view
        odd = Period(date(2026, 7, 15), date(2026, 10, 14))
        content = _file(count)

        def bring() -> object:
            brought = services.measurements.import_file(OPERATOR, "benchmark.csv", content)
            assert not brought.problem_count, brought.problems[0]
            return brought

        figures = (
            _figure("portfolio of a month", "s", 1, lambda: portfolio(OPERATOR, OCTOBER)),
            _figure("portfolio of a quarter", "s", 1, lambda: portfolio(OPERATOR, QUARTER)),
            _figure("portfolio of a fiscal year", "s", 1, lambda: portfolio(OPERATOR, YEAR)),
            _figure("a customer's agreement, a fiscal year", "ms", 200, lambda: view(customer, number, YEAR)),
            _figure("a customer's agreement, any two days", "ms", 200, lambda: view(customer, number, odd)),
            _figure(f"import of {IMPORTED:,} measurements", "s", 20, bring, 1),
            _figure("the same file again", "s", 20, bring, 1),
        )
    return Figures("Measurements and performance", f"{count:,} agreements, {measured:,} measurements", "", figures)


def _figure(name: str, unit: str, aim: float, call: Callable[[], object], rounds: int = ROUNDS) -> Figure:
    if rounds > 1:
        call()
    runs: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        runs.append((time.perf_counter() - began) * (1000 if unit == "ms" else 1))
    return Figure(name, tuple(runs), unit, aim=aim)


@contextmanager
def filled(count: int, days: int) -> Iterator[tuple[Engine, int]]:
    with running_server() as server, new_database(server) as address:
        engine = make_engine(address)
        try:
            upgrade(engine)
            fill_directory(Storage(engine))
            with engine.begin() as connection:
                measured = _fill(connection, [_agreement(place) for place in range(count)], days)
            settle(engine)
            yield engine, measured
        finally:
            engine.dispose()


def _fill(connection: Connection, made: list[Agreement], days: int) -> int:
    load(connection, agreements, map(agreement_row, made))
    tables = child_rows(made[0])
    for table in tables:
        load(connection, table, (row for each in made for row in child_rows(each)[table]))
    _series.create(connection)
    load(connection, _series, (series for each in made for series in _series_of(each)))
    first = LAST_DAY - timedelta(days=days - 1)
    measured = connection.execute(_MEASURED, {"first": first, "last": LAST_DAY}).rowcount
    connection.execute(_SUMS)
    _series.drop(connection)
    return measured


def number_of(place: int) -> str:
    return f"SLA-2026-{place:04}"


def _agreement(place: int) -> Agreement:
    catalog = _CATALOG.services
    chosen = [catalog[(place + step * 7) % len(catalog)] for step in range(SERVICES)]
    made = an_agreement(
        Stage.OPERATIONS,
        organization_of(place),
        id=f"agreement-{place}",
        number=number_of(place),
        term=TERM,
        lines=tuple(priced_line(service, 10, TERM) for service in chosen),
    )
    return replace(made, contacts=())


def _series_of(agreement: Agreement) -> Iterator[dict[str, Any]]:
    for line in agreement.lines:
        for metric in line.metrics:
            yield {
                "agreement": agreement.id,
                "organization": agreement.organization,
                "service": line.service,
                "metric": metric.key,
                "target": str(metric.target),
                "direction": metric.direction.value,
            }


def _customer(place: int) -> Actor:
    key = organization_of(place % ORGANIZATIONS)
    return Actor(Person("customer", "Customer", f"customer@{key}.gov", Side.CUSTOMER, organization=key))


def _file(count: int) -> bytes:
    """New measurements of the first metric of each service, day by day, over all agreements."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(("agreement", "service", "metric", "day", "value", "unit", "key"))
    wanted = IMPORTED
    for turn in range(IMPORTED):
        for place in range(count):
            for line in _agreement(place).lines:
                metric = line.metrics[0]
                write((number_of(place), line.service, metric.key, LAST_DAY, metric.target, metric.unit, f"n-{turn}"))
                wanted -= 1
                if not wanted:
                    return out.getvalue().encode()
    return out.getvalue().encode()


_CATALOG = read_catalog(ROOT / "catalog").required()

if __name__ == "__main__":
    print(as_text(measure(*(int(argument) for argument in sys.argv[1:3]))))
