"""Migrations, on both databases."""

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from storage.engine import make_engine
from storage.migrate import downgrade_schema, migrate_schema, upgrade
from storage.schema import metadata

VERSIONS = Path(__file__).parents[2] / "storage" / "migrations" / "versions"


@pytest.fixture
def empty_engine(empty_url: str):
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


def _upgrade_in_a_process(url: str, barrier, results) -> None:
    engine = make_engine(url)
    barrier.wait()
    try:
        upgrade(engine)
        results.put("done")
    except BaseException as error:
        results.put(repr(error))
    finally:
        engine.dispose()


@pytest.mark.parametrize("round_of_starts", range(2))
def test_four_processes_that_start_at_once_all_find_the_tables(empty_url: str, round_of_starts: int):
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["storage.migrate"])
    barrier, results = processes.Barrier(4), processes.Queue()
    started = [processes.Process(target=_upgrade_in_a_process, args=(empty_url, barrier, results)) for _ in range(4)]
    for process in started:
        process.start()
    assert [results.get(timeout=60) for _ in started] == ["done"] * 4
    for process in started:
        process.join()
    engine = make_engine(empty_url)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_program(empty_engine: Engine):
    migrate_schema(empty_engine)
    with empty_engine.connect() as connection:
        # On SQLite a counted key is no default of the server, so there is nothing to compare there.
        opts = {"compare_type": True, "compare_server_default": connection.dialect.name == "postgresql"}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_the_comparison_of_tables_sees_a_difference(empty_engine: Engine):
    migrate_schema(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_agreements_urgency"))
        connection.execute(text("ALTER TABLE settings ADD COLUMN more INTEGER"))
        context = MigrationContext.configure(connection)
        found = [change[0] for change in compare_metadata(context, metadata)]
        assert sorted(found) == ["add_index", "remove_column"]


def test_every_migration_goes_down_and_up_again(empty_engine: Engine):
    for revision in sorted(file.name[:4] for file in VERSIONS.glob("0*.py")):
        migrate_schema(empty_engine, revision)
        downgrade_schema(empty_engine, "-1")
        migrate_schema(empty_engine, revision)
    downgrade_schema(empty_engine)
    assert inspect(empty_engine).get_table_names() == ["alembic_version"]
    migrate_schema(empty_engine)
    assert set(metadata.tables) <= set(inspect(empty_engine).get_table_names())


def test_upgrading_again_changes_nothing(engine: Engine):
    before = inspect(engine).get_table_names()
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO settings (key, value) VALUES ('kept', 'yes')"))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT value FROM settings")).scalar() == "yes"
    assert inspect(engine).get_table_names() == before


def test_every_constraint_and_index_has_a_name():
    for table in metadata.tables.values():
        assert all(rule.name for rule in (*table.constraints, *table.indexes)), table.name


def test_foreign_keys_are_watched_again_after_a_migration(empty_engine: Engine):
    migrate_schema(empty_engine)
    if empty_engine.dialect.name == "sqlite":
        with empty_engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
