"""Lists of agreements are answered by indexes: counted in what the databases read, on thousands of agreements."""

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from benchmarks.lists import FILTERS, PAGE_SIZE
from benchmarks.many_agreements import fill
from benchmarks.plans import most_work, plan_of, work_of
from storage.agreement_lists import page_statement
from storage.engine import make_engine
from storage.list_indexes import LIST_INDEXES
from tests.postgres import new_database

SIZE = 5_000


@pytest.fixture(scope="module", params=["sqlite", "sqlite with statistics", "postgresql"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database with thousands of agreements. SQLite may plan otherwise when it has counted its tables."""
    if request.param == "postgresql":
        server, template = (request.getfixturevalue(name) for name in ("postgres_url", "postgres_template"))
        with new_database(server, template) as address:
            yield from _filled(address, "VACUUM ANALYZE")
    else:
        file = tmp_path_factory.mktemp("many") / "cec.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield from _filled(f"sqlite:///{file}", "ANALYZE" if "statistics" in request.param else "SELECT 1")


def _filled(address: str, settle: str) -> Iterator[Engine]:
    engine = make_engine(address)
    fill(engine, SIZE)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(settle))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("question", FILTERS)
def test_a_list_reads_no_more_than_its_page_and_its_count(many: Engine, question: str):
    asked = FILTERS[question]
    assert work_of(many, asked, PAGE_SIZE) <= most_work(many), plan_of(many, page_statement(asked, 0, PAGE_SIZE))


def test_without_the_indexes_a_list_reads_far_more(many: Engine):
    with many.connect() as connection:
        for name in LIST_INDEXES:
            connection.execute(text(f"DROP INDEX {name}"))
        connection.commit()
    assert work_of(many, FILTERS["of an owner"], PAGE_SIZE) > 2 * most_work(many)
