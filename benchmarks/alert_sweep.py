"""The sweep that finds what is due among very many agreements and meetings, on PostgreSQL.

`python -m benchmarks.alert_sweep [SMALL LARGE]`: numbers of agreements, each with five meetings; 10,000 and 1,000,000
unless told otherwise. As many are due in both, so that only the size differs.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table, text

from benchmarks.figures import Figure, as_text
from benchmarks.figures import Table as Figures
from benchmarks.growth import settle
from benchmarks.many_agreements import OFFICE, OPENED, an_agreement, fill
from benchmarks.processes import ROOT
from domain.alerts import Subject, SubjectType
from domain.meetings import Meeting, MeetingKind, MeetingState
from domain.people import Side
from services.alert_sweep import PAGE_SIZE
from services.build import build_services
from services.catalog_files import read_catalog
from services.knowledge_files import read_knowledge
from storage.alert_tables import watches
from storage.bulk import load
from storage.engine import make_engine
from storage.meeting_tables import meetings
from storage.meetings import meeting_row
from storage.migrate import upgrade
from storage.tables import agreements
from storage.unit_of_work import Storage
from tests.postgres import new_database, running_server

SMALL, LARGE = 10_000, 1_000_000
MEETINGS = 5
"""For each agreement."""
DUE, ROUNDS = 200, 5
"""So many agreements and as many meetings are due, in each round."""
AIM_SECONDS = 5.0
NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
YEAR_SECONDS = 31_536_000


def measure(small: int = SMALL, large: int = LARGE) -> Figures:
    """Fills two databases, which takes minutes, and sweeps them."""
    with ExitStack() as stack:
        server = stack.enter_context(running_server(durable=False))
        few, many = (stack.enter_context(_filled(server, stack, size)) for size in (small, large))
        found, swept = [], []
        for engine in (few, many):
            rounds = [_round(engine, small, turn) for turn in range(ROUNDS)]
            found.append([each[0] for each in rounds])
            swept.append([each[1] / (2 * DUE) * 1000 for each in rounds])
        print(_plan(many))
    figures = (
        Figure(f"finding all of {2 * DUE} due, page by page", tuple(found[1]), "s", tuple(found[0]), AIM_SECONDS),
        Figure("rules and alerts of one that is due", tuple(swept[1]), "ms", tuple(swept[0])),
    )
    notes = (
        f"{MEETINGS} meetings for each agreement. Pages of {PAGE_SIZE}, each by the index of what is due.",
        f"Agreements beyond {SMALL:,} are copies of the first ones without lines, contacts and history.",
    )
    return Figures("Sweep for alerts on PostgreSQL", f"{large:,} agreements", f"{small:,} agreements", figures, notes)


@contextmanager
def _filled(server: str, stack: ExitStack, size: int) -> Iterator[Engine]:
    engine = make_engine(stack.enter_context(new_database(server)))
    try:
        upgrade(engine)
        began, own = time.perf_counter(), min(size, SMALL)
        fill(engine, own)
        with Storage(engine).unit_of_work() as work:  # renewals are told with their prices
            work.catalog.add(read_catalog(ROOT / "catalog").required(), "benchmark", OFFICE, OPENED)
            work.commit()
        with engine.begin() as connection:
            load(connection, meetings, [meeting_row(_meeting(place)) for place in range(own)])
            with _without_indexes(connection, agreements, meetings, watches):
                _copy(connection, agreements, size // own, ("id", "number"))
                _copy(connection, meetings, MEETINGS * size // own, ("id",))
                _watch(connection)
        settle(engine)
        print(f"  {size:,} agreements, {size * MEETINGS:,} meetings: {time.perf_counter() - began:.0f} s", flush=True)
        yield engine
    finally:
        engine.dispose()


def _meeting(place: int) -> Meeting:
    agreement = an_agreement(place)
    return Meeting(
        id=f"meeting-{place}",
        agreement=agreement.id,
        organization=agreement.organization,
        kind=MeetingKind.SERVICE_REVIEW,
        title="Service review",
        organizer=OFFICE,
        side=Side.CEC,
        created_at=OPENED,
        minutes=60,
        state=MeetingState.BOOKED,
        time=NOW + timedelta(days=1 + place % 300),
    )


@contextmanager
def _without_indexes(connection: Connection, *tables: Table) -> Iterator[None]:
    """Made again afterwards, at once for all rows: that is far quicker than row by row. Nor are references checked."""
    names = {"tables": [table.name for table in tables]}
    unique = "SELECT conindid FROM pg_constraint WHERE conindid <> 0"
    found = (
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class ON relname = indexname "  # noqa: S608
        f"WHERE tablename = ANY(:tables) AND pg_class.oid NOT IN ({unique})"
    )
    indexes = connection.execute(text(found), names).all()
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    for name, _ in indexes:
        connection.execute(text(f'DROP INDEX "{name}"'))
    yield
    for _, definition in indexes:
        connection.execute(text(definition))


def _copy(connection: Connection, table: Table, times: int, unique: tuple[str, ...]) -> None:
    """So many of every row in all, with a count behind what is unique."""
    names = [column.name for column in table.columns if column.computed is None]
    values = ", ".join(f"\"{each}\" || '-' || copy" if each in unique else f'"{each}"' for each in names)
    columns = ", ".join(f'"{each}"' for each in names)
    every = f'INSERT INTO "{table.name}" ({columns}) SELECT {values} FROM "{table.name}"'  # noqa: S608
    connection.execute(text(f"{every}, generate_series(2, :times) AS copy"), {"times": times})


def _watch(connection: Connection) -> None:
    """Everything is looked at again some time in the coming year."""
    for kind, table in ((SubjectType.AGREEMENT, agreements), (SubjectType.MEETING, meetings)):
        at = f"CAST(:now AS timestamptz) + make_interval(secs => 60 + random() * {YEAR_SECONDS})"
        every = f"INSERT INTO {watches.name} (type, id, look_at, revision) SELECT :kind, id, {at}, 1 FROM {table.name}"  # noqa: S608
        connection.execute(text(every), {"kind": kind.value, "now": NOW})


def _round(engine: Engine, seeded: int, turn: int) -> tuple[float, float]:
    """After so many agreements and meetings changed: seconds until all that is due is found, and until all of it was
    looked at and its alerts were kept.
    """
    storage = Storage(engine)
    with storage.unit_of_work() as work:
        for place in range(turn * DUE, (turn + 1) * DUE):
            chosen = place * seeded // (DUE * ROUNDS)
            work.watches.look(Subject(SubjectType.AGREEMENT, f"agreement-{chosen}"))
            work.watches.look(Subject(SubjectType.MEETING, f"meeting-{chosen}"))
        work.commit()
    knowledge = read_knowledge(ROOT / "knowledge").required()
    services = build_services(storage, lambda: NOW, lambda: uuid4().hex, knowledge)
    began = time.perf_counter()
    with storage.reading() as work:
        for limit in range(PAGE_SIZE, 2 * DUE + 1, PAGE_SIZE):
            assert len(work.watches.due(NOW, limit)) == limit
    found = time.perf_counter()
    services.alerts.sweep()
    return found - began, time.perf_counter() - found


def _plan(engine: Engine) -> str:
    """How PostgreSQL finds what is due a day later: what is due now was swept."""
    question = text(
        "EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM watches "
        "WHERE look_at IS NOT NULL AND look_at <= :now ORDER BY look_at, type, id LIMIT :page"
    )
    with engine.connect() as connection:
        return "\n".join(
            str(row[0]) for row in connection.execute(question, {"now": NOW + timedelta(days=1), "page": PAGE_SIZE})
        )


def main(small: int = SMALL, large: int = LARGE) -> None:
    print(as_text(measure(small, large)))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
